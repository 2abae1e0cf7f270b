"""Questions about workdays."""

from __future__ import annotations

from shishi.almanac.models import AlmanacYear, Day
from shishi.rules.workdays import WorkCalendar


def calendar() -> WorkCalendar:
    """The published holidays and make-up workdays of every year loaded. Two queries.

    A year that is not loaded falls back to Monday to Friday. Source: docs/domain/workdays.md.
    """
    years = dict(AlmanacYear.objects.values_list("year", "is_provisional"))
    days = list(Day.objects.values_list("on", "is_workday"))
    return WorkCalendar(
        holidays=frozenset(on for on, works in days if not works),
        make_ups=frozenset(on for on, works in days if works),
        known_years=frozenset(years),
        provisional_years=frozenset(year for year, provisional in years.items() if provisional),
    )
