"""A meeting from the plan to the last decision carried out: who may, when, and what each step leaves behind."""

import pytest

from shishi.cases.actions.opening import open_case
from shishi.cases.models import Case
from shishi.documents.models import Paper
from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.meetings.actions import agenda, holding, papers, planning, steps
from shishi.meetings.actions.holding import Came
from shishi.meetings.models import Meeting
from shishi.meetings.queries.page import page_of
from tests.meetings.conftest import DAY, plan

pytestmark = pytest.mark.django_db


def sections(meeting):
    return [(p.section, p.title) for p in meeting.agenda.filter(is_dropped=False)]


def test_one_button_writes_the_agenda_from_what_is_behind(year, planned):
    clerk = year.world.actor("clerk")
    late = open_case("problem", {"title": "消防通道被占", "text": "后门堆放杂物。", "source": "inspection"}, clerk).case
    Case.objects.filter(pk=late.pk).update(next_due_at=clock.at(DAY.replace(month=8)))
    made = agenda.build_agenda(planned.pk, 1, clerk)
    found = dict(sections(made))
    assert found["behind"] in ("schools", "road")
    assert found["difficulty"] == "schools"
    assert late.number in found["overdue"]
    first = made.agenda.get(source=f"item:{year.items['schools'].pk}")
    assert [chip["label"] for chip in first.figures] == ["完成率", "应达进度", "偏差"]
    assert first.figures[0]["shown"] == "10%"
    assert first.figures[0]["cut"] == made.cut_id


def test_building_again_keeps_what_was_dropped_and_what_was_added(year, planned):
    clerk = year.world.actor("clerk")
    made = agenda.build_agenda(planned.pk, 1, clerk)
    gone = made.agenda.get(source=f"item:{year.items['schools'].pk}")
    made = agenda.arrange(made.pk, gone.pk, "drop", made.version, clerk)
    agenda.add_point(made.pk, "学习上级精神", "", None, made.version, clerk)
    made = agenda.build_agenda(made.pk, made.version + 1, clerk)
    assert made.agenda.get(source=gone.source).is_dropped
    assert made.agenda.get(source="").title == "学习上级精神"


def test_points_change_places_within_their_part(year, planned):
    clerk = year.world.actor("clerk")
    made = agenda.build_agenda(planned.pk, 1, clerk)
    behind = list(made.agenda.filter(section="behind").order_by("seq"))
    assert len(behind) == 2
    agenda.arrange(made.pk, behind[1].pk, "up", made.version, clerk)
    assert made.agenda.filter(section="behind").order_by("seq").first().pk == behind[1].pk


def test_the_notice_is_numbered_and_everybody_asked_is_told(year, ready):
    paper = Paper.objects.get(kind="meeting_notice")
    assert paper.body["recipient"] == "县教育局、县卫健局"
    told = Telling.objects.filter(entry__verb="meeting.notify").values_list("person_id", flat=True)
    assert year.world.people["liaison"].pk in told
    assert year.world.people["housing_liaison"].pk not in told
    assert ready.stage == "agenda_ready"


def told_of(year, reason):
    people = Telling.objects.filter(reason=reason).values_list("person_id", flat=True)
    return {name for name, person in year.world.people.items() if person.pk in people}


def test_whoever_was_asked_hears_that_it_was_moved_and_a_new_notice_is_sent(year, ready):
    clerk, later = year.world.actor("clerk"), DAY.replace(day=26)
    moved = planning.change(ready.pk, plan(year.world, on=later), ready.version, clerk)
    assert {"liaison", "health_liaison"} <= told_of(year, "meeting_moved")
    assert Entry.objects.filter(verb="meeting.move").count() == 1
    assert page_of(moved, clerk).old_notice == "2023年9月20日15:00，在县政府三楼会议室"
    paper = papers.make_paper(moved.pk, "meeting_notice", moved.version, clerk)
    assert paper.title == "关于调整第八次月调度会安排的通知"
    assert "原定于2023年9月20日15:00" in str(paper.body)
    moved.refresh_from_db()
    assert page_of(moved, clerk).old_notice == ""
    with pytest.raises(Refused, match="不能重复印发"):
        papers.make_paper(moved.pk, "meeting_notice", moved.version, clerk)


def test_only_those_concerned_hear_of_a_change_of_who_is_asked(year, ready):
    orgs = (year.world.orgs["education"], year.world.orgs["housing"])
    changed = planning.change(ready.pk, plan(year.world, orgs=orgs), ready.version, year.world.actor("clerk"))
    assert "housing_liaison" in told_of(year, "meeting_asked")
    assert "health_liaison" in told_of(year, "meeting_without")
    assert told_of(year, "meeting_moved") == set()
    assert page_of(changed, year.world.actor("clerk")).old_notice == ""


