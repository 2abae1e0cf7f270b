"""A letter as programs read it: its words as they are printed, and every figure with what it was computed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shishi.letters.models import Letter
from shishi.letters.queries.page import number_of, sheet_of
from shishi.letters.queries.paper import paper_of
from shishi.lib import clock
from shishi.lib.paper import to_text
from shishi.lib.paper.asjson import paper_from


@dataclass(frozen=True, slots=True)
class LetterFigure:
    """A figure of a letter: formula, arguments, what is printed, from how many rows with which digest."""

    key: str
    code: str
    args: dict[str, str]
    shown: str
    n_rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """One letter whole. `text` is what is printed; of one not yet signed, what would be."""

    id: int
    number: str
    case_number: str
    title: str
    type: str
    level: int
    source: str
    unit_id: int
    item_id: int | None
    cut_id: int | None
    stage: str
    due_on: date
    text: str
    figures: tuple[LetterFigure, ...]
    version: int


def letter_sheet(letter: Letter) -> LetterSheet:
    """A letter fetched by `letter_for`, whole. Five queries at most."""
    case, sheet = letter.case, sheet_of(letter)
    paper = paper_from(letter.paper.body) if letter.paper else paper_of(sheet, "", clock.today())
    return LetterSheet(
        id=letter.pk,
        number=number_of(letter),
        case_number=case.number,
        title=case.title,
        type=case.type,
        level=case.level,
        source=case.source,
        unit_id=letter.unit_id,
        item_id=case.item_id,
        cut_id=letter.cut_id,
        stage=case.stage,
        due_on=sheet.due_on,
        text=to_text(paper),
        figures=tuple(
            LetterFigure(key, one["code"], dict(one["args"]), one["shown"], one["n_rows"], one["digest"])
            for key, one in letter.figures.items()
        ),
        version=case.version,
    )
