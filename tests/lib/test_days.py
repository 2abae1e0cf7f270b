"""Days are read however an office writes them, or refused with a sentence."""

import time
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi.lib.days import EPOCH_1904, Span, day, serial_day, span
from shishi.lib.unreadable import UnreadableError

FIFTEENTH = date(2023, 9, 15)


@pytest.mark.parametrize(
    "typed",
    [
        FIFTEENTH,
        datetime(2023, 9, 15, 8, 30),  # noqa: DTZ001 - a workbook knows no time zone
        45184,
        45184.75,
        Decimal(45184),
        "45184",
        20230915,
        "20230915",
        "2023.9.15",
        "2023/09/15",
        "2023-09-15 00:00:00",
        "2023-09-15T00:00:00Z",
        "２０２３年９月１５日",
        "2023 年 9 月 15 日",
        "二〇二三年九月十五日",
        "9月15日",
        "9.15",
        "9月15号前",
        "2023年9月15日之前完成",
    ],
)
def test_one_day_in_many_spellings(typed):
    assert day(typed, year=2023) == FIFTEENTH


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023年9月", (9, 1), (9, 30)),
        ("2023.09", (9, 1), (9, 30)),
        ("202309", (9, 1), (9, 30)),
        ("9月份", (9, 1), (9, 30)),
        ("9月底", (9, 30), (9, 30)),
        ("9月初", (9, 1), (9, 1)),
        ("2月下旬", (2, 21), (2, 28)),
        ("二季度", (4, 1), (6, 30)),
        ("第3季度末", (9, 30), (9, 30)),
        ("年底", (12, 31), (12, 31)),
        ("年底前", (12, 31), (12, 31)),
        ("12月底", (12, 31), (12, 31)),
        ("2023年底", (12, 31), (12, 31)),
        ("2023年", (1, 1), (12, 31)),
        ("全年", (1, 1), (12, 31)),
        ("年内", (1, 1), (12, 31)),
        ("1月—12月", (1, 1), (12, 31)),
        ("3月至11月", (3, 1), (11, 30)),
        ("3-11月", (3, 1), (11, 30)),
        ("2023.3-2023.11", (3, 1), (11, 30)),
        ("2023年3月1日～2023年11月15日", (3, 1), (11, 15)),
        ("9月1日至15日", (9, 1), (9, 15)),
    ],
)
def test_months_quarters_and_spans_have_two_ends(typed, first, last):
    assert span(typed, year=2023) == Span(date(2023, *first), date(2023, *last))


def test_a_month_is_a_deadline_at_its_end_and_a_start_at_its_beginning():
    assert day("2024年2月") == date(2024, 2, 29)
    assert day("2024年2月", edge="start") == date(2024, 2, 1)
    assert span("2024年2月").precision == "month"
    assert span("2024-02-05").precision == "day"


def test_next_year_is_counted_from_the_year_of_the_programme():
    assert day("明年6月底", year=2023) == date(2024, 6, 30)


@pytest.mark.parametrize("typed", [None, "", " ", "—", "/", "待定"])
def test_no_day_is_none(typed):
    assert day(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["尽快", "2023-02-30", "2023年13月", "99", 12, True, "9" * 65, "12月—1月", "1月-2月-3月", "2023-9-15-1", "0月"],
)
def test_what_is_no_day_is_refused_with_an_example(typed):
    with pytest.raises(UnreadableError, match=r"不是日期，应填年月日.*例如“2023-09-15”"):
        day(typed, year=2023)


def test_a_day_without_its_year_asks_for_the_year():
    with pytest.raises(UnreadableError, match="写明年份"):
        day("9月底")


def test_serials_count_from_two_epochs_and_forgive_excel_its_leap_year():
    assert serial_day(Decimal(1)) == date(1900, 1, 1)
    assert serial_day(Decimal(59)) == date(1900, 2, 28)
    assert serial_day(Decimal(60)) is None
    assert serial_day(Decimal(61)) == date(1900, 3, 1)
    assert serial_day(Decimal(45184 - 1462), EPOCH_1904) == FIFTEENTH
    assert serial_day(Decimal(10**12)) is None


@given(st.text(max_size=80) | st.floats() | st.integers())
def test_anything_is_a_day_or_a_sentence_and_never_a_crash(found):
    with suppress(UnreadableError):
        read = span(found, year=2023)
        assert read is None or read.first <= read.last


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31)))
def test_every_day_is_read_back_from_each_of_its_spellings(one):
    spellings = [f"{one:%Y-%m-%d}", f"{one.year}年{one.month}月{one.day}日", f"{one.year}.{one.month}.{one.day}"]
    assert {day(spelling) for spelling in [*spellings, f"{one:%Y%m%d}"]} == {one}


@pytest.mark.parametrize("one", ["1", "1月", "-", "年", "1-", "—", "二"])
def test_ten_thousand_characters_are_refused_at_once(one):
    begin = time.process_time()
    with pytest.raises(UnreadableError):
        day(one * 10_000, year=2023)
    assert time.process_time() - begin < 0.05
