"""What stands between a list and its issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from shishi.programmes.models import Allocation, Indicator, Item, PlanPoint, Programme, Task
from shishi.programmes.queries.readiness import ItemPlan, problems_of


@dataclass(frozen=True, slots=True)
class Checked:
    """One item and the sentences that keep it from being issued."""

    id: int
    code: str
    title: str
    unit: str
    stage: str
    is_proposed: bool
    problems: tuple[str, ...]


def plans_of(items: Iterable[Item]) -> list[ItemPlan]:
    """Items (with programme) and all that hangs on them, for the conditions. Four queries."""
    rows = list(items)
    ids = [item.pk for item in rows]
    indicators, allocations, tasks, points = (defaultdict(list) for _ in range(4))
    for indicator in Indicator.objects.filter(item__in=ids).order_by("seq", "id"):
        indicators[indicator.item_id].append(indicator)
    for allocation in Allocation.objects.filter(indicator__item__in=ids).select_related("indicator").order_by("id"):
        allocations[allocation.indicator.item_id].append(allocation)
    for task in Task.objects.filter(item__in=ids).order_by("seq", "id"):
        tasks[task.item_id].append(task)
    for point in PlanPoint.objects.filter(indicator__item__in=ids).select_related("indicator").order_by("month"):
        points[point.indicator.item_id].append(point)
    return [
        ItemPlan(
            item,
            item.programme.year,
            item.unit_id is not None,
            tuple(indicators[item.pk]),
            tuple(allocations[item.pk]),
            tuple(tasks[item.pk]),
            tuple(points[item.pk]),
        )
        for item in rows
    ]


def checklist(programme: Programme) -> list[Checked]:
    """Every draft item of the programme with what it still lacks, in list order. Five queries."""
    drafts = programme.items.filter(stage=Item.Stage.DRAFT).select_related("unit", "programme").order_by("seq", "id")
    return [
        Checked(
            plan.item.pk,
            plan.item.code,
            plan.item.title,
            plan.item.unit.short,
            plan.item.stage,
            plan.item.proposal_id is not None,
            tuple(problems_of(plan)),
        )
        for plan in plans_of(drafts)
    ]
