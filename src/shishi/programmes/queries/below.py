"""What hangs on an item: its sites and its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import FETCH_RAISE

from shishi.programmes.models import Item, Site, Task

SITES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site as the item's page and the sites list show it."""

    id: int
    name: str
    region: str
    village: str
    unit: str
    indicator: str
    quantity: Decimal
    stage: str
    stage_label: str
    owner_name: str
    start_planned_on: date | None
    finish_planned_on: date | None
    started_on: date | None
    finished_on: date | None
    in_use_on: date | None
    longitude: Decimal | None
    latitude: Decimal | None
    beneficiaries: int | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A step; `is_milestone` when it carries weight."""

    id: int
    seq: int
    title: str
    owner_name: str
    due_on: date
    weight: Decimal
    funds_yuan: Decimal | None
    done_on: date | None
    indicator: str
    is_milestone: bool


def sites_of(item: Item, limit: int = SITES_SHOWN) -> tuple[SiteRow, ...]:
    """The item's sites, oldest first. One query."""
    rows = item.sites.select_related("region", "unit", "indicator").order_by("id").fetch_mode(FETCH_RAISE)[:limit]
    return tuple(site_row(s) for s in rows)


def site_row(s: Site) -> SiteRow:
    """A site fetched with region, unit and indicator."""
    return SiteRow(
        s.pk,
        s.name,
        s.region.name,
        s.village,
        s.unit.short,
        s.indicator.name if s.indicator else "",
        s.quantity,
        s.stage,
        s.get_stage_display(),
        s.owner_name,
        s.start_planned_on,
        s.finish_planned_on,
        s.started_on,
        s.finished_on,
        s.in_use_on,
        s.longitude,
        s.latitude,
        s.beneficiaries,
    )


def tasks_of(item: Item) -> tuple[TaskRow, ...]:
    """The item's steps in order. One query."""
    rows: list[Task] = list(item.tasks.select_related("indicator").order_by("seq", "id").fetch_mode(FETCH_RAISE))
    return tuple(
        TaskRow(
            t.pk,
            t.seq,
            t.title,
            t.owner_name,
            t.due_on,
            t.weight,
            t.funds_yuan,
            t.done_on,
            t.indicator.name if t.indicator else "",
            t.weight > 0,
        )
        for t in rows
    )
