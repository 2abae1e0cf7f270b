"""Tables and charts of an item's page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from shishi.cockpit.queries.item import IndicatorLine, ItemPage, MonthLine
from shishi.cockpit.views.addresses import address_of, trace_url
from shishi.cockpit.views.tables import light_of
from shishi.programmes.models import Item
from shishi.reports.queries.curves import Curve as Standing
from shishi.reports.queries.measures import Facts
from shishi.rules.figures import DASH, number, percent, percent_in_text, quantity
from shishi.rules.forecast import Forecast
from shishi.rules.indicators import SUMMED, IndicatorType
from shishi.rules.rates import ratio
from shishi.ui import figures, marks
from shishi.ui.charts import Curve, Series
from shishi.ui.tables import Cell, Column, Row, Table

SHOWN_PLACES = Decimal("0.1")
FULL = Decimal(100)
BREAK = mark_safe("<br>")


def curve_chart(page: ItemPage) -> Curve | None:
    """Plan, accepted and forecast in per cent over the year, with the neighbours and the parent tier where known."""
    if page.curve is None:
        return None
    more = []
    if page.parent:
        more.append(Series(_("上级认定"), _round(page.parent), "other"))
    if page.peers:
        more.append(Series(_("同级平均"), _round(page.peers), "plan"))
    return plan_and_actual(page.curve, more)


def plan_and_actual(curve: Standing, more: Iterable[Series] = ()) -> Curve:
    """The chart of a subject's year: plan, accepted, further lines, and where the recent pace leads."""
    points = curve.points
    ahead = _ahead(curve)
    series = (
        Series(_("计划序时"), _round(p.plan for p in points), "plan"),
        Series(_("审核通过"), _round(p.accepted for p in points)),
        *more,
        *((Series(_("按近期速度"), ahead, "forecast"),) if ahead else ()),
    )
    return Curve(tuple(_("%(month)d月") % {"month": p.month.month} for p in points), series, "%")


def _round(values: Iterable[Decimal | None]) -> tuple[Decimal | None, ...]:
    return tuple(None if v is None else v.quantize(SHOWN_PLACES) for v in values)


def _ahead(curve: Standing) -> tuple[Decimal | None, ...]:
    """A straight line from the last accepted point at the recent pace, in per cent of the target."""
    known = [(at, p.accepted) for at, p in enumerate(curve.points) if p.accepted is not None]
    pace = curve.forecast.pace
    if not known or not curve.target or pace is None or pace <= 0 or known[-1][1] >= FULL:
        return ()
    a_month = pace * FULL / curve.target
    start, first = known[-1]
    return (None,) * start + _round(min(first + a_month * n, FULL) for n in range(len(curve.points) - start))


def indicators(item: Item, page: ItemPage) -> Table:
    """Every indicator: what was promised, what stands, how fast, until when."""
    columns = (
        Column("name", _("考核指标")),
        Column("target", _("年度目标"), "html"),
        Column("accepted", _("累计完成"), "html"),
        Column("rate", _("完成率"), "percent"),
        Column("expected", _("序时"), "percent"),
        Column("deviation", _("偏差"), "points"),
        Column("light", _("灯"), "html"),
        Column("peers", _("同级平均"), "percent", choice=True),
        Column("growth", _("同比"), choice=True),
        Column("forecast", _("预计"), "html"),
    )
    rows = [_indicator_row(item, page, line) for line in page.indicators]
    return Table(_("考核指标"), columns, tuple(rows), name="indicators", empty=_("这里将列出考核指标的进度。"))


def _indicator_row(item: Item, page: ItemPage, line: IndicatorLine) -> Row:
    facts, row, month = line.facts, line.row, page.month
    assert month is not None

    def leads(value: object, code: str) -> Cell:
        return Cell(value, trace_url(item.programme_id, "indicator", facts.id, month, code), computed=True)

    name = facts.name if facts.is_assessed else _("%(name)s（不考核）") % {"name": facts.name}
    return Row(
        (
            name,
            _target(line),
            leads(_accepted(line), "accepted"),
            leads(row.rate, "rate"),
            row.expected,
            leads(row.deviation_pp, "deviation"),
            light_of(row),
            row.peer_average,
            _growth(line.growth.percent),
            _forecast(line.forecast, facts),
        )
    )


