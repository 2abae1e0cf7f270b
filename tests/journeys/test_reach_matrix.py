"""Everybody who must not see, before every door: no word of the other county, no broken page, one answer for
what is out of reach and what does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

import pytest
from django.urls import get_resolver

from shishi.bulletins.models import Bulletin
from shishi.cases.actions.opening import open_case
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.conf.routes import Route, all_routes
from shishi.inspections.models import Inspection, Visit
from shishi.letters.models import Letter
from shishi.lib import clock
from shishi.meetings.models import Meeting
from shishi.orgs.models import Account, Person, Post
from shishi.programmes.models import Adjustment, Item, Matter, Programme, Site, Task
from shishi.reports.models import Cut, Line, Period, Return
from shishi.rules.authority import Role
from tests.reports import year as a_year
from tests.reports.year import Year
from tests.world import NOW, SINCE, World

SECRET = "荷塘月色"
NO_ROW = 987_654
HOSTILE = ("²", "9" * 5000, "a\x00b", "b\u202e{{7*7}}", "funds:" + "9" * 18)
FIELDS = (
    "act",
    "version",
    "once",
    "month",
    "line",
    "return",
    "unit",
    "item",
    "programme",
    "next",
    "post",
    "until",
    "q",
)
OUTSIDERS = ("stranger", "stranger_liaison", "sysadmin", "secadmin", "auditadmin", "observer")
# Where the first number of an address points; the longest beginning that fits counts.
SUBJECTS = {
    "/programmes/": Programme, "/cockpit/": Programme, "/figures/": Programme, "/figures/cuts/": Cut,
    "/items/": Item, "/programmes/items/": Item, "/programmes/tasks/": Task, "/programmes/sites/": Site,
    "/programmes/adjustments/": Adjustment, "/returns/": Return,
    "/cases/": Case, "/meetings/": Meeting, "/inspections/": Inspection, "/visits/": Visit,
    "/returns/sheet/": Period, "/returns/lines/": Line, "/periods/": Period, "/sites/": Site, "/bulletins/": Bulletin,
    "/letters/": Letter,
}  # fmt: skip
SLUGS = {"name": "approve", "kind": "programme", "subject": "1", "month": "2023-08", "code": "rate", "key": "f1"}


@pytest.fixture
def year(world: World) -> Year:
    """湘水县's programme up to September with a draft bulletin; every title and every word typed is the secret."""
    year = a_year.build(world)
    year.go(date(2023, 1, 6))
    year.go(date(2023, 9, 4))
    Programme.objects.update(name=SECRET)
    Matter.objects.update(title=SECRET)
    Item.objects.update(title=SECRET)
    Return.objects.update(progress=SECRET, difficulty=SECRET)
    item, town = year.items["schools"], world.regions["town"]
    Task.objects.create(item=item, title=SECRET, due_on=date(2023, 12, 1))
    Site.objects.create(item=item, unit=item.unit, region=town, region_path=town.path, name=SECRET)
    cut = Cut.objects.order_by("id").last()
    Bulletin.objects.create(
        programme=year.programme, region_path=year.programme.region_path, cut=cut, title=SECRET, recipient=SECRET,
        blocks=[], drafted_at=clock.now(), stage_since=clock.now(),
    )  # fmt: skip
    found = {"title": SECRET, "text": SECRET, "source": "inspection"}
    case = open_case("problem", found, world.actor("clerk")).case
    take_step(case, "assign", world.actor("clerk"), {"unit": world.orgs["education"], "type": "short"})
    Meeting.objects.create(
        programme=year.programme, region_path=year.programme.region_path, office=year.programme.office, kind="other",
        title=SECRET, on=date(2023, 9, 20), time=time(9), place=SECRET, stage_since=clock.now(),
    )  # fmt: skip
    row = Inspection.objects.create(
        programme=year.programme, region_path=year.programme.region_path, office=year.programme.office, title=SECRET,
        topic=SECRET, mode="mystery", since=date(2023, 9, 4), until=date(2023, 9, 8), stage_since=clock.now(),
    )  # fmt: skip
    Visit.objects.create(inspection=row, unit=item.unit, title=SECRET)
    person = Person.objects.create(name="观摩员", created_at=NOW)
    Post.objects.create(person=person, org=world.orgs["office"], title="观摩", role=Role.OBSERVER, since=SINCE)
    Account.objects.create(person=person, login="observer", must_change_password=False)
    return year


