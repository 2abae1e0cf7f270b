"""Guesses which field each heading of an office's own workbook means; the person who imports may decide otherwise."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from shishi.lib.days import day
from shishi.lib.quantity import UNITS, quantity, split_unit
from shishi.lib.text import fold
from shishi.lib.unreadable import UnreadableError
from shishi.lib.words import region_code, yes_or_no
from shishi.lib.xlsx.cells import Cell

Kind = Literal["text", "number", "percent", "day", "yes_no", "region", "unit"]

EXACT: Final = 1.0
SAME: Final = 0.97
ALIAS: Final = 0.94
BARE: Final = 0.9
"""The heading without what stands in its brackets is the label: 计划投资（万元）."""
PART: Final = 0.72
"""One row of a heading over two rows is the label: 年度目标/数量."""
WITHIN: Final = 0.5
"""The label stands inside the heading or the heading inside the label; longer shared parts count for more."""
ENOUGH: Final = 0.55
SAMPLED: Final = 50
_BRACKETS: Final = re.compile(r"[(（\[【]([^()（）\[\]【】]{0,30})[)）\]】]")
_VALUE_WORDS: Final = frozenset({"数量", "数值", "数", "值", "目标值", "合计", "内容", "名称"})


@dataclass(frozen=True, slots=True)
class Field:
    """One thing an importer wants to know of each row; the order of fields decides between equals."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    kind: Kind = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """One column understood.

    confidence  from `ENOUGH` to 1; 1 also where a person decided
    unit        what the heading says in brackets, 万元 of 计划投资（万元）; "" where it says no unit
    """

    column: int
    code: str
    confidence: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """The headings understood, by column; the columns left over; the required fields nobody names."""

    matches: tuple[Match, ...]
    leftovers: tuple[int, ...]
    missing: tuple[str, ...]

    @property
    def columns(self) -> dict[str, int]:
        """Column by field code."""
        return {match.code: match.column for match in self.matches}

    def match(self, code: str) -> Match | None:
        """How a field was understood, or None."""
        return next((one for one in self.matches if one.code == code), None)


def guess(
    headings: Sequence[str],
    fields: Sequence[Field],
    rows: Sequence[Sequence[Cell]] = (),
    *,
    decided: Mapping[int, str | None] | None = None,
) -> Guess:
    """Which field each column means. The same headings always give the same answer.

    headings   as `xlsx.header.Table` gives them: parts of several rows joined by “/”, "" for a column without one
    rows       a few data rows: figures under a heading speak for a figure field, words against it
    decided    what a person chose, by column; None leaves the column out. Decisions are never overruled.

    A field takes one column and a column one field; of two columns with one heading, the first whose values fit.
    """
    chosen = {at: code for at, code in (decided or {}).items() if 0 <= at < len(headings)}
    matches = [Match(at, code, 1.0, unit_of(headings[at])) for at, code in chosen.items() if code]
    taken = {match.code for match in matches}
    closed = set(chosen)
    for score, at, code in _ranked(headings, fields, rows):
        if at in closed or code in taken:
            continue
        matches.append(Match(at, code, round(min(score, 1.0), 2), unit_of(headings[at])))
        closed.add(at)
        taken.add(code)
    matches.sort(key=lambda match: match.column)
    used = {match.column for match in matches}
    return Guess(
        tuple(matches),
        tuple(at for at, heading in enumerate(headings) if at not in used and heading),
        tuple(field.code for field in fields if field.required and field.code not in taken),
    )


def known(fields: Sequence[Field]) -> frozenset[str]:
    """The folded headings of the fields, for `xlsx.header.find_table`."""
    return frozenset(fold(word) for field in fields for word in (field.label, *field.aliases))


def unit_of(heading: str) -> str:
    """The unit a heading says in brackets, as in 计划投资（万元） and 里程(单位：公里); "" where it says none."""
    for said in reversed(_BRACKETS.findall(heading)):
        word = said.replace("单位", "").strip(" :：")
        scale, unit = split_unit(word)
        if (unit in UNITS or not unit) and (unit or scale > 1):
            return str(word)
    return ""


def _ranked(
    headings: Sequence[str], fields: Sequence[Field], rows: Sequence[Sequence[Cell]]
) -> list[tuple[float, int, str]]:
    """Every pair that is likely enough, best first; equals in the order of fields, then of columns."""
    pairs = []
    samples = _Samples(rows)
    for order, field in enumerate(fields):
        for at, heading in enumerate(headings):
            likeness = _likeness(heading, field)
            if likeness > 0:
                score = likeness + samples.hint(at, field.kind)
                if score >= ENOUGH:
                    pairs.append((score, -order, -at, at, field.code))
    pairs.sort(reverse=True)
    return [(score, at, code) for score, _order, _at, at, code in pairs]


def _likeness(heading: str, field: Field) -> float:
    """How well the heading names the field, values apart."""
    if not heading:
        return 0.0
    if heading == field.label:
        return EXACT
    whole, bare = fold(heading), fold(_BRACKETS.sub("", heading))
    label = fold(field.label)
    aliases = [fold(alias) for alias in field.aliases]
    if whole == label:
        return SAME
    if whole in aliases:
        return ALIAS
    if bare and bare in (label, *aliases):
        return BARE
    return max(_likeness_of_parts(heading, [label, *aliases]), _likeness_within(bare, [label, *aliases]))


def _likeness_of_parts(heading: str, words: list[str]) -> float:
    """年度目标/数量 is the target, 年度目标/单位 its unit: the last part decides unless it only says “数量”."""
    parts = [fold(_BRACKETS.sub("", part)) for part in heading.split("/")]
    if len(parts) < 2:
        return 0.0
    if parts[-1] in _VALUE_WORDS and "".join(parts[:-1]) in words:
        return BARE
    if parts[-1] in words:
        return PART
    return WITHIN if parts[0] in words else 0.0


def _likeness_within(bare: str, words: list[str]) -> float:
    best = 0.0
    for word in words:
        if min(len(bare), len(word)) >= 2 and (bare in word or word in bare):
            best = max(best, WITHIN + 0.35 * min(len(bare), len(word)) / max(len(bare), len(word)))
    return best


class _Samples:
    """What the first values of each column look like."""

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        self._rows = rows[:SAMPLED]
        self._seen: dict[tuple[int, Kind], float] = {}

    def hint(self, at: int, kind: Kind) -> float:
        """From −0.2 (no value fits) to +0.1 (all fit); 0 for text, which takes anything, and for empty columns."""
        if kind == "text":
            return 0.0
        if (at, kind) not in self._seen:
            values = [row[at] for row in self._rows if at < len(row) and row[at] not in (None, "")]
            fitting = sum(_fits(value, _READERS[kind]) for value in values)
            self._seen[at, kind] = 0.3 * fitting / len(values) - 0.2 if values else 0.0
        return self._seen[at, kind]


def _fits(value: Cell, reader: Callable[[object], object]) -> bool:
    try:
        reader(value)
    except UnreadableError:
        return False
    return True


def _unit(value: object) -> None:
    scale, unit = split_unit(str(value)[:20])
    if unit not in UNITS and not (scale > 1 and not unit):
        raise UnreadableError(value, "", "")


_READERS: Final[dict[Kind, Callable[[object], object]]] = {
    "number": quantity,
    "percent": quantity,
    # The year stands for whichever the caller would take: only the shape is looked at.
    "day": lambda value: day(value, year=2000),
    "yes_no": yes_or_no,
    "region": region_code,
    "unit": _unit,
}
