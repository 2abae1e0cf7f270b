"""Expected progress 序时进度: what share of the year's promise should stand by a given day.

Six ways, kept apart because offices mean different things by the same word; a figure always says which one it used.
All results are per cent, 0 to 100, of the year's target. Source: docs/domain/schedule.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shishi.rules.indicators import ScheduleKind
from shishi.rules.periods import closed_months, month_end

HUNDRED = Decimal(100)
ZERO = Decimal(0)


@dataclass(frozen=True)
class PlannedStep:
    """A milestone in a plan: when it is due, and its weight in any unit."""

    due_on: date
    weight: Decimal


@dataclass(frozen=True)
class PlanPoint:
    """A point of a typed curve: the month (its first day) and the cumulative per cent at that month's end."""

    month: date
    percent: Decimal


@dataclass(frozen=True)
class Schedule:
    """How one indicator is expected to move in one programme year.

    start, due  of the item; None means the programme year's own first or last day
    peers       the average of its peers on the day asked for, computed by the caller
    """

    kind: ScheduleKind
    year: int
    start: date | None = None
    due: date | None = None
    steps: tuple[PlannedStep, ...] = ()
    points: tuple[PlanPoint, ...] = ()
    peers: Decimal | None = None

    @property
    def window(self) -> tuple[date, date]:
        """The part of the item's time that lies in the programme year: a cross-year item answers for its stage."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        return max(self.start or first, first), min(self.due or last, last)


def expected(schedule: Schedule, as_of: date) -> Decimal | None:
    """Return the expected progress at the end of `as_of`, by the schedule's own kind.

    None before the start, and where the kind has nothing to go by (no milestones, no curve, no peers);
    100 from the due day on. For a cross-year item both days are those of this year's stage.
    """
    start, due = schedule.window
    if as_of >= due:
        return HUNDRED
    if as_of < start:
        return None
    match schedule.kind:
        case ScheduleKind.LINEAR_MONTH:
            return linear_month(schedule.year, as_of)
        case ScheduleKind.LINEAR_DAY:
            return linear_day(schedule.year, as_of)
        case ScheduleKind.OWN_WINDOW:
            return own_window(start, due, as_of)
        case ScheduleKind.MILESTONES:
            return by_milestones(schedule.steps, as_of)
        case ScheduleKind.CUSTOM_CURVE:
            return by_curve(schedule.points, as_of)
        case ScheduleKind.PEER_AVERAGE:
            return schedule.peers


def linear_month(year: int, as_of: date) -> Decimal:
    """Return closed months ÷ 12: 33.33 at the end of April, 50 at the end of June."""
    return closed_months(year, as_of) * HUNDRED / 12


def linear_day(year: int, as_of: date) -> Decimal:
    """Return days gone ÷ days of the year, which are 366 in a leap year: 39.18 on 23 May 2023."""
    last = date(year, 12, 31)
    gone = (min(max(as_of, date(year - 1, 12, 31)), last) - date(year - 1, 12, 31)).days
    return gone * HUNDRED / last.timetuple().tm_yday


def own_window(start: date, due: date, as_of: date) -> Decimal | None:
    """Return days since the start ÷ days from start to due, within 0 and 100; None before the start."""
    if as_of < start:
        return None
    if as_of >= due:
        return HUNDRED
    return (as_of - start).days * HUNDRED / (due - start).days


def by_milestones(steps: Sequence[PlannedStep], as_of: date) -> Decimal | None:
    """Return the weight of milestones due by `as_of` ÷ the weight of all; None without weights."""
    whole = sum((step.weight for step in steps), ZERO)
    due = sum((step.weight for step in steps if step.due_on <= as_of), ZERO)
    return due * HUNDRED / whole if whole else None


def by_curve(points: Sequence[PlanPoint], as_of: date) -> Decimal | None:
    """Return the per cent of the latest month that is over; 0 before the first one, None without a curve."""
    if not points:
        return None
    over = [point for point in points if month_end(point.month) <= as_of]
    return max(over, key=lambda point: point.month).percent if over else ZERO


def peer_average(rates: Iterable[Decimal | None]) -> Decimal | None:
    """Return the plain mean of the peers that have a rate; None when none has."""
    known = [rate for rate in rates if rate is not None]
    return sum(known, ZERO) / len(known) if known else None


def curve_falls_at(points: Sequence[PlanPoint]) -> date | None:
    """Return the first month in which a typed curve falls or leaves 0 to 100; None when it is sound."""
    before = ZERO
    for point in sorted(points, key=lambda point: point.month):
        if not before <= point.percent <= HUNDRED:
            return point.month
        before = point.percent
    return None
