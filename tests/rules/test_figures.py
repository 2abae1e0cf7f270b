"""Figures are written as offices write them."""

from decimal import Decimal

import pytest

from shishi.rules import figures, indicators


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("34.925", 2, "34.93"), ("-0.125", 2, "-0.13"), ("2.5", 0, "3"), ("34.9249", 2, "34.92")],
)
def test_halves_are_rounded_away_from_zero(value, places, rounded):
    assert str(figures.round_half_up(Decimal(value), places)) == rounded


def test_per_cent_has_two_places_in_tables_and_is_whole_in_text_when_exact():
    assert figures.percent(Decimal(100)) == "100.00%"
    assert figures.percent(Decimal("34.9249")) == "34.92%"
    assert figures.percent(Decimal("-0.001")) == "0.00%"
    assert figures.percent(None) == "—"
    assert figures.percent_in_text(Decimal("100.00")) == "100%"
    assert figures.percent_in_text(Decimal("99.999")) == "100.00%"
    assert figures.percent_in_text(Decimal("41.176")) == "41.18%"
    assert figures.percent_in_text(None) == "—"


def test_a_difference_of_per_cents_is_written_in_percentage_points():
    assert figures.points(Decimal("34.92") - Decimal(400) / 12) == "+1.59个百分点"
    assert figures.points(Decimal(-10)) == "-10个百分点"
    assert figures.points(Decimal("3.9"), 1, signed=False) == "3.9个百分点"
    assert figures.points(Decimal("-0.001")) == "0个百分点"
    assert figures.points(None) == "—"


def test_plain_numbers_keep_their_digits_or_take_the_places_asked_for():
    assert figures.number(Decimal("171.70")) == "171.7"
    assert figures.number(Decimal("171.705"), 2) == "171.71"
    assert figures.number(Decimal(26900), grouped=True) == "26,900"
    assert figures.number(Decimal("1E+3")) == "1000"
    assert figures.number(1200) == "1200"
    assert figures.number(Decimal("-0")) == "0"
    assert figures.number(None) == "—"


def test_wan_and_yi_are_scale_and_not_unit():
    assert figures.quantity(Decimal(52400), "万人") == "5.24万人"
    assert figures.quantity(Decimal("1552000000"), "亿元", 2) == "15.52亿元"
    assert figures.quantity(Decimal(20), "家", more=True) == "20余家"
    assert figures.quantity(Decimal(60000), "万户", more=True) == "6余万户"
    assert figures.quantity(None, "户") == "—"


def test_units_know_their_base_and_scale_and_unlisted_words_are_units_too():
    assert indicators.unit_of("万元") == indicators.Unit("元", indicators.WAN)
    assert indicators.unit_of(" 户 ").label == "户"
    assert indicators.unit_of("万株") == indicators.Unit("株", indicators.WAN)
    assert indicators.unit_of("盏") == indicators.Unit("盏")
    assert indicators.unit_of("户").is_whole
    assert not indicators.unit_of("公里").is_whole
    assert "万%" not in indicators.UNITS


def test_a_share_of_nothing_is_none():
    assert figures.share_of(3, 0) is None
    assert figures.share_of(3, 15) == 20


def test_every_code_has_a_label_of_its_own():
    for codes, labels in indicators.LABELS.items():
        assert set(labels) == {str(code) for code in codes}
        assert len(set(labels.values())) == len(labels)
