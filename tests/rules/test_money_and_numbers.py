"""Money in 元 and 万元; numbers of papers."""

from decimal import Decimal

import pytest

from shishi.rules.docnumber import (
    DocNumber,
    heading,
    issue_label,
    issue_label_numeral,
    missing_seqs,
    next_number,
    numeral,
    parse_number,
)
from shishi.rules.figures import percent
from shishi.rules.money import SOURCE_LABELS, Funds, Source, total_funds, wan, wan_in_text, wan_text, yuan


def test_money_is_kept_in_yuan_and_shown_in_wan():
    assert yuan(Decimal("3797.85")) == Decimal("37978500.00")
    assert yuan(Decimal("0.00000049")) == Decimal("0.00")
    assert wan(Decimal(37978500)) == Decimal("3797.85")
    assert wan_text(Decimal(37978550)) == "3797.86"
    assert wan_text(Decimal(37978500), grouped=True) == "3,797.85"
    assert wan_in_text(Decimal(59_000_000)) == "5900.00万元"
    assert (wan_text(None), wan_in_text(None)) == ("—", "—")


def test_the_rates_of_funds_are_by_source_or_total_and_none_without_a_base():
    whole = total_funds([Funds(Decimal(80), Decimal(40), Decimal(10)), Funds(Decimal(20), Decimal(10), Decimal(10))])
    assert (whole.arrival_rate, whole.payment_rate, whole.payment_rate_total) == (50, 40, 20)
    assert (Funds().arrival_rate, Funds().payment_rate, Funds().payment_rate_total) == (None, None, None)
    assert percent(Funds(Decimal("103.66"), Decimal("35.70")).arrival_rate) == "34.44%"
    assert set(SOURCE_LABELS) == set(Source)


@pytest.mark.parametrize(
    "text",
    ["潭县民专办〔2023〕9号", "潭县民专办[2023]9号", "潭县民专办（2023）第09号", " 潭县民专办 〔2023〕 9 号 "],
)
def test_a_number_is_read_in_any_brackets_and_written_in_one(text):
    number = parse_number(text)
    assert number == DocNumber("潭县民专办", 2023, 9)
    assert str(number) == "潭县民专办〔2023〕9号"


@pytest.mark.parametrize("text", ["", "第9期", "〔2023〕9号", "潭县民专办〔23〕9号", "潭县民专办〔2023〕0号"])
def test_what_is_not_a_number_is_not_read_as_one(text):
    assert parse_number(text) is None


def test_a_book_goes_on_after_the_last_number_drawn_and_begins_again_each_year():
    book = [DocNumber("潭县民专办", 2023, n) for n in (1, 2, 5)] + [DocNumber("潭县民专督", 2023, 8)]
    assert str(next_number("潭县民专办", 2023, book)) == "潭县民专办〔2023〕6号"
    assert str(next_number("潭县民专办", 2024, book)) == "潭县民专办〔2024〕1号"
    assert missing_seqs([1, 2, 5]) == (3, 4)
    assert missing_seqs([]) == ()


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (39, "三十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2023, "二千零二十三"),
        (10010, "一万零一十"),
        (100000, "十万"),
        (200500, "二十万零五百"),
        (100000001, "一亿零一"),
        (100001000, "一亿零一千"),
    ],
)
def test_chinese_numerals(n, text):
    assert numeral(n) == text


def test_headings_and_issues_carry_their_numbers():
    assert [heading(level, 3) for level in (1, 2, 3, 4)] == ["三、", "（三）", "3．", "（3）"]
    assert (issue_label(9), issue_label_numeral(12)) == ("第9期", "第十二期")
    with pytest.raises(ValueError, match="level 5"):
        heading(5, 1)
    with pytest.raises(ValueError, match="no numeral"):
        numeral(-1)
