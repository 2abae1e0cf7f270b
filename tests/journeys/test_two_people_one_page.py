"""Two people with the same page: the second is told what happened, and nothing is done twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from shishi.journal.models import Entry
from shishi.lib import clock
from shishi.reports.actions import corrections, periods
from shishi.reports.models import Correction, Cut, Period, Return
from shishi.rules.authority import HOUSE
from tests.reports.conftest import accepted, approved, august, county, drafted, submitted  # noqa: F401

NOT_DONE = "没有办理您的操作"
NO_VERSION = "页面没有带上打开时的版本"


@pytest.fixture
def of(world):
    """A browser of one of the cast."""

    def open_browser(who: str) -> Client:
        client = Client()
        client.force_login(world.account(who))
        return client

    return open_browser


@pytest.fixture
def locked(county, accepted) -> Return:  # noqa: F811
    clock.rehearse(clock.at(county.period().lock_on, 18))
    periods.lock(county.period(), HOUSE, version=county.period().version)
    accepted.refresh_from_db()
    return accepted


def test_the_second_to_accept_reads_who_was_first(of, approved):  # noqa: F811
    url, seen = f"/returns/{approved.pk}/steps/accept/", {"version": approved.version, "once": "a"}
    first = of("clerk").post(url, seen, follow=True).content.decode()
    assert "已审核通过，计入本月数据" in first
    answer = of("clerk2").post(url, seen | {"once": "b"})
    page = answer.content.decode()
    assert (answer.status_code, "陈晓兰" in page, NOT_DONE in page) == (409, True, True)
    assert Entry.objects.filter(verb="return.accept").count() == 1


def test_a_form_sent_twice_is_one_act(of, approved):  # noqa: F811
    client, url = of("clerk"), f"/returns/{approved.pk}/steps/accept/"
    seen = {"version": approved.version, "once": "a"}
    assert [client.post(url, seen).status_code for _again in range(2)] == [302, 302]
    assert Entry.objects.filter(verb="return.accept").count() == 1


@pytest.mark.parametrize("typed", [{}, {"version": ""}, {"version": "两"}, {"version": "-1"}])
def test_a_page_that_does_not_say_what_it_showed_changes_nothing(of, approved, typed):  # noqa: F811
    period = Period.objects.get()
    office, city = of("clerk"), of("city")
    doors = {
        f"/returns/{approved.pk}/steps/accept/": office,
        f"/periods/{period.pk}/lock/": office,
        reverse("return-accept-above", args=[approved.pk]): city,
    }
    for url, client in doors.items():
        answer = client.post(url, typed)
        assert (answer.status_code, NO_VERSION in answer.content.decode()) == (409, True), url
    assert Return.objects.get().stage == "unit_approved"


def test_a_correction_is_decided_once_and_the_second_reads_how(world, of, locked):
    line = locked.lines.get()
    made = corrections.ask(line, Decimal(66), "重复统计", world.actor("edu_head"), version=locked.version)
    head, other, url = of("head"), of("head"), reverse("correction-decide", args=[made.pk])
    seen = {"version": locked.version + 1, "decision": "approve"}
    assert "新数字进入新的基准日" in head.post(url, seen | {"once": "a"}, follow=True).content.decode()
    answer = other.post(url, seen | {"once": "b", "decision": "refuse", "opinion": "不同意"})
    page = answer.content.decode()
    assert (answer.status_code, "已经办理了这份更正申请：已更正" in page) == (409, True)
    assert head.post(url, seen | {"once": "a"}).status_code == 302
    assert (Correction.objects.get().stage, Cut.objects.filter(occasion="correction").count()) == ("approved", 1)


def test_a_month_is_locked_once_and_the_second_reads_by_whom(of, county, accepted):  # noqa: F811
    clock.rehearse(clock.at(county.period().lock_on, 10))
    url, seen = f"/periods/{county.period().pk}/lock/", {"version": county.period().version}
    assert of("clerk").post(url, seen | {"once": "a"}).status_code == 302
    answer = of("head").post(url, seen | {"once": "b"})
    assert (answer.status_code, NOT_DONE in answer.content.decode()) == (409, True)
    assert Cut.objects.count() == 1
