"""What the timetable runs of the reports: shims that ask the clock for today. Each is safe to run twice."""

from __future__ import annotations

from shishi.lib import clock
from shishi.reports.actions import periods, standings


def turn_the_day() -> int:
    """Open the months that have begun and re-light what a new day changes; return how many months opened."""
    opened = periods.open_due_periods(clock.today())
    standings.relight_all(clock.today())
    return opened


def lock_periods() -> int:
    """Lock the months whose lock day has ended; return how many."""
    return periods.lock_due_periods(clock.today())
