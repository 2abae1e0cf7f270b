"""What waits for a reviewer: the unit's heads see what was submitted to them, the office what the units approved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from shishi.reports.chain import APPROVERS, OFFICE_ROLES, Stage
from shishi.reports.models import Return
from shishi.reports.queries.sheet import Card, cards
from shishi.rules.authority import Actor
from shishi.rules.lights import LIGHT_OF, Light, Status

PAGE = 15
ORDER = ("period__month", "due_at", "id")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reviewer narrows the queue by; empty is everything. `after` is the return the page before ended with."""

    month: str = ""
    unit: str = ""
    light: str = ""
    late: bool = False
    after: int = 0


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
    """A page of what waits, oldest month and soonest due first, never of more than one month.

    n_total        how many wait in all that were asked for, whatever their light, which is worked out page by page
    units, months  among everything that waits
    after          the return the next page follows on; None on the last one
    """

    rows: tuple[Waiting, ...]
    n_total: int
    units: tuple[tuple[int, str], ...]
    months: tuple[date, ...]
    act: str
    after: int | None


class _Entry(NamedTuple):
    """A return of the queue as its place in it is found; the first three give the order."""

    month: date
    due_at: datetime
    id: int
    unit_id: int
    unit_name: str
    unit_short: str
    first_submitted_at: datetime | None

    def is_asked(self, filters: Filters) -> bool:
        late = self.first_submitted_at is not None and self.first_submitted_at > self.due_at
        return (
            filters.unit in ("", str(self.unit_id))
            and filters.month in ("", f"{self.month:%Y-%m}")
            and (late or not filters.late)
        )


def _act(actor: Actor, shown: Sequence[Return]) -> str:
    """The step this post takes on what it sees; an office above the county's accepts for its own tier."""
    if actor.is_any(APPROVERS.roles):
        return "approve"
    own = any(row.programme.office_id == actor.org_id for row in shown)
    return "accept" if own or not shown else "accept_above"


def queue(actor: Actor, filters: Filters, today: date) -> Queue:
    """A page of the reviewer's queue. Two queries, one more from the second page on where the return before it has left
    the queue, and ten at most for the cards.

    A light is worked out, not kept: asked for one, the whole month is checked before the page is cut.
    """
    columns = (*ORDER, "unit_id", "unit__name", "unit__short_name", "first_submitted_at")
    index = [_Entry(*values) for values in _waiting(actor).order_by(*ORDER).values_list(*columns)]
    chosen = [entry for entry in index if entry.is_asked(filters)]
    rest = _after(chosen, filters.after)
    of_month = [entry for entry in rest if entry.month == rest[0].month]
    returns = _loaded(of_month if filters.light else of_month[:PAGE])
    found = _rows(returns, {entry.id: entry for entry in of_month}, today)
    if filters.light:
        found = [w for w in found if w.light.value == filters.light]
    rows = found[:PAGE]
    last = rows[-1].id if len(rows) < len(found) else returns[-1].pk if returns else 0
    return Queue(
        rows=tuple(rows),
        n_total=len(chosen),
        units=tuple(sorted({(entry.unit_id, entry.unit_name) for entry in index})),
        months=tuple(sorted({entry.month for entry in index})),
        act=_act(actor, returns),
        after=last if rest and last != rest[-1].id else None,
    )


def _after(chosen: list[_Entry], pk: int) -> list[_Entry]:
    """What follows the return in the queue; all of it where there is none. It may have left the queue meanwhile."""
    if not pk:
        return chosen
    key = next((entry[:3] for entry in chosen if entry.id == pk), None)
    key = key or Return.objects.filter(pk=pk).values_list(*ORDER).first()
    return chosen[bisect_right(chosen, key, key=lambda entry: entry[:3]) :] if key else chosen


def _loaded(entries: list[_Entry]) -> list[Return]:
    found = Return.objects.filter(pk__in=[entry.id for entry in entries])
    return list(found.select_related("item", "period", "programme").order_by(*ORDER))


def _rows(returns: Sequence[Return], entries: Mapping[int, _Entry], today: date) -> list[Waiting]:
    """Returns of one month with their cards."""
    found = []
    for row, card in zip(returns, cards(returns, today), strict=True):
        entry = entries[row.pk]
        unit = entry.unit_short or entry.unit_name
        found.append(Waiting(row.pk, row.unit_id, unit, entry.month, row.submitted_at, card, _worst(card)))
    return found


def _waiting(actor: Actor) -> Any:
    visible = Return.objects.visible_to(actor)
    if actor.is_any(APPROVERS.roles):
        return visible.filter(stage=Stage.SUBMITTED, unit_id=actor.org_id)
    if not actor.is_any(OFFICE_ROLES):
        return visible.none()
    own = Q(stage=Stage.UNIT_APPROVED, programme__office_id=actor.org_id)
    above = ~Q(programme__office_id=actor.org_id) & ~Q(region_path=actor.post.region_path if actor.post else "")
    return visible.filter(own | above & Q(stage__in=[Stage.ACCEPTED, Stage.LOCKED], parent_accepted_at=None))


def _worst(card: Card) -> Light:
    """The worst light of the card's indicators, grey where there is none."""
    order = [Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE, Light.HATCHED]
    lights = [LIGHT_OF[Status(r.shown.status)] for r in card.rows if r.facts.is_assessed]
    return min(lights, key=order.index, default=Light.GREY)


def following(actor: Actor, pk: int) -> int | None:
    """The return that comes after `pk` in the reviewer's queue. One query."""
    ids = list(_waiting(actor).order_by(*ORDER).values_list("id", flat=True))
    if pk not in ids:
        return None
    at = ids.index(pk)
    rest = [*ids[at + 1 :], *ids[:at]]
    return rest[0] if rest else None
