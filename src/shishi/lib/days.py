"""Days as people type them: Excel serials, 2023.9.15, 9月底, 年底, １２月, 1月—12月."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Literal

from django.utils.translation import gettext as _

from shishi.lib.numerals import chinese_number
from shishi.lib.text import simplify
from shishi.lib.unreadable import UnreadableError

MAX_LENGTH: Final = 64
EXAMPLE: Final = "2023-09-15"
EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)

Precision = Literal["day", "month", "year"]
Edge = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of what was typed; a single day is a span of one."""

    first: date
    last: date

    @property
    def precision(self) -> Precision:
        """How exactly the span was typed."""
        days = (self.last - self.first).days
        return "day" if days == 0 else "month" if days < 31 else "year"


_EMPTY: Final = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无", "待定"})
_SPACES: Final = re.compile(r"\s+")
_CLOCK: Final = re.compile(
    r"[ T]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$", re.ASCII
)
_NUMERALS: Final = re.compile("[零〇一二三四五六七八九十]+(?=[年月日号季])")
_DASHES: Final = re.compile("[—–―~～〜至到]+|--+")
_SEPARATED: Final = re.compile(r"([0-9]{4})[./\-年]([0-9]{1,2})(?:[./\-月]([0-9]{1,2})[日号]?|月?)", re.ASCII)
_MONTH_DAY: Final = re.compile(r"([0-9]{1,2})(?:月|[./\-])([0-9]{1,2})[日号]?", re.ASCII)
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?", re.ASCII)
_NAMED: Final = re.compile(r"(?:([0-9]{4})年?)?(?:([0-9]{1,2})月份?|第?([1-4])季度?)?(.{0,2})", re.ASCII)
_SERIAL: Final = re.compile(r"[0-9]{5}(?:\.[0-9]{1,15})?", re.ASCII)
_YEARS: Final = {"今年": 0, "本年": 0, "当年": 0, "全年": 0, "明年": 1, "次年": 1, "去年": -1, "上年": -1}
_PART_WORDS: Final = {
    "": (0.0, 1.0),
    "内": (0.0, 1.0),
    "初": (0.0, 0.0),
    "中": (0.5, 0.5),
    "底": (1.0, 1.0),
    "末": (1.0, 1.0),
}
_TENS: Final = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


def day(found: object, *, year: int | None = None, edge: Edge = "end", epoch: date = EPOCH_1900) -> date | None:
    """The day in a cell or field, or None where there is none.

    year    what to take where the cell names no year (9月底, 年底); without it such a cell is refused
    edge    “2023年9月” as a deadline is its last day (end), as a beginning its first (start)
    epoch   day zero of serial numbers: EPOCH_1900, or EPOCH_1904 for old Macintosh workbooks

    Raises UnreadableError for anything else, and for days that do not exist.
    """
    read = span(found, year=year, epoch=epoch)
    if read is None:
        return None
    return read.last if edge == "end" else read.first


def span(found: object, *, year: int | None = None, epoch: date = EPOCH_1900) -> Span | None:
    """First and last day of what was typed: 1月—12月, 2023.3-2023.11, 9月, 全年; same errors as `day`."""
    if found is None:
        return None
    if isinstance(found, datetime):
        return Span(found.date(), found.date())
    if isinstance(found, date):
        return Span(found, found)
    if isinstance(found, bool | time):
        raise _unreadable(found)
    if isinstance(found, int | float | Decimal):
        return _from_number(Decimal(str(found)), found, epoch)
    typed = str(found)
    if len(typed) > MAX_LENGTH:
        raise _unreadable(found)
    return _from_text(_plain(typed), found, year, epoch)


def serial_day(serial: Decimal, epoch: date = EPOCH_1900) -> date | None:
    """The day an Excel serial number stands for, or None outside 1900–2199.

    Excel believes in 29 February 1900; serials up to 59 are therefore one day later than arithmetic says.
    """
    whole = int(serial)
    if epoch == EPOCH_1900 and whole < 61:
        whole += 1 if 0 < whole < 60 else -1_000_000
    if not 0 <= whole < 109_575:
        return None
    return epoch + timedelta(days=whole)


def _plain(typed: str) -> str:
    normal = simplify(unicodedata.normalize("NFKC", typed)).strip()
    normal = _SPACES.sub("", _CLOCK.sub("", normal))
    normal = _NUMERALS.sub(lambda match: str(chinese_number(match.group()) or match.group()), normal)
    for ending in ("完成", "办结", "止", "之前", "以前", "前"):
        normal = normal.removesuffix(ending)
    return normal


