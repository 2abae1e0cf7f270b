"""A forecast is said only where it can be computed."""

from datetime import date
from decimal import Decimal

from shishi.rules.figures import round_half_up
from shishi.rules.forecast import Forecast, Point, finish_date, forecast, pace_needed, recent_pace

DUE = date(2023, 12, 31)


def course(*values: int) -> list[Point]:
    ends = [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 30), date(2023, 5, 31)]
    return [Point(end, Decimal(value)) for end, value in zip(ends, values, strict=False)]


def test_the_pace_is_that_of_the_last_three_months():
    pace = recent_pace(course(50, 50, 60, 70, 80))
    assert pace is not None
    assert round_half_up(pace) == Decimal("9.92")
    assert recent_pace(course(50, 50, 60), window=1) == Decimal(10) * (Decimal(365) / 12) / 31


def test_the_finish_is_where_the_recent_pace_meets_the_target():
    said = forecast(course(0, 10, 20, 30), Decimal(100), DUE)
    assert said.finish_on == date(2023, 11, 24)
    assert said.late_days == 0
    slow = forecast(course(0, 4, 8, 12), Decimal(100), DUE)
    assert slow.finish_on is not None
    assert slow.late_days == (slow.finish_on - DUE).days > 0


def test_the_pace_needed_fills_the_time_that_is_left():
    needed = pace_needed(Point(date(2023, 6, 30), Decimal(40)), Decimal(100), DUE)
    assert needed is not None
    assert round_half_up(needed) == Decimal("9.92")


def test_what_is_reached_names_the_day_and_needs_nothing_more():
    said = forecast(course(0, 60, 100, 105), Decimal(100), DUE)
    assert (said.finish_on, said.needed) == (date(2023, 3, 31), 0)
    assert finish_date(course(100, 90, 100), Decimal(100)) == date(2023, 3, 31)


def test_what_cannot_be_computed_is_not_said():
    assert forecast([], Decimal(100), DUE) == Forecast(None, None, None, None)
    assert finish_date(course(10), Decimal(100)) is None
    assert finish_date(course(10, 10, 10), Decimal(100)) is None
    assert finish_date(course(20, 15), Decimal(100)) is None
    assert finish_date(course(0, 1, 1, 1), Decimal(10**9)) is None
    assert finish_date(course(0, 10), None) is None
    assert pace_needed(Point(DUE, Decimal(40)), Decimal(100), DUE) is None
    assert pace_needed(Point(DUE, Decimal(40)), None, DUE) is None
    assert pace_needed(Point(DUE, Decimal(40)), Decimal(100), None) is None
