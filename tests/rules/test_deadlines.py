"""Limits end when their own unit says."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from shishi.rules.deadlines import (
    CHINA,
    Limit,
    LimitUnit,
    OfficeHours,
    add_months,
    closes_at,
    days_until,
    due_at,
    is_overdue,
    overdue_workdays,
    received_on,
    workdays_left,
)
from tests.rules.almanac import CALENDAR


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2023-05-08 16:30", "2023-05-08"),
        ("2023-05-08 16:31", "2023-05-09"),
        ("2023-04-29 09:00", "2023-05-04"),
        ("2023-05-06 09:00", "2023-05-06"),
        ("2023-04-28 17:00", "2023-05-04"),
    ],
)
def test_what_comes_after_half_past_four_or_on_a_day_off_is_received_the_next_workday(moment, day):
    assert received_on(at(moment), CALENDAR) == date.fromisoformat(day)


def test_the_receipt_rule_can_be_switched_off():
    open_always = OfficeHours(received_until=None)
    assert received_on(at("2023-04-29 23:00"), CALENDAR, open_always) == date(2023, 4, 29)


@pytest.mark.parametrize(
    ("moment", "limit", "due"),
    [
        ("2023-04-28 10:00", Limit(5), "2023-05-09 17:30"),
        ("2023-04-28 16:40", Limit(5), "2023-05-10 17:30"),
        ("2023-05-08 10:00", Limit(1, LimitUnit.HALF_WORKDAY), "2023-05-08 17:30"),
        ("2023-05-08 14:00", Limit(1, LimitUnit.HALF_WORKDAY), "2023-05-09 12:00"),
        ("2023-05-08 14:00", Limit(2, LimitUnit.HALF_WORKDAY), "2023-05-09 17:30"),
        ("2023-05-12 17:00", Limit(1, LimitUnit.HALF_WORKDAY), "2023-05-15 17:30"),
        ("2023-04-28 23:00", Limit(2, LimitUnit.HOUR), "2023-04-29 01:00"),
        ("2023-04-21 10:00", Limit(7, LimitUnit.DAY), "2023-04-28 17:30"),
        ("2023-04-22 10:00", Limit(7, LimitUnit.DAY), "2023-05-04 17:30"),
        ("2023-06-29 10:00", Limit(3, LimitUnit.MONTH), "2023-10-07 17:30"),
        ("2023-11-30 10:00", Limit(3, LimitUnit.MONTH), "2024-02-29 17:30"),
    ],
)
def test_a_limit_ends_in_its_own_unit(moment, limit, due):
    assert due_at(at(moment), limit, CALENDAR) == at(due)


# Monday 8 May 2023 has its morning off, Tuesday the 9th its afternoon.
HALVES = replace(CALENDAR, mornings_off=frozenset({date(2023, 5, 8)}), afternoons_off=frozenset({date(2023, 5, 9)}))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2023-05-08 09:00", "2023-05-08"),
        ("2023-05-09 12:00", "2023-05-09"),
        ("2023-05-09 12:01", "2023-05-10"),
        ("2023-05-09 16:00", "2023-05-10"),
    ],
)
def test_an_office_that_closes_at_noon_receives_nothing_after_it(moment, day):
    assert received_on(at(moment), HALVES) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("moment", "limit", "due"),
    [
        ("2023-05-08 10:00", Limit(1), "2023-05-09 12:00"),
        ("2023-05-09 14:00", Limit(1), "2023-05-11 17:30"),
        ("2023-05-02 10:00", Limit(7, LimitUnit.DAY), "2023-05-11 17:30"),
        ("2023-05-06 17:00", Limit(0), "2023-05-08 17:30"),
        ("2023-05-06 10:00", Limit(2, LimitUnit.HALF_WORKDAY), "2023-05-08 17:30"),
        ("2023-05-06 10:00", Limit(3, LimitUnit.HALF_WORKDAY), "2023-05-09 12:00"),
        ("2023-05-06 10:00", Limit(4, LimitUnit.HALF_WORKDAY), "2023-05-10 12:00"),
        ("2023-05-08 10:00", Limit(1, LimitUnit.HALF_WORKDAY), "2023-05-09 12:00"),
        ("2023-05-09 15:00", Limit(1, LimitUnit.HALF_WORKDAY), "2023-05-10 17:30"),
        ("2023-05-09 15:00", Limit(0, LimitUnit.HALF_WORKDAY), "2023-05-10 12:00"),
    ],
)
def test_half_days_off_are_no_office_time(moment, limit, due):
    assert due_at(at(moment), limit, HALVES) == at(due)


def test_half_workdays_end_at_the_last_day_python_knows():
    assert due_at(at("9999-12-30 10:00"), Limit(40, LimitUnit.HALF_WORKDAY), CALENDAR).year == 9999


def test_offices_close_at_noon_before_an_afternoon_off():
    assert closes_at(date(2023, 5, 9), HALVES) == at("2023-05-09 12:00")
    assert closes_at(date(2023, 5, 8), HALVES) == at("2023-05-08 17:30")
    assert HALVES.is_open(date(2023, 5, 8), afternoon=True)
    assert not HALVES.is_open(date(2023, 5, 13), afternoon=True)


def test_a_moment_in_another_zone_is_counted_in_chinas_time_and_one_without_a_zone_is_refused():
    evening = datetime(2023, 5, 8, 1, 0, tzinfo=UTC)
    assert due_at(evening, Limit(1), CALENDAR) == at("2023-05-09 17:30")
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2023, 5, 8, 9, 0), Limit(1), CALENDAR)  # noqa: DTZ001 - the missing zone is the point


def test_overdue_and_remaining_time_are_counted_in_workdays():
    due = at("2023-04-28 17:30")
    assert not is_overdue(due, due)
    assert is_overdue(due, at("2023-04-28 17:31"))
    assert overdue_workdays(due, at("2023-04-28 18:00"), CALENDAR) == 0
    assert overdue_workdays(due, at("2023-05-03 09:00"), CALENDAR) == 0
    assert overdue_workdays(due, at("2023-05-06 09:00"), CALENDAR) == 3
    assert overdue_workdays(due, at("2023-04-27 09:00"), CALENDAR) == 0
    assert workdays_left(due, at("2023-04-25 09:00"), CALENDAR) == 3
    assert workdays_left(due, at("2023-05-06 09:00"), CALENDAR) == 0


def test_what_falls_due_on_a_coming_rest_day_is_not_due_today():
    holiday = at("2023-05-02 09:20")
    assert workdays_left(holiday, at("2023-04-28 09:20"), CALENDAR) == 1
    assert workdays_left(holiday, at("2023-05-01 09:20"), CALENDAR) == 1
    assert workdays_left(holiday, at("2023-05-02 08:00"), CALENDAR) == 0
    assert days_until(date(2023, 4, 28), date(2023, 5, 4), CALENDAR) < 0


def test_months_keep_the_day_or_take_the_last_one():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2023, 12, 15), 1) == date(2024, 1, 15)
    assert add_months(date(2023, 1, 31), -2) == date(2022, 11, 30)


def test_a_limit_reads_as_it_was_given():
    assert str(Limit(8)) == "8个工作日"
    assert str(Limit(3, LimitUnit.MONTH)) == "3个月"
