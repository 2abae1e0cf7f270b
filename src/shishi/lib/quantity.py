"""Figures as people type them: full-width digits, 万 and 亿, units, “about”, Chinese numerals, per cent."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from shishi.lib.numerals import chinese_number
from shishi.lib.text import simplify
from shishi.lib.unreadable import UnreadableError

MAX_LENGTH: Final = 64
EMPTY: Final = frozenset({"", "-", "--", "—", "——", "–", "－", "/", "\\", "无", "暂无", "空", "n/a", "na", "null", "."})
UNITS: Final = frozenset(
    "个项件次人户张处起条封篇份家所场笔元%批座亩米名套台辆间栋期天年月日村镇站组位盏口棵株吨床"
) | {
    "个百分点",
    "百分点",
    "工作日",
    "平方米",
    "平方公里",
    "立方米",
    "人次",
    "车次",
    "批次",
    "户次",
    "公里",
    "千米",
    "公顷",
    "小时",
    "分钟",
}
"""Base units of the register (docs/domain/quantities.md); 万 and 亿 are scales and never units."""

SCALES: Final = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}


class Bound(StrEnum):
    """How exact the typed figure claims to be."""

    EXACT = ""
    ABOUT = "≈"
    MORE = "+"
    """余, 多: somewhat more than the figure."""
    OVER = ">"
    AT_LEAST = "≥"
    UNDER = "<"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure.

    value   in the base unit: 5.24万人 is 52400, 90% is 90
    unit    the base unit, "" where none was typed or expected
    scale   1, 10_000, 100_000_000 …: how it was typed, for showing it the same way
    bound   whether the figure is exact; never part of the number
    """

    value: Decimal
    unit: str = ""
    scale: int = 1
    bound: Bound = Bound.EXACT


_BEFORE: Final = (
    ("大于等于", Bound.AT_LEAST),
    ("小于等于", Bound.AT_MOST),
    ("不少于", Bound.AT_LEAST),
    ("不低于", Bound.AT_LEAST),
    ("不超过", Bound.AT_MOST),
    ("不高于", Bound.AT_MOST),
    ("不多于", Bound.AT_MOST),
    ("大约", Bound.ABOUT),
    ("至少", Bound.AT_LEAST),
    ("超过", Bound.OVER),
    ("大于", Bound.OVER),
    ("高于", Bound.OVER),
    ("小于", Bound.UNDER),
    ("低于", Bound.UNDER),
    ("达到", Bound.EXACT),
    (">=", Bound.AT_LEAST),
    ("<=", Bound.AT_MOST),
    ("≥", Bound.AT_LEAST),
    ("≧", Bound.AT_LEAST),
    ("≤", Bound.AT_MOST),
    ("≦", Bound.AT_MOST),
    (">", Bound.OVER),
    ("<", Bound.UNDER),
    ("≈", Bound.ABOUT),
    ("约", Bound.ABOUT),
    ("近", Bound.ABOUT),
    ("超", Bound.OVER),
    ("共", Bound.EXACT),
)
_AFTER: Final = (
    ("及以上", Bound.AT_LEAST),
    ("及以下", Bound.AT_MOST),
    ("以上", Bound.AT_LEAST),
    ("以下", Bound.AT_MOST),
    ("以内", Bound.AT_MOST),
    ("左右", Bound.ABOUT),
    ("上下", Bound.ABOUT),
)
_SPACES: Final = re.compile(r"\s+")
_MINUS: Final = str.maketrans({"−": "-", "–": "-", "﹣": "-", "〇": "零"})
_DIGITS: Final = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,2})?", re.ASCII)
_NUMERALS: Final = re.compile("[零一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟负]+")
_NEAR: Final = Decimal("1e-8")
_LIMIT: Final = Decimal("1e15")


