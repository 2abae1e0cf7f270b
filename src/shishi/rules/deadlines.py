"""Limits in their own unit, and the moment at which they end.

A limit keeps the unit it was given in and is never converted: three months are not sixty-six workdays.
Source: docs/domain/workdays.md, "Limits".
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from shishi.rules.workdays import ONE_DAY, WorkCalendar, add_workdays, next_workday, workdays_between

# China has kept one time without summer time since 1992, so a fixed offset is exact and needs no zone files.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    WORKDAY = "workday"
    HALF_WORKDAY = "half_workday"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


LIMIT_UNIT_LABELS: dict[LimitUnit, str] = {
    LimitUnit.WORKDAY: "个工作日",
    LimitUnit.HALF_WORKDAY: "个半天（工作日）",
    LimitUnit.HOUR: "小时",
    LimitUnit.DAY: "日",
    LimitUnit.MONTH: "个月",
}


@dataclass(frozen=True)
class Limit:
    """So many of a unit, workdays unless said otherwise."""

    n: int
    unit: LimitUnit = LimitUnit.WORKDAY

    def __str__(self) -> str:
        return f"{self.n}{LIMIT_UNIT_LABELS[self.unit]}"


@dataclass(frozen=True)
class OfficeHours:
    """When an office takes things in and when its day ends.

    received_until  what comes later counts as received on the next workday; None switches that rule off
    """

    noon: time = time(12, 0)
    closes: time = time(17, 30)
    received_until: time | None = time(16, 30)


USUAL_HOURS = OfficeHours()


def local(moment: datetime) -> datetime:
    """Return an aware moment in China's time; a moment without a zone is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(CHINA)


def closes_at(day: date, calendar: WorkCalendar, hours: OfficeHours = USUAL_HOURS) -> datetime:
    """Return the moment, in China's time, at which offices close on `day`: at noon where the afternoon is off.

    Source: docs/domain/workdays.md, "Half days".
    """
    return datetime.combine(day, hours.noon if day in calendar.afternoons_off else hours.closes, CHINA)


def received_on(moment: datetime, calendar: WorkCalendar, hours: OfficeHours = USUAL_HOURS) -> date:
    """Return the workday on which something counts as received.

    After `hours.received_until`, after noon where the afternoon is off, or on a day off, it is the next workday. What
    comes in a morning off counts on that day. Source: docs/domain/workdays.md, "Receipt", "Half days".
    """
    here = local(moment)
    day = here.date()
    if hours.received_until is None:
        return day
    until = min(hours.noon, hours.received_until) if day in calendar.afternoons_off else hours.received_until
    if here.time() > until and calendar.is_workday(day):
        day += ONE_DAY
    return next_workday(day, calendar)


def due_at(moment: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours = USUAL_HOURS) -> datetime:
    """Return the last moment, in China's time, that keeps `limit` counted from `moment`.

    Workdays, half workdays, days and months start from the day of receipt, which is not counted, and end when the
    office closes; days and months that end on a day off move to the next workday. Hours run by the clock, day and
    night. Source: docs/domain/workdays.md, "Limits".
    """
    if limit.unit is LimitUnit.HOUR:
        return local(moment) + timedelta(hours=limit.n)
    if limit.unit is LimitUnit.HALF_WORKDAY:
        return _after_halves(moment, limit.n, calendar, hours)
    start = received_on(moment, calendar, hours)
    if limit.unit is LimitUnit.WORKDAY:
        day = add_workdays(start, limit.n, calendar)
    elif limit.unit is LimitUnit.DAY:
        day = next_workday(start + timedelta(days=limit.n), calendar)
    else:
        day = next_workday(add_months(start, limit.n), calendar)
    return closes_at(day, calendar, hours)


def _after_halves(moment: datetime, n: int, calendar: WorkCalendar, hours: OfficeHours) -> datetime:
    """Return the end of the n-th half workday after the half in which `moment` was received.

    Halves that are off are passed over; the half of receipt is the first open one from the moment on.
    """
    here, day = local(moment), received_on(moment, calendar, hours)
    afternoon = here.date() == day and here.time() > hours.noon
    left = n
    while left > 0 or not calendar.is_open(day, afternoon=afternoon):
        left -= calendar.is_open(day, afternoon=afternoon)
        if afternoon and day == date.max:
            break
        day, afternoon = (day + ONE_DAY, False) if afternoon else (day, True)
    return datetime.combine(day, hours.closes if afternoon else hours.noon, CHINA)


def add_months(day: date, n: int) -> date:
    """Return the same day n months on, or the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_overdue(due: datetime, now: datetime) -> bool:
    """Whether `now` lies after the due moment; the due moment itself is still in time."""
    return now > due


def overdue_workdays(due: datetime, now: datetime, calendar: WorkCalendar) -> int:
    """Return how many workdays have passed since the due day; 0 in time, and 0 later on the due day itself."""
    return max(0, workdays_between(local(due).date(), local(now).date(), calendar)) if now > due else 0


def workdays_left(due: datetime, now: datetime, calendar: WorkCalendar) -> int:
    """Return how many workdays remain up to and including the due day; 0 on the due day and after it."""
    return max(0, days_until(local(due).date(), local(now).date(), calendar))


def days_until(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Return how many workdays remain up to and including the due day, negative after it.

    A later day with nothing but rest days before it counts as one: only the due day itself is due today.
    """
    left = workdays_between(today, due_on, calendar)
    return max(left, 1) if due_on > today else left
