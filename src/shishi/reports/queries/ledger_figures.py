"""Loading the ledger: in a number of queries that does not depend on how many items and months there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F

from shishi.programmes.models import Adjustment, Allocation, Item, Programme
from shishi.reports.models import Line, LineMilestone, LineShare, Period, Return, ReturnStep
from shishi.reports.queries.ledger import ACCEPTED, STOPS, Figure, Handed, Ledger, Share
from shishi.reports.queries.ledger_groups import group


def ledger_of(programme: Programme, item_ids: Iterable[int] | None, until: date) -> Ledger:
    """The ledger of a programme with the figures of `item_ids` (None: all) up to the month `until`. Fifteen queries."""
    items = {i.pk: i for i in _items(programme)}
    ledger = Ledger(
        programme=programme,
        periods={p.month: p for p in Period.objects.filter(programme=programme).order_by("month")},
        items=items,
        groups={},
        groups_of=defaultdict(list),
        lists={},
    )
    group(ledger)
    wanted = items.keys() if item_ids is None else items.keys() & set(item_ids)
    _fill(ledger, wanted, until)
    return ledger


def _items(programme: Programme) -> list[Item]:
    return list(
        Item.objects.filter(programme=programme)
        .exclude(stage=Item.Stage.DRAFT)
        .select_related("unit")
        .order_by("seq", "id")
    )


def _fill(ledger: Ledger, item_ids: Collection[int], until: date) -> None:
    """Put the figures of the items into the ledger."""
    ids = list(item_ids)
    returns = Return.objects.filter(item_id__in=ids, period__programme=ledger.programme, period__month__lte=until)
    ledger.handed = _handed(returns.annotate(month=F("period__month")).order_by("item_id", "period__month"))
    ledger.figures = _figures(ids, ledger.programme, until)
    ledger.milestones = _milestones(ids, ledger.programme, until)
    ledger.stops = _stops(ids)
    ledger.shares = _shares(ids, ledger.programme, until)


def _handed(returns: Iterable[Return]) -> dict[tuple[int, date], Handed]:
    rows = list(returns)
    times: dict[int, list[datetime]] = defaultdict(list)
    steps = ReturnStep.objects.filter(of_id__in=[r.pk for r in rows], name="submit").order_by("of_id", "id")
    for of_id, at in steps.values_list("of_id", "at"):
        times[of_id].append(at)
    found = {}
    for r in rows:
        month: date = r.month  # type: ignore[attr-defined]
        submitted = tuple(times[r.pk]) or tuple(at for at in [r.first_submitted_at] if at)
        found[r.item_id, month] = Handed(
            r.item_id, month, r.stage, r.is_due, r.due_at, r.submitted_at, r.finished_on, submitted
        )
    return found


def _figures(ids: list[int], programme: Programme, until: date) -> Mapping[int, list[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    rows = Line.objects.filter(of__item_id__in=ids, of__period__programme=programme, of__period__month__lte=until)
    columns = ("value", "accepted", "accepted_denominator", "parent_accepted")
    named = rows.order_by("of__period__month").values_list("of__period__month", "indicator_id", "of__stage", *columns)
    for month, indicator_id, stage, *figures in named:
        found[indicator_id].append(Figure(month, indicator_id, stage, *figures))
    return found


def _milestones(ids: list[int], programme: Programme, until: date) -> Mapping[int, list[tuple[date, int, date]]]:
    """Milestones accepted as done, by indicator: the month of the return, the task, the day."""
    found: dict[int, list[tuple[date, int, date]]] = defaultdict(list)
    rows = LineMilestone.objects.filter(
        line__of__item_id__in=ids,
        line__of__period__programme=programme,
        line__of__period__month__lte=until,
        line__of__stage__in=ACCEPTED,
    ).order_by("id")
    for indicator_id, month, task_id, done_on in rows.values_list(
        "line__indicator_id", "line__of__period__month", "task_id", "done_on"
    ):
        found[indicator_id].append((month, task_id, done_on))
    return found


def _stops(ids: list[int]) -> Mapping[int, list[tuple[datetime, str]]]:
    """Approved suspensions, resumptions and terminations by item, oldest first."""
    found: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    rows = Adjustment.objects.filter(item_id__in=ids, stage=Adjustment.Stage.APPROVED, effect__in=list(STOPS)).order_by(
        "decided_at", "id"
    )
    for item_id, decided_at, effect in rows.values_list("item_id", "decided_at", "effect"):
        if decided_at is not None:
            found[item_id].append((decided_at, effect))
    return found


def _shares(ids: list[int], programme: Programme, until: date) -> Mapping[int, list[Share]]:
    """Allocations by indicator, with what each brought by month."""
    accepted: dict[int, dict[date, Decimal]] = defaultdict(dict)
    rows = LineShare.objects.filter(
        line__of__item_id__in=ids,
        line__of__period__programme=programme,
        line__of__period__month__lte=until,
        line__of__stage__in=ACCEPTED,
        accepted__isnull=False,
    )
    for pk, month, value in rows.values_list("allocation_id", "line__of__period__month", "accepted"):
        accepted[pk][month] = value or Decimal(0)
    found: dict[int, list[Share]] = defaultdict(list)
    given = Allocation.objects.filter(indicator__item_id__in=ids).select_related("region", "unit")
    for a in given.order_by("indicator_id", "region__path", "unit__sort", "id"):
        label = (a.region.short_name or a.region.name) if a.region else a.unit.short if a.unit else ""
        path = a.region.path if a.region else ""
        share = Share(a.pk, a.indicator_id, label, a.target, path, a.region_id, a.unit_id, accepted[a.pk])
        found[a.indicator_id].append(share)
    return found
