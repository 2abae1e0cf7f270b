"""The desk: what is mine today, soonest first, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shishi.cases.actions.links import recuse
from shishi.cases.actions.parts import charge
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.cockpit.queries.desk import desk, news
from shishi.cockpit.queries.duties import duties, posts_of
from shishi.journal.actions import record
from shishi.journal.models import Entry
from shishi.lib import clock
from shishi.orgs.models import Account, Delegation
from shishi.programmes.models import Adjustment, IssueProposal
from shishi.reports.chain import Stage
from shishi.reports.models import Correction, Line, Period, Return, ReturnStep
from shishi.rules.authority import HOUSE
from tests.cases import stories
from tests.cockpit.conftest import add_items
from tests.reports.year import Year

TODAY = date(2023, 3, 1)


def on_desk(year: Year, who: str, today: date = TODAY) -> list[tuple[str, int]]:
    found = desk(year.world.actor(who, today), today)
    return [(d.kind, d.n) for d in found.duties]


def test_a_liaison_sees_returns_to_fill_grouped_by_month_with_the_workdays_left(year):
    found = desk(year.world.actor("liaison", TODAY), TODAY).duties
    assert [(d.kind, d.n, d.due_on) for d in found] == [
        ("fill", 2, date(2023, 3, 7)),
        ("fill", 2, date(2023, 4, 7)),
    ]
    assert found[0].days_left == 4
    assert found[0].sentence == "2月月报 2 项待填报"


def test_a_head_approves_what_the_unit_submitted_but_not_what_they_submitted_themselves(year):
    row = year.hand_in("schools", 2, 60)
    assert ("approve", 1) in on_desk(year, "edu_head")
    ReturnStep.objects.filter(of=row, name="submit").update(person_id=year.world.people["edu_head"].pk)
    assert ("approve", 1) not in on_desk(year, "edu_head")
    assert ("approve", 1) in on_desk(year, "edu_deputy")
    assert ("approve", 1) not in on_desk(year, "health_head")


def test_the_office_accepts_many_units_in_one_line(year):
    for short in ("schools", "pensions"):
        row = year.hand_in(short, 2, 60)
        Return.objects.filter(pk=row.pk).update(stage=Stage.UNIT_APPROVED)
    assert on_desk(year, "clerk") == [("accept", 2)]
    assert "2 个单位" in desk(year.world.actor("clerk", TODAY), TODAY).duties[0].sentence
    assert on_desk(year, "city") == []
    assert on_desk(year, "stranger") == []


def test_a_return_sent_back_shows_its_reasons(year):
    row = year.hand_in("schools", 2, 60)
    Return.objects.filter(pk=row.pk).update(stage=Stage.RETURNED)
    Line.objects.filter(of=row).update(returned_reason="数字倒退")
    ReturnStep.objects.create(
        of=row, round=1, name="return", person_id=1, person_name="陈", at=clock.now(), note="请核"
    )
    found = duties(posts_of(year.world.actor("liaison", TODAY), TODAY))
    back = next(d for d in found if d.kind == "returned")
    assert back.notes == ("请核", "schools indicator：数字倒退")
    assert back.args == (row.pk,)


def test_work_lent_by_somebody_on_leave_stands_beside_ones_own_with_its_label(year, sign_in):
    year.hand_in("schools", 2, 60)
    lent = year.world.posts["edu_head"]
    Delegation.objects.create(
        post=lent, to_person=year.world.people["clerk2"], since=TODAY, until=TODAY + timedelta(days=9), reason="出差"
    )
    found = desk(year.world.actor("clerk2", TODAY), TODAY).duties
    assert {(d.kind, d.post.delegated_by) for d in found} == {("approve", "王教林"), ("fill", "王教林")}
    page = sign_in("clerk2").get("/desk/").content.decode()
    assert "受王教林委托" in page
    assert "换岗办理" in page


def test_adjustments_pass_from_the_office_to_the_convener_and_never_to_the_asker(year):
    people = year.world.people
    asked = Adjustment.objects.create(
        item=year.items["road"],
        reason="policy_change",
        explanation="。",
        asked_by=people["edu_head"],
        asked_at=clock.now(),
    )
    assert on_desk(year, "clerk") == [("adjustment", 1)]
    assert on_desk(year, "convener") == []
    Adjustment.objects.filter(pk=asked.pk).update(stage="reviewed", reviewed_by=people["clerk"])
    assert on_desk(year, "convener") == [("adjustment", 1)]
    assert on_desk(year, "clerk") == []


def test_the_convener_finds_lists_to_issue_and_the_office_head_corrections(year):
    people = year.world.people
    IssueProposal.objects.create(
        programme=year.programme, n_items=3, proposed_by=people["head"], proposed_at=clock.now()
    )
    line = Line.objects.filter(of__period__month=date(2023, 1, 1)).first()
    Correction.objects.create(
        line=line, old=40, new=41, reason="重复", asked_by_id=1, asked_by_name="刘", asked_at=clock.now()
    )
    assert on_desk(year, "convener") == [("issue", 3)]
    assert on_desk(year, "head") == [("correction", 1)]
    assert on_desk(year, "clerk") == []


def test_items_past_their_due_day_are_named_to_their_unit_and_to_the_office(year):
    year.go(date(2023, 8, 2))
    assert ("overdue", 1) in on_desk(year, "liaison", date(2023, 8, 2))
    assert ("overdue", 1) in on_desk(year, "clerk", date(2023, 8, 2))
    assert ("overdue", 1) not in on_desk(year, "health_liaison", date(2023, 8, 2))


def test_a_case_one_helps_with_stands_once_and_more_than_fit_have_a_line(year):
    clerk, education = year.world.actor("clerk"), year.world.orgs["education"]
    for n in range(13):
        case = stories.problem(year.world, title=f"第{n}处通道被占")
        charge(case, [education], "核实", clerk, case.version)
    kinds = [kind for kind, _n in on_desk(year, "liaison")]
    assert (kinds.count("part"), kinds.count("case"), kinds.count("cases")) == (12, 0, 1)


def test_an_empty_desk_says_so(year, sign_in):
    page = sign_in("statistician").get("/desk/").content.decode()
    assert "今天没有待办" in page
    assert 'href="/cockpit/"' not in page, "it leads to a page that post may not open"


def test_news_are_what_others_did_since_yesterday_within_reach(year):
    from shishi.journal.actions import record

    road = year.items["road"]
    record(road, "item.issue", year.world.actor("head", TODAY))
    assert [n.who for n in news(year.world.actor("liaison", TODAY), TODAY)] == ["周主任"]
    assert list(news(year.world.actor("head", TODAY), TODAY)) == []
    assert list(news(year.world.actor("health_liaison", TODAY), TODAY)) == []
    assert list(news(year.world.actor("liaison", TODAY), TODAY + timedelta(days=3))) == []


def test_news_of_cases_are_of_those_everybody_may_open(year, monkeypatch):
    monkeypatch.setattr("shishi.cockpit.queries.desk.NEWS", 1_000)
    stories.assigned(year.world, title="交教育局的")
    stories.problem(year.world, title="镇里的", region=year.world.regions["town"])
    stories.problem(year.world, title="不公开的")
    Case.objects.filter(title="不公开的").update(secrecy=1)
    Case.objects.filter(title="镇里的").update(is_offered=True)
    seen = {}
    for who in year.world.posts:
        actor = year.world.actor(who, TODAY)
        seen[who] = {n.subject_id for n in news(actor, TODAY) if n.route == "case"}
        own = Entry.objects.filter(subject_kind="case").exclude(actor_id=actor.person_id).values("subject_id")
        assert seen[who] == set(Case.objects.visible_to(actor).filter(pk__in=own).values_list("pk", flat=True)), who
    assert {len(found) for found in seen.values()} == {0, 1, 2, 3}


def test_news_of_a_case_name_it_and_what_is_merely_due_is_no_news(year, client):
    case = stories.assigned(year.world, title="消防通道被占用")
    record(case, "case.soon", HOUSE, due="2023-09-18")
    client.force_login(year.world.account("head"))
    page = client.get("/desk/").content.decode()
    assert "“消防通道被占用”" in page
    assert "即将到期：2023-09-18" not in page


def test_the_tour_is_shown_until_it_is_put_away_for_ever(year, client):
    client.force_login(year.world.account("liaison"))
    assert "第一次使用" in client.get("/desk/").content.decode()
    assert client.post("/desk/tour/").status_code == 302
    done_at = Account.objects.get(login="liaison").tour_done_at
    client.post("/desk/tour/")
    assert Account.objects.get(login="liaison").tour_done_at == done_at
    assert Entry.objects.filter(verb="account.end_tour").count() == 1
    assert "第一次使用" not in client.get("/desk/").content.decode()


@pytest.mark.parametrize("who", ["liaison", "head", "convener"])
def test_the_desk_costs_the_same_with_many_items_and_months(year, sign_in, django_assert_max_num_queries, who):
    add_items(year, 12)
    year.go(date(2023, 6, 1))
    assert Period.objects.count() == 6
    row = year.hand_in("schools", 5, 60)
    Return.objects.filter(pk=row.pk).update(stage=Stage.RETURNED)
    browser = sign_in(who)
    browser.get("/desk/")
    with django_assert_max_num_queries(18):
        assert browser.get("/desk/").status_code == 200


def test_an_administrators_desk_holds_the_approvals(year, sign_in):
    from shishi.orgs.actions.posts import hand_over

    post, heir = year.world.posts["liaison"], year.world.people["edu_deputy"]
    hand_over(post, heir, TODAY, year.world.actor("head", TODAY), 3)
    assert on_desk(year, "secadmin") == [("rights", 1)]
    assert on_desk(year, "auditadmin") == []
    assert sign_in("secadmin").get("/desk/").status_code == 200


def test_a_case_that_asks_for_other_hands_stands_on_the_others_desks(year, monkeypatch):
    world = year.world
    monkeypatch.setitem(stories.PLAN, "planned_on", date(2023, 3, 20))
    case = stories.applied(world)
    take_step(case, "review", world.actor("clerk"), {"opinion": "材料齐全"})
    assert "case" not in dict(on_desk(year, "clerk"))
    assert "case" in dict(on_desk(year, "clerk2"))


def test_what_somebody_keeps_away_from_is_not_on_their_desk(year):
    world = year.world
    case = stories.assigned(world)
    charge(case, [world.orgs["health"]], "核查食品", world.actor("clerk"), case.version)
    for who in ("liaison", "health_liaison"):
        recuse(case, world.people[who], "亲属经营", world.actor("head"))
        assert not {"case", "part"} & dict(on_desk(year, who)).keys()
    assert "case" in dict(on_desk(year, "edu_head"))
    assert "part" in dict(on_desk(year, "health_head"))
