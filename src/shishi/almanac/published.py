"""What is published of holidays: past years from a maintained package, the coming year as the law alone gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 2020, 2026
PROVISIONAL_YEAR = 2027

# The days off that the law itself names (State Council decree 795, in force since 2025). Which weekends are moved is
# only known from the yearly notice, so a year built from these is provisional.
STATUTORY = {
    2027: (
        ((1, 1), "元旦"),
        ((2, 5), "春节"), ((2, 6), "春节"), ((2, 7), "春节"), ((2, 8), "春节"),
        ((4, 5), "清明节"),
        ((5, 1), "劳动节"), ((5, 2), "劳动节"),
        ((6, 9), "端午节"),
        ((9, 15), "中秋节"),
        ((10, 1), "国庆节"), ((10, 2), "国庆节"), ((10, 3), "国庆节"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off, or with `is_workday` a weekend day on which offices are open."""

    on: date
    is_workday: bool
    name: str


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """One year's days and where they come from."""

    year: int
    source: str
    is_provisional: bool
    days: tuple[DayOff, ...]


def published_years() -> tuple[PublishedYear, ...]:
    """Every year the house ships, the provisional one last. Source: docs/domain/workdays.md."""
    noticed = tuple(
        PublishedYear(year, _("国务院办公厅关于%(year)d年部分节假日安排的通知") % {"year": year}, False, _noticed(year))
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    )
    return (*noticed, _by_law_alone(PROVISIONAL_YEAR))


def _noticed(year: int) -> tuple[DayOff, ...]:
    names = {one.value: one.chinese for one in Holiday}
    off = [DayOff(on, False, names.get(name, name)) for on, name in holidays.items() if on.year == year]
    on_duty = [DayOff(on, True, names.get(name, name)) for on, name in workdays.items() if on.year == year]
    return tuple(sorted(off + on_duty, key=lambda day: day.on))


def _by_law_alone(year: int) -> PublishedYear:
    days = tuple(DayOff(date(year, month, day), False, name) for (month, day), name in STATUTORY[year])
    return PublishedYear(year, _("《全国年节及纪念日放假办法》，未含调休，待国务院办公厅通知"), True, days)