def _accepted(line: IndicatorLine) -> str:
    """What was accepted; of a ratio its per cent with both parts, for its upper part alone is no per cent."""
    facts, row = line.facts, line.row
    if facts.type is not IndicatorType.RATE or not row.denominator:
        return shown(row.accepted, facts)
    rate = percent_in_text(ratio(row.numerator, row.denominator))
    return _("%(rate)s（%(above)s/%(below)s）") % {
        "rate": rate,
        "above": number(row.numerator),
        "below": number(row.denominator),
    }


def shown(value: Decimal | None, facts: Facts) -> str:
    """A figure in base units as the office prints it: with its unit, per cent for rates, words for milestones."""
    if value is None:
        return DASH
    if facts.type is IndicatorType.POLICY:
        return _("已出台") if value >= 1 else _("未出台")
    if facts.type is IndicatorType.MILESTONE:
        return percent(value, 1)
    return quantity(value, facts.unit)


def _growth(per_cent: Decimal | None) -> str:
    """Growth with its sign: +6.2%."""
    return DASH if per_cent is None else f"{figures.signed(per_cent, 1)}%"


def _target(line: IndicatorLine) -> str:
    facts = line.facts
    now = shown(facts.target, facts)
    if not line.is_adjusted or facts.first is None:
        return now
    first = shown(facts.first[0], facts)
    return format_html('{} <span class="first-promise">{}</span>', now, _("首次承诺 %(first)s") % {"first": first})


def _forecast(found: Forecast, facts: Facts) -> str:
    """When the recent pace gets there, and what pace would still do; a dash where nothing can be said."""
    if found.needed is not None and found.needed == 0:
        return _("已达标")
    if found.finish_on is None and not found.needed:
        return DASH
    parts = []
    if found.finish_on:
        late = bool(found.late_days)
        words = _("%(month)d月%(day)d日达标") % {"month": found.finish_on.month, "day": found.finish_on.day}
        if found.finish_on.year != facts.due_on.year:
            words = _("%(year)d年%(month)d月达标") % {"year": found.finish_on.year, "month": found.finish_on.month}
        parts.append(format_html('<span class="{}">{}</span>', "due-late" if late else "due", words))
    if found.needed:
        unit = facts.unit if facts.type in SUMMED else "%"
        pace = (
            number(found.needed, 1) if unit == "%" else number(found.needed / facts.scale, 1 if facts.scale > 1 else 0)
        )
        parts.append(format_html("{}", _("每月需 %(pace)s%(unit)s") % {"pace": pace, "unit": unit}))
    return format_html_join(BREAK, "{}", ((p,) for p in parts))


def history(page: ItemPage) -> Table:
    """Month by month as it was: light, rate, what was said; nothing here ever changes after the lock."""
    columns = (
        Column("month", _("月份")),
        Column("light", _("灯"), "html"),
        Column("rate", _("完成率"), "percent"),
        Column("deviation", _("偏差"), "points"),
        Column("stage", _("月报")),
        Column("said", _("进展与困难"), "html"),
        Column("sent", _("报送"), "html"),
    )
    rows = [_history_row(line) for line in page.history]
    return Table(_("逐月记录"), columns, tuple(rows), name="history", empty=_("第一个月开放填报后，这里逐月留痕。"))


def _history_row(line: MonthLine) -> Row:
    month = _("%(month)d月") % {"month": line.month.month}
    href = address_of("return", line.return_id) if line.return_id else ""
    return Row(
        (month, light_of(line.row), line.row.rate_capped, line.row.deviation_pp, line.stage, _said(line), _sent(line)),
        href=href,
    )


def _said(line: MonthLine) -> str:
    difficulty = format_html('<span class="hard">{}</span>', _("困难：%(text)s") % {"text": line.difficulty})
    coordinate = marks.chip(_("需要协调"), "yellow") if line.needs_coordination else ""
    return format_html("{} {} {}", line.progress, difficulty if line.difficulty else "", coordinate)


def _sent(line: MonthLine) -> str:
    if line.is_on_time is None:
        return marks.chip(_("未报"), "grey") if line.return_id else ""
    words = marks.chip(_("按时"), "green") if line.is_on_time else marks.chip(_("迟报"), "yellow")
    back = _("退回 %(n)d 次") % {"n": line.n_sent_back} if line.n_sent_back else ""
    return format_html("{} {}", words, back)