def test_before_the_notice_nobody_hears_of_a_change(year, planned):
    planning.change(planned.pk, plan(year.world, on=DAY.replace(day=26)), planned.version, year.world.actor("clerk"))
    assert not Telling.objects.filter(reason__startswith="meeting").exists()


@pytest.mark.parametrize("who", ["liaison", "leader", "city", "stranger"])
def test_only_the_offices_own_people_prepare_it(year, planned, who):
    with pytest.raises(NotYours):
        agenda.build_agenda(planned.pk, 1, year.world.actor(who))
    with pytest.raises(NotYours):
        planning.plan(year.programme, plan(year.world), year.world.actor(who))


def test_whoever_was_slower_hears_of_it(year, planned):
    agenda.build_agenda(planned.pk, 1, year.world.actor("clerk"))
    with pytest.raises(Overtaken):
        agenda.build_agenda(planned.pk, 1, year.world.actor("clerk2"))


def test_what_stands_in_the_way_is_said(year, planned, ready):
    clerk = year.world.actor("clerk")
    with pytest.raises(Refused, match="还没有到"):
        steps.take_step(ready.pk, "hold", ready.version, clerk)
    year.go(DAY)
    with pytest.raises(Refused, match="还有 2 个单位"):
        steps.take_step(ready.pk, "hold", ready.version, clerk)
    came = {a.pk: Came("substitute") for a in ready.attendees.all()}
    with pytest.raises(Refused, match="替会"):
        holding.keep_record(ready.pk, came, "", ready.version, clerk)
    with pytest.raises(NotYours):
        steps.take_step(ready.pk, "issue", ready.version, clerk)


def test_a_notice_without_an_agenda_is_refused(year, planned):
    with pytest.raises(Refused, match="议程还没有内容"):
        steps.take_step(planned.pk, "notify", 1, year.world.actor("clerk"))


def test_decisions_become_cases_and_the_minutes_are_numbered(year, held):
    done = steps.take_step(held.pk, "issue", held.version, year.world.actor("head"))
    case = done.decisions.get().case
    assert (case.kind, case.unit_id, case.origin_kind) == ("decision", year.world.orgs["education"].pk, "meeting")
    assert f"{clock.at(case.due_at.date()):%F}" >= "2023-10-10"
    kinds = set(Paper.objects.values_list("kind", flat=True))
    assert {"minutes", "decision_list"} <= kinds
    done = steps.take_step(done.pk, "track", done.version, year.world.actor("clerk"))
    with pytest.raises(Refused, match="1 项议定事项没有办结"):
        steps.take_step(done.pk, "close", done.version, year.world.actor("head"))
    Case.objects.filter(pk=case.pk).update(closed_at=clock.now(), side="")
    assert steps.take_step(done.pk, "close", done.version, year.world.actor("head")).stage == "closed"


def test_what_was_decided_stands_on_the_next_agenda(year, held):
    steps.take_step(held.pk, "issue", held.version, year.world.actor("head"))
    clerk = year.world.actor("clerk")
    following = planning.plan(year.programme, plan(year.world, title="第九次", on=DAY.replace(month=10)), clerk)
    made = agenda.build_agenda(following.pk, 1, clerk)
    assert "县教育局牵头落实校舍用地" in made.agenda.get(section="decision").title


def test_a_meeting_without_minutes_issues_nothing(year, held):
    Meeting.objects.filter(pk=held.pk).update(minutes="")
    with pytest.raises(Refused, match="请先填写会议记录"):
        steps.take_step(held.pk, "issue", held.version, year.world.actor("head"))
    assert not Case.objects.filter(kind="decision").exists()


def test_a_paper_whose_number_was_voided_is_made_again_under_the_next(year, ready):
    head = year.world.actor("head")
    with pytest.raises(Refused, match="不能重复印发"):
        papers.make_paper(ready.pk, "meeting_notice", ready.version, head)
    Paper.objects.update(stage=Paper.Stage.VOID)
    assert papers.make_paper(ready.pk, "meeting_notice", ready.version, head).number == 2


def test_the_pack_prints_figures_that_open(year, ready):
    Meeting.objects.filter(pk=ready.pk).update(stage="planned")
    paper = papers.make_paper(ready.pk, "meeting_pack", ready.version, year.world.actor("clerk"))
    assert paper.figures.filter(code="item.rate").exists()
    assert Entry.objects.filter(verb="meeting.pack").count() == 1
