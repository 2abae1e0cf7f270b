"""Document numbers 发文字号, issue numbers and Chinese numerals. Source: docs/domain/money.md, "Numbers of papers"."""

from collections.abc import Iterable
from dataclasses import dataclass

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
GROUPS = ("", "万", "亿")
LARGEST = 10**12 - 1


@dataclass(frozen=True, order=True)
class DocNumber:
    """A number in a book: the office's mark, the year, and the place in the year."""

    mark: str
    year: int
    seq: int

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕{self.seq}号"


def missing_seqs(taken: Iterable[int]) -> tuple[int, ...]:
    """Return the places of a book nobody has drawn, up to the largest drawn: each needs an explanation."""
    drawn = set(taken)
    return tuple(n for n in range(1, max(drawn, default=0)) if n not in drawn)


def numeral(n: int) -> str:
    """Return a whole number from 0 to 999999999999 in Chinese numerals: 9 is 九, 12 is 十二, 110 is 一百一十."""
    if not 0 <= n <= LARGEST:
        raise ValueError(f"no numeral for {n}")
    if n == 0:
        return DIGITS[0]
    text, gap = "", False
    for power in (2, 1, 0):
        group = n // 10_000**power % 10_000
        if not group:
            gap = bool(text)
            continue
        text += DIGITS[0] if text and (gap or group < 1000) else ""
        text += _four(group) + GROUPS[power]
        gap = False
    return text.removeprefix("一") if text.startswith("一十") else text


def _four(n: int) -> str:
    """Return a number from 1 to 9999 in numerals, one 零 for any run of empty places inside it."""
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if digit:
            text += (DIGITS[0] if gap else "") + DIGITS[digit] + PLACES[power]
        gap = not digit and bool(text)
    return text


def issue_label(n: int) -> str:
    """Return the name of an issue in its year: 第9期."""
    return f"第{n}期"
