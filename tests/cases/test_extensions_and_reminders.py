"""A later date asked for in time and decided by another; reminders that come once; what the house proposes."""

from datetime import date, timedelta

import pytest

from shishi.cases.actions import parts
from shishi.cases.actions.extensions import ask_extension, decide_extension
from shishi.cases.actions.links import recuse, take_on
from shishi.cases.actions.reminding import remind
from shishi.cases.actions.settings import set_limit
from shishi.cases.actions.steps import take_step
from shishi.journal.models import Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.rules.deadlines import Limit
from tests.cases import stories

pytestmark = pytest.mark.django_db
LATER = date(2023, 10, 20)


def test_a_later_date_is_asked_decided_and_counted(cast):
    case = stories.rectifying(cast)
    first = case.due_at
    row = ask_extension(case, LATER, "雨天无法施工，已完成一半", cast.actor("edu_head"))
    decide_extension(row, True, "", cast.actor("head"))
    case.refresh_from_db()
    assert (case.first_due_at, case.n_extensions) == (first, 1)
    assert f"{case.due_at:%Y-%m-%d}" == "2023-10-20"


def test_it_is_asked_before_the_limit_with_a_reason_and_once(cast):
    case = stories.rectifying(cast)
    with pytest.raises(Refused, match="理由"):
        ask_extension(case, LATER, "", cast.actor("edu_head"))
    with pytest.raises(NotYours):
        ask_extension(case, LATER, "雨天", cast.actor("liaison"))
    ask_extension(case, LATER, "雨天", cast.actor("edu_head"))
    with pytest.raises(Refused, match="还没有批复"):
        ask_extension(case, LATER, "雨天", cast.actor("edu_head"))
    clock.rehearse(case.due_at + timedelta(days=1))
    with pytest.raises(Refused, match="已过"):
        ask_extension(case, date(2023, 12, 1), "雨天", cast.actor("edu_head"))


def test_the_second_to_decide_is_told_what_was_decided(cast):
    row = ask_extension(stories.rectifying(cast), LATER, "雨天", cast.actor("edu_head"))
    decide_extension(row, False, "工期充足", cast.actor("head"))
    with pytest.raises(Overtaken, match="不同意"):
        decide_extension(row, True, "", cast.actor("head"))


def test_reminders_come_once_each_and_lateness_is_proposed_for_escalation(cast):
    case = stories.assigned(cast)
    for days, reason in ((0, "case_soon"), (1, "case_due"), (5, "case_overdue")):
        clock.rehearse(case.next_due_at - timedelta(days=1) + timedelta(days=days, hours=-3))
        assert remind() == 1
        assert remind() == 0
        assert Telling.objects.filter(reason=reason, person_id=cast.people["liaison"].pk).count() == 1
    assert Telling.objects.filter(reason="case_escalate", person_id=cast.people["head"].pk).exists()


def test_the_lead_unit_waits_for_the_supporting_one(cast):
    case = stories.rectifying(cast)
    parts.charge(case, [cast.orgs["housing"]], "提供图纸", cast.actor("clerk"), case.version)
    files = {"before": [stories.photo()], "after": [stories.photo()]}
    done = {"done": "图纸已核对，通道已恢复畅通。"}
    with pytest.raises(Refused, match="县住建局"):
        take_step(case, "self_check", cast.actor("liaison"), done, files=files)
    parts.report_part(case, "图纸已提供", cast.actor("housing_liaison"))
    files = {"before": [stories.photo()], "after": [stories.photo()]}
    assert take_step(case, "self_check", cast.actor("liaison"), done, files=files).stage == "self_checked"


def test_a_regions_own_limit_holds_from_its_day_on(cast):
    before = stories.problem(cast)
    set_limit("problem", "found", "", Limit(4), clock.today(), "县政府办〔2023〕5号", cast.actor("head"))
    after = stories.problem(cast)
    assert after.stage_due_at > before.stage_due_at
    with pytest.raises(NotYours):
        set_limit("problem", "found", "", Limit(4), clock.today(), "依据", cast.actor("clerk"))


def test_who_is_bound_up_with_it_keeps_away(cast):
    case = stories.problem(cast)
    recuse(case, cast.people["clerk"], "被反映人亲属", cast.actor("clerk"))
    with pytest.raises(Refused, match="回避"):
        take_step(case, "assign", cast.actor("clerk"), {"unit": cast.orgs["education"], "type": "short"})


def test_a_leader_takes_a_case_on(cast):
    case = take_on(stories.assigned(cast), cast.actor("leader"))
    assert case.sponsor_id == cast.people["leader"].pk
    with pytest.raises(NotYours):
        take_on(case, cast.actor("liaison"))
