"""What stands above and below the line, by kind; a unit's progress."""

from decimal import Decimal

import pytest

from shishi.rules.indicators import IndicatorType as T
from shishi.rules.rates import Measure, Milestone
from shishi.rules.rollup import progress_score, two_parts


def d(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def of(kind: T, value: int | None, target: int | None) -> Measure:
    return Measure(kind, d(target), d(value))


def ratio_of(kind: T, above: int | None, below: int | None) -> Measure:
    return Measure(kind, d(12), numerator=d(above), denominator=d(below))


def steps(*done: bool) -> Measure:
    return Measure(T.MILESTONE, milestones=tuple(Milestone(Decimal(10 * (i + 1)), ok) for i, ok in enumerate(done)))


@pytest.mark.parametrize(
    ("measure", "above", "below"),
    [
        (of(T.CUMULATIVE, 30, 20), 30, 20),
        (of(T.INVESTMENT, 10, 80), 10, 80),
        (of(T.START_COUNT, None, 5), 0, 5),
        (ratio_of(T.RATE, 9, 10), 9, 10),
        (ratio_of(T.RATE, None, 10), None, 10),
        (of(T.FLOOR_STANDARD, 83, 60), 1, 1),
        (of(T.FLOOR_STANDARD, 55, 60), 0, 1),
        (Measure(T.POLICY, done=True), 1, 1),
        (Measure(T.POLICY), 0, 1),
        (of(T.COVERAGE, 20, 59), 20, 59),
        (steps(True, False), 10, 30),
        (ratio_of(T.RECURRING, 3, 8), 3, 8),
    ],
)
def test_each_kind_has_its_own_two_parts(measure, above, below):
    assert two_parts(measure) == (above, below)


def test_a_units_progress_caps_haste_and_counts_silence():
    one = Decimal(1)
    assert progress_score([(d(80), d(50), one), (d(25), d(50), one)]) == Decimal("0.75")
    assert progress_score([(d(50), d(50), one), (None, d(50), one)]) == Decimal("0.5")
    assert progress_score([(d(10), d(0), one), (d(10), None, one)]) is None
