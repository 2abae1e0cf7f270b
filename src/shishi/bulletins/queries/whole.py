"""A bulletin as programs read it: its words as they are printed, and every figure with what it was computed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.page import BulletinRow, bulletin_for, number_of, page_of, row_of, sheet_of
from shishi.bulletins.queries.paper import paper_of
from shishi.lib.paper import to_text
from shishi.lib.paper.asjson import paper_from
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class FigureChip:
    """A figure of a bulletin: formula, arguments, what is printed, from how many rows with which digest."""

    key: str
    code: str
    args: dict[str, str]
    shown: str
    n_rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class BulletinSheet:
    """One bulletin whole. `text` is what is printed; of one not yet issued, what would be."""

    row: BulletinRow
    programme_id: int
    cut_id: int
    recipient: str
    full_title: str
    office: str
    on: date
    text: str
    figures: tuple[FigureChip, ...]
    open_steps: tuple[str, ...]
    version: int


def bulletin_sheet(b: Bulletin, actor: Actor) -> BulletinSheet:
    """A bulletin fetched by `bulletin_for`, whole. Ten queries at most."""
    page = page_of(b, actor)
    return BulletinSheet(
        page.row, b.programme_id, b.cut_id, page.recipient, page.full_title, page.office, page.on, text_of(b, page.on),
        figures_of(b), tuple(step.name for step in page.steps), b.version,
    )  # fmt: skip


def figures_of(b: Bulletin) -> tuple[FigureChip, ...]:
    """Its figures in the order they were taken. No query."""
    return tuple(
        FigureChip(key, one["code"], dict(one["args"]), one["shown"], one["n_rows"], one["digest"])
        for key, one in b.figures.items()
    )


def text_of(b: Bulletin, on: date) -> str:
    """The words as frozen at signing; before that, as they stand. No query when paper and programme are loaded."""
    if b.paper:
        return to_text(paper_from(b.paper.body))
    return to_text(paper_of(sheet_of(b, number=number_of(b), on=on)))


def row_again(pk: int, actor: Actor) -> BulletinRow:
    """A bulletin's row as it is now. One query."""
    found = bulletin_for(actor, pk)
    assert found is not None
    return row_of(found)
