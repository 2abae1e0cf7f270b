"""The monthly plans of indicators in a workbook: twelve figures that rise to a hundred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from shishi.programmes.actions.bulk.outcome import Change, Problem
from shishi.programmes.actions.bulk.pending import Pending
from shishi.programmes.actions.bulk.rows import IndicatorRow, ItemRow
from shishi.programmes.models import Indicator, PlanPoint
from shishi.rules import schedule

MONTHS = 12


class Curves:
    """The plans that stand, of the items at hand. One query, none where no row brings a plan."""

    def __init__(self, items: Sequence[int], rows: Sequence[ItemRow], year: int) -> None:
        self._year = year
        self._kept: dict[int, list[PlanPoint]] = defaultdict(list)
        if any(one.curve is not None for row in rows for one in row.indicators):
            for point in PlanPoint.objects.filter(indicator__item__in=items).order_by("month"):
                self._kept[point.indicator_id].append(point)

    def problems(self, one: IndicatorRow, indicator: Indicator, *, is_open: bool) -> list[Problem]:
        """What keeps the plan from being taken; none for a plan that stands already."""
        if one.curve is None or not self._differs(one, indicator):
            return []
        if not is_open and indicator.pk is not None:
            return [Problem("curve", _("已下达，不能通过导入修改月度计划；确需调整的，请申请调整。"))]
        typed = [schedule.PlanPoint(month, percent) for month, percent in self._points(one)]
        falls = schedule.curve_falls_at(typed)
        if len(typed) > MONTHS or falls:
            month = falls.month if falls else MONTHS
            return [Problem("curve", _("%(month)s月的累计计划应在0至100之间，且不低于上月。") % {"month": month})]
        if typed and typed[-1].percent != 100:
            percent = typed[-1].percent
            return [Problem("curve", _("最后一个月的累计计划应为100%%，现在是%(percent)s%%。") % {"percent": percent})]
        return []

    def put(self, one: IndicatorRow, indicator: Indicator, pending: Pending) -> list[Change]:
        """Put the plan in the place of the one that stands."""
        if one.curve is None or not self._differs(one, indicator):
            return []
        before = [format(point.percent.normalize(), "f") for point in self._kept[indicator.pk or 0]]
        for point in self._kept[indicator.pk or 0]:
            pending.delete(point)
        for month, percent in self._points(one):
            pending.create(PlanPoint(indicator=indicator, month=month, percent=percent))
        return [Change("indicator.curve", "/".join(before), "/".join(format(p.normalize(), "f") for p in one.curve))]

    def _points(self, one: IndicatorRow) -> list[tuple[date, Decimal]]:
        return [(date(self._year, at + 1, 1), percent) for at, percent in enumerate((one.curve or ())[:MONTHS])]

    def _differs(self, one: IndicatorRow, indicator: Indicator) -> bool:
        kept = [(point.month, point.percent) for point in self._kept[indicator.pk or 0]]
        return kept != self._points(one)
