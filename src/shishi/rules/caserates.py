"""Rates of closed-loop work: closing, rectification, claims, overdue days and load.

Every rate is a share that keeps its two figures beside it; the three rates of requests are in `threerates`.
Source: docs/domain/rates.md, "Closed-loop work".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from shishi.rules.deadlines import is_overdue, overdue_workdays
from shishi.rules.figures import DASH, percent, share_of
from shishi.rules.workdays import WorkCalendar

OPEN_LOAD_WARNS_OVER = 20


@dataclass(frozen=True)
class Share:
    """So many of so many. `part_more` and `whole_more`: the source writes 余, “somewhat more than”.

    Source: docs/domain/rates.md, "About figures".
    """

    part: Decimal | int
    whole: Decimal | int
    part_more: bool = False
    whole_more: bool = False

    @property
    def rate(self) -> Decimal | None:
        """Per cent, of the figures as written; None when the whole is zero."""
        return share_of(self.part, self.whole)

    @property
    def is_approximate(self) -> bool:
        """Whether one of the two figures is only about."""
        return self.part_more or self.whole_more

    def shown(self, places: int = 2) -> str:
        """Return the rate for a table; one made of 余 figures says so: ≈97.87%（依据约数）."""
        text = percent(self.rate, places)
        return f"≈{text}（依据约数）" if self.is_approximate and text != DASH else text


class Side(StrEnum):
    """On which side of its figure a claimed rate lies."""

    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class Claimed:
    """A rate somebody wrote without its figures: 超90% is over 90, 达到90% at least 90."""

    side: Side
    per_cent: Decimal


def bears_out(claimed: Claimed, share: Share) -> bool | None:
    """Whether the computed rate says what was claimed; None when there is no rate.

    The rate is taken unrounded, so 90.00% exactly is not over 90. Source: docs/domain/rates.md, "About figures".
    """
    rate = share.rate
    if rate is None:
        return None
    match claimed.side:
        case Side.OVER:
            return rate > claimed.per_cent
        case Side.AT_LEAST:
            return rate >= claimed.per_cent
        case Side.UNDER:
            return rate < claimed.per_cent
        case Side.AT_MOST:
            return rate <= claimed.per_cent


@dataclass(frozen=True)
class Owing:
    """One case with a limit: when it fell due, and when it was closed, if it was.

    left_out  it ended without being owed any more: merged into another, not accepted, taken back
    """

    due_at: datetime
    closed_at: datetime | None = None
    left_out: bool = False


def on_time_closing(cases: Iterable[Owing], since: datetime, until: datetime) -> Share:
    """Return 按期办结率: of the cases that fell due from `since` and before `until`, those closed by their due moment.

    A case closed early counts in the period it falls due in, one closed late never becomes on time.
    Source: docs/domain/rates.md, "Closing".
    """
    due = [case for case in cases if since <= case.due_at < until and not case.left_out]
    on_time = sum(case.closed_at is not None and case.closed_at <= case.due_at for case in due)
    return Share(on_time, len(due))


def closing(n_closed: int, n_accepted: int) -> Share:
    """Return 办结率: closed of accepted, whatever the limits. Source: docs/domain/rates.md, "Closing"."""
    return Share(n_closed, n_accepted)


@dataclass(frozen=True)
class ProblemCounts:
    """What became of problems found. `reopened` counts problems, however often each came back.

    due, closed_on_time  those that fell due in the period, and those of them closed by then
    """

    found: int
    assigned: int = 0
    closed: int = 0
    reopened: int = 0
    due: int = 0
    closed_on_time: int = 0

    @property
    def assignment(self) -> Share:
        """交办率: assigned of found; risk items must all be."""
        return Share(self.assigned, self.found)

    @property
    def rectification(self) -> Share:
        """整改率: closed of found."""
        return Share(self.closed, self.found)

    @property
    def on_time_rectification(self) -> Share:
        """按期整改率: closed in time, of those that fell due."""
        return Share(self.closed_on_time, self.due)

    @property
    def relapse(self) -> Share:
        """反弹率: reopened, of those that had been closed."""
        return Share(self.reopened, self.closed)


@dataclass(frozen=True)
class ClaimCounts:
    """Wishes published for anybody to claim: claimed, and confirmed as fulfilled."""

    published: int
    claimed: int = 0
    confirmed: int = 0

    @property
    def claim(self) -> Share:
        """认领率: claimed of published."""
        return Share(self.claimed, self.published)

    @property
    def fulfil(self) -> Share:
        """兑现率: confirmed of claimed."""
        return Share(self.confirmed, self.claimed)


def per_member(n_done: Decimal | int, n_members: Decimal | int) -> Decimal | None:
    """Return how many fall to each member, a plain number; None without members.

    Source: docs/domain/rates.md, "Claims".
    """
    return Decimal(n_done) / Decimal(n_members) if n_members else None


@dataclass(frozen=True)
class Held:
    """An open case in somebody's hands. `holder` is a person or a unit; no due moment, nothing to be late for."""

    holder: Hashable
    due_at: datetime | None = None


@dataclass(frozen=True)
class Load:
    """What one holder has open; `longest` is the greatest number of workdays one of them is overdue."""

    n_open: int
    n_overdue: int
    longest: int

    @property
    def is_heavy(self) -> bool:
        """Whether one liaison holds more than is bearable; of a unit it says nothing."""
        return self.n_open > OPEN_LOAD_WARNS_OVER


def overdue_days(due: datetime, closed_or_now: datetime, calendar: WorkCalendar) -> int:
    """Return the workdays something was or is overdue: to its closing, or to now while open; 0 in time.

    Source: docs/domain/rates.md, "Overdue and load".
    """
    return overdue_workdays(due, closed_or_now, calendar)


def open_load(cases: Iterable[Held], now: datetime, calendar: WorkCalendar) -> dict[Hashable, Load]:
    """Return what every holder has open; who holds nothing is not there. Source: docs/domain/rates.md."""
    of: dict[Hashable, list[datetime | None]] = defaultdict(list)
    for case in cases:
        of[case.holder].append(case.due_at)
    return {holder: _load(dues, now, calendar) for holder, dues in of.items()}


def _load(dues: list[datetime | None], now: datetime, calendar: WorkCalendar) -> Load:
    late = [due for due in dues if due is not None and is_overdue(due, now)]
    longest = max((overdue_days(due, now, calendar) for due in late), default=0)
    return Load(len(dues), len(late), longest)
