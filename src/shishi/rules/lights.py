"""Status and light 亮灯: where an indicator or item stands, and the colour that says so.

Thresholds belong to a programme; colour is never the only sign, so each light has a word and a shape.
Source: docs/domain/lights.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shishi.rules.rates import deviation_pp


class Status(StrEnum):
    """Where something stands; derived, never typed."""

    COMPLETED_EARLY = "completed_early"
    COMPLETED = "completed"
    REACHED = "reached"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    SEVERELY_BEHIND = "severely_behind"
    OVERDUE = "overdue"
    NOT_STARTED_DUE = "not_started_due"
    NO_DATA = "no_data"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"


class Light(StrEnum):
    """Five lights, and the hatch of what an approved change has stopped."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    HATCHED = "hatched"


@dataclass(frozen=True)
class Mark:
    """How a light is shown to someone who sees no colour: its name, its word, its shape."""

    name: str
    word: str
    shape: str


STATUS_LABELS: dict[Status, str] = {
    Status.COMPLETED_EARLY: "提前达标",
    Status.COMPLETED: "办结",
    Status.REACHED: "达标",
    Status.AHEAD: "超序时",
    Status.ON_SCHEDULE: "达序时",
    Status.SLIGHTLY_BEHIND: "略慢",
    Status.BEHIND: "偏慢",
    Status.SEVERELY_BEHIND: "滞后",
    Status.OVERDUE: "逾期",
    Status.NOT_STARTED_DUE: "应启动未启动",
    Status.NO_DATA: "未报",
    Status.SUSPENDED: "暂停",
    Status.TERMINATED: "终止",
}
LIGHT_MARKS: dict[Light, Mark] = {
    Light.BLUE: Mark("蓝", "完成", "✔"),
    Light.GREEN: Mark("绿", "达序时", "●"),
    Light.YELLOW: Mark("黄", "偏慢", "▲"),
    Light.RED: Mark("红", "滞后", "■"),
    Light.GREY: Mark("灰", "未报", "○"),
    Light.HATCHED: Mark("灰", "暂停或终止", "▨"),
}
CAUGHT_UP_LABEL = "曾滞后"

LIGHT_OF: dict[Status, Light] = {
    Status.COMPLETED_EARLY: Light.BLUE,
    Status.COMPLETED: Light.BLUE,
    Status.REACHED: Light.BLUE,
    Status.AHEAD: Light.GREEN,
    Status.ON_SCHEDULE: Light.GREEN,
    Status.SLIGHTLY_BEHIND: Light.YELLOW,
    Status.BEHIND: Light.YELLOW,
    Status.NOT_STARTED_DUE: Light.YELLOW,
    Status.SEVERELY_BEHIND: Light.RED,
    Status.OVERDUE: Light.RED,
    Status.NO_DATA: Light.GREY,
    Status.SUSPENDED: Light.HATCHED,
    Status.TERMINATED: Light.HATCHED,
}
# Worst first. A missing return is worse than any good news and better than known delay.
WORST_FIRST = (
    Status.OVERDUE,
    Status.SEVERELY_BEHIND,
    Status.NOT_STARTED_DUE,
    Status.BEHIND,
    Status.SLIGHTLY_BEHIND,
    Status.NO_DATA,
    Status.ON_SCHEDULE,
    Status.AHEAD,
    Status.REACHED,
    Status.COMPLETED_EARLY,
    Status.COMPLETED,
    Status.SUSPENDED,
    Status.TERMINATED,
)
LIGHTS_WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE, Light.HATCHED)
# What leaves a trace when it is caught up with; a reminder (略慢) and a missing return do not.
LAGGING = frozenset({Status.BEHIND, Status.SEVERELY_BEHIND, Status.OVERDUE, Status.NOT_STARTED_DUE})


@dataclass(frozen=True)
class Thresholds:
    """A programme's parameters: percentage points from the expected progress, and months without a start."""

    tolerance_pp: Decimal = Decimal("0.5")
    ahead_pp: Decimal = Decimal(5)
    behind_pp: Decimal = Decimal(10)
    severe_pp: Decimal = Decimal(30)
    not_started_red_months: int = 3


USUAL = Thresholds()


@dataclass(frozen=True)
class Reading:
    """What a status is judged on.

    rate, expected  per cent; expected None means nothing is owed yet, or the indicator has no schedule
    reached         the figures meet the target (rates.is_reached); None while unknown
    returned        the return of the period is there
    completed       办结: accepted on both tracks, noticed and certified
    started         None where nobody says; a rate of zero then counts as not started
    """

    as_of: date
    start: date | None
    due: date | None
    rate: Decimal | None
    expected: Decimal | None
    reached: bool | None = None
    returned: bool = True
    completed: bool = False
    started: bool | None = None
    suspended: bool = False
    terminated: bool = False

    @property
    def is_past_due(self) -> bool:
        """Whether the due day is over; the due day itself is still in time."""
        return self.due is not None and self.as_of > self.due

    @property
    def has_not_started(self) -> bool:
        """Whether there is no progress at all."""
        return not self.started and not self.rate if self.started is not None else self.rate == 0


