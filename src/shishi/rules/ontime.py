"""On-time reporting 按时报送率. Source: docs/domain/quality.md, "On time"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shishi.rules.figures import share_of


@dataclass(frozen=True)
class Filing:
    """One return that was owed: its due moment (an approved exception moves it) and when it was handed in.

    submitted_at      every submission, oldest first; empty when none came
    issued_late       the item was issued after the period opened
    suspended         the item was suspended
    extended_for_all  the period was extended for everyone
    """

    due_at: datetime
    submitted_at: tuple[datetime, ...] = ()
    issued_late: bool = False
    suspended: bool = False
    extended_for_all: bool = False

    @property
    def counts(self) -> bool:
        """Whether the return enters the rate at all."""
        return not (self.issued_late or self.suspended or self.extended_for_all)


@dataclass(frozen=True)
class OnTime:
    """Returns in time, of returns due."""

    n_on_time: int
    n_due: int

    @property
    def rate(self) -> Decimal | None:
        """Per cent in time; None when none was due."""
        return share_of(self.n_on_time, self.n_due)


def is_on_time(filing: Filing) -> bool:
    """Whether a return counts as in time.

    One resubmission keeps the time of a first submission that was in time; after a second one the last counts.
    """
    times = filing.submitted_at
    if not times:
        return False
    counted = times[0] if len(times) <= 2 else times[-1]
    return counted <= filing.due_at


def on_time_rate(filings: Iterable[Filing]) -> OnTime:
    """Return how many of the returns due came in time, without those the rule leaves out."""
    counted = [filing for filing in filings if filing.counts]
    return OnTime(sum(is_on_time(filing) for filing in counted), len(counted))
