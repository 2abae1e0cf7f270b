"""Questions about workdays."""

from __future__ import annotations

import calendar as months
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from shishi.almanac.models import AlmanacYear, Day
from shishi.rules.authority import Actor
from shishi.rules.workdays import WorkCalendar, add_workdays, workdays_between

type Version = tuple[tuple[int, str], ...]
_kept: tuple[Version, Calendars] | None = None


class Calendars:
    """The calendar of every region: the table that holds for all, and what offices added for their regions.

    national  the table for all
    local     by region path, the days off there: (day, half), the half empty for the whole day
    """

    def __init__(self, national: WorkCalendar, local: Mapping[str, Collection[tuple[date, str]]]) -> None:
        self.national = national
        self.local = local
        self._merged: dict[tuple[str, ...], WorkCalendar] = {}

    def at(self, region_path: str) -> WorkCalendar:
        """The calendar that holds in a region: local days of the region and of those above it. No query."""
        here = tuple(path for path in self.local if region_path.startswith(path))
        if not here:
            return self.national
        if here not in self._merged:
            self._merged[here] = _with_local(self.national, [day for path in here for day in self.local[path]])
        return self._merged[here]


def calendar(region_path: str = "") -> WorkCalendar:
    """The calendar of a region, or without one the table for all. Queries as `calendars`."""
    return calendars().at(region_path)


def calendars() -> Calendars:
    """The holidays and make-up workdays of every year loaded, and the local days of every region.

    One query of a row a year when nothing has changed since this process last asked; one more when something has.
    A year that is not loaded falls back to Monday to Friday. Source: docs/domain/workdays.md.
    """
    global _kept
    rows = list(AlmanacYear.objects.order_by("year").values_list("year", "stamp", "is_provisional", "pk"))
    version: Version = tuple((year, f"{pk}:{stamp}") for year, stamp, _provisional, pk in rows)
    if _kept is None or _kept[0] != version:
        _kept = version, _read({year: provisional for year, _stamp, provisional, _pk in rows})
    return _kept[1]


def _read(years: dict[int, bool]) -> Calendars:
    days = list(Day.objects.order_by("on").values_list("on", "is_workday", "half", "region__path"))
    for_all = [(on, works, half) for on, works, half, path in days if path is None]
    national = WorkCalendar(
        holidays=frozenset(on for on, works, half in for_all if not works and not half),
        make_ups=frozenset(on for on, works, _half in for_all if works),
        known_years=frozenset(years),
        provisional_years=frozenset(year for year, provisional in years.items() if provisional),
    )
    local: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for on, _works, half, path in days:
        if path is not None:
            local[path].append((on, half))
    return Calendars(_with_local(national, [(on, half) for on, _works, half in for_all if half]), dict(local))


def _with_local(base: WorkCalendar, days: Iterable[tuple[date, str]]) -> WorkCalendar:
    """The calendar with local days off; two different halves of one day make the whole day off."""
    found = list(days)
    mornings = base.mornings_off | {on for on, half in found if half == Day.Half.MORNING}
    afternoons = base.afternoons_off | {on for on, half in found if half == Day.Half.AFTERNOON}
    whole = base.holidays | {on for on, half in found if not half} | (mornings & afternoons)
    return replace(base, holidays=whole, mornings_off=mornings - whole, afternoons_off=afternoons - whole)


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
class LocalRow:
    """A local day off as a list shows it. `region` is empty for one that holds for all."""

    id: int
    on: date
    name: str
    half: str
    region: str
    may_remove: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """One year's arrangement as the page shows it, in one region."""

    year: int
    source: str
    is_known: bool
    is_provisional: bool
    months: tuple[GridMonth, ...]
    n_workdays: int
    local: tuple[LocalRow, ...]
    others: tuple[int, ...]


def year_page(year: int, actor: Actor) -> YearPage:
    """The grid of one year as it holds where the actor works, with the local days above and below.

    Three queries, or four when this process has no fresh calendar.
    """
    years = {one.year: one for one in AlmanacYear.objects.all()}
    path = region_of(actor)
    rows = list(Day.objects.concerning(path).filter(on__year=year).select_related("region").order_by("on", "-half"))
    days = {day.on: day for day in rows if day.region is None or path.startswith(day.region.path)}
    known = calendar(path)
    grid = tuple(_month(year, month, days, known) for month in range(1, 13))
    this = years.get(year)
    return YearPage(
        year=year,
        source=this.source if this else "",
        is_known=this is not None,
        is_provisional=bool(this and this.is_provisional),
        months=grid,
        n_workdays=sum(month.n_workdays for month in grid),
        local=tuple(_local(day, actor) for day in rows if day.is_local),
        others=tuple(sorted(years)),
    )


def region_of(actor: Actor) -> str:
    """The path of the region the actor works in, empty for the house itself. No query."""
    return actor.post.region_path if actor.post else ""


def _local(day: Day, actor: Actor) -> LocalRow:
    here = day.region.name if day.region else ""
    mine = day.region is None or actor.covers_region(day.region.path)
    return LocalRow(day.pk, day.on, day.name, day.get_half_display(), here, mine)


def _month(year: int, month: int, days: dict[date, Day], known: WorkCalendar) -> GridMonth:
    weeks = months.Calendar().monthdatescalendar(year, month)
    squares = tuple(tuple(_square(on, month, days.get(on), known) for on in week) for week in weeks)
    n_days = months.monthrange(year, month)[1]
    n_workdays = sum(known.is_workday(date(year, month, n)) for n in range(1, n_days + 1))
    return GridMonth(month, squares, n_workdays)


def _square(on: date, month: int, day: Day | None, known: WorkCalendar) -> GridDay:
    if on.month != month:
        return GridDay("", "empty", "")
    if day and day.half and known.is_workday(on):
        label = _("%(name)s，%(half)s放假") % {"name": day.name, "half": day.get_half_display()}
        return GridDay(str(on.day), "half", label)
    if day:
        return GridDay(str(on.day), "make_up" if day.is_workday else "off", day.name)
    return GridDay(str(on.day), "work" if known.is_workday(on) else "weekend", "")


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that is not what its weekday says. `half` is am, pm or nothing for the whole day.

    region  the region a local day holds in, and below it; empty for all
    """

    on: date
    is_workday: bool
    name: str
    is_local: bool
    half: str
    region: str


@dataclass(frozen=True, slots=True)
class YearDays:
    """One year's arrangement as a list. `certainty`: known, provisional or unknown (then Monday to Friday)."""

    year: int
    source: str
    certainty: str
    n_workdays: int
    days: list[DayRow]


def year_days(year: int, region_path: str = "") -> YearDays:
    """The days of one year that differ from the week in a region. Three queries, or four when not fresh."""
    known = calendar(region_path)
    this = AlmanacYear.objects.filter(year=year).first()
    days = Day.objects.holding_in(region_path).filter(on__year=year).select_related("region").order_by("on", "id")
    rows = [DayRow(d.on, d.is_workday, d.name, d.is_local, d.half, d.region.name if d.region else "") for d in days]
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


def workday_after(start: date, count: int, region_path: str = "") -> WorkdayAnswer:
    """The `count`-th workday after `start`, which is day zero. One query, or two when the calendar is not fresh."""
    known = calendar(region_path)
    day = add_workdays(start, count, known)
    return WorkdayAnswer(start, count, day, known.certainty(day))
