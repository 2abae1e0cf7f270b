"""One item with its whole plan: promise, definition, split, sites, steps, people, changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import FETCH_RAISE

from shishi.programmes.models import Allocation, Indicator, Item, PlanPoint, Target
from shishi.programmes.queries.adjustments import AdjustmentRow, adjustment_row, fetched
from shishi.programmes.queries.below import SiteRow, TaskRow, sites_of, tasks_of
from shishi.rules.figures import quantity


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target in force from a day on; version 1 is the first promise. `words` is the figure with its unit."""

    version: int
    value: Decimal | None
    words: str
    due_on: date
    since: date
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A part of a target and whom it is given to."""

    place: str
    region_id: int | None
    unit_id: int | None
    target: Decimal
    number: str


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """An indicator; figures in the base unit, `unit_label` as printed. `targets` oldest first."""

    id: int
    name: str
    public_name: str
    type: str
    type_label: str
    unit_label: str
    scale: int
    decimals: int
    target: Decimal | None
    sense_label: str
    last_year: Decimal | None
    definition: str
    schedule: str
    schedule_label: str
    evidence_asked: str
    is_assessed: bool
    weight: Decimal
    version: int
    targets: tuple[TargetRow, ...]
    shares: tuple[ShareRow, ...]
    points: tuple[tuple[date, Decimal], ...]

    @property
    def first_promise(self) -> TargetRow | None:
        return self.targets[0] if self.targets else None

    @property
    def shared(self) -> Decimal:
        return sum((share.target for share in self.shares), Decimal(0))


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A good-practice card."""

    id: int
    title: str
    text: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """Everything of an item that is plan and not progress."""

    id: int
    programme_id: int
    programme: str
    year: int
    code: str
    title: str
    public_title: str
    matter_id: int
    matter: str
    lists: tuple[tuple[int, str, str], ...]
    unit_id: int
    unit: str
    supports: tuple[str, ...]
    owner_name: str
    liaison_name: str
    project_type_label: str
    urgency_label: str
    start_on: date
    due_on: date
    first_due_on: date
    is_cross_year: bool
    stage_target: str
    standard: str
    funds_planned_yuan: Decimal | None
    beneficiaries: int | None
    note: str
    stage: str
    stage_label: str
    issued_at: datetime | None
    carried_from_id: int | None
    carried_from: str
    version: int
    indicators: tuple[IndicatorSheet, ...]
    tasks: tuple[TaskRow, ...]
    sites: tuple[SiteRow, ...]
    adjustments: tuple[AdjustmentRow, ...]
    practices: tuple[PracticeRow, ...]


AS_IT_STANDS = (
    "programme_id",
    "code",
    "title",
    "public_title",
    "matter_id",
    "unit_id",
    "owner_name",
    "liaison_name",
    "start_on",
    "due_on",
    "is_cross_year",
    "stage_target",
    "standard",
    "funds_planned_yuan",
    "beneficiaries",
    "note",
    "stage",
    "issued_at",
    "carried_from_id",
    "version",
)


def item_sheet(item: Item) -> ItemSheet:
    """The item's plan, at most 200 sites of it. Twelve queries, whatever hangs on it."""
    row = (
        Item.objects.select_related("programme", "matter", "unit", "carried_from__programme")
        .fetch_mode(FETCH_RAISE)
        .get(pk=item.pk)
    )
    indicators = indicators_of([row.pk])[row.pk]
    firsts = [i.first_promise.due_on for i in indicators if i.first_promise]
    lists = row.lists.order_by("level", "list_kind", "seq", "id")
    carried = row.carried_from
    return ItemSheet(
        **{name: getattr(row, name) for name in AS_IT_STANDS},
        id=row.pk,
        programme=row.programme.name,
        year=row.programme.year,
        matter=row.matter.title,
        lists=tuple((m.pk, f"{m.get_level_display()}{m.get_list_kind_display()}", m.title) for m in lists),
        unit=row.unit.name,
        supports=tuple(row.supports.order_by("unit__sort", "unit_id").values_list("unit__name", flat=True)),
        project_type_label=row.get_project_type_display(),
        urgency_label=row.get_urgency_display(),
        first_due_on=min(firsts, default=row.due_on),
        stage_label=row.get_stage_display(),
        carried_from=f"{carried.programme.year} {carried.code}" if carried else "",
        indicators=tuple(indicators),
        tasks=tasks_of(row),
        sites=sites_of(row),
        adjustments=tuple(adjustment_row(a) for a in fetched(row.adjustments.order_by("-id"))),
        practices=tuple(
            PracticeRow(p.pk, p.title, p.text, p.by_name, p.at) for p in row.good_practices.order_by("-id")
        ),
    )


def indicators_of(item_ids: list[int]) -> dict[int, list[IndicatorSheet]]:
    """Indicator sheets by item, with targets, shares and monthly plans. Four queries."""
    found: dict[int, list[IndicatorSheet]] = defaultdict(list)
    targets: dict[int, list[TargetRow]] = defaultdict(list)
    shares: dict[int, list[ShareRow]] = defaultdict(list)
    points: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for t in (
        Target.objects.filter(indicator__item__in=item_ids)
        .select_related("adjustment", "indicator")
        .order_by("version")
    ):
        why = (t.adjustment.number, t.adjustment.get_reason_display()) if t.adjustment else ("", "")
        targets[t.indicator_id].append(TargetRow(t.version, t.value, _words(t), t.due_on, t.since, *why))
    for a in Allocation.objects.filter(indicator__item__in=item_ids).select_related("region", "unit").order_by("id"):
        shares[a.indicator_id].append(ShareRow(str(a.region or a.unit), a.region_id, a.unit_id, a.target, a.number))
    for p in PlanPoint.objects.filter(indicator__item__in=item_ids).order_by("month"):
        points[p.indicator_id].append((p.month, p.percent))
    for i in Indicator.objects.filter(item__in=item_ids).order_by("seq", "id").fetch_mode(FETCH_RAISE):
        found[i.item_id].append(_indicator(i, targets[i.pk], shares[i.pk], points[i.pk]))
    return found


def _words(target: Target) -> str:
    return "—" if target.value is None else quantity(target.value, target.indicator.unit_label)


def _indicator(
    i: Indicator, targets: list[TargetRow], shares: list[ShareRow], points: list[tuple[date, Decimal]]
) -> IndicatorSheet:
    return IndicatorSheet(
        i.pk,
        i.name,
        i.public_name,
        i.type,
        i.get_type_display(),
        i.unit_label,
        i.scale,
        i.decimals,
        i.target,
        i.get_sense_display(),
        i.last_year,
        i.definition,
        i.schedule,
        i.get_schedule_display(),
        i.evidence_asked,
        i.is_assessed,
        i.weight,
        i.version,
        tuple(targets),
        tuple(shares),
        tuple(points),
    )
