"""Expected progress, in its six ways."""

from datetime import date
from decimal import Decimal

import pytest

from shishi.rules.figures import round_half_up
from shishi.rules.indicators import ScheduleKind
from shishi.rules.schedule import (
    PlannedStep,
    PlanPoint,
    Schedule,
    by_curve,
    by_milestones,
    curve_falls_at,
    expected,
    linear_day,
    linear_month,
    own_window,
    peer_average,
)

D = date.fromisoformat
STEPS = (
    PlannedStep(date(2023, 3, 31), Decimal(20)),
    PlannedStep(date(2023, 6, 30), Decimal(30)),
    PlannedStep(date(2023, 11, 30), Decimal(50)),
)
CURVE = (PlanPoint(date(2023, 6, 1), Decimal(10)), PlanPoint(date(2023, 9, 1), Decimal(70)))


def shown(value: Decimal | None) -> str:
    return "none" if value is None else str(round_half_up(value))


@pytest.mark.parametrize(
    ("day", "per_cent"),
    [
        ("2023-01-15", "0.00"),
        ("2023-04-30", "33.33"),
        ("2023-05-31", "41.67"),
        ("2023-06-30", "50.00"),
        ("2023-09-30", "75.00"),
        ("2023-12-26", "91.67"),
        ("2024-01-05", "100.00"),
    ],
)
def test_linear_month_counts_the_months_that_are_over(day, per_cent):
    assert shown(linear_month(2023, D(day))) == per_cent


@pytest.mark.parametrize(
    ("year", "day", "per_cent"),
    [
        (2023, "2023-05-23", "39.18"),
        (2023, "2022-11-01", "0.00"),
        (2023, "2023-12-31", "100.00"),
        (2023, "2024-03-01", "100.00"),
        (2024, "2024-02-29", "16.39"),
        (2024, "2024-12-31", "100.00"),
    ],
)
def test_linear_day_knows_leap_years(year, day, per_cent):
    assert shown(linear_day(year, D(day))) == per_cent


@pytest.mark.parametrize(
    ("day", "per_cent"),
    [("2023-02-28", "none"), ("2023-03-01", "0.00"), ("2023-05-01", "50.00"), ("2023-07-01", "100.00")],
)
def test_an_item_with_its_own_window_is_due_in_full_on_its_due_day(day, per_cent):
    assert shown(own_window(D("2023-03-01"), D("2023-07-01"), D(day))) == per_cent


def test_milestones_count_by_the_weight_that_is_due():
    days = ("2023-03-30", "2023-03-31", "2023-07-01", "2023-11-30")
    assert [by_milestones(STEPS, D(day)) for day in days] == [0, 20, 50, 100]
    assert by_milestones((), D("2023-07-01")) is None


def test_a_typed_curve_holds_its_last_closed_month():
    days = ("2023-06-29", "2023-06-30", "2023-08-31", "2023-09-30")
    assert [by_curve(CURVE, D(day)) for day in days] == [0, 10, 10, 70]
    assert by_curve((), D("2023-06-30")) is None


def test_a_curve_that_falls_or_passes_a_hundred_is_named_by_its_month():
    assert curve_falls_at(CURVE) is None
    assert curve_falls_at((*CURVE, PlanPoint(date(2023, 10, 1), Decimal(60)))) == date(2023, 10, 1)
    assert curve_falls_at((*CURVE, PlanPoint(date(2023, 10, 1), Decimal(101)))) == date(2023, 10, 1)


def test_the_peer_average_is_kept_apart_from_the_calendar():
    peers = peer_average([Decimal("39.62"), Decimal("58.44"), None])
    assert peers == Decimal("49.03")
    schedule = Schedule(ScheduleKind.PEER_AVERAGE, 2021, peers=peers)
    assert expected(schedule, D("2021-04-30")) == Decimal("49.03")
    assert peer_average([None]) is None


@pytest.mark.parametrize("kind", list(ScheduleKind))
def test_every_kind_is_none_before_the_start_and_a_hundred_from_the_due_day_on(kind):
    schedule = Schedule(kind, 2023, D("2023-03-01"), D("2023-10-31"), STEPS, CURVE, Decimal(40))
    assert expected(schedule, D("2023-02-28")) is None
    assert expected(schedule, D("2023-10-31")) == 100
    assert expected(schedule, D("2024-02-01")) == 100
    middle = expected(schedule, D("2023-06-30"))
    assert middle is not None
    assert 0 < middle < 100


def test_the_chooser_uses_the_kind_it_is_given():
    day = D("2023-06-30")
    values = {
        kind: shown(expected(Schedule(kind, 2023, None, None, STEPS, CURVE, Decimal(44)), day)) for kind in ScheduleKind
    }
    assert values == {
        "linear_month": "50.00",
        "linear_day": "49.59",
        "own_window": "49.45",
        "milestones": "50.00",
        "custom_curve": "10.00",
        "peer_average": "44.00",
    }


def test_a_cross_year_item_answers_for_this_years_stage():
    schedule = Schedule(ScheduleKind.OWN_WINDOW, 2023, D("2022-06-01"), D("2024-06-30"))
    assert schedule.window == (D("2023-01-01"), D("2023-12-31"))
    assert expected(schedule, D("2023-12-31")) == 100
