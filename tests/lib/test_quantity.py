"""What people type into a figure is read, or refused with a sentence."""

import time
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi.lib.quantity import Bound, number, quantity, split_unit
from shishi.lib.unreadable import UnreadableError

READ = [
    ("５．２４万人", "人", "52400", 10_000, Bound.EXACT),
    ("1,234.5", "", "1234.5", 1, Bound.EXACT),
    ("１，２３４", "个", "1234", 1, Bound.EXACT),
    ("3797.85万元", "万元", "37978500", 10_000, Bound.EXACT),
    ("3797.85", "万元", "37978500", 10_000, Bound.EXACT),
    ("1.2億元", "元", "120000000", 10**8, Bound.EXACT),
    ("约60余篇", "篇", "60", 1, Bound.ABOUT),
    ("60余篇", "篇", "60", 1, Bound.MORE),
    ("10万多户", "户", "100000", 10_000, Bound.MORE),
    ("10余万户", "户", "100000", 10_000, Bound.MORE),
    ("超90%", "%", "90", 1, Bound.OVER),
    ("≥35%", "%", "35", 1, Bound.AT_LEAST),
    ("90％以上", "%", "90", 1, Bound.AT_LEAST),
    ("不少于200公里", "公里", "200", 1, Bound.AT_LEAST),
    ("百分之九十", "%", "90", 1, Bound.EXACT),
    ("5个百分点", "", "5", 1, Bound.EXACT),
    ("三十九", "项", "39", 1, Bound.EXACT),
    ("壹拾", "项", "10", 1, Bound.EXACT),
    ("十二点五", "", "12.5", 1, Bound.EXACT),
    ("一百二十三万", "元", "1230000", 1, Bound.EXACT),
    ("−5", "", "-5", 1, Bound.EXACT),
    (" 12 345 ", "", "12345", 1, Bound.EXACT),
    (12.000000001, "", "12", 1, Bound.EXACT),
    (Decimal("11.9999999999"), "", "12", 1, Bound.EXACT),
    (0.1 + 0.2, "", "0.3", 1, Bound.EXACT),
    ("1.5e3", "", "1500", 1, Bound.EXACT),
    ("0", "人", "0", 1, Bound.EXACT),
]


@pytest.mark.parametrize(("typed", "unit", "value", "scale", "bound"), READ)
def test_a_typed_figure_is_read(typed, unit, value, scale, bound):
    read = quantity(typed, unit=unit)
    assert (read.value, read.scale, read.bound) == (Decimal(value), scale, bound)
    assert read.unit == (split_unit(unit)[1] or read.unit)


@pytest.mark.parametrize("typed", [None, "", "  ", "—", "——", "-", "/", "无", "\u3000", "暂无"])
def test_no_figure_is_none_and_not_zero(typed):
    assert quantity(typed, unit="人") is None


@pytest.mark.parametrize(
    ("typed", "unit", "words"),
    [
        ("完成", "个", "不是数字，应填一个数，例如“1234.5个”"),
        ("3-5", "个", "单位是“-5”"),
        ("1,23", "", "别的文字"),
        ("12人", "户", "单位是“人”"),
        ("3个12", "", "别的文字"),
        (True, "", "不是数字"),
        (date(2023, 9, 15), "", "不是数字"),
        ("1" * 65, "", "太长"),
        ("1e40", "", "范围"),
        (float("nan"), "", "范围"),
        ("#REF!", "", "不是数字"),
    ],
)
def test_what_is_no_figure_is_refused_with_an_example(typed, unit, words):
    with pytest.raises(UnreadableError) as caught:
        quantity(typed, unit=unit)
    assert words in caught.value.sentence
    assert "例如" in caught.value.sentence


def test_a_bare_number_has_no_unit_and_no_about():
    assert number("12.5") == Decimal("12.5")
    assert number("") is None
    with pytest.raises(UnreadableError):
        number("约12")
    with pytest.raises(UnreadableError):
        number("12人")


@pytest.mark.parametrize(
    ("spelt", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("一百零五", 105),
        ("一百二", 120),
        ("三万五", 35_000),
        ("两千三百", 2300),
        ("一亿零三万", 100_030_000),
        ("一万亿", 10**12),
        ("二零二三", 2023),
        ("叁佰贰拾壹", 321),
        ("负五", -5),
    ],
)
def test_chinese_numerals_are_read(spelt, value):
    assert quantity(spelt).value == value


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=4))
def test_every_number_is_read_back_however_it_is_printed(value):
    assert quantity(f"{value:,}").value == value
    assert quantity(f"{value}万元", unit="元").value == value * 10_000


@given(st.text(max_size=80))
def test_any_text_is_a_figure_or_a_sentence_and_never_a_crash(typed):
    with suppress(UnreadableError):
        read = quantity(typed, unit="万元")
        assert read is None or read.unit == "元"


@pytest.mark.parametrize("one", ["1", ",", "1,", "万", "约", "一", "e", "- ", "."])
def test_ten_thousand_characters_are_refused_at_once(one):
    begin = time.process_time()
    with pytest.raises(UnreadableError):
        quantity(one * 10_000)
    assert time.process_time() - begin < 0.05
