"""The hand-over sheet: what a post leaves open, and who takes it over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shishi.cases.actions.parts import charge
from shishi.cases.models import Case
from shishi.cockpit.queries.handover import sheet
from shishi.orgs.models import Delegation, Post, RightsChange
from shishi.programmes.models import Item, Task
from shishi.reports.chain import Stage
from shishi.reports.models import Return
from shishi.rules.deadlines import local
from tests.cases import stories

TODAY = date(2023, 3, 1)


def sheet_of(year, who, reader=""):
    post = Post.objects.select_related("person", "org").get(pk=year.world.posts[who].pk)
    return sheet(post, TODAY, year.world.actor(reader or who, TODAY))


def test_the_sheet_counts_what_is_open(year):
    back = Return.objects.filter(item=year.items["schools"], period__month=date(2023, 2, 1))
    back.update(stage=Stage.RETURNED)
    found = sheet_of(year, "liaison")
    assert [(d.kind, d.n) for d in found.duties] == [("fill", 1), ("returned", 1), ("fill", 2)]
    assert found.n_open == 4


def test_it_names_items_days_to_come_and_loans(year):
    Item.objects.filter(pk=year.items["road"].pk).update(liaison_name="刘小青", due_on=date(2023, 3, 20))
    Task.objects.create(item=year.items["schools"], title="招标", due_on=date(2023, 3, 15))
    Delegation.objects.create(
        post=year.world.posts["liaison"],
        to_person=year.world.people["edu_deputy"],
        since=TODAY,
        until=TODAY,
        reason="假",
    )
    found = sheet_of(year, "liaison")
    assert [(i.title, i.is_named) for i in found.items] == [("schools", False), ("road", True)]
    assert [(c.on.day, c.what) for c in found.coming] == [
        (7, "2023年2月月报截止"),
        (15, "招标"),
        (20, "road"),
        (7, "2023年3月月报截止"),
    ]
    assert len(found.loans) == 1


def test_it_lists_every_case_that_waits_for_the_post_and_counts_what_the_reader_may_not_see(year):
    for n in range(14):
        stories.assigned(year.world, title=f"第{n}处通道被占")
    helped = stories.problem(year.world, title="要求配合")
    charge(helped, [year.world.orgs["education"]], "核实", year.world.actor("clerk"), helped.version)
    found = sheet_of(year, "liaison")
    assert (found.n_cases, len(found.cases), found.n_open) == (15, 15, 19)
    assert {d.kind for d in found.duties} == {"fill"}
    assert [c.title for c in found.cases].count("要求配合") == 1
    Case.objects.filter(title="第3处通道被占").update(secrecy=2)
    seen = sheet_of(year, "liaison", reader="head")
    assert (seen.n_cases, len(seen.cases)) == (15, 14)


def test_the_page_names_the_cases_with_the_day_they_are_due(year, sign_in):
    case = stories.assigned(year.world, title="通道被占")
    page = sign_in("head").get(f"/posts/{year.world.posts['liaison'].pk}/handover/").content.decode()
    assert "通道被占" in page
    assert f"{local(case.next_due_at):%m-%d}" in page


def test_the_office_head_names_the_successor_with_the_number_counted(year, sign_in):
    post, heir = year.world.posts["liaison"], year.world.people["edu_deputy"]
    answer = sign_in("head").post(f"/posts/{post.pk}/handover/", {"successor": heir.pk, "until": "2023-03-31"})
    assert answer.status_code == 302
    change = RightsChange.objects.get()
    assert (change.kind, change.person_id, change.until, change.n_open) == ("hand_over", heir.pk, date(2023, 3, 31), 4)


def test_a_hand_over_that_cannot_be_is_refused_beside_its_field(year, sign_in):
    post, same = year.world.posts["liaison"], year.world.people["liaison"]
    answer = sign_in("head").post(f"/posts/{post.pk}/handover/", {"successor": same.pk, "until": "2023-03-31"})
    assert answer.status_code == 422
    assert "接任人与现任是同一人" in answer.content.decode()
    assert not RightsChange.objects.exists()


def test_only_the_office_head_hands_on_and_only_those_concerned_read(year, sign_in):
    address = f"/posts/{year.world.posts['liaison'].pk}/handover/"
    form = {"successor": year.world.people["edu_deputy"].pk, "until": "2023-03-31"}
    for who in ("liaison", "edu_head", "head"):
        assert sign_in(who).get(address).status_code == 200
    assert sign_in("edu_head").post(address, form).status_code == 403
    for who in ("health_head", "clerk", "stranger", "sysadmin"):
        assert sign_in(who).get(address).status_code == 404


def test_a_post_that_has_ended_has_no_sheet(year, sign_in):
    Post.objects.filter(pk=year.world.posts["liaison"].pk).update(until=TODAY - timedelta(days=1))
    assert sign_in("head").get(f"/posts/{year.world.posts['liaison'].pk}/handover/").status_code == 404


@pytest.mark.parametrize("who", ["convener", "clerk", "statistician"])
def test_every_post_has_a_sheet(year, who):
    assert sheet_of(year, who).items == ()