def _from_text(plain: str, found: object, year: int | None, epoch: date) -> Span | None:
    if plain in _EMPTY:
        return None
    if _SERIAL.fullmatch(plain):
        return _from_number(Decimal(plain), found, epoch)
    parts = _DASHES.split(plain)
    if len(parts) == 1 and plain.count("-") == 1 and not _one(plain, year):
        parts = plain.split("-")
    if len(parts) == 2 and parts[0].isdigit() and parts[1].endswith("月"):
        parts[0] += "月"
    ends = [_one(part, year) for part in parts if part]
    if len(ends) == 2 and ends[1] is None:
        ends[1] = _one(_with_month_of(parts), year)
    if not ends or len(ends) > 2 or None in ends:
        raise _unreadable(found, "" if year else _("，并写明年份"))
    first, last = ends[0], ends[-1]
    if first is None or last is None or first.first > last.last:
        raise _unreadable(found)
    return Span(first.first, last.last)


def _with_month_of(parts: list[str]) -> str:
    """9月1日至15日 leaves the month out of its second half."""
    month, mark, _rest = parts[0].rpartition("月")
    return f"{month}{mark}{parts[-1]}"


def _one(part: str, year: int | None) -> Span | None:
    if match := _SEPARATED.fullmatch(part):
        return _calendar(match.group(1), match.group(2), match.group(3))
    if (match := _COMPACT.fullmatch(part)) and part[:2] in ("19", "20", "21"):
        return _calendar(match.group(1), match.group(2), match.group(3))
    if match := _MONTH_DAY.fullmatch(part):
        return _calendar(str(year), match.group(1), match.group(2)) if year else None
    return _named(part, year)


def _calendar(year: str, month: str, day_of_month: str | None) -> Span | None:
    """A day or a whole month; None where the calendar has none such."""
    try:
        first = date(int(year), int(month), int(day_of_month or 1))
    except ValueError:
        return None
    return Span(first, first) if day_of_month else _months(first.year, first.month, 1)


def _named(part: str, year: int | None) -> Span | None:
    """2023年, 9月底, 二季度末, 明年6月, 年内, 全年."""
    for word, away in _YEARS.items():
        if part.startswith(word) and year:
            part, year = part.removeprefix(word), year + away
            if not part:
                return _months(year, 1, 12)
    match = _NAMED.fullmatch(part)
    if match is None or not part:
        return None
    typed_year, month, quarter, rest = match.groups()
    year = int(typed_year) if typed_year else year
    rest = rest.removeprefix("年") if not (month or quarter) else rest.removeprefix("份")
    if not year or not 1900 <= year <= 2199 or (month and not 1 <= int(month) <= 12):
        return None
    if not (typed_year or month or quarter) and part[0] != "年":
        return None
    first_month, n_months = (int(month), 1) if month else (int(quarter) * 3 - 2, 3) if quarter else (1, 12)
    return _part_of(year, first_month, n_months, rest)


def _part_of(year: int, month: int, n_months: int, word: str) -> Span | None:
    whole = _months(year, month, n_months)
    if word in _TENS and n_months == 1:
        first, last = _TENS[word]
        return Span(whole.first.replace(day=first), whole.last.replace(day=min(last, whole.last.day)))
    if word not in _PART_WORDS:
        return None
    begin, end = _PART_WORDS[word]
    length = (whole.last - whole.first).days
    if begin == end:
        at = whole.first + timedelta(days=round(length * begin))
        return Span(at, at)
    return whole


def _months(year: int, month: int, count: int) -> Span:
    last = month + count - 1
    return Span(date(year, month, 1), date(year, last, monthrange(year, last)[1]))


def _from_number(number: Decimal, found: object, epoch: date) -> Span:
    if not number.is_finite():
        raise _unreadable(found)
    if number == number.to_integral_value() and 19_000_101 <= number <= 21_991_231:
        read = _one(str(int(number)), None)
    else:
        at = serial_day(number, epoch) if 20_000 <= number < 109_575 else None
        read = Span(at, at) if at else None
    if read is None:
        raise _unreadable(found)
    return read


def _unreadable(found: object, more: str = "") -> UnreadableError:
    return UnreadableError(found, _("不是日期，应填年月日%(more)s") % {"more": more}, EXAMPLE)
