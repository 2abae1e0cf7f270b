"""What every unit and every liaison has in hand now: open, late, how long.

Source: docs/domain/rates.md, "Overdue and load". Persons are not ranked: the board stands in the order of
organisations, and names who carries too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q

from shishi.almanac.queries import calendars
from shishi.cases.models import Case
from shishi.lib import clock
from shishi.orgs.models import Org, Person, Post
from shishi.rules.authority import LEADERS, OFFICE, Actor, Role
from shishi.rules.caserates import OPEN_LOAD_WARNS_OVER, Load, overdue_days
from shishi.rules.workdays import WorkCalendar

# Whoever takes in and writes up what an organisation holds.
LIAISONS = (Role.UNIT_LIAISON, Role.TOWNSHIP)


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What one holder has in hand, with the address of those cases and of the late ones.

    by, key  what a list of cases is narrowed by to hold the same
    unit     of a person the organisations, else empty
    """

    by: str
    key: str
    name: str
    unit: str
    load: Load
    href: str
    late_href: str


@dataclass(frozen=True, slots=True)
class LoadBoard:
    """Who has how much in hand; `heavy` are the liaisons with more than `limit`."""

    units: tuple[LoadRow, ...]
    people: tuple[LoadRow, ...]
    heavy: tuple[LoadRow, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class _Pile:
    """Open cases alike in holder, place and person: how many, how many late, the earliest due, the oldest in hand."""

    org_id: int
    side: str
    taker_id: int | None
    duty_person: str
    n: int
    n_late: int
    longest: int
    longest_held: int


def load_board(actor: Actor, kind: str) -> LoadBoard:
    """What is in hand of one kind, or of all for an empty one: an office sees everybody's, a unit its own. Three
    queries and one for the calendars.
    """
    piles = _piles(actor, kind)
    orgs = {org.pk: org for org in Org.objects.filter(pk__in={pile.org_id for pile in piles})}
    units = tuple(
        _row("holder", org.pk, org.short, "", [pile for pile in piles if pile.org_id == org.pk], kind)
        for org in sorted(orgs.values(), key=lambda org: (org.region_path, org.sort, org.pk))
    )
    people = tuple(_people(piles, orgs, kind))
    return LoadBoard(units, people, tuple(row for row in people if row.load.is_heavy), OPEN_LOAD_WARNS_OVER)


def _piles(actor: Actor, kind: str) -> list[_Pile]:
    now, known = clock.now(), calendars()
    rows = Case.objects.visible_to(actor).open().filter(holder__isnull=False)
    if kind:
        rows = rows.filter(kind=kind)
    if actor.role not in OFFICE | LEADERS | {Role.HOTLINE}:
        rows = rows.filter(holder_id=actor.org_id)
    grouped = rows.values("holder_id", "home_path", "side", "taker_id", "duty_person").annotate(
        n=Count("pk"),
        n_late=Count("pk", filter=Q(next_due_at__lt=now)),
        due=Min("next_due_at"),
        since=Min("stage_since"),
    )
    return [_pile(row, now, known.at(row["home_path"])) for row in grouped.order_by("holder_id", "home_path")]


def _pile(row: Mapping[str, Any], now: datetime, known: WorkCalendar) -> _Pile:
    longest = overdue_days(row["due"], now, known) if row["due"] else 0
    taker = row["taker_id"] if row["side"] == "taker" else None
    held = overdue_days(row["since"], now, known)
    return _Pile(row["holder_id"], row["side"], taker, row["duty_person"], row["n"], row["n_late"], longest, held)


def _people(piles: list[_Pile], orgs: dict[int, Org], kind: str) -> Iterable[LoadRow]:
    """One row for each liaison who has something in hand, organisation by organisation."""
    posts = Post.objects.held_on(clock.today()).filter(role__in=LIAISONS, org__in=orgs).select_related("person", "org")
    of: dict[Person, list[Org]] = defaultdict(list)
    at: dict[int, set[str]] = defaultdict(set)
    for post in posts.order_by("org__region_path", "org__sort", "org_id", "person__name", "id"):
        of[post.person].append(orgs[post.org_id])
        at[post.org_id].add(post.person.name)
    for person, held in of.items():
        others = set().union(*(at[org.pk] for org in held)) - {person.name}
        mine = [pile for pile in piles if _is_of(pile, person, held, others)]
        if mine:
            yield _row("liaison", person.pk, person.name, "、".join(org.short for org in held), mine, kind)


def _is_of(pile: _Pile, person: Person, held: Iterable[Org], others: set[str]) -> bool:
    """The same as `in_hands_of`, of piles already read."""
    by_itself = pile.taker_id in (None, person.pk) and pile.duty_person not in others
    return pile.org_id in {org.pk for org in held} and by_itself


def in_hands_of(person_id: int) -> Q:
    """What a liaison has in hand: what their organisations hold, but what another took up or another liaison there is
    named for. No query of its own.
    """
    posts = Post.objects.held_on(clock.today()).filter(role__in=LIAISONS)
    orgs = posts.filter(person_id=person_id).values("org_id")
    others = posts.filter(org_id__in=orgs).exclude(person_id=person_id).values("person__name")
    own = ~Q(side="taker") | Q(taker_id=None) | Q(taker_id=person_id)
    return Q(holder_id__in=orgs) & own & ~Q(duty_person__in=others)


def _row(by: str, key: int, name: str, unit: str, piles: list[_Pile], kind: str) -> LoadRow:
    load = Load(
        sum(pile.n for pile in piles),
        sum(pile.n_late for pile in piles),
        max(pile.longest for pile in piles),
        max(pile.longest_held for pile in piles),
    )
    asked = {"kind": kind, "by": by, "key": str(key)} if kind else {"by": by, "key": str(key)}
    return LoadRow(by, str(key), name, unit, load, _href("open", asked), _href("late", asked))


def _href(state: str, asked: dict[str, str]) -> str:
    return "/cases/?" + urlencode({"state": state} | asked)