@dataclass(frozen=True)
class Verdict:
    """A status with its light; `caught_up` marks 曾滞后, an item that has made good a delay."""

    status: Status
    light: Light
    caught_up: bool = False


def status_of(reading: Reading, thresholds: Thresholds = USUAL) -> Status:
    """Return the status, by the first rule that holds: stopped, completed, reached, overdue, unreported, idle, pace.

    A missing return is never green, and does not hide that the due day has passed. Source: docs/domain/lights.md.
    """
    if reading.terminated:
        return Status.TERMINATED
    if reading.suspended:
        return Status.SUSPENDED
    if reading.completed:
        return Status.COMPLETED
    if reading.returned and reading.reached:
        early = reading.due is not None and reading.as_of < reading.due
        return Status.COMPLETED_EARLY if early else Status.REACHED
    if reading.is_past_due and reading.reached is False:
        return Status.OVERDUE
    if not reading.returned or (reading.rate is None and reading.reached is None):
        return Status.NO_DATA
    by_pace = status_by_deviation(deviation_pp(reading.rate, reading.expected), thresholds)
    if by_pace is not Status.SEVERELY_BEHIND and _is_idle(reading):
        return Status.NOT_STARTED_DUE
    return by_pace


def status_by_deviation(deviation: Decimal | None, thresholds: Thresholds = USUAL) -> Status:
    """Return the status a deviation in percentage points stands for.

    Exactly −tolerance is on schedule, exactly −10 is behind, exactly −30 is behind and not yet severe.
    None means that nothing is owed yet, which is on schedule.
    """
    if deviation is None:
        return Status.ON_SCHEDULE
    if deviation >= thresholds.ahead_pp:
        return Status.AHEAD
    if deviation >= -thresholds.tolerance_pp:
        return Status.ON_SCHEDULE
    if deviation > -thresholds.behind_pp:
        return Status.SLIGHTLY_BEHIND
    return Status.BEHIND if deviation >= -thresholds.severe_pp else Status.SEVERELY_BEHIND


def months_idle(reading: Reading) -> int:
    """Return how many calendar months the start month lies back; 0 with progress, in that month, or without a start."""
    if not reading.has_not_started or reading.start is None or reading.as_of < reading.start:
        return 0
    return (reading.as_of.year - reading.start.year) * 12 + reading.as_of.month - reading.start.month


def _is_idle(reading: Reading) -> bool:
    """Whether a start is owed and not made: the start month is over, and the plan expects something by now."""
    return months_idle(reading) > 0 and (reading.expected is None or reading.expected > 0)


def light_of(status: Status, idle: int = 0, thresholds: Thresholds = USUAL) -> Light:
    """Return the light of a status; what should have started turns red after `not_started_red_months` idle months."""
    if status is Status.NOT_STARTED_DUE and idle >= thresholds.not_started_red_months:
        return Light.RED
    return LIGHT_OF[status]


def judge(reading: Reading, thresholds: Thresholds = USUAL, last_locked: Verdict | None = None) -> Verdict:
    """Return status and light, with the trace of a delay in the last locked period."""
    status = status_of(reading, thresholds)
    verdict = Verdict(status, light_of(status, months_idle(reading), thresholds))
    return after_catch_up(verdict, last_locked)


def after_catch_up(now: Verdict, last_locked: Verdict | None) -> Verdict:
    """Return the verdict with its history: what lagged at the last lock and is green now stays yellow, 曾滞后.

    Once a period has locked with that mark the next one is green again. A target that is reached turns blue at once
    and keeps the mark. Source: docs/domain/lights.md, "Catching up".
    """
    if last_locked is None or last_locked.status not in LAGGING:
        return now
    if now.light is Light.GREEN:
        return replace(now, light=Light.YELLOW, caught_up=True)
    return replace(now, caught_up=now.light is Light.BLUE)


def worst_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return an item's verdict: that of its worst assessed indicator; 未报 for an item without any.

    Stopped indicators do not count unless all are. The mark 曾滞后 stays when the worst light carries it.
    """
    rows = sorted(verdicts, key=_badness)
    return rows[0] if rows else Verdict(Status.NO_DATA, Light.GREY)


def _badness(verdict: Verdict) -> tuple[int, int, bool]:
    """Return a sorting key, worst first: by light, then by status, then without the mark."""
    return LIGHTS_WORST_FIRST.index(verdict.light), WORST_FIRST.index(verdict.status), verdict.caught_up
