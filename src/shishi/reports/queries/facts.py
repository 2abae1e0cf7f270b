"""What is known of indicators at the end of a month: their targets, plans, neighbours and last year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from shishi.programmes.models import Indicator, Item, PlanPoint, Task
from shishi.reports.models import PastFigure, PeerProgress
from shishi.reports.queries.measures import Facts, Step, printed_unit
from shishi.rules import schedule as schedules
from shishi.rules.indicators import IndicatorType, ScheduleKind, Sense
from shishi.rules.schedule import PlannedStep, Schedule

DECEMBER = 12
COLUMNS = (
    "pk",
    "item_id",
    "name",
    "type",
    "unit_word",
    "scale",
    "decimals",
    "sense",
    "is_assessed",
    "weight",
    "target",
    "schedule",
    "last_year",
    "last_year_comparable",
    "evidence_asked",
    "definition",
    "item__start_on",
    "item__due_on",
    "item__stage",
    "item__programme__year",
    "targets__version",
    "targets__since",
    "targets__value",
    "targets__due_on",
)


def facts_of(item_ids: Iterable[int], month: date, as_of: date) -> dict[int, Facts]:
    """What is known of every indicator of the items, by indicator id, in the items' order.

    One query, and one each for milestones, typed curves and neighbours where an indicator has them.
    """
    found = _indicators(item_ids, month)
    firsts = [rows[0] for rows in found.values()]
    stepped = [i.pk for i in firsts if i.type == IndicatorType.MILESTONE or i.schedule == ScheduleKind.MILESTONES]
    curved = [i.pk for i in firsts if i.schedule == ScheduleKind.CUSTOM_CURVE]
    compared = [i.pk for i in firsts if i.has_peers]
    steps = steps_of(stepped) if stepped else {}
    points = points_of(curved) if curved else {}
    peers = _peer_averages(compared, month) if compared else {}
    return {
        pk: _facts(rows, month, as_of, steps.get(pk, []), points.get(pk, []), peers.get(pk))
        for pk, rows in found.items()
    }


def _indicators(item_ids: Iterable[int], month: date) -> Mapping[int, Sequence[Any]]:
    """Rows of indicators by id, one for each target they ever had, the first promise first; one where none was made.

    Joined as plain columns: a subquery for each column of the target in force took three times as long.
    """
    peers = PeerProgress.objects.filter(indicator_id=OuterRef("pk"), month=month, counts=True)
    a_year_ago = month.replace(year=month.year - 1)
    past = PastFigure.objects.filter(indicator_id=OuterRef("pk"), month=a_year_ago, counts=True)
    rows = (
        Indicator.objects.filter(item_id__in=list(item_ids))
        .annotate(
            has_peers=Exists(peers),
            past=Subquery(past.order_by("-entered_at", "-id").values("value")[:1]),
        )
        .order_by("item__seq", "item_id", "seq", "id", "targets__version")
        .values_list(*COLUMNS, "has_peers", "past", named=True)
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.pk, []).append(row)
    return found


def _facts(
    rows: Sequence[Any],
    month: date,
    as_of: date,
    steps: list[Step],
    points: list[schedules.PlanPoint],
    peers: Decimal | None,
) -> Facts:
    """An indicator with the target in force on `as_of`: the latest that holds, or the first promise where none does."""
    row = rows[0]
    promised = [r for r in rows if r.targets__version is not None]
    now = next((r for r in reversed(promised) if r.targets__since <= as_of or r.targets__version == 1), None)
    first = next((r for r in promised if r.targets__version == 1), None)
    due_on = now.targets__due_on if now else row.item__due_on
    return Facts(
        id=row.pk,
        item_id=row.item_id,
        name=row.name,
        type=IndicatorType(row.type),
        unit=printed_unit(row.unit_word, row.scale),
        scale=row.scale,
        decimals=row.decimals,
        sense=Sense(row.sense),
        is_assessed=row.is_assessed,
        weight=row.weight,
        target=now.targets__value if now else row.target,
        start_on=row.item__start_on,
        due_on=due_on,
        schedule=_schedule(row, due_on, steps, points, peers),
        steps=tuple(steps),
        peers=peers,
        last_year=_last_year(row, month),
        evidence_asked=row.evidence_asked,
        definition=row.definition,
        first=(first.targets__value, first.targets__due_on) if first else None,
        is_suspended=row.item__stage == Item.Stage.SUSPENDED,
        is_terminated=row.item__stage == Item.Stage.TERMINATED,
        is_completed=row.item__stage == Item.Stage.COMPLETED,
    )


def _schedule(
    row: Any, due_on: date, steps: list[Step], points: list[schedules.PlanPoint], peers: Decimal | None
) -> Schedule:
    return Schedule(
        kind=ScheduleKind(row.schedule),
        year=row.item__programme__year,
        start=row.item__start_on,
        due=due_on,
        steps=tuple(PlannedStep(s.due_on, s.weight) for s in steps),
        points=tuple(points),
        peers=peers,
    )


def steps_of(ids: list[int]) -> Mapping[int, list[Step]]:
    """The milestones of the indicators, in order. One query."""
    found: dict[int, list[Step]] = defaultdict(list)
    for t in Task.objects.filter(indicator_id__in=ids, weight__gt=0).order_by("indicator_id", "seq", "id"):
        found[t.indicator_id or 0].append(Step(t.pk, t.title, t.due_on, t.weight, t.done_on))
    return found


def points_of(ids: list[int]) -> Mapping[int, list[schedules.PlanPoint]]:
    """The typed curves of the indicators, by month. One query."""
    found: dict[int, list[schedules.PlanPoint]] = defaultdict(list)
    for p in PlanPoint.objects.filter(indicator_id__in=ids).order_by("indicator_id", "month"):
        found[p.indicator_id].append(schedules.PlanPoint(p.month, p.percent))
    return found


def _peer_averages(ids: list[int], month: date) -> dict[int, Decimal]:
    """The parent tier's published average where there is one, or else the mean of the neighbours' rates."""
    words = PeerProgress.objects.filter(indicator_id__in=ids, month=month, counts=True).oldest_first()
    last = {(p.indicator_id, p.region_id): p.rate for p in words}
    published = {pk: rate for (pk, region), rate in last.items() if region is None}
    rates: dict[int, list[Decimal | None]] = defaultdict(list)
    for (pk, region), rate in last.items():
        if region is not None:
            rates[pk].append(rate)
    means = {pk: schedules.peer_average(found) for pk, found in rates.items()}
    return {pk: mean for pk, mean in means.items() if mean is not None} | published


def _last_year(indicator: Any, month: date) -> Decimal | None:
    """The same month's figure of last year; December may use the year's total. None where it cannot be compared."""
    if not indicator.last_year_comparable:
        return None
    past: Decimal | None = indicator.past
    return indicator.last_year if past is None and month.month == DECEMBER else past
