"""When a target will be reached at the recent pace, and the pace that would still reach it in time.

A forecast is said only where it can be computed; otherwise it is None. Source: docs/domain/schedule.md, "Forecast".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

DAYS_A_MONTH = Decimal(365) / 12
RECENT = 3
# Beyond ten years a date would only look like knowledge.
FARTHEST_DAYS = 3650
ZERO = Decimal(0)


@dataclass(frozen=True)
class Point:
    """A cumulative value in the indicator's unit, as it stood at the end of a day."""

    as_of: date
    value: Decimal


@dataclass(frozen=True)
class Forecast:
    """What the recent months promise.

    pace, needed  per month, in the indicator's unit; needed is 0 once the target is reached
    finish_on     the day the target was or would be reached
    late_days     calendar days after the due day, 0 in time
    """

    pace: Decimal | None
    needed: Decimal | None
    finish_on: date | None
    late_days: int | None


def forecast(points: Sequence[Point], target: Decimal | None, due: date | None, window: int = RECENT) -> Forecast:
    """Return pace, pace needed and finish from the cumulative values so far, oldest first."""
    pace = recent_pace(points, window)
    finish = finish_date(points, target, window)
    late = max(0, (finish - due).days) if finish and due else None
    needed = pace_needed(points[-1], target, due) if points else None
    return Forecast(pace, needed, finish, late)


def recent_pace(points: Sequence[Point], window: int = RECENT) -> Decimal | None:
    """Return the gain per month over the last `window` steps; None with fewer than two days to compare."""
    recent = points[-(window + 1) :]
    days = (recent[-1].as_of - recent[0].as_of).days if recent else 0
    return (recent[-1].value - recent[0].value) * DAYS_A_MONTH / days if days > 0 else None


def finish_date(points: Sequence[Point], target: Decimal | None, window: int = RECENT) -> date | None:
    """Return the day the target is reached at the recent pace, or the first day on which it already was.

    None without a target, without a pace, when nothing moves or falls, and when it would take over ten years.
    """
    if target is None or not points:
        return None
    if points[-1].value >= target:
        return _first_reached(points, target)
    pace = recent_pace(points, window)
    if pace is None or pace <= 0:
        return None
    days = (target - points[-1].value) * DAYS_A_MONTH / pace
    if days > FARTHEST_DAYS:
        return None
    return points[-1].as_of + timedelta(days=int(days.to_integral_value(ROUND_CEILING)))


def _first_reached(points: Sequence[Point], target: Decimal) -> date:
    """Return the first day from which the value stayed at or above the target."""
    day = points[-1].as_of
    for point in reversed(points):
        if point.value < target:
            break
        day = point.as_of
    return day


def pace_needed(now: Point, target: Decimal | None, due: date | None) -> Decimal | None:
    """Return the gain per month that still reaches the target on the due day.

    0 when it is reached; None without a target or due day, and when the due day has come.
    """
    if target is None:
        return None
    if now.value >= target:
        return ZERO
    if due is None or due <= now.as_of:
        return None
    return (target - now.value) * DAYS_A_MONTH / (due - now.as_of).days
