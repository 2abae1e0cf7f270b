"""Workdays by the State Council's notices: which days count, and counting them.

A workday is a day on which offices are open: Monday to Friday without the statutory holidays, and the weekend days
named as make-up workdays. Source: docs/domain/workdays.md.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """The published holidays and make-up workdays of some years.

    A year that is not known falls back to Monday to Friday, so arithmetic never fails; `certainty` says how far a
    date may be trusted. Local days off or on are merged into the two sets by whoever builds the calendar.

    mornings_off, afternoons_off  half days off: still workdays, open for the other half. No day is in both.
    """

    holidays: frozenset[date] = frozenset()
    make_ups: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()
    provisional_years: frozenset[int] = frozenset()
    mornings_off: frozenset[date] = frozenset()
    afternoons_off: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether offices are open on `day`."""
        if day in self.make_ups:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def is_open(self, day: date, *, afternoon: bool) -> bool:
        """Whether offices are open in that half of the day."""
        return self.is_workday(day) and day not in (self.afternoons_off if afternoon else self.mornings_off)

    def workdays_to(self, day: date) -> int:
        """How many workdays there are from the first day Python knows up to and including `day`, without walking."""
        weeks, rest = divmod(day.toordinal(), 7)
        gained, lost = self._exceptions
        return 5 * weeks + min(rest, 5) + bisect_right(gained, day) - bisect_right(lost, day)

    @cached_property
    def _exceptions(self) -> tuple[list[date], list[date]]:
        """Weekend days on which offices are open, and weekdays on which they are not, each in order."""
        gained = sorted(day for day in self.make_ups if day.weekday() >= 5)
        return gained, sorted(day for day in self.holidays - self.make_ups if day.weekday() < 5)

    def certainty(self, day: date) -> str:
        """How far the calendar may be trusted on `day`: "known", "provisional" or "unknown"."""
        if day.year in self.provisional_years:
            return "provisional"
        return "known" if day.year in self.known_years else "unknown"


def is_workday(day: date, calendar: WorkCalendar) -> bool:
    """Whether offices are open on `day`."""
    return calendar.is_workday(day)


def add_workdays(start: date, n: int, calendar: WorkCalendar) -> date:
    """Return the n-th workday after `start`, which is day zero and not counted; the result is still in time.

    n  zero gives `start` itself; a negative n counts backwards
    The last or first day Python knows stands for anything beyond it. Source: docs/domain/workdays.md.
    """
    day, left = start, abs(n)
    step, edge = (ONE_DAY, date.max) if n >= 0 else (-ONE_DAY, date.min)
    while left > 0 and day != edge:
        day += step
        left -= calendar.is_workday(day)
    return day


def next_workday(day: date, calendar: WorkCalendar) -> date:
    """Return `day` if offices are open on it, else the first day after it on which they are."""
    while not calendar.is_workday(day) and day != date.max:
        day += ONE_DAY
    return day


def nth_workday(month: date, n: int, calendar: WorkCalendar) -> date:
    """Return the n-th workday of the month `month` lies in, counting from 1.

    A month with fewer workdays runs on into the next, so that a date always comes out.
    """
    return add_workdays(month.replace(day=1) - ONE_DAY, n, calendar)


def workdays_between(after: date, until: date, calendar: WorkCalendar) -> int:
    """Return how many workdays lie after `after`, up to and including `until`; negative when `until` comes first."""
    return calendar.workdays_to(until) - calendar.workdays_to(after)


def workdays_early(done: date, due: date, calendar: WorkCalendar) -> int:
    """Return how many workdays before its due day something was done: 提前N个工作日; negative when it was late.

    The day it was done is not counted, the due day is. Source: docs/domain/workdays.md, "Early by".
    """
    return workdays_between(done, due, calendar)
