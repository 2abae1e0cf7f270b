"""Rates of closed-loop work: closing, claims, overdue days and load.

Every rate is a share that keeps its two figures beside it; the three rates of requests are in `threerates`.
Source: docs/domain/rates.md, "Closed-loop work".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shishi.rules.deadlines import is_overdue, overdue_workdays
from shishi.rules.figures import percent, share_of
from shishi.rules.workdays import WorkCalendar

OPEN_LOAD_WARNS_OVER = 20


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: Decimal | int
    whole: Decimal | int

    @property
    def rate(self) -> Decimal | None:
        """Per cent; None when the whole is zero."""
        return share_of(self.part, self.whole)

    def shown(self, places: int = 2) -> str:
        """Return the rate for a table."""
        return percent(self.rate, places)


@dataclass(frozen=True)
class Owing:
    """One case: when it fell due, if it had a limit, and when it was answered, if it was.

    left_out  it is not owed any more: merged into another, not accepted, taken back, taken out of the rates
    """

    due_at: datetime | None
    closed_at: datetime | None = None
    left_out: bool = False


def on_time_closing(cases: Iterable[Owing], since: datetime, until: datetime) -> Share:
    """Return 按期办结率: of the cases that fell due from `since` and before `until`, those closed by their due moment.

    A case closed early counts in the period it falls due in, one closed late never becomes on time. In a period that
    still runs, `until` is now: what is not due yet is not late. Source: docs/domain/rates.md, "Closing".
    """
    due = [
        (case.due_at, case.closed_at)
        for case in cases
        if case.due_at is not None and since <= case.due_at < until and not case.left_out
    ]
    return Share(sum(closed_at is not None and closed_at <= due_at for due_at, closed_at in due), len(due))


def closing(n_closed: int, n_accepted: int) -> Share:
    """Return 办结率: closed of accepted, whatever the limits. Source: docs/domain/rates.md, "Closing"."""
    return Share(n_closed, n_accepted)


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
    """An open case in somebody's hands since a moment; no due moment, nothing to be late for.

    holder  a person or a unit
    """

    holder: Hashable
    since: datetime
    due_at: datetime | None = None


@dataclass(frozen=True)
class Load:
    """What one holder has open: how many workdays the most overdue is late, and the oldest has been in these hands."""

    n_open: int
    n_overdue: int
    longest: int
    longest_held: int

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
    of: dict[Hashable, list[Held]] = defaultdict(list)
    for case in cases:
        of[case.holder].append(case)
    return {holder: _load(held, now, calendar) for holder, held in of.items()}


def _load(held: list[Held], now: datetime, calendar: WorkCalendar) -> Load:
    late = [case.due_at for case in held if case.due_at is not None and is_overdue(case.due_at, now)]
    longest = max((overdue_days(due, now, calendar) for due in late), default=0)
    return Load(len(held), len(late), longest, max(overdue_days(case.since, now, calendar) for case in held))
