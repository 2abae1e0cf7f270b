"""What the parent tier publishes of the neighbours, and last year's figures: entered by the office, never computed.

Source: docs/domain/benchmarks.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.models import Indicator, Item, Programme
from shishi.reports.actions import standings
from shishi.reports.models import PastFigure, PeerFinish, PeerProgress, Period
from shishi.rules.authority import OFFICE, Actor
from shishi.rules.periods import next_month

HIGHEST_RATE = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Finish:
    """The day another region finished an item; None while it has not."""

    item_id: int
    region_id: int
    finished_on: date | None


@dataclass(frozen=True, slots=True)
class Rate:
    """Another region's completion rate at the end of a month, in per cent; no region is the parent tier's average."""

    indicator_id: int
    region_id: int | None
    month: date
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Past:
    """Last year's cumulative figure at the end of a month, in base units."""

    indicator_id: int
    month: date
    value: Decimal


@transaction.atomic
def put_finishes(programme: Programme, rows: Iterable[Finish], source: str, actor: Actor) -> int:
    """Keep the neighbours' finish days; the latest word replaces the one before. Returns how many rows were kept."""
    _must_be_office(programme, actor, source)
    items = set(Item.objects.filter(programme=programme).values_list("pk", flat=True))
    kept = [
        PeerFinish(**_keys(r), finished_on=r.finished_on, source=source, entered_at=clock.now())
        for r in rows
        if r.item_id in items
    ]
    PeerFinish.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["item", "region"],
        update_fields=["finished_on", "source", "entered_at"],
    )
    record(programme, "programme.peers", actor, n=len(kept))
    return len(kept)


def _keys(row: Finish) -> dict[str, int]:
    return {"item_id": row.item_id, "region_id": row.region_id}


@transaction.atomic
def put_rates(programme: Programme, rows: Iterable[Rate], source: str, actor: Actor) -> int:
    """Keep the neighbours' rates of months; refuses a rate below nought or above a thousand per cent."""
    _must_be_office(programme, actor, source)
    known = set(Indicator.objects.filter(item__programme=programme).values_list("pk", flat=True))
    mine = [r for r in rows if r.indicator_id in known]
    if any(not 0 <= r.rate <= HIGHEST_RATE for r in mine):
        raise Refused(_("完成率应在0%至1000%之间，请核对后再保存。"))
    for r in mine:
        PeerProgress.objects.update_or_create(  # type: ignore[misc]
            indicator_id=r.indicator_id,
            region_id=r.region_id,
            month=r.month,
            defaults={"rate": r.rate, "source": source, "entered_at": clock.now()},
        )
    _settle(programme, {r.indicator_id for r in mine}, [r.month for r in mine])
    record(programme, "programme.peers", actor, n=len(mine))
    return len(mine)


@transaction.atomic
def put_past(programme: Programme, rows: Iterable[Past], source: str, actor: Actor) -> int:
    """Keep last year's figures by month; the latest word replaces the one before."""
    _must_be_office(programme, actor, source)
    known = set(Indicator.objects.filter(item__programme=programme).values_list("pk", flat=True))
    now = clock.now()
    kept = [
        PastFigure(indicator_id=r.indicator_id, month=r.month, value=r.value, source=source, entered_at=now)
        for r in rows
        if r.indicator_id in known
    ]
    PastFigure.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["indicator", "month"],
        update_fields=["value", "source", "entered_at"],
    )
    _settle(programme, {r.indicator_id for r in kept}, [next_month(r.month, 12) for r in kept])
    record(programme, "programme.past", actor, n=len(kept))
    return len(kept)


def _settle(programme: Programme, indicator_ids: set[int], months: list[date]) -> None:
    """Bring the standings that show these figures up to date; a cut made before keeps what it froze."""
    if not months:
        return
    period = Period.objects.filter(programme=programme, month__gte=min(months)).order_by("month").first()
    if period is not None:
        items = Indicator.objects.filter(pk__in=indicator_ids).values_list("item_id", flat=True)
        standings.bring_up_to_date(period, items, clock.today())


def _must_be_office(programme: Programme, actor: Actor, source: str) -> None:
    if not actor.is_any(OFFICE) or not actor.covers_region(programme.region_path):
        raise NotYours
    if not source.strip():
        raise Refused(_("请写明数据来源，例如“市专班2023年8月通报”。"), {"source": _("请写明数据来源。")})
