"""An item's page: its whole life in one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import FETCH_RAISE, Q
from django.utils.translation import gettext as _

from shishi.programmes.models import Item
from shishi.reports.models import Return, Standing
from shishi.reports.queries.curves import Curve, curve_of
from shishi.reports.queries.facts import facts_of
from shishi.reports.queries.measures import Facts, achieved
from shishi.reports.queries.months import Months, months_among
from shishi.reports.queries.rows import COLUMNS, Kind, Row
from shishi.rules.forecast import Forecast
from shishi.rules.growth import Growth, yoy
from shishi.rules.periods import month_end


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator in the month shown: what is known of it, where it stands, what its recent pace promises."""

    facts: Facts
    row: Row
    forecast: Forecast
    growth: Growth

    @property
    def achieved(self) -> str:
        """What it has achieved in words: 达到目标60元; empty where a row cannot tell."""
        said = achieved(self.facts, self.row)
        return _(said.pattern) % said.facts if said else ""

    @property
    def is_adjusted(self) -> bool:
        """Whether target or due day in force differ from the first promise."""
        return self.facts.first is not None and self.facts.first != (self.facts.target, self.facts.due_on)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the item as it was: its light, and what the unit said of it."""

    month: date
    row: Row
    return_id: int | None
    stage: str
    progress: str
    difficulty: str
    needs_coordination: bool
    next_step: str
    submitted_at: datetime | None
    is_on_time: bool | None
    n_sent_back: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The item in one month.

    row      its standing in that month; None before the first month has opened
    curve    plan and accepted over the year, with the forecast
    peers    the neighbours' average of its first assessed indicator, month by month, where it is known
    linear   the parent tier's even plan, month by month
    history  every month up to the one shown, the latest first
    """

    months: Months
    month: date | None
    row: Row | None
    indicators: tuple[IndicatorLine, ...]
    curve: Curve | None
    peers: tuple[Decimal | None, ...]
    parent: tuple[Decimal | None, ...]
    linear: tuple[Decimal | None, ...]
    history: tuple[MonthLine, ...]
    supports: tuple[str, ...]

    @property
    def is_past(self) -> bool:
        return self.months.is_past(self.month)

    @property
    def said(self) -> MonthLine | None:
        """The latest month in which the unit said something."""
        return next((m for m in self.history if m.progress or m.difficulty), None)


def item_page(item: Item, wanted: date | None, today: date) -> ItemPage:
    """The item (with its programme) in the month wanted or in force, whatever the number of months. Seven queries."""
    found = _rows(item)
    months = months_among([(r.month, r.n_due, r.n_accepted) for r in found if r.kind == Kind.PROGRAMME], today)
    month = months.choose(wanted)
    until = [r for r in found if month is not None and r.month <= month]
    own = [r for r in until if r.kind == Kind.ITEM]
    supports = tuple(item.supports.order_by("unit__sort", "unit_id").values_list("unit__name", flat=True))
    if month is None or not own:
        return ItemPage(months, month, None, (), None, (), (), (), (), supports)
    facts = facts_of([item.pk], month, month_end(month))
    lines = _indicators(until, facts, month, item.programme.year)
    main = next((line for line in lines if line.facts.is_assessed), None)
    curve = curve_of(item.programme.year, own, facts.values())
    return ItemPage(
        months=months,
        month=month,
        row=own[-1] if own[-1].month == month else None,
        indicators=lines,
        curve=curve,
        peers=_over(curve, until, main, "peer_average"),
        parent=_parent(curve, until, main),
        linear=_over(curve, until, main, "expected_linear"),
        history=_history(item, own),
        supports=supports,
    )


def _rows(item: Item) -> list[Row]:
    """The rows of the item and its indicators in every month, and the programme's, which say what month it is."""
    mine = Q(item_id=item.pk, kind__in=(Kind.ITEM, Kind.INDICATOR)) | Q(kind=Kind.PROGRAMME)
    found = Standing.objects.filter(mine, programme=item.programme_id).order_by("month", "sort", "id")
    return [Row(*values) for values in found.values_list(*COLUMNS)]


def _indicators(found: list[Row], facts: dict[int, Facts], month: date, year: int) -> tuple[IndicatorLine, ...]:
    lines = []
    for pk, one in facts.items():
        own = [r for r in found if r.kind == Kind.INDICATOR and r.subject == str(pk)]
        if own and own[-1].month == month:
            row = own[-1]
            lines.append(IndicatorLine(one, row, curve_of(year, own, [one]).forecast, yoy(row.accepted, row.last_year)))
    return tuple(lines)


def _over(curve: Curve, found: list[Row], main: IndicatorLine | None, column: str) -> tuple[Decimal | None, ...]:
    """A column of the main indicator's rows over the curve's months; empty where no month knows it."""
    if main is None:
        return ()
    known = {r.month: getattr(r, column) for r in found if r.kind == Kind.INDICATOR and r.subject == main.row.subject}
    values = tuple(known.get(p.month) for p in curve.points)
    return values if any(v is not None for v in values) else ()


def _parent(curve: Curve, found: list[Row], main: IndicatorLine | None) -> tuple[Decimal | None, ...]:
    """What the parent tier has accepted of the main indicator, in per cent of the target of that month."""
    if main is None:
        return ()
    rates = {
        r.month: r.accepted_parent * 100 / r.target
        for r in found
        if r.kind == Kind.INDICATOR and r.subject == main.row.subject and r.accepted_parent is not None and r.target
    }
    return tuple(rates.get(p.month) for p in curve.points) if rates else ()


def _history(item: Item, own: list[Row]) -> tuple[MonthLine, ...]:
    returns = Return.objects.filter(item=item).select_related("period").fetch_mode(FETCH_RAISE)
    by_month = {r.period.month: r for r in returns}
    return tuple(_month(row, by_month.get(row.month)) for row in reversed(own))


def _month(row: Row, r: Return | None) -> MonthLine:
    if r is None:
        return MonthLine(row.month, row, None, "", "", "", False, "", None, None, 0)
    return MonthLine(
        row.month,
        row,
        r.pk,
        r.get_stage_display(),
        r.progress,
        r.difficulty,
        r.needs_coordination,
        r.next_step,
        r.first_submitted_at,
        None if r.first_submitted_at is None else r.first_submitted_at <= r.due_at,
        r.n_sent_back,
    )
