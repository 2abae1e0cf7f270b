"""The parts of a figure by the split of its target: what each township or unit has brought so far.

Source: docs/domain/monthly-return.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from shishi.programmes.models import Allocation
from shishi.reports.models import Line, LineShare
from shishi.rules.authority import UNIT, Actor, Role

TOWNSHIP = frozenset({Role.TOWNSHIP})
NOTHING: Mapping[int, Decimal | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """One allocation of a line's indicator, in base units.

    id        of the allocation
    previous  what was accepted of it last, in the months before
    reported  what this return says of it; counts only where `is_reported`
    """

    id: int
    label: str
    target: Decimal
    unit_id: int | None
    region_path: str
    is_reported: bool
    reported: Decimal | None
    accepted: Decimal | None
    previous: Decimal | None

    @property
    def value(self) -> Decimal | None:
        """What it stands at: as reported now, or else as accepted last."""
        return self.reported if self.is_reported else self.previous


def parts_of(lines: Sequence[Line], month: date) -> Mapping[int, tuple[Part, ...]]:
    """Parts by indicator of lines of one month, townships first, in the order of the split. One query, none without
    lines.
    """
    if not lines:
        return {}
    mine = LineShare.objects.filter(allocation=OuterRef("pk"), line__in=[line.pk for line in lines])
    before = LineShare.objects.filter(
        allocation=OuterRef("pk"), accepted__isnull=False, line__of__period__month__lt=month
    ).order_by("-line__of__period__month", "-id")
    rows: Iterable[Any] = (
        Allocation.objects.filter(indicator__in=[line.indicator_id for line in lines])
        .annotate(
            share=Subquery(mine.values("pk")[:1]),
            reported=Subquery(mine.values("value")[:1]),
            accepted=Subquery(mine.values("accepted")[:1]),
            previous=Subquery(before.values("accepted")[:1]),
        )
        .select_related("region", "unit")
        .order_by("indicator_id", F("region__path").asc(nulls_last=True), "unit__sort", "id")
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for row in rows:
        place, unit = row.region, row.unit
        label = (place.short_name or place.name) if place else unit.short
        path = place.path if place else ""
        seen = row.share is not None
        found[row.indicator_id].append(
            Part(row.pk, label, row.target, row.unit_id, path, seen, row.reported, row.accepted, row.previous)
        )
    return {indicator: tuple(parts) for indicator, parts in found.items()}


def sum_of(parts: Iterable[Part], typed: Mapping[int, Decimal | None] = NOTHING) -> Decimal | None:
    """What the parts come to, with what was just typed; None where nobody has said anything."""
    values = [typed.get(part.id, part.value) for part in parts]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def given_to(actor: Actor) -> Q:
    """The allocations that are the actor's own to report on: given to the unit, or to the township acted for."""
    if actor.is_any(UNIT):
        return Q(unit_id=actor.org_id)
    if actor.is_any(TOWNSHIP) and actor.post:
        return Q(unit_id=actor.org_id) | Q(region__path=actor.post.region_path)
    return Q(pk__in=[])


def is_of(actor: Actor, part: Part) -> bool:
    """Whether a part is among those `given_to` the actor."""
    if actor.is_any(TOWNSHIP) and actor.post and part.region_path == actor.post.region_path:
        return True
    return part.unit_id is not None and part.unit_id == actor.org_id and actor.is_any(UNIT | TOWNSHIP)
