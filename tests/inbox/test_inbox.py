"""What people are told of: delivered once, shown by day, opened, read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from shishi.inbox import actions, queries
from shishi.jobs.models import Job
from shishi.journal.actions import Tell, record
from shishi.journal.models import Telling
from shishi.lib import clock
from shishi.programmes.models import Programme
from tests import world as cast

pytestmark = pytest.mark.urls("tests.inbox.urls")


@pytest.fixture
def programme(world) -> Programme:
    office, county = world.orgs["office"], world.regions["county"]
    return Programme.objects.create(
        name="2023年湘水县重点民生实事", year=2023, region=county, region_path=county.path, office=office
    )


@pytest.fixture
def told(world, programme):
    """The clerk was asked, the stranger was wrongly told, of the same programme."""
    people = [Tell(world.people[who].pk, "review") for who in ("clerk", "stranger")]
    record(programme, "programme.create", world.actor("head"), tell=people)
    return programme


@pytest.fixture
def delivered(told):
    """The same, delivered."""
    actions.tell_waiting()
    return told


def test_what_waits_is_delivered_once(told) -> None:
    assert actions.tell_waiting() == 2
    assert actions.tell_waiting() == 0
    assert not Telling.objects.filter(told_at=None).exists()


def test_a_message_says_what_who_and_why_and_leads_to_its_subject(client, world, delivered) -> None:
    client.force_login(world.account("clerk"))
    page = client.get("/inbox/").content.decode()
    assert "新建了清单 2023年湘水县重点民生实事" in page
    assert "周主任" in page
    assert "请您审核" in page

    mine = Telling.objects.get(person_id=world.people["clerk"].pk)
    answer = client.post(f"/inbox/{mine.pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("programme", args=[delivered.pk]))
    assert queries.n_unread(world.people["clerk"].pk) == 0


def test_what_is_out_of_reach_now_shows_no_link(client, world, delivered) -> None:
    client.force_login(world.account("stranger"))
    assert "无可打开的页面" in client.get("/inbox/").content.decode()
    theirs = Telling.objects.get(person_id=world.people["stranger"].pk)
    assert client.post(f"/inbox/{theirs.pk}/open/")["Location"] == "/inbox/"


def test_nobody_opens_another_persons_message(client, world, delivered) -> None:
    client.force_login(world.account("clerk2"))
    theirs = Telling.objects.get(person_id=world.people["clerk"].pk)
    assert client.post(f"/inbox/{theirs.pk}/open/").status_code == 404
    assert client.get(f"/inbox/{theirs.pk}/open/").status_code == 405
    assert Telling.objects.get(pk=theirs.pk).read_at is None


def test_everything_is_marked_read_at_once_but_only_ones_own(client, world, delivered) -> None:
    client.force_login(world.account("clerk"))
    client.post("/inbox/read/")
    assert queries.n_unread(world.people["clerk"].pk) == 0
    assert queries.n_unread(world.people["stranger"].pk) == 1


def test_days_follow_chinas_calendar_and_pages_follow_keys(world, programme, django_assert_max_num_queries) -> None:
    clerk = Tell(world.people["clerk"].pk, "review")
    for hour in range(50):
        clock.rehearse(clock.at(cast.TODAY) + timedelta(hours=hour))
        record(programme, "programme.create", world.actor("head"), tell=[clerk])
        actions.tell_waiting()
    actor = world.actor("clerk")
    clock.rehearse(clock.at(cast.TODAY) + timedelta(hours=50))
    with django_assert_max_num_queries(3):
        page = queries.inbox(actor)
    with django_assert_max_num_queries(3):
        older = queries.inbox(actor, page.before)
    assert [d.day.day for d in page.days] == [6, 5, 4]
    assert sum(len(d.messages) for d in page.days) == 40
    assert sum(len(d.messages) for d in older.days) == 10
    assert older.before is None


def test_my_work_shows_its_progress_and_can_be_stopped(client, world) -> None:
    job = Job.objects.create(
        task="x", title="导入任务清单", person_id=world.people["clerk"].pk, n_done=3, n_all=10, created_at=clock.now()
    )
    client.force_login(world.account("clerk"))
    assert "已完成 3 / 10" in client.get("/inbox/jobs/").content.decode()
    part = client.get("/inbox/jobs/", headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" in part
    assert "<html" not in part

    client.post(f"/inbox/jobs/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert "every 2s" not in client.get("/inbox/jobs/").content.decode()

    client.force_login(world.account("clerk2"))
    assert client.post(f"/inbox/jobs/{job.pk}/cancel/").status_code == 404
