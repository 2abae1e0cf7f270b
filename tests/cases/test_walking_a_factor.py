"""What a project lacks, from being asked for to being there: by the green channel, with a helper, jointly accepted."""

from datetime import date

import pytest
from django.urls import reverse

from shishi.cases.actions.opening import open_case
from shishi.cases.actions.parts import report_part
from shishi.cases.actions.settings import set_limit
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.cases.queries.detail import detail
from shishi.cases.queries.factors import queue
from shishi.cases.queries.waiting import waiting_for
from shishi.journal.models import Entry, Telling
from shishi.journal.sentences import sentence_for
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.models import Post
from shishi.rules.deadlines import Limit
from tests.cases import stories
from tests.world import SINCE

pytestmark = pytest.mark.django_db


def asked(cast, who="liaison", **more):
    given = {
        "title": "幼儿园扩建用地指标",
        "text": "缺建设用地指标三亩。",
        "type": "land",
        "needed_on": date(2023, 9, 28),
    }
    return open_case("factor", given | more, cast.actor(who)).case


def routed(cast, **more):
    answers = {"unit": cast.orgs["housing"], **more}
    return take_step(asked(cast), "route", cast.actor("clerk"), answers)


def handling(cast, **more):
    return take_step(routed(cast, **more), "accept", cast.actor("housing_liaison"), {"helper": "小莲管家 李帮办"})


def granted(cast, **more):
    return take_step(handling(cast, **more), "grant", cast.actor("housing_liaison"), {"done": "指标已下达。"})


def test_it_is_asked_for_granted_and_confirmed_by_whoever_needs_it(cast):
    case = granted(cast)
    assert (case.side, case.holder_id) == ("raiser", cast.orgs["education"].pk)
    assert case in Case.objects.filter(waiting_for(cast.actor("liaison")))
    told = Telling.objects.filter(person_id=cast.people["liaison"].pk, reason="case_to_do")
    assert told.exists()
    case = take_step(case, "confirm", cast.actor("liaison"), {"opinion": "指标已到"})
    assert (case.outcome, case.helper) == ("arrived", "小莲管家 李帮办")


def test_the_green_channel_is_shorter_whatever_the_region_set(cast):
    usual, green = routed(cast), routed(cast, green=True)
    assert green.is_green
    assert green.due_at < usual.due_at
    assert green.stage_due_at < usual.stage_due_at
    set_limit("factor", "", "land", Limit(20), date(2023, 9, 4), "县专班〔2023〕1号", cast.actor("head"))
    assert routed(cast).due_at > usual.due_at
    assert routed(cast, green=True).due_at == green.due_at


def test_waiting_for_material_stops_the_clock(cast):
    case = take_step(handling(cast), "ask_more", cast.actor("housing_liaison"), {"missing": "规划许可复印件"})
    assert (case.next_due_at, case.side) == (None, "raiser")
    with pytest.raises(NotYours):
        take_step(case, "supply", cast.actor("health_liaison"), {"supplied": "补了"})
    case = take_step(case, "supply", cast.actor("liaison"), {"supplied": "许可复印件已附。"})
    assert (case.stage, case.stopped_at) == ("handling", None)


def test_what_did_not_arrive_goes_back_to_the_bureau(cast):
    case = take_step(granted(cast), "redo", cast.actor("liaison"), {"reason": "系统里还没有"})
    assert (case.stage, case.n_redone, case.round) == ("handling", 1, 2)


def test_a_no_is_the_heads_with_a_reason_and_another_way_and_looked_at_again(cast):
    case = handling(cast)
    no = {"reason": "年度指标用完", "instead": "由自然资源局申请增减挂钩指标"}
    with pytest.raises(NotYours):
        take_step(case, "cannot", cast.actor("housing_liaison"), no)
    with pytest.raises(Refused) as refused:
        take_step(case, "cannot", cast.actor("housing_head"), {"reason": "年度指标用完"})
    assert set(refused.value.fields) == {"instead"}
    case = take_step(case, "cannot", cast.actor("housing_head"), no)
    assert case.side == "office"
    case = take_step(case, "turn_down", cast.actor("head"), no)
    assert (case.outcome, case.outcome in case.what.done) == ("unmet", False)


def test_nobody_is_sent_their_own_request(cast):
    with pytest.raises(Refused, match="提出单位"):
        take_step(asked(cast), "route", cast.actor("clerk"), {"unit": cast.orgs["education"]})


def test_who_may_not(cast):
    with pytest.raises(NotYours):
        asked(cast, "leader")
    with pytest.raises(NotYours):
        take_step(asked(cast), "route", cast.actor("liaison"), {"unit": cast.orgs["housing"]})
    with pytest.raises(NotYours):
        take_step(granted(cast), "confirm", cast.actor("housing_liaison"), {"opinion": "好"})
    assert not Case.objects.visible_to(cast.actor("stranger")).exists()


def test_a_joint_acceptance_is_signed_off_side_by_side(cast):
    case = asked(cast, type="joint")
    answers = {"unit": cast.orgs["housing"]}
    with pytest.raises(Refused, match="联合验收"):
        take_step(case, "route", cast.actor("clerk"), answers)
    answers["supporting"] = [cast.orgs["health"]]
    case = take_step(case, "route", cast.actor("clerk"), answers)
    assert case in Case.objects.filter(waiting_for(cast.actor("health_liaison")))
    case = take_step(case, "accept", cast.actor("housing_liaison"))
    with pytest.raises(Refused, match="县卫健局"):
        take_step(case, "grant", cast.actor("housing_liaison"), {"done": "验收通过"})
    report_part(case, "消毒设施验收合格。", cast.actor("health_liaison"))
    assert case not in Case.objects.filter(waiting_for(cast.actor("health_liaison")))
    assert take_step(case, "grant", cast.actor("housing_liaison"), {"done": "验收通过"}).stage == "granted"


def test_the_queue_puts_the_green_channel_first_and_then_the_day(client, cast, django_assert_num_queries):
    for day, green in ((28, False), (20, False), (29, True)):
        case = asked(cast, title=f"需要{day}", needed_on=date(2023, 9, day))
        take_step(case, "route", cast.actor("clerk"), {"unit": cast.orgs["housing"], "green": green})
    queue(cast.actor("clerk"))
    clerk = cast.actor("clerk")
    with django_assert_num_queries(2):
        found = queue(clerk)
    assert [row.title for row in found.rows] == ["需要29", "需要20", "需要28"]
    client.force_login(cast.account("liaison"))
    page = client.get(reverse("cases-factors")).content.decode()
    assert page.index("需要29") < page.index("需要20")
    assert stories.problem(cast).number not in page


def test_the_first_bureau_it_goes_to_is_not_called_another_one(cast):
    routed(cast)
    entry = Entry.objects.get(verb="factor.route")
    assert "转有权部门办理" in sentence_for(entry.verb, entry.subject_label, entry.facts)


def test_whoever_raised_it_is_no_part_to_wait_for(cast):
    assert detail(handling(cast), cast.actor("clerk")).parts == ()
    shared = detail(handling(cast, supporting=[cast.orgs["health"]]), cast.actor("clerk")).parts
    assert [part.unit.short for part in shared] == ["县住建局", "县卫健局"]


def test_the_desk_is_told_where_nobody_can_answer(cast):
    case = routed(cast)
    assert not detail(case, cast.actor("clerk")).is_unstaffed
    Post.objects.filter(org=cast.orgs["housing"]).update(until=SINCE)
    assert detail(case, cast.actor("clerk")).is_unstaffed
    assert not detail(case, cast.actor("liaison")).is_unstaffed
