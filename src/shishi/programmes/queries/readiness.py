"""What must stand before an item may be issued (docs/domain/lists.md). Plain values in, sentences out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from shishi.programmes.models import Allocation, Indicator, Item, PlanPoint, Task
from shishi.rules import schedule
from shishi.rules.figures import quantity
from shishi.rules.indicators import SUMMED, IndicatorType, ScheduleKind

WITHOUT_TARGET = frozenset({IndicatorType.MILESTONE, IndicatorType.POLICY})


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """An item with all that hangs on it, fetched; nothing below asks the database."""

    item: Item
    year: int
    has_unit: bool
    indicators: tuple[Indicator, ...]
    allocations: tuple[Allocation, ...]
    tasks: tuple[Task, ...]
    points: tuple[PlanPoint, ...]


def problems_of(plan: ItemPlan) -> list[str]:
    """Every reason why the item cannot be issued yet, as sentences; empty when it can."""
    found = [*_of_item(plan)]
    if not plan.indicators:
        found.append(_("还没有考核指标。"))
    for indicator in plan.indicators:
        found += [
            _("指标“%(name)s”：%(problem)s") % {"name": indicator.name, "problem": problem}
            for problem in (*_of_figure(indicator), *_of_split(indicator, plan), *_of_plan(indicator, plan))
        ]
    return found


def _of_item(plan: ItemPlan) -> Iterable[str]:
    item = plan.item
    if not plan.has_unit:
        yield _("没有责任单位。")
    first, last = date(plan.year, 1, 1), date(plan.year, 12, 31)
    outside = item.start_on < first or item.due_on > last
    if outside and not item.is_cross_year:
        yield _("起止时间超出%(year)s年度；跨年实施的，请标为跨年项目并填写年度阶段目标。") % {"year": plan.year}
    if item.is_cross_year and not item.stage_target.strip():
        yield _("是跨年项目，但没有填写年度阶段目标。")
    if item.due_on < first or item.start_on > last:
        yield _("起止时间与%(year)s年度没有重合。") % {"year": plan.year}


def _of_figure(indicator: Indicator) -> Iterable[str]:
    if not indicator.definition.strip():
        yield _("没有认定口径。")
    if indicator.type in WITHOUT_TARGET:
        return
    if indicator.target is None:
        yield _("没有年度目标。")
    elif indicator.target == 0 and indicator.sense == "at_least":
        yield _("年度目标为0。")
    if not indicator.unit_word.strip():
        yield _("没有计量单位。")


def _of_split(indicator: Indicator, plan: ItemPlan) -> Iterable[str]:
    shares = [a.target for a in plan.allocations if a.indicator_id == indicator.pk]
    if not shares or indicator.target is None or indicator.type not in SUMMED:
        return
    total = sum(shares, Decimal(0))
    if total < indicator.target:
        yield _("分解合计%(total)s，少于目标%(target)s，还差%(short)s。") % {
            "total": quantity(total, indicator.unit_label),
            "target": quantity(indicator.target, indicator.unit_label),
            "short": quantity(indicator.target - total, indicator.unit_label),
        }


def _of_plan(indicator: Indicator, plan: ItemPlan) -> Iterable[str]:
    by_steps = indicator.type == IndicatorType.MILESTONE or indicator.schedule == ScheduleKind.MILESTONES
    if by_steps:
        weights = [t.weight for t in milestones_of(indicator, plan.tasks, plan.indicators)]
        if sum(weights, Decimal(0)) <= 0:
            yield _("按节点考核，但还没有带权重的节点任务。")
    if indicator.schedule == ScheduleKind.CUSTOM_CURVE:
        yield from _of_curve([p for p in plan.points if p.indicator_id == indicator.pk])


def milestones_of(indicator: Indicator, tasks: Iterable[Task], siblings: Iterable[Indicator]) -> list[Task]:
    """The tasks that are milestones of the indicator: its own, and the item's unassigned ones where it stands alone."""
    alone = len(list(siblings)) == 1
    return [t for t in tasks if t.indicator_id == indicator.pk or (alone and t.indicator_id is None)]


def _of_curve(points: list[PlanPoint]) -> Iterable[str]:
    typed = [schedule.PlanPoint(p.month, p.percent) for p in sorted(points, key=lambda p: p.month)]
    if not typed:
        yield _("按自定月度计划考核，但还没有填写月度计划。")
        return
    falls = schedule.curve_falls_at(typed)
    if falls:
        yield _("月度计划在%(month)s月回落或超出0至100。") % {"month": falls.month}
    elif typed[-1].percent != 100:
        yield _("月度计划最后没有达到100%%。")
