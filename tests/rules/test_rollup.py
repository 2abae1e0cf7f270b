"""Figures add up by their kind, in any order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi.rules.indicators import IndicatorType as T
from shishi.rules.indicators import Sense
from shishi.rules.rates import Measure, Milestone
from shishi.rules.rollup import (
    NotComparableError,
    Part,
    Row,
    Tally,
    count_once,
    merge,
    merge_tallies,
    part_of,
    progress_score,
    roll_up,
    tally,
)


def d(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def of(kind: T, value: int | None, target: int | None, sense: Sense = Sense.AT_LEAST) -> Measure:
    return Measure(kind, d(target), d(value), sense)


def ratio_of(kind: T, above: int | None, below: int | None) -> Measure:
    return Measure(kind, d(12), numerator=d(above), denominator=d(below))


def steps(*done: bool) -> Measure:
    return Measure(T.MILESTONE, milestones=tuple(Milestone(Decimal(10 * (i + 1)), ok) for i, ok in enumerate(done)))


@pytest.mark.parametrize(
    ("measures", "above", "below", "n_met", "rate"),
    [
        ([of(T.CUMULATIVE, 30, 20), of(T.CUMULATIVE, 10, 80)], 40, 100, 1, 40),
        ([of(T.INVESTMENT, 30, 20), of(T.INVESTMENT, 10, 80)], 40, 100, 1, 40),
        ([of(T.START_COUNT, 5, 5), of(T.START_COUNT, None, 5)], 5, 10, 1, 50),
        ([ratio_of(T.RATE, 9, 10), ratio_of(T.RATE, 45, 90)], 54, 100, 2, 54),
        ([ratio_of(T.RATE, None, 10), ratio_of(T.RATE, 45, 90)], 45, 90, 1, 50),
        ([of(T.FLOOR_STANDARD, 83, 60), of(T.FLOOR_STANDARD, 55, 60)], 1, 2, 1, 50),
        ([Measure(T.POLICY, done=True), Measure(T.POLICY)], 1, 2, 1, 50),
        ([of(T.COVERAGE, 1300, 1300), of(T.COVERAGE, 20, 59)], 1320, 1359, 1, None),
        ([steps(True, True), steps(True, False)], 40, 60, 1, None),
        ([ratio_of(T.RECURRING, 12, 12), ratio_of(T.RECURRING, 3, 8)], 15, 20, 1, 75),
    ],
)
def test_each_kind_adds_up_in_its_own_way(measures, above, below, n_met, rate):
    total = roll_up(part_of(measure) for measure in measures)
    assert total is not None
    assert (total.numerator, total.denominator, total.n_met, total.n_total) == (above, below, n_met, 2)
    if rate is not None:
        assert total.rate == rate


def test_a_missing_return_lowers_the_rate_and_is_counted():
    parts = [part_of(of(T.CUMULATIVE, 50, 50)), part_of(of(T.CUMULATIVE, None, 50), returned=False)]
    total = roll_up([*parts, part_of(of(T.CUMULATIVE, None, 0), returned=False, due=False)])
    assert total is not None
    assert (total.rate, total.n_returned, total.n_due) == (50, 1, 2)


def test_a_total_knows_whether_it_keeps_the_promise():
    def met(*measures: Measure) -> bool | None:
        total = roll_up(part_of(measure) for measure in measures)
        return None if total is None else total.is_met

    assert met(of(T.CUMULATIVE, 30, 20), of(T.CUMULATIVE, 70, 80)) is True
    assert met(of(T.CUMULATIVE, 30, 20), of(T.CUMULATIVE, 69, 80)) is False
    assert met(of(T.CUMULATIVE, 3, 5, Sense.AT_MOST)) is True
    assert met(of(T.CUMULATIVE, 6, 5, Sense.EQUAL)) is False
    assert met(of(T.FLOOR_STANDARD, 60, 60), of(T.FLOOR_STANDARD, 55, 60)) is False
    assert met(ratio_of(T.RATE, 1, 1)) is None
    assert met() is None


def test_a_ceilings_total_is_turned_round():
    total = roll_up([part_of(of(T.CUMULATIVE, 8, 10, Sense.AT_MOST))])
    assert total is not None
    assert total.rate == 125


def test_a_county_and_its_city_under_other_definitions_are_never_added():
    ningyuan = Part(T.CUMULATIVE, d(13000), d(10000), met=True, scope="village")
    city = Part(T.CUMULATIVE, d(471), d(400), met=True, scope="city")
    with pytest.raises(NotComparableError):
        roll_up([ningyuan, city])
    with pytest.raises(NotComparableError):
        roll_up([part_of(of(T.CUMULATIVE, 1, 1)), part_of(of(T.INVESTMENT, 1, 1))])


figures = st.one_of(st.none(), st.decimals(0, 10**13, places=4))
leaves = st.builds(
    Part, st.just(T.CUMULATIVE), figures, figures, st.sampled_from([True, False, None]), st.booleans(), st.booleans()
)
rates = st.one_of(st.none(), st.decimals(0, 500, allow_nan=False))
rows = st.builds(Row, rates, st.booleans(), st.decimals(0, 1000, places=3), st.booleans(), st.booleans())


@given(st.lists(leaves, min_size=1, max_size=12), st.randoms(), st.integers(1, 5))
def test_order_and_grouping_do_not_change_a_total(parts, random, size):
    shuffled = random.sample(parts, len(parts))
    groups = [roll_up(shuffled[i : i + size]) for i in range(0, len(shuffled), size)]
    assert merge(group for group in groups if group is not None) == roll_up(parts)


@given(st.lists(rows, max_size=12), st.randoms(), st.integers(1, 5))
def test_order_and_grouping_do_not_change_a_tally(some, random, size):
    shuffled = random.sample(some, len(some))
    groups = [tally(shuffled[i : i + size]) for i in range(0, len(shuffled), size)]
    assert merge_tallies(groups) == tally(some)


def test_unlike_indicators_are_counted_and_averaged_with_a_cap():
    whole = tally([Row(d("283.6"), True), Row(d(40), False), Row(None, None, returned=False)])
    assert (whole.n_met, whole.n_total, whole.n_returned, whole.n_due, whole.mean) == (1, 3, 2, 3, 70)
    assert whole.met_rate is not None
    assert round(whole.met_rate, 2) == Decimal("33.33")
    assert (Tally().mean, Tally().met_rate) == (None, None)


def test_an_item_on_two_lists_counts_once():
    rows = [("village-road", "province"), ("canteen", "city"), ("village-road", "city")]
    assert count_once(rows, key=lambda row: row[0]) == rows[:2]


def test_a_units_progress_caps_haste_and_counts_silence():
    one = Decimal(1)
    assert progress_score([(d(80), d(50), one), (d(25), d(50), one)]) == Decimal("0.75")
    assert progress_score([(d(50), d(50), one), (None, d(50), one)]) == Decimal("0.5")
    assert progress_score([(d(10), d(0), one), (d(10), None, one)]) is None
