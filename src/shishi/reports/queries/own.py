"""The parts a supporting unit or a township reports itself, in the months that are open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FETCH_RAISE

from shishi.programmes.models import Allocation, Support
from shishi.reports.chain import EDITABLE, LABELS
from shishi.reports.models import Line, Period
from shishi.reports.queries.measures import printed_unit
from shishi.reports.queries.parts import Part, given_to, is_of, parts_of
from shishi.reports.queries.sheet import TONES
from shishi.reports.queries.split import Share, share_of
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class OwnPart:
    """One part of the actor's own, in the return it belongs to."""

    return_id: int
    version: int
    month: date
    item: str
    indicator: str
    unit: str
    lead: str
    stage_label: str
    tone: str
    is_open: bool
    share: Share


def own_parts(actor: Actor) -> list[OwnPart]:
    """What the actor's unit or township has a part in, oldest month first, then in the list's order. The parts that the
    lead of an item fills on its sheet are not among them.

    Two queries, one more for each further month that is open.
    """
    given = Allocation.objects.filter(given_to(actor))
    supported = Support.objects.filter(unit=actor.org_id).values("item")
    rows: Any = (
        Line.objects.visible_to(actor)
        .filter(of__period__stage=Period.Stage.OPEN, of__item__in=supported, indicator__in=given.values("indicator"))
        .select_related("of__item", "of__period", "of__unit", "indicator")
        .order_by("of__period__month", "of__item__seq", "of_id", "indicator__seq", "id")
        .fetch_mode(FETCH_RAISE)
    )
    by_month: dict[date, list[Line]] = defaultdict(list)
    for line in rows:
        by_month[line.of.period.month].append(line)
    found: list[OwnPart] = []
    for month, lines in by_month.items():
        parts = parts_of(lines, month)
        found += [_own(line, part) for line in lines for part in parts[line.indicator_id] if is_of(actor, part)]
    return found


def _own(line: Line, part: Part) -> OwnPart:
    row, indicator = line.of, line.indicator
    return OwnPart(
        return_id=row.pk,
        version=row.version,
        month=row.period.month,
        item=row.item.title,
        indicator=indicator.name,
        unit=printed_unit(indicator.unit_word, indicator.scale),
        lead=row.unit.short,
        stage_label=LABELS[row.stage],
        tone=TONES.get(row.stage, ""),
        is_open=row.stage in EDITABLE,
        share=share_of(line.pk, part, indicator.scale),
    )
