"""Whom a citizen may write to: the offices of the house, and in each the heads of its units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from shishi.lib import clock
from shishi.orgs.models import Org, Post
from shishi.orgs.reach import below
from shishi.rules.authority import Role

NO_MAILBOX = ("office", "congress", "party", "village", "government")
MOST = 300


@dataclass(frozen=True, slots=True)
class Place:
    """A region whose office takes letters."""

    office_id: int
    region: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The mailbox of a unit's head, named by the post and never by the person."""

    unit_id: int
    label: str


def places() -> list[Place]:
    """Every region with an office that takes letters. One query."""
    rows = Org.objects.open_on(clock.today()).filter(is_work_team_office=True).select_related("region")
    return [Place(row.pk, row.region.name) for row in rows.order_by("region_path", "id")]


def office(pk: int) -> Org | None:
    """The office with this number, if it takes letters. One query."""
    rows = Org.objects.open_on(clock.today()).filter(is_work_team_office=True).select_related("region")
    return rows.filter(pk=pk).first()


def mailboxes(of: Org) -> list[Mailbox]:
    """The units a letter to this office may be addressed to, each by its head's post. Two queries."""
    units = list(_units(of).order_by("region_path", "sort", "id")[:MOST])
    titles = dict(_titles(unit.pk for unit in units))
    return [Mailbox(unit.pk, f"{unit.name}{titles.get(unit.pk, '')}") for unit in units]


def _titles(unit_ids: Iterable[int]) -> Iterable[tuple[int, str]]:
    held = Post.objects.held_on(clock.today()).filter(role=Role.UNIT_HEAD, org__in=list(unit_ids))
    return held.order_by("-id").values_list("org_id", "title")


def unit_of(of: Org, unit_id: int | None) -> Org | None:
    """The unit a letter is addressed to, within the office's region. At most one query."""
    if unit_id is None:
        return None
    return _units(of).filter(pk=unit_id).first()


def _units(of: Org) -> QuerySet[Org]:
    at_work = Org.objects.open_on(clock.today())
    return at_work.filter(below("region_path", of.region_path)).exclude(kind__in=NO_MAILBOX)
