"""The blocks of a bulletin as a page draws them: pieces of text, chips that open, numerals that wait for a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shishi.bulletins.kinds import EDITABLE
from shishi.bulletins.queries.checks import Finding
from shishi.documents.queries.runs import to_plain
from shishi.reports.queries.pieces import Piece, pieces_of
from shishi.rules.docnumber import numeral


@dataclass(frozen=True, slots=True)
class CellView:
    """A table's cell and how it lies."""

    pieces: tuple[Piece, ...]
    align: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block. `number` is what stands before a heading; `plain` is the text a clerk edits."""

    id: str
    v: int
    kind: str
    number: str
    pieces: tuple[Piece, ...]
    plain: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[CellView, ...], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_editable(self) -> bool:
        return self.kind in EDITABLE


def views_of(
    blocks: Iterable[Mapping[str, Any]], figures: Mapping[str, Any], home: str, findings: Iterable[Finding] = ()
) -> tuple[BlockView, ...]:
    """Every block, headings numbered as the paper numbers them. No query.

    home  the address under which figures open
    """
    found: list[BlockView] = []
    counts = [0, 0]
    by_block: dict[str, list[Finding]] = {}
    for finding in findings:
        by_block.setdefault(finding.block_id, []).append(finding)
    for block in blocks:
        number = _number(block["kind"], counts)
        mine = tuple(by_block.get(block["id"], ()))
        found.append(_view(block, number, figures, home, mine))
    return tuple(found)


def _number(kind: str, counts: list[int]) -> str:
    if kind == "heading1":
        counts[:] = [counts[0] + 1, 0]
        return f"{numeral(counts[0])}、"
    if kind == "heading2":
        counts[1] += 1
        return f"（{numeral(counts[1])}）"
    return ""


def _view(
    block: Mapping[str, Any], number: str, figures: Mapping[str, Any], home: str, findings: tuple[Finding, ...]
) -> BlockView:
    is_table = block["kind"] == "table"
    runs = block["caption"] if is_table else block["runs"]
    aligns = [c["align"] for c in block.get("columns", ())]
    return BlockView(
        id=block["id"],
        v=block["v"],
        kind=block["kind"],
        number=number,
        pieces=pieces_of(runs, figures, home, [f.loose for f in findings if f.loose]),
        plain="" if is_table else to_plain(runs, figures),
        header=tuple(block.get("header", ())),
        rows=tuple(
            tuple(CellView(pieces_of(cell, figures, home), align) for cell, align in zip(row, aligns, strict=True))
            for row in block.get("rows", ())
        ),
        findings=findings,
    )
