"""What waits for a reviewer: the unit's heads see what was submitted to them, the office what the units approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q

from shishi.reports.chain import APPROVERS, OFFICE_ROLES, Stage
from shishi.reports.models import Return
from shishi.reports.queries.sheet import Card, cards
from shishi.rules.authority import Actor
from shishi.rules.lights import LIGHT_OF, Light, Status

PAGE = 40


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reviewer narrows the queue by; empty is everything."""

    month: str = ""
    unit: str = ""
    light: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """One return of the queue with the card the liaison filled."""

    id: int
    unit_id: int
    unit_name: str
    month: date
    submitted_at: datetime | None
    card: Card
    light: Light


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, oldest due first; how many more there are; the units and months among all of it."""

    rows: tuple[Waiting, ...]
    n_total: int
    units: tuple[tuple[int, str], ...]
    months: tuple[date, ...]
    act: str


def _act(actor: Actor, shown: Sequence[Return]) -> str:
    """The step this post takes on what it sees; an office above the county's accepts for its own tier."""
    if actor.is_any(APPROVERS.roles):
        return "approve"
    own = any(row.programme.office_id == actor.org_id for row in shown)
    return "accept" if own or not shown else "accept_above"


def queue(actor: Actor, filters: Filters, today: date) -> Queue:
    """The reviewer's queue. Two queries, and eight a month among the rows shown."""
    waiting = _waiting(actor)
    index = list(waiting.order_by("due_at", "id").values_list("id", "unit_id", "unit__name", "period__month"))
    chosen = [pk for pk, unit, _name, month in index if _asked(filters, unit, month)]
    late = Q(first_submitted_at__gt=F("due_at")) if filters.late else Q()
    shown = list(
        Return.objects.filter(late, pk__in=chosen)
        .with_note()
        .select_related("item", "period", "programme", "unit")
        .order_by("period__month", "due_at", "id")[:PAGE]
    )
    rows = [w for w in _rows(shown, today) if not filters.light or w.light.value == filters.light]
    return Queue(
        rows=tuple(rows),
        n_total=len(chosen),
        units=tuple(sorted({(unit, name) for _pk, unit, name, _month in index})),
        months=tuple(sorted({month for *_rest, month in index})),
        act=_act(actor, shown),
    )


def _waiting(actor: Actor) -> Any:
    visible = Return.objects.visible_to(actor)
    if actor.is_any(APPROVERS.roles):
        return visible.filter(stage=Stage.SUBMITTED, unit_id=actor.org_id)
    if not actor.is_any(OFFICE_ROLES):
        return visible.none()
    own = Q(stage=Stage.UNIT_APPROVED, programme__office_id=actor.org_id)
    above = ~Q(programme__office_id=actor.org_id) & ~Q(region_path=actor.post.region_path if actor.post else "")
    return visible.filter(own | above & Q(stage__in=[Stage.ACCEPTED, Stage.LOCKED], parent_accepted_at=None))


def _asked(filters: Filters, unit_id: int, month: date) -> bool:
    return filters.unit in ("", str(unit_id)) and filters.month in ("", f"{month:%Y-%m}")


def _rows(shown: Sequence[Return], today: date) -> list[Waiting]:
    by_month: dict[date, list[Return]] = {}
    for row in shown:
        by_month.setdefault(row.period.month, []).append(row)
    found = []
    for month, rows in by_month.items():
        for row, card in zip(rows, cards(rows, today), strict=True):
            found.append(Waiting(row.pk, row.unit_id, row.unit.short, month, row.submitted_at, card, _worst(card)))
    return found


def _worst(card: Card) -> Light:
    """The worst light of the card's indicators, grey where there is none."""
    order = [Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE, Light.HATCHED]
    lights = [LIGHT_OF[Status(r.shown.status)] for r in card.rows if r.facts.is_assessed]
    return min(lights, key=order.index, default=Light.GREY)


def following(actor: Actor, pk: int) -> int | None:
    """The return that comes after `pk` in the reviewer's queue. One query."""
    ids = list(_waiting(actor).order_by("period__month", "due_at", "id").values_list("id", flat=True))
    if pk not in ids:
        return None
    at = ids.index(pk)
    rest = [*ids[at + 1 :], *ids[:at]]
    return rest[0] if rest else None
