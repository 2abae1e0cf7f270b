"""Completion by nine kinds of indicator."""

from datetime import date
from decimal import Decimal

import pytest

from shishi.rules.achievements import in_words
from shishi.rules.figures import round_half_up
from shishi.rules.indicators import IndicatorType as T
from shishi.rules.indicators import Sense
from shishi.rules.rates import (
    Measure,
    Milestone,
    completion_rate,
    deviation_pp,
    expected_of,
    is_met,
    is_reached,
    item_rate,
    mean_of_capped,
)


def d(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def shown(value: Decimal | None) -> str | None:
    return None if value is None else str(round_half_up(value))


def typed(kind: T, target: str | None, value: str | None, sense: Sense = Sense.AT_LEAST, unit: str = "") -> Measure:
    return Measure(kind, d(target), d(value), sense, unit)


def plan(*done: bool) -> Measure:
    weights = (Decimal(20), Decimal(30), Decimal(50))
    return Measure(T.MILESTONE, milestones=tuple(Milestone(w, ok) for w, ok in zip(weights, done, strict=True)))


def parts(kind: T, numerator: str, denominator: str, target: str | None = None) -> Measure:
    return Measure(kind, d(target), numerator=d(numerator), denominator=d(denominator))


@pytest.mark.parametrize(
    ("measure", "rate", "met"),
    [
        (typed(T.CUMULATIVE, "168", "171.70"), "102.20", True),
        (typed(T.CUMULATIVE, "100", "40"), "40.00", False),
        (typed(T.CUMULATIVE, "200", "142"), "71.00", False),
        (typed(T.CUMULATIVE, "2.5", "1.27"), "50.80", False),
        (typed(T.FLOOR_STANDARD, "60", "60"), "100.00", True),
        (typed(T.FLOOR_STANDARD, "60", "83.46"), "100.00", True),
        (typed(T.FLOOR_STANDARD, "60", "55"), "91.67", False),
        (typed(T.RATE, "98", "95"), "96.94", False),
        (parts(T.RATE, "95", "100", "95"), "100.00", True),
        (parts(T.COVERAGE, "3305", "3305"), "100.00", True),
        (parts(T.COVERAGE, "1300", "1359"), "95.66", False),
        (typed(T.COVERAGE, "1359", "1300"), "95.66", False),
        (plan(True, True, False), "50.00", False),
        (plan(True, True, True), "100.00", True),
        (typed(T.START_COUNT, "4296", "4283"), "99.70", False),
        (typed(T.INVESTMENT, "5900", "5900"), "100.00", True),
        (Measure(T.POLICY, done=True), "100.00", True),
        (Measure(T.POLICY, done=False), "0.00", False),
        (parts(T.RECURRING, "6", "6", "12"), "100.00", False),
        (parts(T.RECURRING, "5", "6", "12"), "83.33", False),
        (parts(T.RECURRING, "12", "12", "12"), "100.00", True),
        (typed(T.RECURRING, "12", "6"), "50.00", False),
    ],
)
def test_all_nine_kinds_have_their_own_rate(measure, rate, met):
    assert (shown(completion_rate(measure)), is_met(measure)) == (rate, met)


@pytest.mark.parametrize(
    "measure",
    [
        typed(T.CUMULATIVE, "0", "5"),
        typed(T.CUMULATIVE, None, "5"),
        typed(T.CUMULATIVE, "100", None),
        typed(T.INVESTMENT, "0", "0"),
        typed(T.START_COUNT, "0", "0"),
        parts(T.RATE, "0", "0", "95"),
        parts(T.COVERAGE, "0", "0"),
        parts(T.RECURRING, "0", "0", "12"),
        Measure(T.MILESTONE),
        Measure(T.POLICY),
        typed(T.FLOOR_STANDARD, "60", None),
        typed(T.CUMULATIVE, "5", "0", Sense.AT_MOST),
    ],
)
def test_an_empty_denominator_or_a_missing_figure_gives_none(measure):
    assert completion_rate(measure) is None


@pytest.mark.parametrize(
    ("sense", "value", "rate", "met"),
    [
        (Sense.AT_LEAST, "12", "120.00", True),
        (Sense.AT_MOST, "12", "83.33", False),
        (Sense.AT_MOST, "8", "125.00", True),
        (Sense.EQUAL, "10", "100.00", True),
        (Sense.EQUAL, "12", "80.00", False),
        (Sense.EQUAL, "8", "80.00", False),
        (Sense.EQUAL, "25", "0.00", False),
    ],
)
def test_the_sense_decides_on_which_side_a_target_is_met(sense, value, rate, met):
    measure = typed(T.CUMULATIVE, "10", value, sense)
    assert (shown(completion_rate(measure)), is_met(measure)) == (rate, met)


def test_a_ceiling_is_reached_only_when_nothing_can_break_it_any_more():
    measure = typed(T.CUMULATIVE, "10", "3", Sense.AT_MOST)
    due = date(2023, 12, 31)
    assert is_reached(measure, date(2023, 6, 30), due) is False
    assert is_reached(measure, due, due) is True
    assert is_reached(typed(T.CUMULATIVE, "10", "10"), date(2023, 6, 30), due) is True


def test_figures_from_the_news_agree_within_five_hundredths_of_a_point():
    rate = completion_rate(typed(T.CUMULATIVE, "15.0", "5.24"))
    assert rate is not None
    assert abs(rate - Decimal("34.92")) <= Decimal("0.05")
    assert shown(deviation_pp(Decimal("34.92"), Decimal(400) / 12)) == "1.59"


@pytest.mark.parametrize(
    ("part", "whole", "per_cent"),
    [
        ("4600", "4700", "97.87"),
        ("2.4", "2.5", "96.00"),
        ("711", "1409", "50.46"),
        ("138", "907", "15.21"),
        ("182", "338", "53.85"),
        ("1181", "1181", "100.00"),
        ("39", "39", "100.00"),
    ],
)
def test_published_pairs_give_the_published_rate(part, whole, per_cent):
    assert shown(completion_rate(parts(T.COVERAGE, part, whole))) == per_cent


def test_a_rate_printed_as_99_7_leads_back_to_its_target():
    assert abs(Decimal(4283) / Decimal("0.997") - 4296) <= 1


def test_payments_are_expected_in_full_once_they_are_due():
    assert expected_of(parts(T.RECURRING, "5", "6", "12"), Decimal(50)) == 100
    assert expected_of(parts(T.RECURRING, "0", "0", "12"), None) is None
    assert expected_of(typed(T.CUMULATIVE, "12", "6"), Decimal(50)) == 50


def test_nothing_known_gives_no_deviation():
    assert deviation_pp(None, Decimal(50)) is None
    assert deviation_pp(Decimal(20), None) is None


def test_an_item_is_counted_by_all_its_indicators_and_charted_by_capped_rates():
    one = Decimal(1)
    item = item_rate([(one, Decimal("283.6"), True), (one, Decimal(40), False), (Decimal(2), None, None)])
    assert (item.n_met, item.n_total, item.mean, item.is_met) == (1, 3, Decimal(70), False)
    assert item_rate([(one, Decimal(100), True), (one, Decimal(139), True)]).is_met
    assert not item_rate([]).is_met
    assert mean_of_capped([(Decimal(0), Decimal(50))]) is None


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (typed(T.FLOOR_STANDARD, "60", "60", unit="元"), "达到目标60元"),
        (typed(T.FLOOR_STANDARD, "60", "55", unit="元"), "未达标：目标60元，实际55元"),
        (typed(T.CUMULATIVE, "168", "171.70", unit="公里"), "完成171.7公里，占目标168公里的102.20%"),
        (typed(T.CUMULATIVE, "5900", "5900", unit="万元"), "完成5900万元，占目标5900万元的100%"),
        (typed(T.CUMULATIVE, None, "12", unit="户"), "12户"),
        (typed(T.CUMULATIVE, "5", None, unit="户"), "未报"),
        (typed(T.RATE, "98", "95"), "95%，低于目标98% 3个百分点，未达标"),
        (typed(T.RATE, "90", "95.5"), "95.50%，高于目标90% 5.50个百分点"),
        (typed(T.RATE, "5", "3", Sense.AT_MOST), "3%，低于目标5% 2个百分点"),
        (typed(T.RATE, "5", "6", Sense.AT_MOST), "6%，高于目标5% 1个百分点，未达标"),
        (typed(T.RATE, "95", "95"), "95%，与目标持平"),
        (Measure(T.COVERAGE, d("3305"), d("3305"), unit="个"), "3305个覆盖3305个，覆盖率100%"),
        (parts(T.RECURRING, "5", "6"), "应发6，已发5，发放率83.33%"),
        (plan(True, False, False), "3个节点完成1个，进度20%"),
        (Measure(T.POLICY, done=True), "已出台"),
        (Measure(T.POLICY, done=False), "未出台"),
        (Measure(T.POLICY), "未报"),
        (Measure(T.MILESTONE), "未报"),
        (Measure(T.COVERAGE), "未报"),
    ],
)
def test_an_achievement_reads_as_a_table_says_it(measure, words):
    assert str(in_words(measure)) == words
