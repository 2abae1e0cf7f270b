"""Workdays are counted by the State Council's notices."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shishi.rules.workdays import (
    WorkCalendar,
    add_workdays,
    is_workday,
    next_workday,
    nth_workday,
    workdays_between,
    workdays_early,
)
from tests.rules.almanac import CALENDAR, MAKE_UPS

D = date.fromisoformat
WEEKDAYS_ONLY = WorkCalendar()
# Days off on a weekend, on a make-up workday, and on a plain Wednesday.
MADE_UP = {date(2023, 7, 8), date(2023, 5, 6), date(2023, 7, 12)}


@pytest.mark.parametrize("day", [date(y, int(t[:2]), int(t[2:])) for y, ts in MAKE_UPS.items() for t in ts])
def test_every_make_up_day_of_2023_to_2026_is_a_weekend_on_which_offices_work(day):
    assert day.weekday() >= 5
    assert is_workday(day, CALENDAR)
    assert not is_workday(day, WEEKDAYS_ONLY)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2023-04-28", 5, "2023-05-09"),
        ("2023-04-28", 0, "2023-04-28"),
        ("2023-04-28", 1, "2023-05-04"),
        ("2023-05-05", 1, "2023-05-06"),
        ("2023-09-28", 1, "2023-10-07"),
        ("2024-02-09", 1, "2024-02-18"),
        ("2025-01-27", 1, "2025-02-05"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2023-05-09", -5, "2023-04-28"),
    ],
)
def test_the_start_day_is_not_counted_and_holidays_are_skipped(start, n, due):
    assert add_workdays(D(start), n, CALENDAR) == D(due)


def test_an_unknown_year_falls_back_to_monday_to_friday():
    assert add_workdays(date(2031, 9, 30), 1, CALENDAR) == date(2031, 10, 1)
    assert [CALENDAR.certainty(date(year, 1, 1)) for year in (2026, 2027, 2031)] == ["known", "provisional", "unknown"]


def test_counting_beyond_the_last_day_stops_there():
    assert add_workdays(date(9999, 12, 30), 50, CALENDAR) == date.max
    assert next_workday(date.max, CALENDAR) == date.max


@pytest.mark.parametrize(
    ("month", "n", "day"),
    [
        ("2023-05-01", 5, "2023-05-09"),
        ("2023-10-15", 5, "2023-10-11"),
        ("2024-01-01", 5, "2024-01-08"),
        ("2024-01-01", 8, "2024-01-11"),
        ("2023-07-01", 1, "2023-07-03"),
    ],
)
def test_the_nth_workday_of_a_month(month, n, day):
    assert nth_workday(D(month), n, CALENDAR) == D(day)


@pytest.mark.parametrize(
    ("after", "until", "n"),
    [
        ("2023-04-28", "2023-05-09", 5),
        ("2023-05-09", "2023-04-28", -5),
        ("2023-05-09", "2023-05-09", 0),
        ("2023-04-28", "2023-05-03", 0),
    ],
)
def test_workdays_between_leaves_out_the_first_day_and_counts_the_last(after, until, n):
    assert workdays_between(D(after), D(until), CALENDAR) == n


def test_work_done_on_29_november_2023_is_22_workdays_ahead_of_the_29th_of_december():
    assert workdays_early(date(2023, 11, 29), date(2023, 12, 29), CALENDAR) == 22
    assert workdays_early(date(2023, 12, 29), date(2023, 11, 29), CALENDAR) == -22


def test_adding_what_lies_between_leads_back_to_the_same_workday():
    start = date(2023, 1, 20)
    for n in range(1, 260):
        assert workdays_between(start, add_workdays(start, n, CALENDAR), CALENDAR) == n


@pytest.mark.parametrize("calendar", [CALENDAR, WEEKDAYS_ONLY, replace(CALENDAR, holidays=CALENDAR.holidays | MADE_UP)])
def test_counting_gives_what_walking_day_by_day_gives(calendar):
    start, walked = date(2022, 12, 25), 0
    for n in range(1, 1_500):
        walked += calendar.is_workday(start + timedelta(days=n))
        assert workdays_between(start, start + timedelta(days=n), calendar) == walked
        assert workdays_between(start + timedelta(days=n), start, calendar) == -walked
