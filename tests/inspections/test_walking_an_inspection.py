"""An inspection from the plan to its problems: who is sent, what is hidden, what is drawn, what is refused."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.cases.models import Case
from shishi.documents.actions.papers import void_paper
from shishi.documents.models import Paper
from shishi.inspections.actions import papers, planning, research, sampling, steps
from shishi.inspections.actions.visiting import Seen, keep_visit
from shishi.inspections.models import Inspection, Visit
from shishi.inspections.queries.page import earlier_visits
from shishi.inspections.queries.research import person_times
from shishi.journal.models import Entry, Telling
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.rules.authority import HOUSE
from tests.files.made import jpeg
from tests.inspections.conftest import plan, seen, under_way, visited

pytestmark = pytest.mark.django_db


def sees(year, who):
    return Inspection.objects.visible_to(year.world.actor(who)).exists()


def test_findings_become_problems_when_the_conclusion_is_issued(year):
    row = visited(under_way(year), year.world)
    done = steps.take_step(row.pk, "conclude", row.version, year.world.actor("head"), "总体较好。")
    case = Case.objects.get(kind="problem")
    assert (case.title, case.source, case.origin_kind, case.origin_id) == (
        "消防通道被占",
        "inspection",
        "inspection",
        row.pk,
    )
    assert done.recheck_on == date(2023, 10, 4)
    kinds = set(Paper.objects.values_list("kind", flat=True))
    assert kinds == {"inspection_plan", "inspection_sheet", "inspection_result"}


def test_a_look_back_names_its_own_source_and_report(year):
    row = visited(under_way(year, mode="look_back"), year.world)
    assert row.checklist[0] == "仍在正常使用"
    steps.take_step(row.pk, "conclude", row.version, year.world.actor("head"), "没有反弹。")
    assert Case.objects.get().source == "look_back"
    assert Paper.objects.filter(kind="look_back_report").exists()


def test_an_unannounced_one_is_hidden_from_the_unit_until_concluded(year):
    row = under_way(year, mode="unannounced")
    assert not Paper.objects.exists()
    told = Telling.objects.filter(entry__verb="inspection.begin").values_list("person_id", flat=True)
    assert list(told) == [year.world.people["inspector"].pk]
    assert [sees(year, who) for who in ("liaison", "edu_head", "statistician")] == [False, False, False]
    assert [sees(year, who) for who in ("clerk", "leader", "inspector")] == [True, True, True]
    row = visited(row, year.world)
    steps.take_step(row.pk, "conclude", row.version, year.world.actor("head"), "发现问题。")
    assert sees(year, "liaison")
    assert not sees(year, "health_liaison")
    assert {p.kind for p in Paper.objects.all()} >= {"inspection_plan", "inspection_result"}


def test_a_scheduled_one_is_known_to_the_unit_and_nobody_else(year):
    under_way(year)
    assert [sees(year, w) for w in ("liaison", "health_liaison", "stranger", "sysadmin")] == [True, False, False, False]


def test_a_second_one_in_the_month_is_refused_and_the_first_takes_it_in(year):
    clerk, world = year.world.actor("clerk"), year.world
    first = planning.plan(year.programme, plan(world), clerk)
    with pytest.raises(Refused, match="九月督查"):
        planning.plan(
            year.programme, plan(world, title="又一次", since=date(2023, 9, 20), until=date(2023, 9, 22)), clerk
        )
    planning.plan(year.programme, plan(world, title="另一主题", topic="资金"), clerk)
    planning.plan(year.programme, plan(world, title="十月", since=date(2023, 10, 9), until=date(2023, 10, 9)), clerk)
    planning.join(first.pk, (world.orgs["health"],), first.version, clerk)
    with pytest.raises(Refused, match="县卫健局"):
        planning.plan(year.programme, plan(world, title="卫健", units=(world.orgs["health"],)), clerk)


def test_the_sample_is_drawn_by_a_shown_seed_and_again_only_with_a_reason(year):
    clerk, row = year.world.actor("clerk"), under_way(year)
    made = sampling.draw_sample(row.pk, "", row.version, clerk)
    assert (made.n_candidates, len(made.drawn), len(made.seed)) == (5, 3, 16)
    assert Visit.objects.filter(is_drawn=True).count() == 3
    with pytest.raises(Refused, match="写明理由"):
        sampling.draw_sample(row.pk, "", row.version + 1, clerk)
    again = sampling.draw_sample(row.pk, "一处正在停业", row.version + 1, clerk, seed=made.seed)
    assert again.drawn == made.drawn
    assert row.draws.count() == 2
    visited(row, year.world)
    with pytest.raises(Refused, match="已经开始检查"):
        sampling.draw_sample(row.pk, "再抽", row.version, clerk)


def test_a_draft_is_kept_and_what_is_missing_is_said(year):
    row = under_way(year)
    visit, inspector = row.visits.get(), year.world.actor("inspector")
    photo = SimpleUploadedFile("p.jpg", jpeg(), "image/jpeg")
    kept = keep_visit(visit.pk, Seen(answers={}, result="", photos=[photo, photo]), 1, inspector, is_done=False)
    assert kept.photos.count() == 2
    with pytest.raises(Refused, match="第 1、2、3、4、5 条"):
        keep_visit(visit.pk, Seen(answers={}, result="看过"), 2, inspector, is_done=True)
    with pytest.raises(Overtaken):
        keep_visit(visit.pk, seen(), 1, inspector, is_done=True)
    with pytest.raises(Refused, match="还有 1 个检查对象"):
        steps.take_step(row.pk, "conclude", row.version, year.world.actor("head"), "好")


@pytest.mark.parametrize("who", ["liaison", "leader", "stranger"])
def test_only_those_sent_write_and_only_the_office_plans(year, who):
    row = under_way(year)
    with pytest.raises(NotYours):
        keep_visit(row.visits.get().pk, seen(), 1, year.world.actor(who), is_done=False)
    with pytest.raises(NotYours):
        planning.plan(year.programme, plan(year.world), year.world.actor(who))
    with pytest.raises(NotYours):
        steps.take_step(row.pk, "conclude", row.version, year.world.actor("clerk"), "好")


def test_the_record_is_there_for_whoever_comes_next(year):
    row = visited(under_way(year), year.world)
    steps.take_step(row.pk, "conclude", row.version, year.world.actor("head"), "总体较好。")
    following = under_way(year, title="十月", topic="资金")
    assert [one.title for one in earlier_visits(following.visits.get())] == ["九月督查"]


def test_a_research_visit_counts_person_times_and_becomes_a_problem_once(year):
    trip = research.Trip(
        mode="walk_the_process",
        on=date(2023, 9, 1),
        who="王教林等",
        n_people=4,
        place="政务大厅",
        found="材料要交两遍。",
    )
    row = research.keep_research(year.programme, trip, year.world.actor("edu_head"))
    made = research.raise_problem(row, "材料重复提交", year.world.actor("edu_head"))
    assert (made.case.source, made.case.text) == ("research", "材料要交两遍。")
    with pytest.raises(Refused, match="已经提出过"):
        research.raise_problem(row, "材料重复提交", year.world.actor("edu_head"))
    assert person_times(year.world.actor("clerk"))[0].n_people == 4
    assert person_times(year.world.actor("health_liaison")) == []


def test_a_voided_paper_is_made_again_once_under_the_next_number(year):
    world, row = year.world, under_way(year)
    with pytest.raises(Refused, match="没有作废"):
        papers.make_again(row.pk, "inspection_plan", row.version, world.actor("clerk"))
    void_paper(Paper.objects.get().pk, "制作失败", HOUSE)
    with pytest.raises(NotYours):
        papers.make_again(row.pk, "inspection_plan", row.version, world.actor("leader"))
    again = papers.make_again(row.pk, "inspection_plan", row.version, world.actor("clerk"))
    assert (again.number, again.stage) == (2, "issuing")
    with pytest.raises(Overtaken):
        papers.make_again(row.pk, "inspection_plan", row.version, world.actor("clerk"))
    with pytest.raises(Refused, match="不能重复"):
        papers.make_again(row.pk, "inspection_plan", row.version + 1, world.actor("clerk"))
    assert Entry.objects.filter(verb="inspection.paper").count() == 1
