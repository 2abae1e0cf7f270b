"""Money in 元 and 万元; numbers of papers."""

from decimal import Decimal

import pytest

from shishi.rules.docnumber import DocNumber, issue_label, missing_seqs, numeral
from shishi.rules.figures import percent
from shishi.rules.money import Funds, wan, wan_text, yuan


def test_money_is_kept_in_yuan_and_shown_in_wan():
    assert yuan(Decimal("3797.85")) == Decimal("37978500.00")
    assert yuan(Decimal("0.00000049")) == Decimal("0.00")
    assert wan(Decimal(37978500)) == Decimal("3797.85")
    assert wan_text(Decimal(37978550)) == "3797.86"
    assert wan_text(Decimal(37978500), grouped=True) == "3,797.85"
    assert wan_text(None) == "—"


def test_the_rates_of_funds_are_none_without_a_base():
    whole = Funds(Decimal(100), Decimal(50), Decimal(20))
    assert (whole.arrival_rate, whole.payment_rate, whole.payment_rate_total) == (50, 40, 20)
    assert (Funds().arrival_rate, Funds().payment_rate, Funds().payment_rate_total) == (None, None, None)
    assert percent(Funds(Decimal("103.66"), Decimal("35.70")).arrival_rate) == "34.44%"


def test_a_number_is_written_in_one_way_and_gaps_in_a_book_are_seen():
    assert str(DocNumber("潭县民专办", 2023, 9)) == "潭县民专办〔2023〕9号"
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


def test_issues_carry_their_numbers():
    assert issue_label(9) == "第9期"
    with pytest.raises(ValueError, match="no numeral"):
        numeral(-1)
