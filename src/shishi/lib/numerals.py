"""Numbers written in Chinese characters, everyday (三十九) and financial (壹拾)."""

from decimal import Decimal
from typing import Final

_FINANCIAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两〇", "一二三四五六七八九十百千二零")
_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_GROUPS: Final = {"万": 10**4, "亿": 10**8}


def chinese_number(text: str) -> Decimal | None:
    """The number a run of numerals spells, or None where it spells none.

    三十九 → 39, 十二点五 → 12.5, 一亿零三万 → 100030000, 二〇二三 → 2023, 三万五 → 35000, 负五 → -5.
    """
    plain = text.translate(_FINANCIAL)
    sign = -1 if plain.startswith("负") else 1
    whole, dot, fraction = plain.removeprefix("负").partition("点")
    value = _whole(whole)
    if value is None or (dot and not (fraction and all(one in _DIGITS for one in fraction))):
        return None
    tail = "".join(str(_DIGITS[one]) for one in fraction)
    return sign * Decimal(f"{value}.{tail}" if tail else value)


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(one in _DIGITS for one in text):
        return int("".join(str(_DIGITS[one]) for one in text))
    return _spelt(text)


def _spelt(text: str) -> int | None:
    """Left to right: digits wait for their place, places gather in a group, groups close at 万 and 亿."""
    total = group = 0
    digit: int | None = None
    last = 1
    for one in text:
        if one in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[one]
            last = 1 if digit == 0 else last
        elif one in _PLACES:
            group += (1 if digit is None or (digit == 0 and not group) else digit) * _PLACES[one]
            digit, last = None, _PLACES[one]
        elif one in _GROUPS:
            total = _close(total, group + (digit or 0), _GROUPS[one])
            group, digit, last = 0, None, _GROUPS[one]
        else:
            return None
    # 三万五 and 一百二 leave out the last place: it is one tenth of the place before.
    return total + group + (digit or 0) * (last // 10 if last >= 100 else 1)


def _close(total: int, group: int, size: int) -> int:
    """一万亿 multiplies what stands before; 一亿三万 adds to it."""
    return (total + group) * size if size > 10**4 or not total else total + group * size
