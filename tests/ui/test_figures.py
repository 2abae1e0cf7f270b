from decimal import Decimal

import pytest

from shishi.ui import figures, marks


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        (Decimal("1234567.50"), None, "1,234,567.5"),
        (Decimal("1200"), None, "1,200"),
        (Decimal("1E+3"), None, "1,000"),
        (12, 2, "12.00"),
        (Decimal("0.125"), 2, "0.13"),
        (Decimal("-0.125"), 2, "-0.13"),
        (None, 2, "—"),
    ],
)
def test_a_number_is_grouped_and_rounded_half_away_from_zero(value, scale, text):
    assert figures.number(value, scale) == text


@pytest.mark.parametrize(("value", "text"), [("1.58", "+1.6"), ("-7.92", "−7.9"), ("0.04", "0.0"), ("-0.04", "0.0")])
def test_a_difference_carries_its_sign_unless_it_rounds_to_nothing(value, text):
    assert figures.points(Decimal(value)) == f"{text} 个百分点"


def test_an_empty_rate_is_a_dash_and_a_rate_above_a_hundred_stands():
    assert (figures.percent(None), figures.percent(Decimal("101.34"))) == ("—", "101.3%")


def test_yuan_are_shown_in_wan():
    assert (figures.wan(48_655_000), figures.wan(None)) == ("4,865.50", "—")


@pytest.mark.parametrize(
    ("days", "text", "tone"),
    [
        (3, "还剩 3 个工作日", 'class="due"'),
        (2, "还剩 2 个工作日", "due-soon"),
        (0, "今天到期", "due-soon"),
        (-4, "逾期 4 个工作日", "due-late"),
        (None, "无期限", 'class="due"'),
    ],
)
def test_days_left_say_what_they_mean(days, text, tone):
    drawn = marks.due(days)
    assert text in drawn
    assert tone in drawn