def pages() -> Iterator[Route]:
    """The routes of pages; the API has its own ladder."""
    return (route for route in all_routes() if not route.path.startswith("/api/") and "^" not in route.path)


def address(route: Route, first: int) -> str:
    """The route's address with its first number and something likely everywhere else."""
    numbers = iter([first])

    def fill(part: re.Match[str]) -> str:
        if part[1] == "int":
            return str(next(numbers, 1))
        return "2023-10-01" if part[1] == "isoday" else SLUGS.get(part[2], "x")

    return re.sub(r"<(\w+):(\w+)>", fill, route.path)


def subject_of(route: Route) -> int | None:
    """The key of a row of 湘水县 the route is about; None for a route about nothing of the programme's."""
    known = [begin for begin in SUBJECTS if route.path.startswith(begin) and "<int:" in route.path]
    row = SUBJECTS[max(known, key=len)].objects.order_by("pk").first() if known else None
    return row.pk if row else None


def text_of(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_door_says_a_word_to_an_outsider(client, year, who):
    client.force_login(year.world.account(who))
    client.raise_request_exception = False
    for route in pages():
        if route.name == "sign-out":
            continue
        pk = subject_of(route)
        for ask in (client.get, client.post):
            answer = ask(address(route, pk or NO_ROW))
            assert answer.status_code < 500, (route.path, answer.status_code)
            assert SECRET not in text_of(answer), route.path
            if pk:
                missing = ask(address(route, NO_ROW))
                assert (answer.status_code, answer.headers.get("Location")) == (
                    missing.status_code, missing.headers.get("Location"),
                ), route.path  # fmt: skip
                assert answer.status_code != 200, route.path


def test_no_door_opens_to_whoever_is_not_signed_in(client, year):
    for route in pages():
        if route.guard == "all":
            continue
        for ask in (client.get, client.post):
            answer = ask(address(route, subject_of(route) or NO_ROW))
            assert answer.status_code in {302, 405}, route.path
            to = "/follow/" if route.guard == "citizens" else "/sign-in/"
            assert answer.status_code == 405 or answer.url.startswith(to), route.path


@pytest.mark.parametrize(("who", "doors"), [("clerk", "/"), ("liaison", "/returns/"), ("liaison", "/sites/")])
def test_hostile_answers_never_break_a_page(client, year, who, doors):
    client.force_login(year.world.account(who))
    client.raise_request_exception = False
    for route in pages():
        if route.name == "sign-out" or not route.path.startswith(doors):
            continue
        for typed in HOSTILE:
            data = dict.fromkeys(FIELDS, typed)
            ask = client.post if "POST" in route.methods else client.get
            answer = ask(address(route, subject_of(route) or 1), data)
            assert answer.status_code < 500, (route.path, typed[:20], getattr(answer, "exc_info", None))


def test_what_a_unit_may_not_see_of_another_stays_unsaid(client, year):
    """A unit reads ranks of all and the words of nobody else's return; a draft bulletin is the office's."""
    Item.objects.filter(unit=year.world.orgs["health"]).update(title="养老")
    Programme.objects.update(name="清单")
    Matter.objects.update(title="实事")
    Return.objects.filter(unit=year.world.orgs["health"]).update(progress="", difficulty="")
    client.force_login(year.world.account("health_liaison"))
    for route in pages():
        if "GET" in route.methods:
            answer = client.get(address(route, subject_of(route) or NO_ROW))
            assert SECRET not in text_of(answer), route.path


def test_every_page_was_walked():
    """The walk above fills every address: none is left that no route answers."""
    for route in pages():
        found = get_resolver().resolve(address(route, 1))
        assert "/" + found.route == route.path, route.path
