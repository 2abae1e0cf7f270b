"""The monthly period: when it opens, falls due and locks; months of a programme year.

A month is written as its first day. Source: docs/domain/schedule.md, "Periods".
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from shishi.rules.deadlines import add_months, local
from shishi.rules.workdays import ONE_DAY, WorkCalendar, nth_workday

DUE_WORKDAY = 5
LOCK_WORKDAY = 8


@dataclass(frozen=True)
class PeriodDays:
    """The three days of one period."""

    open_on: date
    due_on: date
    lock_on: date


def month_of(day: date) -> date:
    """Return the first day of the month `day` lies in."""
    return date(day.year, day.month, 1)


def next_month(month: date, n: int = 1) -> date:
    """Return the first day of the n-th month after `month`; a negative n looks back."""
    return add_months(month_of(month), n)


@lru_cache(maxsize=1024)
def month_end(month: date) -> date:
    """Return the last day of the month."""
    return next_month(month) - ONE_DAY


def open_day(month: date) -> date:
    """Return the day the period opens: the first of its own month, so that a cut within the month has figures."""
    return month_of(month)


def due_day(month: date, calendar: WorkCalendar, n: int = DUE_WORKDAY) -> date:
    """Return the day returns fall due: the n-th workday of the next month."""
    return nth_workday(next_month(month), n, calendar)


def lock_day(month: date, calendar: WorkCalendar, n: int = LOCK_WORKDAY) -> date:
    """Return the day the period locks unless a meeting moves it: the n-th workday of the next month."""
    return nth_workday(next_month(month), n, calendar)


def period_days(
    month: date, calendar: WorkCalendar, due_n: int = DUE_WORKDAY, lock_n: int = LOCK_WORKDAY
) -> PeriodDays:
    """Return the three days of the period; it never locks before it falls due, whatever the parameters."""
    due = due_day(month, calendar, due_n)
    return PeriodDays(open_day(month), due, max(due, lock_day(month, calendar, lock_n)))


def is_late(submitted: date | datetime, due_on: date) -> bool:
    """Whether a return came after its due day, in China's time; late is still accepted until the lock."""
    day = local(submitted).date() if isinstance(submitted, datetime) else submitted
    return day > due_on


def months_of(year: int, first_month: int = 1) -> tuple[date, ...]:
    """Return the twelve months of a programme year."""
    return tuple(date(year + (first_month + i - 1) // 12, (first_month + i - 1) % 12 + 1, 1) for i in range(12))


@lru_cache(maxsize=4096)
def closed_months(year: int, as_of: date, first_month: int = 1) -> int:
    """Return how many months of the programme year are over by the end of `as_of`, 0 to 12."""
    return sum(month_end(month) <= as_of for month in months_of(year, first_month))
