"""Finds where a table begins: titles above it, headings over one to three rows, a row of column numbers below."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from shishi.lib.text import fold
from shishi.lib.xlsx.cells import Cell, CellError, Row

LOOKED_AT: Final = 30
MAX_DEPTH: Final = 3
MAX_LABEL: Final = 60


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet read as a table.

    title      what stands above the headings, one line a row
    headings   one a column from A on, parts of several rows joined by “/”; "" where a column has none
    first_row  number of the first heading row, last_row of the last; both 0 where no headings were found
    rows       the data beneath, a stream that can be taken once
    """

    title: tuple[str, ...]
    headings: tuple[str, ...]
    first_row: int
    last_row: int
    rows: Iterator[Row]


def find_table(rows: Iterator[Row], known: frozenset[str] = frozenset()) -> Table:
    """Headings and data of a sheet; only its first rows are held.

    known   folded headings (`text.fold`) the caller hopes for; a row that has them wins over one that is merely long
    """
    top = list(islice(rows, LOOKED_AT))
    if not top:
        return Table((), (), 0, 0, iter(()))
    scores = [_score(row, known) for row in top]
    best = scores.index(max(scores))
    if scores[best] <= 0:
        return Table((), (), 0, 0, chain(top, rows))
    first, last = _extent(top, best)
    headings = _joined(top[first : last + 1])
    after = last + 1 + (last + 1 < len(top) and _is_numbering(top[last + 1]))
    title = tuple(line for row in top[:first] if (line := _line(row)))
    return Table(title, headings, top[first].number, top[last].number, chain(top[after:], rows))


def _own(row: Row) -> dict[int, Cell]:
    return {at: value for at, value in enumerate(row.cells) if value is not None and at not in row.filled}


def _label(value: Cell) -> str:
    """The value as a heading, "" for what cannot be one."""
    if not isinstance(value, str) or isinstance(value, CellError):
        return ""
    plain = " ".join(value.split())
    return plain if len(plain) <= MAX_LABEL else ""


def _score(row: Row, known: frozenset[str]) -> int:
    """Distinct labels count for a heading row, hoped-for ones four times, figures against it."""
    own = _own(row)
    labels = {fold(label) for value in own.values() if (label := _label(value))} - {""}
    figures = len(own) - sum(1 for value in own.values() if _label(value))
    hoped = len(labels & known)
    if len(labels) < 2 and not hoped:
        return 0
    return len(labels) + 4 * hoped - 2 * figures


def _extent(top: list[Row], best: int) -> tuple[int, int]:
    """First and last heading row: neighbours belong to the headings where merged cells tie them together."""
    first = last = best
    while first > 0 and last - first < MAX_DEPTH - 1 and _is_group_over(top[first - 1], top[first]):
        first -= 1
    while last + 1 < len(top) and last - first < MAX_DEPTH - 1 and _continues(top[last], top[last + 1]):
        last += 1
    return first, last


def _is_group_over(upper: Row, lower: Row) -> bool:
    """Whether the upper row groups or reaches into the lower one; a title over the whole width does neither."""
    if upper.number + 1 != lower.number or len({_label(value) for value in _own(upper).values()} - {""}) < 2:
        return False
    return _reaches(upper, lower) or bool(upper.filled)


def _continues(upper: Row, lower: Row) -> bool:
    if upper.number + 1 != lower.number:
        return False
    own = _own(lower)
    if not own or not all(_label(value) for value in own.values()):
        return False
    if _reaches(upper, lower):
        return True
    # A group without merged neighbours: its parts stand beneath it, and nothing else stands in the row.
    groups = {at for at in upper.filled if at > 0 and upper.cells[at] == upper.cells[at - 1]}
    under = groups | {at - 1 for at in groups}
    return bool(groups) and set(own) <= under


def _reaches(upper: Row, lower: Row) -> bool:
    return any(
        at < len(upper.cells) and upper.cells[at] == lower.cells[at] and _label(lower.cells[at]) for at in lower.filled
    )


def _joined(rows: list[Row]) -> tuple[str, ...]:
    width = max(len(row.cells) for row in rows)
    headings = []
    for at in range(width):
        parts: list[str] = []
        for row in rows:
            label = _heading(row.cells[at]) if at < len(row.cells) else ""
            if label and label not in parts:
                parts.append(label)
        headings.append("/".join(parts))
    return tuple(headings)


def _heading(value: Cell) -> str:
    return "" if value is None else " ".join(str(value).split())[:MAX_LABEL]


def _is_numbering(row: Row) -> bool:
    """Whether the row only counts the columns: 1 2 3 4, or 甲 乙 1 2 3."""
    texts = [str(value).strip() for value in _own(row).values()]
    figures = [text for text in texts if text not in ("甲", "乙", "丙", "丁")]
    return len(figures) >= 3 and figures == [str(at) for at in range(1, len(figures) + 1)]


def _line(row: Row) -> str:
    return " ".join(str(value).strip() for value in _own(row).values())
