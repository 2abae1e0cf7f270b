"""Status and light, at every edge."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shishi.rules.lights import (
    LIGHT_MARKS,
    LIGHT_OF,
    LIGHTS_WORST_FIRST,
    STATUS_LABELS,
    WORST_FIRST,
    Light,
    Reading,
    Status,
    Thresholds,
    Verdict,
    judge,
    status_by_deviation,
    status_of,
    worst_of,
)
from shishi.rules.schedule import linear_month

S, L = Status, Light
JUNE = date(2023, 6, 30)
MIDYEAR = Reading(JUNE, date(2023, 1, 1), date(2023, 12, 31), Decimal(40), Decimal(50), reached=False)


@pytest.mark.parametrize(
    ("deviation", "status"),
    [
        ("5", S.AHEAD),
        ("4.9999", S.ON_SCHEDULE),
        ("0", S.ON_SCHEDULE),
        ("-0.5", S.ON_SCHEDULE),
        ("-0.5001", S.SLIGHTLY_BEHIND),
        ("-9.9999", S.SLIGHTLY_BEHIND),
        ("-10", S.BEHIND),
        ("-30", S.BEHIND),
        ("-30.0001", S.SEVERELY_BEHIND),
    ],
)
def test_every_edge_of_the_deviation_belongs_to_one_status(deviation, status):
    assert status_by_deviation(Decimal(deviation)) is status


@pytest.mark.parametrize(
    ("rate", "status", "light"),
    [("40.0", S.BEHIND, L.YELLOW), ("71.0", S.AHEAD, L.GREEN), ("50.8", S.ON_SCHEDULE, L.GREEN)],
)
def test_june_40_is_yellow_71_and_50_8_are_green(rate, status, light):
    reading = replace(MIDYEAR, rate=Decimal(rate), expected=linear_month(2023, JUNE))
    assert judge(reading) == Verdict(status, light)


@pytest.mark.parametrize(
    ("change", "status", "light"),
    [
        ({"rate": Decimal(100), "reached": True}, S.COMPLETED_EARLY, L.BLUE),
        ({"rate": Decimal(100), "reached": True, "completed": True}, S.COMPLETED, L.BLUE),
        ({"rate": Decimal(100), "reached": True, "due": JUNE}, S.REACHED, L.BLUE),
        ({"rate": Decimal(100), "reached": True, "due": None}, S.REACHED, L.BLUE),
        ({"due": date(2023, 6, 29), "expected": Decimal(100)}, S.OVERDUE, L.RED),
        ({"due": JUNE, "expected": Decimal(100)}, S.SEVERELY_BEHIND, L.RED),
        ({"due": date(2023, 6, 29), "returned": False}, S.OVERDUE, L.RED),
        ({"returned": False}, S.NO_DATA, L.GREY),
        ({"returned": False, "rate": Decimal(100), "reached": True}, S.NO_DATA, L.GREY),
        ({"rate": None, "reached": None}, S.NO_DATA, L.GREY),
        ({"expected": None}, S.ON_SCHEDULE, L.GREEN),
        ({"rate": None, "reached": False, "expected": None}, S.ON_SCHEDULE, L.GREEN),
        ({"suspended": True}, S.SUSPENDED, L.HATCHED),
        ({"suspended": True, "terminated": True}, S.TERMINATED, L.HATCHED),
    ],
)
def test_the_first_rule_that_holds_decides(change, status, light):
    assert judge(replace(MIDYEAR, **change)) == Verdict(status, light)


@pytest.mark.parametrize(
    ("as_of", "expected", "status", "light"),
    [
        ("2023-03-31", "0", S.ON_SCHEDULE, L.GREEN),
        ("2023-03-31", "8", S.SLIGHTLY_BEHIND, L.YELLOW),
        ("2023-04-30", "8", S.NOT_STARTED_DUE, L.YELLOW),
        ("2023-05-31", "17", S.NOT_STARTED_DUE, L.YELLOW),
        ("2023-06-30", "25", S.NOT_STARTED_DUE, L.RED),
        ("2023-06-30", "0", S.ON_SCHEDULE, L.GREEN),
        ("2023-04-30", "31", S.SEVERELY_BEHIND, L.RED),
    ],
)
def test_a_start_that_is_owed_turns_yellow_after_its_month_and_red_after_three(as_of, expected, status, light):
    reading = Reading(date.fromisoformat(as_of), date(2023, 3, 5), date(2023, 12, 31), Decimal(0), Decimal(expected))
    assert judge(replace(reading, reached=False)) == Verdict(status, light)


def test_a_start_somebody_vouches_for_is_a_start_though_nothing_is_finished():
    reading = replace(MIDYEAR, rate=Decimal(0), expected=Decimal(8), started=True)
    assert status_of(reading) is S.SLIGHTLY_BEHIND
    assert status_of(replace(reading, started=False)) is S.NOT_STARTED_DUE


def test_a_programme_may_set_its_own_thresholds():
    strict = Thresholds(Decimal(0), Decimal(3), Decimal(5), Decimal(8), 1)
    assert status_by_deviation(Decimal("-0.1"), strict) is S.SLIGHTLY_BEHIND
    assert status_by_deviation(Decimal(-8), strict) is S.BEHIND
    assert status_by_deviation(Decimal("-8.1"), strict) is S.SEVERELY_BEHIND
    idle = replace(MIDYEAR, rate=Decimal(0), expected=Decimal(4), start=date(2023, 5, 1))
    assert judge(idle, strict).light is L.RED


def test_what_catches_up_stays_yellow_until_the_next_period_locks():
    lagging = Verdict(S.SEVERELY_BEHIND, L.RED)
    healthy = replace(MIDYEAR, rate=Decimal(52))
    july = judge(healthy, last_locked=lagging)
    assert july == Verdict(S.ON_SCHEDULE, L.YELLOW, caught_up=True)
    assert judge(healthy, last_locked=july) == Verdict(S.ON_SCHEDULE, L.GREEN)


def test_what_is_reached_after_a_delay_is_blue_and_keeps_the_mark():
    done = replace(MIDYEAR, rate=Decimal(100), reached=True)
    assert judge(done, last_locked=Verdict(S.BEHIND, L.YELLOW)) == Verdict(S.COMPLETED_EARLY, L.BLUE, caught_up=True)


def test_still_behind_is_not_caught_up_and_a_reminder_leaves_no_trace():
    assert judge(MIDYEAR, last_locked=Verdict(S.BEHIND, L.YELLOW)) == Verdict(S.BEHIND, L.YELLOW)
    healthy = replace(MIDYEAR, rate=Decimal(52))
    assert judge(healthy, last_locked=Verdict(S.SLIGHTLY_BEHIND, L.YELLOW)).light is L.GREEN
    assert judge(healthy, last_locked=Verdict(S.NO_DATA, L.GREY)).light is L.GREEN


def test_an_item_shows_its_worst_assessed_indicator():
    def lit(*statuses: Status) -> Status:
        return worst_of(Verdict(s, LIGHT_OF[s]) for s in statuses).status

    assert lit(S.AHEAD, S.BEHIND, S.COMPLETED) is S.BEHIND
    assert lit(S.NO_DATA, S.ON_SCHEDULE) is S.NO_DATA
    assert lit(S.NO_DATA, S.OVERDUE) is S.OVERDUE
    assert lit(S.SUSPENDED, S.AHEAD) is S.AHEAD
    assert lit(S.SUSPENDED) is S.SUSPENDED
    assert worst_of([]) == Verdict(S.NO_DATA, L.GREY)
    idle_red = Verdict(S.NOT_STARTED_DUE, L.RED)
    assert worst_of([Verdict(S.BEHIND, L.YELLOW), idle_red]) == idle_red


def test_every_status_has_a_light_a_word_and_a_place_and_every_light_a_shape_of_its_own():
    assert set(STATUS_LABELS) == set(LIGHT_OF) == set(WORST_FIRST) == set(Status)
    assert set(LIGHT_MARKS) == set(LIGHTS_WORST_FIRST) == set(Light)
    assert len({mark.shape for mark in LIGHT_MARKS.values()}) == len(Light)
    assert (LIGHT_MARKS[L.BLUE].word, LIGHT_MARKS[L.BLUE].shape) == ("完成", "✔")
