"""A month opens, falls due and locks on days the calendar gives."""

from datetime import UTC, date, datetime

from shishi.rules.periods import closed_months, is_late, month_end, months_of, next_month, period_days
from tests.rules.almanac import CALENDAR


def test_december_opens_in_december_and_falls_due_and_locks_in_january():
    days = period_days(date(2023, 12, 1), CALENDAR)
    assert (days.open_on, days.due_on, days.lock_on) == (date(2023, 12, 1), date(2024, 1, 8), date(2024, 1, 11))


def test_april_2023_falls_due_after_the_may_holiday():
    assert period_days(date(2023, 4, 1), CALENDAR).due_on == date(2023, 5, 9)


def test_a_period_never_locks_before_it_falls_due():
    days = period_days(date(2023, 4, 1), CALENDAR, due_n=10, lock_n=8)
    assert days.lock_on == days.due_on


def test_late_is_judged_by_the_day_in_china():
    due = date(2023, 5, 9)
    assert not is_late(due, due)
    assert is_late(date(2023, 5, 10), due)
    assert not is_late(datetime(2023, 5, 9, 15, 59, tzinfo=UTC), due)
    assert is_late(datetime(2023, 5, 9, 16, 0, tzinfo=UTC), due)


def test_closed_months_are_those_that_are_over():
    cases = {"2023-01-30": 0, "2023-01-31": 1, "2023-04-30": 4, "2023-12-26": 11, "2023-12-31": 12, "2024-02-01": 12}
    assert {day: closed_months(2023, date.fromisoformat(day)) for day in cases} == cases
    assert closed_months(2023, date(2022, 6, 30)) == 0


def test_a_programme_year_may_begin_in_another_month():
    assert months_of(2023)[0] == date(2023, 1, 1)
    assert months_of(2023)[-1] == date(2023, 12, 1)
    assert months_of(2023, 4)[-1] == date(2024, 3, 1)
    assert next_month(date(2023, 12, 9)) == date(2024, 1, 1)
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
