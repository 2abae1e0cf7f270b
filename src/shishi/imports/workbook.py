"""Looks at a workbook before anybody decides, and streams its rows once somebody has. No database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Final

from shishi.imports.kinds import Importer, Intake, Line, hinted
from shishi.lib.columns import Guess, guess, known, unit_of
from shishi.lib.text import fold, shorten
from shishi.lib.xlsx.cells import Cell, Row
from shishi.lib.xlsx.header import find_table
from shishi.lib.xlsx.read import Book

LOOKED_AT: Final = 90
SAMPLES: Final = 3
SHEET_WORD: Final = 0.5
ENOUGH: Final = 0.6
TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "总合计", "本页小计"})
NOTES: Final = (
    "注:",
    "注：",
    "备注：",
    "备注:",
    "说明",
    "填表",
    "制表",
    "审核人",
    "填报",
    "联系人",
    "联系电话",
    "单位负责人",
)

type Recall = Callable[[str], tuple[str, Mapping[str, str]] | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sheet and how it might be read.

    importer    "" where no importer knows its headings
    data_from   number of the first row beneath the headings
    columns     field code by column, "" for a column left out by a decision remembered
    confidence  in per cent, by column
    """

    name: str
    importer: str
    title: tuple[str, ...]
    headings: tuple[str, ...]
    first_row: int
    data_from: int
    samples: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    confidence: Mapping[str, int]
    n_expected: int
    remembered: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no data: a sum, a note, a heading printed again."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sheet is to be read."""

    name: str
    columns: Mapping[str, int]
    headings: Sequence[str]
    data_from: int
    required: frozenset[str]


def proposals(book: Book, intake: Intake, recall: Recall) -> list[Proposal]:
    """Every visible sheet that holds something, with the importer and the columns it most likely means."""
    found = []
    for sheet in book.sheets:
        if not sheet.hidden:
            top = list(islice(book.rows(sheet.name), LOOKED_AT))
            if top:
                found.append(_proposal(sheet.name, sheet.n_rows, top, intake, recall))
    return found


def _proposal(name: str, n_rows: int, top: list[Row], intake: Intake, recall: Recall) -> Proposal:
    best, best_score, table_of_best, guess_of_best = "", 0.0, None, None
    for importer in intake.importers:
        table = find_table(iter(top), known(importer.fields))
        rows = list(table.rows)
        guessed = guess(table.headings, importer.fields, [row.cells for row in rows])
        score = _score(name, importer, guessed)
        if table_of_best is None or score > best_score:
            best, best_score, table_of_best, guess_of_best = importer.code, score, (table, rows), guessed
    if table_of_best is None or guess_of_best is None:
        raise ValueError("an intake has importers")
    table, rows = table_of_best
    remembered = recall(digest_of(table.headings))
    if remembered:
        best, columns = remembered
        confidence = {at: 100 for at, code in columns.items() if code}
    else:
        best = best if best_score >= ENOUGH else ""
        columns = {str(match.column): match.code for match in guess_of_best.matches} if best else {}
        confidence = {str(match.column): round(match.confidence * 100) for match in guess_of_best.matches}
    data_from = rows[0].number if rows else table.last_row + 1
    samples = tuple(_sample(row, columns, intake) for row in rows[:SAMPLES])
    return Proposal(
        name, best, _above(table.title, intake), _above(table.headings, intake), table.first_row, data_from, samples,
        columns, confidence,
        max(n_rows - data_from + 1, len(rows)), remembered is not None,
    )  # fmt: skip


def _above(words: Sequence[str], intake: Intake) -> tuple[str, ...]:
    """What stands above the rows; where they are about persons without a telephone, for it may be a row itself."""
    speaking = intake.about_persons
    return tuple(speaking.shown("", word) for word in words) if speaking else tuple(words)


def _sample(row: Row, columns: Mapping[str, str], intake: Intake) -> tuple[str, ...]:
    """The cells of a row as text; where the sheets are about persons, only what is known to be about none."""
    speaking = intake.about_persons
    if speaking is None:
        return tuple(shown(cell) for cell in row.cells)
    known = (columns.get(str(at), "") for at in range(len(row.cells)))
    return tuple(
        speaking.shown(code, shown(cell)) if code else hinted(shown(cell))
        for code, cell in zip(known, row.cells, strict=True)
    )


def _score(name: str, importer: Importer, guessed: Guess) -> float:
    """Which share of what the importer cannot do without is there; what else it knows; what the sheet is called."""
    needed = sum(field.required for field in importer.fields)
    there = 1 - len(guessed.missing) / needed if needed else 1
    sure = sum(match.confidence for match in guessed.matches) / max(len(importer.fields), 1)
    hint = SHEET_WORD if any(fold(word) in fold(name) for word in importer.sheet_words) else 0.0
    return there * (1 + hint) * 0.8 + sure * 0.4 if there > 0.5 else there * 0.5


def digest_of(headings: Sequence[str]) -> str:
    """What two workbooks with the same headings in the same columns share."""
    return hashlib.sha256("\x1f".join(fold(heading) for heading in headings).encode()).hexdigest()


def lines(book: Book, reading: Reading) -> Iterator[Line | Skipped]:
    """The data rows of a sheet as lines, one at a time; sums, notes and headings printed again are told apart."""
    taken = sorted((at, code) for code, at in reading.columns.items())
    units = {code: unit_of(reading.headings[at]) for at, code in taken if at < len(reading.headings)}
    head = tuple(fold(heading.rpartition("/")[2]) for heading in reading.headings)
    for row in book.rows(reading.name):
        if row.number < reading.data_from:
            continue
        cells = row.cells
        width = len(cells)
        line = Line(
            row.number,
            {code: cells[at] if at < width else None for at, code in taken},
            units,
            frozenset(code for at, code in taken if at in row.filled) if row.filled else frozenset(),
        )
        if text := _no_data(row, line, head, reading.required):
            yield Skipped(row.number, text)
        elif any(value is not None and value != "" for value in line.cells.values()):
            yield line


def _no_data(row: Row, line: Line, head: tuple[str, ...], required: frozenset[str]) -> str:
    """The text of a row that only looks like data, "" for a row that is data."""
    own = [(at, cell) for at, cell in enumerate(row.cells) if cell is not None and cell != "" and at not in row.filled]
    if not own:
        return ""
    first = str(own[0][1]).strip()
    if fold(first[:12]) in TOTALS:
        return shorten(" ".join(shown(cell) for _at, cell in own), 60)
    if len(own) <= 2 and (first.startswith(NOTES) or all(line.cells.get(code) in (None, "") for code in required)):
        return shorten(first, 60)
    if len(own) > 2 and all(at < len(head) and fold(str(cell)) == head[at] for at, cell in own):
        return shorten(first, 60)
    return ""


def shown(cell: Cell) -> str:
    """The cell as text, the way the sheet shows it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
