"""How figures are written for people: rounding, per cent, percentage points, thousands, 万 and 亿.

Nothing here computes; results are text. A missing figure is a dash. Source: docs/domain/rates.md, "Writing figures".
"""

from decimal import ROUND_HALF_UP, Context, Decimal

from shishi.rules.indicators import unit_of

DASH = "—"
HUNDRED = Decimal(100)
# Wide enough that no quantity a government counts meets the default limit of 28 digits.
WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Return the value rounded for display: halves go away from zero, as offices do by hand."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=WIDE)


def share_of(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Return part ÷ whole in per cent; None when the whole is zero."""
    return Decimal(part) * HUNDRED / Decimal(whole) if whole else None


def number(value: Decimal | int | None, places: int | None = None, *, grouped: bool = False) -> str:
    """Return a plain number: as exact as it is, or to `places`; with thousands commas when grouped."""
    if value is None:
        return DASH
    exact = Decimal(value)
    if places is not None:
        exact = round_half_up(exact, places)
    text = f"{exact:,f}" if grouped else f"{exact:f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def percent(value: Decimal | None, places: int = 2) -> str:
    """Return a per cent figure for a table: always to `places`, 34.92%."""
    return DASH if value is None else f"{_unsigned_zero(round_half_up(value, places)):f}%"


def percent_in_text(value: Decimal | None, places: int = 2) -> str:
    """Return a per cent figure for a sentence: an exact whole is written whole, 100%, else to `places`."""
    if value is not None and value == value.to_integral_value():
        return f"{number(value)}%"
    return percent(value, places)


def points(value: Decimal | None, places: int = 2, *, signed: bool = True) -> str:
    """Return a difference of two per cent figures: +1.59个百分点; never a bare per cent sign."""
    if value is None:
        return DASH
    rounded = _unsigned_zero(round_half_up(value, places))
    text = number(rounded) if rounded == rounded.to_integral_value() else f"{rounded:f}"
    return f"{'+' if signed and rounded > 0 else ''}{text}个百分点"


def quantity(value: Decimal | None, unit: str, places: int | None = None, *, more: bool = False) -> str:
    """Return a stored quantity in the unit it is shown in: 52400 of 万人 is 5.24万人.

    value  in the base unit (人, 元); unit  as printed, its 万 or 亿 is scale
    more   the source says 余 or 多: 20余家, never part of the number
    """
    if value is None:
        return DASH
    shown = unit_of(unit)
    scaled = number(WIDE.divide(value, shown.scale), places)
    scale_word = shown.label.removesuffix(shown.base)
    return f"{scaled}{'余' if more else ''}{scale_word}{shown.base}"


def _unsigned_zero(value: Decimal) -> Decimal:
    """Return zero without a sign; minus nothing is nothing."""
    return abs(value) if value == 0 else value
