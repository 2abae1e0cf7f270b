"""The three rates 三率 of citizens' requests: response, resolution, satisfaction.

Source: docs/domain/rates.md, "Three rates".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime

from shishi.rules.caserates import Share

CALLS_BEFORE_UNREACHABLE = 3


@dataclass(frozen=True)
class Exclusion:
    """Somebody asked that a request not count, as unreasonable or not ours, and somebody decided it."""

    asked_by: int
    decided_by: int | None = None

    @property
    def holds(self) -> bool:
        """Whether a second person decided it; nobody takes their own request out."""
        return self.decided_by is not None and self.decided_by != self.asked_by


@dataclass(frozen=True)
class CallBack:
    """What came of calling a requester back who was due a call.

    reached              whether somebody spoke to them; else it was given up after `CALLS_BEFORE_UNREACHABLE` calls,
                         or the day for the call has passed
    resolved, satisfied  what the requester says; None when they would not say
    """

    reached: bool
    resolved: bool | None = None
    satisfied: bool | None = None


@dataclass(frozen=True)
class Voiced:
    """One request as the three rates see it.

    requester, matter  who asked, and what it is about: merged requests share their matter
    dispatched         whether a unit was given it and still owes it
    contact_due_at     when contact was due; None while the unit has not acknowledged it
    call_back          None while no call was due, or its day has not passed
    at_once            a consultation answered on the spot
    """

    requester: Hashable
    matter: Hashable
    dispatched: bool = False
    contact_due_at: datetime | None = None
    contacted_at: datetime | None = None
    call_back: CallBack | None = None
    at_once: bool = False
    exclusion: Exclusion | None = None

    @property
    def counts(self) -> bool:
        """Whether the request enters the rates at all."""
        return self.exclusion is None or not self.exclusion.holds

    @property
    def answer(self) -> CallBack | None:
        """The call-back that got through; None while it has not."""
        return self.call_back if self.call_back and self.call_back.reached else None


@dataclass(frozen=True)
class ThreeRates:
    """三率, with how far the call-backs reached and how many requests were taken out."""

    response: Share
    resolution: Share
    satisfaction: Share
    coverage: Share
    n_excluded: int


def three_rates(requests: Iterable[Voiced]) -> ThreeRates:
    """Return the three rates over some requests, in the order they came: the last answer of a requester counts.

    Source: docs/domain/rates.md, "Three rates".
    """
    rows = list(requests)
    counted = [row for row in rows if row.counts]
    return ThreeRates(
        response=_response(counted),
        resolution=_resolution([row for row in counted if not row.at_once]),
        satisfaction=_satisfaction(counted),
        coverage=_coverage(counted),
        n_excluded=len(rows) - len(counted),
    )


def _response(rows: list[Voiced]) -> Share:
    """Contacted within the limit, of those dispatched."""
    dispatched = [(row.contact_due_at, row.contacted_at) for row in rows if row.dispatched]
    in_time = sum(due is not None and contacted is not None and contacted <= due for due, contacted in dispatched)
    return Share(in_time, len(dispatched))


def _resolution(rows: list[Voiced]) -> Share:
    """Once a matter; it is resolved when none of its requesters who was reached says that it is not."""
    said: dict[Hashable, dict[Hashable, bool]] = defaultdict(dict)
    for row in rows:
        if row.answer and row.answer.resolved is not None:
            said[row.matter][row.requester] = row.answer.resolved
    return Share(sum(all(one.values()) for one in said.values()), len(said))


def _satisfaction(rows: list[Voiced]) -> Share:
    """Once a requester and matter."""
    said = {
        (row.matter, row.requester): row.answer.satisfied
        for row in rows
        if row.answer and row.answer.satisfied is not None
    }
    return Share(sum(said.values()), len(said))


def _coverage(rows: list[Voiced]) -> Share:
    """Requesters reached, of those due a call; those given up stay among them, calls that may wait are in neither."""
    reached: dict[tuple[Hashable, Hashable], bool] = {}
    for row in rows:
        if row.call_back:
            key = row.matter, row.requester
            reached[key] = reached.get(key, False) or row.call_back.reached
    return Share(sum(reached.values()), len(reached))
