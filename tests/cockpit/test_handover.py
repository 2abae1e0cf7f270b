"""The hand-over sheet: what a post leaves open, and who takes it over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shishi.cockpit.queries.handover import sheet
from shishi.orgs.models import Delegation, Post, RightsChange
from shishi.programmes.models import Item, Task
from shishi.reports.chain import Stage
from shishi.reports.models import Return

TODAY = date(2023, 3, 1)


def sheet_of(year, who):
    return sheet(Post.objects.select_related("person", "org").get(pk=year.world.posts[who].pk), TODAY)


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
