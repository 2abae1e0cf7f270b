"""Which month is spoken of when somebody says “now”. Source: docs/domain/standings.md, "The month in force"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shishi.programmes.models import Programme
from shishi.reports.models import Standing
from shishi.rules.periods import month_end


def month_in_force(programme: Programme, today: date) -> date | None:
    """The month a board or a cut of `today` shows; None before the first month has opened. One query.

    The latest month that is over; or the running month once every return due for it has been accepted; or, before any
    month of the programme is over, the running one.
    """
    rows = Standing.objects.filter(programme=programme, kind=Standing.Kind.PROGRAMME, month__lte=today)
    return _in_force(list(rows.order_by("-month").values_list("month", "n_due", "n_accepted")[:2]), today)


@dataclass(frozen=True, slots=True)
class Months:
    """The months that have standings, oldest first, and the one a board shows when nobody chooses."""

    all: tuple[date, ...]
    in_force: date | None

    def choose(self, wanted: date | None) -> date | None:
        """The wanted month where it has standings, else the one in force."""
        return wanted if wanted in self.all else self.in_force

    def until(self, month: date) -> tuple[date, ...]:
        """Those up to and with `month`."""
        return tuple(one for one in self.all if one <= month)

    def is_past(self, month: date | None) -> bool:
        """Whether another, later month is in force."""
        return month is not None and self.in_force is not None and month < self.in_force


def months_of_standings(programme: Programme, today: date) -> Months:
    """Every month of the programme that has opened, and the month in force on `today`. One query."""
    rows = Standing.objects.filter(programme=programme, kind=Standing.Kind.PROGRAMME, month__lte=today)
    return months_among(list(rows.order_by("month").values_list("month", "n_due", "n_accepted")), today)


def months_among(rows: list[tuple[date, int, int]], today: date) -> Months:
    """The same of a programme's rows already read: month, returns due, returns accepted; oldest first. No query."""
    opened = [row for row in rows if row[0] <= today]
    return Months(tuple(month for month, _due, _accepted in opened), _in_force(opened[:-3:-1], today))


def _in_force(latest: list[tuple[date, int, int]], today: date) -> date | None:
    if not latest:
        return None
    month, n_due, n_accepted = latest[0]
    is_over = month_end(month) < today
    is_complete = 0 < n_due == n_accepted
    return month if is_over or is_complete or len(latest) == 1 else latest[1][0]
