"""The lists as flat rows, a page at a time by key: for programs that keep a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import FETCH_RAISE, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shishi.programmes.models import Allocation, Indicator, Item, Matter, Programme, Site, Target, Task
from shishi.programmes.queries.below import SiteRow, site_row
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter 件 of a list."""

    id: int
    programme_id: int
    level: str
    list_kind: str
    seq: int
    title: str
    category: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item 项. `stage` says how far it is in being carried out; lights stand in the standings."""

    id: int
    programme_id: int
    matter_id: int
    code: str
    seq: int
    title: str
    unit_id: int
    unit: str
    owner_name: str
    urgency: str
    start_on: date
    due_on: date
    is_cross_year: bool
    funds_planned_yuan: Decimal | None
    stage: str
    stage_label: str
    version: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator with its first promise and the target in force, in base units; `scale` of them are one printed."""

    id: int
    item_id: int
    name: str
    type: str
    unit_word: str
    scale: int
    sense: str
    schedule: str
    is_assessed: bool
    weight: Decimal
    first_target: Decimal | None
    first_due_on: date
    target: Decimal | None
    due_on: date
    target_version: int


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """A part of an indicator's target, given to a region or a unit."""

    id: int
    item_id: int
    indicator_id: int
    region_id: int | None
    unit_id: int | None
    place: str
    target: Decimal
    number: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A task with owner, deadline and money; with weight it is a milestone."""

    id: int
    item_id: int
    indicator_id: int | None
    seq: int
    title: str
    owner_name: str
    due_on: date
    weight: Decimal
    funds_yuan: Decimal | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class PlacedSite:
    """A site and the item it belongs to."""

    id: int
    item_id: int
    site: SiteRow
    version: int


def matters(programme: Programme) -> list[MatterRow]:
    """The programme's matters by list. One query."""
    rows: QuerySet[Matter] = programme.matters.select_related("category").order_by("level", "list_kind", "seq", "id")
    return [
        MatterRow(
            m.pk, m.programme_id, m.level, m.list_kind, m.seq, m.title, m.category.name if m.category else ""
        )
        for m in rows.fetch_mode(FETCH_RAISE)
    ]  # fmt: skip


def items(actor: Actor, after: int, limit: int, **wanted: Any) -> list[ItemRow]:
    """Items within reach with a greater id than `after`, one more than `limit`. One query."""
    rows = _page(Item.objects.visible_to(actor).select_related("unit"), after, limit, wanted)
    return [
        ItemRow(
            i.pk, i.programme_id, i.matter_id, i.code, i.seq, i.title, i.unit_id, i.unit.name, i.owner_name,
            i.urgency, i.start_on, i.due_on, i.is_cross_year, i.funds_planned_yuan, i.stage, i.get_stage_display(),
            i.version,
        )
        for i in rows
    ]  # fmt: skip


def indicators(actor: Actor, after: int, limit: int, **wanted: Any) -> list[IndicatorRow]:
    """Indicators within reach with first promise and target in force; of an item not yet issued both are the plan.

    One more than `limit`. One query.
    """
    targets = Target.objects.filter(indicator=OuterRef("pk"))
    first, last = targets.order_by("version"), targets.order_by("-version")
    rows = Indicator.objects.visible_to(actor).annotate(
        first_value=Subquery(first.values("value")[:1]),
        first_due=Coalesce(Subquery(first.values("due_on")[:1]), "item__due_on"),
        last_value=Subquery(last.values("value")[:1]),
        last_due=Coalesce(Subquery(last.values("due_on")[:1]), "item__due_on"),
        n_targets=Coalesce(Subquery(last.values("version")[:1]), 0),
    )
    return [_indicator(i) for i in _page(rows, after, limit, wanted)]


def _indicator(i: Any) -> IndicatorRow:
    issued = i.n_targets > 0
    return IndicatorRow(
        i.pk, i.item_id, i.name, i.type, i.unit_word, i.scale, i.sense, i.schedule, i.is_assessed, i.weight,
        i.first_value if issued else i.target, i.first_due, i.last_value if issued else i.target, i.last_due,
        i.n_targets,
    )  # fmt: skip


def allocations(actor: Actor, after: int, limit: int, **wanted: Any) -> list[AllocationRow]:
    """Shares of the indicators within reach, one more than `limit`. One query."""
    reached = Indicator.objects.visible_to(actor).values("pk")
    rows = Allocation.objects.filter(indicator__in=reached).select_related("indicator", "region", "unit")
    return [
        AllocationRow(
            a.pk, a.indicator.item_id, a.indicator_id, a.region_id, a.unit_id, str(a.region or a.unit), a.target,
            a.number,
        )
        for a in _page(rows, after, limit, wanted)
    ]  # fmt: skip


def sites(actor: Actor, after: int, limit: int, **wanted: Any) -> list[PlacedSite]:
    """Sites within reach, a township's own among them, one more than `limit`. One query."""
    rows = Site.objects.visible_to(actor).select_related("region", "unit", "indicator")
    return [PlacedSite(s.pk, s.item_id, site_row(s), s.version) for s in _page(rows, after, limit, wanted)]


def tasks(actor: Actor, after: int, limit: int, **wanted: Any) -> list[StepRow]:
    """Tasks of the items within reach, one more than `limit`. One query."""
    reached = Item.objects.visible_to(actor).values("pk")
    return [
        StepRow(
            t.pk, t.item_id, t.indicator_id, t.seq, t.title, t.owner_name, t.due_on, t.weight, t.funds_yuan, t.done_on
        )
        for t in _page(Task.objects.filter(item__in=reached), after, limit, wanted)
    ]  # fmt: skip


def _page[M: Model](rows: QuerySet[M], after: int, limit: int, wanted: dict[str, Any]) -> QuerySet[M]:
    """The rows that are wanted, by key; a filter that is None is no filter."""
    chosen = {lookup: value for lookup, value in wanted.items() if value is not None}
    return rows.filter(pk__gt=after, **chosen).order_by("pk").fetch_mode(FETCH_RAISE)[: limit + 1]
