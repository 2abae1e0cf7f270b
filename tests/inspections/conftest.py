"""What tests of inspections share: a small year in September with four sites, an inspector, an inspection under way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shishi.inspections.actions import planning, steps
from shishi.inspections.actions.planning import Plan
from shishi.inspections.actions.visiting import Judged, Seen, keep_visit
from shishi.inspections.models import Inspection
from shishi.orgs.models import Account, Person, Post
from shishi.programmes.models import Site
from shishi.rules.authority import Role
from tests.reports import year as a_year
from tests.reports.year import Year
from tests.world import NOW, SINCE, World

DAY = date(2023, 9, 4)


@pytest.fixture
def year(world: World, settings, tmp_path) -> Year:
    """湘水县 on 4 September; the education bureau has five sites; an inspector of the city without reach of his own."""
    settings.FILES_ROOT = tmp_path / "files"
    year = a_year.build(world)
    year.go(DAY)
    town = world.regions["town"]
    for n in range(5):
        item = year.items["schools"]
        Site.objects.create(item=item, unit=item.unit, region=town, region_path=town.path, name=f"第{n}小学")
    person = Person.objects.create(name="秦督查", created_at=NOW)
    Post.objects.create(person=person, org=world.orgs["city_office"], title="专员", role=Role.INSPECTOR, since=SINCE)
    Account.objects.create(person=person, login="inspector", must_change_password=False)
    world.people["inspector"] = person
    return year


@pytest.fixture
def signed_in(client: Client, year: Year) -> Callable[[str], Client]:
    """The client signed in as somebody of the county."""

    def sign_in(who: str) -> Client:
        client.force_login(year.world.account(who))
        return client

    return sign_in


def plan(world: World, **more: object) -> Plan:
    told = {
        "title": "九月督查",
        "topic": "民生实事进度",
        "mode": "scheduled",
        "since": DAY,
        "until": date(2023, 9, 8),
        "units": (world.orgs["education"],),
        "team": (world.people["inspector"],),
    }
    return Plan(**told | more)


def under_way(year: Year, **more: object) -> Inspection:
    """An inspection whose plan is issued."""
    made = planning.plan(year.programme, plan(year.world, **more), year.world.actor("clerk"))
    return steps.take_step(made.pk, "begin", made.version, year.world.actor("clerk"))


def seen(**more: object) -> Seen:
    answers = {n: Judged("pass") for n in range(5)} | {1: Judged("fail", "门口堆放杂物")}
    told = {"answers": answers, "result": "已现场查看。", "findings": (("消防通道被占", "后门堆放杂物。"),)}
    return Seen(**told | more)


def visited(row: Inspection, world: World) -> Inspection:
    """Every object looked at by the inspector."""
    for visit in row.visits.all():
        keep_visit(visit.pk, seen(), visit.version, world.actor("inspector"), is_done=True)
    row.refresh_from_db()
    return row
