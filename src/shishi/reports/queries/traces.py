"""Where a figure comes from: the formula in words, what went into it, who reported and who approved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.programmes.models import Allocation, Programme
from shishi.reports.models import LineVersion, Standing
from shishi.reports.queries.rows import Row, item_ids_of, row_of, rows
from shishi.rules.authority import Actor
from shishi.rules.indicators import INDICATOR_TYPE_LABELS, IndicatorType

Kind = Standing.Kind
RATE_WORDS = {
    IndicatorType.CUMULATIVE: gettext_lazy("完成率 = 已通过的累计完成 ÷ 现行年度目标 × 100"),
    IndicatorType.INVESTMENT: gettext_lazy("完成率 = 已通过的累计完成投资 ÷ 现行年度目标 × 100"),
    IndicatorType.START_COUNT: gettext_lazy("开工率 = 已通过的累计开工数 ÷ 现行年度目标 × 100"),
    IndicatorType.FLOOR_STANDARD: gettext_lazy("达到底线标准为 100，未达到时 = 实际标准 ÷ 目标标准 × 100"),
    IndicatorType.RATE: gettext_lazy("比率 = 分子 ÷ 分母 × 100，再与目标比率相比"),
    IndicatorType.COVERAGE: gettext_lazy("覆盖率 = 已覆盖数 ÷ 应覆盖名单数 × 100"),
    IndicatorType.MILESTONE: gettext_lazy("进度 = 已完成节点权重之和 ÷ 全部节点权重之和 × 100"),
    IndicatorType.POLICY: gettext_lazy("政策出台为 100，未出台为 0"),
    IndicatorType.RECURRING: gettext_lazy("发放率 = 已发放 ÷ 应发放 × 100"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A version of an accepted figure: who reported and who approved it, when, and why it was changed.

    value, denominator  in base units; `unit` as printed, 万 and 亿 included
    """

    month: date
    indicator: str
    unit: str
    version: int
    value: Decimal | None
    denominator: Decimal | None
    text: str
    reason: str
    reported_by: str
    approved_by: str
    at: datetime
    return_id: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A standing opened: how it is computed, from which rows below it, from which accepted figures."""

    row: Row
    words: tuple[str, ...]
    parts: tuple[Row, ...]
    sources: tuple[Source, ...]


def trace(standing_id: int, actor: Actor) -> Trace | None:
    """Where a standing comes from; None out of reach. Four queries at most.

    parts    an item's indicators, an indicator's allocations, a group's items
    sources  every version of the accepted figures up to the month, the newest first
    """
    standing = Standing.objects.visible_to(actor).select_related("programme").filter(pk=standing_id).first()
    if standing is None:
        return None
    row = row_of(standing)
    parts = _parts(standing.programme, row, actor)
    return Trace(row, _words(row), parts, _sources(standing.programme, row))


def _words(row: Row) -> tuple[str, ...]:
    """The formulas a row of this kind is made by."""
    plan = _("序时进度 = 截至月末按计划应完成的比例；偏差 = 完成率 − 序时进度（百分点）")
    if row.type and row.kind in {Kind.INDICATOR, Kind.ALLOCATION, Kind.ITEM}:
        kind = IndicatorType(row.type)
        return (INDICATOR_TYPE_LABELS[kind], str(RATE_WORDS[kind]), plan)
    if row.kind == Kind.ITEM:
        mean = _("项目进度 = 纳入考核的指标完成率（每项最高按 100 计）按权重平均；全部指标达标，项目才算达标")
        return (mean, _("项目亮灯取纳入考核指标中最差的一个"), plan)
    reached = _("达标率 = 达标项目数 ÷ 项目总数 × 100（已终止的不计入）")
    return (reached, _("平均进度 = 各项目完成率（每项最高按 100 计）的平均"), plan)


def _parts(programme: Programme, row: Row, actor: Actor) -> tuple[Row, ...]:
    """The rows one level below. At most two queries."""
    if row.kind == Kind.ALLOCATION:
        return ()
    if row.kind == Kind.ITEM:
        return tuple(rows(programme, actor, month=row.month, kinds=[Kind.INDICATOR], item_id=row.item_id))
    if row.kind == Kind.INDICATOR:
        split = {str(pk) for pk in Allocation.objects.filter(indicator_id=row.subject).values_list("pk", flat=True)}
        found = rows(programme, actor, month=row.month, kinds=[Kind.ALLOCATION], item_id=row.item_id)
        return tuple(r for r in found if r.subject in split)
    inside = set(item_ids_of(programme, row))
    return tuple(r for r in rows(programme, actor, month=row.month, kinds=[Kind.ITEM]) if r.item_id in inside)


def _sources(programme: Programme, row: Row) -> tuple[Source, ...]:
    """Versions of the lines behind an item's or an indicator's row. One query; none for groups."""
    if row.item_id is None:
        return ()
    versions = LineVersion.objects.filter(
        line__of__item_id=row.item_id, line__of__period__programme=programme, line__of__period__month__lte=row.month
    )
    if row.kind == Kind.INDICATOR:
        versions = versions.filter(line__indicator_id=int(row.subject))
    found = versions.select_related("line__indicator", "line__of__period").order_by(
        "-line__of__period__month", "line__indicator__seq", "-version", "id"
    )
    return tuple(_source(v) for v in found)


def _source(v: LineVersion) -> Source:
    of = v.line.of
    return Source(
        month=of.period.month,
        indicator=v.line.indicator.name,
        unit=v.line.indicator.unit_label,
        version=v.version,
        value=v.value,
        denominator=v.denominator,
        text=v.text,
        reason=v.reason,
        reported_by=v.reported_by,
        approved_by=v.approved_by,
        at=v.at,
        return_id=of.pk,
    )