def quantity(found: object, *, unit: str = "") -> Quantity | None:
    """The figure in a cell or field, or None where there is none (empty, “—”, “无”).

    unit   what the column or definition says, such as 万元: taken where the cell names none, and its scale with it.
           A cell that names another unit is refused, 5.24万人 under 人 is not.

    Raises UnreadableError for two figures, a range, a word, a date, another unit, or a figure of 10^15 and more.
    """
    scale_expected, unit_expected = split_unit(unit)
    example = f"1234.5{unit}"
    if found is None:
        return None
    if isinstance(found, bool | date | time):
        raise UnreadableError(found, _("不是数字，应填一个数"), example)
    if isinstance(found, int | float | Decimal):
        return Quantity(_settled(Decimal(str(found)) * scale_expected, found, example), unit_expected, scale_expected)
    typed = str(found)
    if len(typed) > MAX_LENGTH:
        raise UnreadableError(found, _("太长，不像一个数，应只填一个数"), example)
    plain = _SPACES.sub("", simplify(unicodedata.normalize("NFKC", typed)).translate(_MINUS)).casefold()
    if plain in EMPTY:
        return None
    bound, plain = _bound_before(plain)
    number, rest = _number(plain, found, example)
    return _with_unit(number, rest, bound, (scale_expected, unit_expected), found, example)


def number(found: object) -> Decimal | None:
    """The bare figure in a cell: a share of a target, a serial number, a weight. Same errors as `quantity`."""
    read = quantity(found)
    if read is not None and (read.unit not in ("", "%") or read.bound):
        raise UnreadableError(found, _("不是单纯的数字，应只填数字"), "12.5")
    return read.value if read else None


def split_unit(unit: str) -> tuple[int, str]:
    """Scale and base unit of a unit as offices write it: 万元 → (10000, 元), 亿 → (100000000, ""), 个 → (1, 个)."""
    plain = simplify(unicodedata.normalize("NFKC", unit)).strip()
    for word in () if plain in UNITS else sorted(SCALES, key=len, reverse=True):
        if word and plain.startswith(word):
            return SCALES[word], plain[len(word) :]
    return 1, plain


def _bound_before(plain: str) -> tuple[Bound, str]:
    """Bounds may be piled up (约60余, 达到≥35%): the last that says anything wins."""
    bound = Bound.EXACT
    for _round in range(2):
        for word, meaning in _BEFORE:
            if plain.startswith(word):
                bound, plain = meaning or bound, plain[len(word) :]
                break
    return bound, plain


def _number(plain: str, found: object, example: str) -> tuple[Decimal, str]:
    if (match := _DIGITS.match(plain)) and any(character.isdigit() for character in match.group()):
        return Decimal(match.group().replace(",", "")), plain[match.end() :]
    spelt = plain.removeprefix("百分之")
    if match := _NUMERALS.match(spelt):
        value = chinese_number(match.group())
        if value is not None:
            return value, spelt[match.end() :] + ("%" if spelt != plain else "")
    raise UnreadableError(found, _("不是数字，应填一个数"), example)


def _with_unit(
    number: Decimal, rest: str, bound: Bound, expected: tuple[int, str], found: object, example: str
) -> Quantity:
    rest, bound = _bound_after(rest, bound)
    scale, named = split_unit(rest)
    if named[:1] in ("余", "多"):
        named, bound = named[1:], bound or Bound.MORE
    scale_expected, unit_expected = expected
    if not rest:
        scale, named = scale_expected, unit_expected
    elif not named:
        named = unit_expected
    elif unit_expected and named != unit_expected:
        raise UnreadableError(found, _("的单位是“%(unit)s”，与要求的单位不符") % {"unit": named}, example)
    elif not unit_expected and named not in UNITS:
        raise UnreadableError(found, _("里除了数还有别的文字，应只填一个数和单位"), example)
    return Quantity(_settled(number * scale, found, example), named, scale, bound)


def _bound_after(rest: str, bound: Bound) -> tuple[str, Bound]:
    if rest[:1] in ("余", "多"):
        rest, bound = rest[1:], bound or Bound.MORE
    for word, meaning in _AFTER:
        if rest.endswith(word):
            return rest.removesuffix(word), meaning
    if len(rest) > 1 and rest[-1] in ("余", "多"):
        return rest[:-1], bound or Bound.MORE
    return rest, bound


def _settled(value: Decimal, found: object, example: str) -> Decimal:
    """Excel keeps binary floats: 12.000000001 and 11.999999999 both mean 12."""
    if not value.is_finite() or abs(value) >= _LIMIT:
        raise UnreadableError(found, _("不在可以填报的范围内，应小于一千万亿"), example)
    settled = value.quantize(_NEAR).normalize()
    return settled.quantize(Decimal(1)) if settled == settled.to_integral_value() else settled
