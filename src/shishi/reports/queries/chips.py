"""Figures of a text: computed once over a cut, kept as chips, and run again when somebody opens one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from shishi.reports.queries.cuts import Figure, Frozen, UnknownFigure, figure
from shishi.rules.figures import DASH, number, percent, percent_in_text, points

type Chip = dict[str, Any]
type Chips = dict[str, Chip]
# How a figure is computed: by a formula over the cut, or by a room above that counts records of its own as well.
type Compute = Callable[[str, dict[str, str], Frozen], Figure]


def show(value: Decimal | None, shape: str) -> str:
    """A value as it is printed.

    shape  `percent` in a sentence, `percent2` in a table, `points` with its sign, `gap` without, `signed` for a column
           whose head names the unit, or `n:` and the word that follows the number: n:项;
           `by:` divides by a scale first: by:10000:万元
    """
    match shape:
        case "percent":
            return percent_in_text(value)
        case "percent2":
            return percent(value)
        case "points":
            return points(value)
        case "signed":
            return DASH if value is None else points(value).removesuffix("个百分点")
        case "gap":
            return points(None if value is None else abs(value), signed=False)
    if shape.startswith("by:"):
        scale, _colon, word = shape.removeprefix("by:").partition(":")
        return DASH if value is None else number(value / int(scale)) + word
    return DASH if value is None else number(value) + shape.removeprefix("n:")


@dataclass
class Book:
    """The figures a text prints, by key; the same formula with the same arguments and shape is one chip."""

    of: Frozen
    kept: Chips = field(default_factory=dict)
    compute: Compute = figure

    def take(self, code: str, shape: str, **args: Any) -> str:
        """The key of a figure, computed if it is new. Raises UnknownFigure."""
        plain = {name: str(value) for name, value in args.items()}
        for key, known in self.kept.items():
            if (known["code"], known["args"], known["shape"]) == (code, plain, shape):
                return key
        key = str(max((int(k) for k in self.kept), default=0) + 1)
        self.kept[key] = chip_of(code, plain, shape, self.compute(code, plain, self.of))
        return key


def chip_of(code: str, args: dict[str, str], shape: str, found: Figure) -> Chip:
    """A figure as a text keeps it."""
    value = decimal_of(found.value)
    return {
        "code": code,
        "args": args,
        "shape": shape,
        "value": "" if value is None else format(value, "f"),
        "shown": show(value, shape),
        "n_rows": found.n_rows,
        "digest": found.digest,
    }


def decimal_of(value: object) -> Decimal | None:
    """A formula's value as a number; None where it gave none."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def again(known: Chip, of: Frozen, compute: Compute = figure) -> Figure | None:
    """The chip's formula run again over a cut; None where the cut no longer holds what it names."""
    try:
        return compute(known["code"], known["args"], of)
    except UnknownFigure:
        return None


def rebound(kept: Chips, of: Frozen, compute: Compute = figure) -> Chips:
    """The same chips over another cut; what that cut does not hold shows a dash."""
    found: Chips = {}
    for key, known in kept.items():
        new = again(known, of, compute) or Figure(known["code"], None, 0, (), "")
        found[key] = chip_of(known["code"], known["args"], known["shape"], new)
    return found


def changed(kept: Chips, of: Frozen, compute: Compute = figure) -> tuple[str, ...]:
    """The keys of chips whose frozen rows no longer give what was kept."""
    return tuple(key for key, known in kept.items() if is_changed(known, again(known, of, compute)))


def is_changed(known: Chip, now: Figure | None) -> bool:
    """Whether a formula run again gives other rows, or another value, than what was printed."""
    if now is None:
        return bool(known["digest"])
    return now.digest != known["digest"] or decimal_of(now.value) != decimal_of(known["value"])
