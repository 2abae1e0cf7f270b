"""Questions about workdays."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shishi.almanac.models import AlmanacYear, Day
from shishi.rules.workdays import WorkCalendar, add_workdays, workdays_between

type Version = tuple[tuple[int, str], ...]
_kept: tuple[Version, WorkCalendar] | None = None


def calendar() -> WorkCalendar:
    """The holidays and make-up workdays of every year loaded, local whole days among them.

    One query of a row a year when nothing has changed since this process last asked; two more when something has.
    A year that is not loaded falls back to Monday to Friday. Source: docs/domain/workdays.md.
    """
    global _kept
    rows = list(AlmanacYear.objects.order_by("year").values_list("year", "stamp", "is_provisional", "pk"))
    version: Version = tuple((year, f"{pk}:{stamp}") for year, stamp, _provisional, pk in rows)
    if _kept is None or _kept[0] != version:
        _kept = version, _read({year: provisional for year, _stamp, provisional, _pk in rows})
    return _kept[1]


def _read(years: dict[int, bool]) -> WorkCalendar:
    days = list(Day.objects.filter(half="").values_list("on", "is_workday"))
    return WorkCalendar(
        holidays=frozenset(on for on, works in days if not works),
        make_ups=frozenset(on for on, works in days if works),
        known_years=frozenset(years),
        provisional_years=frozenset(year for year, provisional in years.items() if provisional),
    )


def doubt_about(days: Iterable[date | None], known: WorkCalendar) -> str:
    """A sentence for a page that counts workdays into a year not yet published, or an empty text. No query."""
    found = {day.year: known.certainty(day) for day in days if day is not None}
    for year in sorted(found):
        if found[year] == "provisional":
            return _("%(year)d 年节假日尚未公布，工作日暂按法定节日推算，公布后会重新计算。") % {"year": year}
        if found[year] == "unknown":
            return _("%(year)d 年没有节假日安排，工作日暂按周一至周五推算。") % {"year": year}
    return ""


@dataclass(frozen=True, slots=True)
class GridDay:
    """One square of the year's grid. `kind`: work, weekend, off, make_up, half, or empty before and after the month."""

    number: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class GridMonth:
    """One month in weeks from Monday, with the number of its workdays."""

    month: int
    weeks: tuple[tuple[GridDay, ...], ...]
    n_workdays: int


@dataclass(frozen=True, slots=True)
class YearPage:
    """One year's arrangement as the page shows it."""

    year: int
    source: str
    is_known: bool
    is_provisional: bool
    months: tuple[GridMonth, ...]
    n_workdays: int
    local: tuple[Day, ...]
    others: tuple[int, ...]


def year_page(year: int) -> YearPage:
    """The grid of one year. Three queries, or five when this process has no fresh calendar."""
    years = {one.year: one for one in AlmanacYear.objects.all()}
    days = {day.on: day for day in Day.objects.filter(on__year=year).order_by("on")}
    known = calendar()
    grid = tuple(_month(year, month, days, known) for month in range(1, 13))
    this = years.get(year)
    return YearPage(
        year=year,
        source=this.source if this else "",
        is_known=this is not None,
        is_provisional=bool(this and this.is_provisional),
        months=grid,
        n_workdays=sum(month.n_workdays for month in grid),
        local=tuple(day for day in days.values() if day.is_local),
        others=tuple(sorted(years)),
    )


def _month(year: int, month: int, days: dict[date, Day], known: WorkCalendar) -> GridMonth:
    weeks = months.Calendar().monthdatescalendar(year, month)
    squares = tuple(tuple(_square(on, month, days.get(on), known) for on in week) for week in weeks)
    n_days = months.monthrange(year, month)[1]
    n_workdays = sum(known.is_workday(date(year, month, n)) for n in range(1, n_days + 1))
    return GridMonth(month, squares, n_workdays)


def _square(on: date, month: int, day: Day | None, known: WorkCalendar) -> GridDay:
    if on.month != month:
        return GridDay("", "empty", "")
    if day and day.half:
        label = _("%(name)s，%(half)s放假") % {"name": day.name, "half": day.get_half_display()}
        return GridDay(str(on.day), "half", label)
    if day:
        return GridDay(str(on.day), "make_up" if day.is_workday else "off", day.name)
    return GridDay(str(on.day), "work" if known.is_workday(on) else "weekend", "")


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that is not what its weekday says. `half` is am, pm or nothing for the whole day."""

    on: date
    is_workday: bool
    name: str
    is_local: bool
    half: str


@dataclass(frozen=True, slots=True)
class YearDays:
    """One year's arrangement as a list. `certainty`: known, provisional or unknown (then Monday to Friday)."""

    year: int
    source: str
    certainty: str
    n_workdays: int
    days: list[DayRow]


def year_days(year: int) -> YearDays:
    """The days of one year that differ from the week. Three queries, or five when the calendar is not fresh."""
    known = calendar()
    this = AlmanacYear.objects.filter(year=year).first()
    rows = [
        DayRow(d.on, d.is_workday, d.name, d.is_local, d.half) for d in Day.objects.filter(on__year=year).order_by("on")
    ]
    first, last = date(year, 1, 1), date(year, 12, 31)
    n_workdays = workdays_between(first, last, known) + known.is_workday(first)
    return YearDays(year, this.source if this else "", known.certainty(first), n_workdays, rows)


@dataclass(frozen=True, slots=True)
class WorkdayAnswer:
    """The day that lies so many workdays after another, and how far the calendar may be trusted there."""

    start: date
    count: int
    day: date
    certainty: str


def workday_after(start: date, count: int) -> WorkdayAnswer:
    """The `count`-th workday after `start`, which is day zero. One query, or three when the calendar is not fresh."""
    known = calendar()
    day = add_workdays(start, count, known)
    return WorkdayAnswer(start, count, day, known.certainty(day))
