"""The curve of plan against accepted, and the forecast. Source: docs/domain/schedule.md, "Forecast"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shishi.programmes.models import Programme
from shishi.reports.models import Standing
from shishi.reports.queries.facts import facts_of
from shishi.reports.queries.measures import Facts
from shishi.reports.queries.plans import Planned
from shishi.reports.queries.rows import Row, item_ids_of, rows
from shishi.rules import schedule as schedules
from shishi.rules.authority import Actor
from shishi.rules.forecast import Forecast, Point, forecast
from shishi.rules.indicators import SUMMED
from shishi.rules.periods import month_end, months_of
from shishi.rules.rates import HUNDRED, mean_of_capped

Kind = Standing.Kind
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A month of the curve, all in per cent: the plan, what is accepted and what is reported so far; the figure itself.

    accepted and value are None for months that have no standing yet.
    """

    month: date
    plan: Decimal | None
    accepted: Decimal | None
    value: Decimal | None
    light: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A subject's year. `unit` is the unit of the forecast's pace: per cent where figures cannot be added."""

    label: str
    unit: str
    target: Decimal | None
    due_on: date | None
    points: tuple[CurvePoint, ...]
    forecast: Forecast


def curve(programme: Programme, kind: str, subject: object, actor: Actor, until: date | None = None) -> Curve | None:
    """The plan of the whole year against what was accepted up to `until`; None out of reach. At most five queries.

    The forecast runs over accepted figures where they add up, else over rates.
    """
    found = rows(programme, actor, month=None, kinds=[kind], subject=str(subject))
    found = [r for r in found if until is None or r.month <= until]
    if not found:
        return None
    last = found[-1]
    facts = facts_of(item_ids_of(programme, last), last.month, month_end(last.month)).values()
    return curve_of(programme.year, found, facts)


def curve_of(year: int, found: list[Row], facts: Iterable[Facts | Planned]) -> Curve:
    """The curve of one subject's rows, oldest first, at least one, over the plan of the items behind it. No query."""
    last = found[-1]
    ahead = tuple(month for month in months_of(year) if month >= last.month)
    plan = {r.month: r.expected for r in found} | _plan(ahead, last, facts)
    by_month = {r.month: r for r in found}
    points = tuple(_point(month, plan.get(month), by_month.get(month)) for month in months_of(year))
    adds_up = last.type in SUMMED
    unit = last.unit_word if adds_up else "%"
    target = last.target if adds_up else HUNDRED
    return Curve(last.label, unit, target, last.due_on, points, _forecast(found, target, last.due_on, adds_up))


def _point(month: date, plan: Decimal | None, row: Row | None) -> CurvePoint:
    if row is None:
        return CurvePoint(month, plan, None, None, "")
    return CurvePoint(month, row.expected if plan is None else plan, row.rate_capped, row.accepted, row.light)


def _forecast(found: list[Row], target: Decimal | None, due: date | None, adds_up: bool) -> Forecast:
    values = [(r.month, r.accepted if adds_up else r.rate_capped) for r in found]
    return forecast([Point(month_end(month), value) for month, value in values if value is not None], target, due)


def _plan(months: tuple[date, ...], row: Row, facts: Iterable[Facts | Planned]) -> dict[date, Decimal | None]:
    """The expected progress at the end of every month of the year: an indicator's own, else the mean of the items'."""
    wanted = [f for f in facts if (str(f.id) == row.subject if row.kind == Kind.INDICATOR else f.is_assessed)]
    by_item: dict[int, list[Facts | Planned]] = defaultdict(list)
    for one in wanted:
        by_item[one.item_id].append(one)
    return {month: mean_of_capped((ONE, _item_plan(own, month)) for own in by_item.values()) for month in months}


def _item_plan(facts: Sequence[Facts | Planned], month: date) -> Decimal | None:
    if len(facts) == 1 and facts[0].weight:
        return schedules.expected(facts[0].schedule, month_end(month))
    return mean_of_capped((f.weight, schedules.expected(f.schedule, month_end(month))) for f in facts)
