"""Tables in Word: fixed widths, heading rows that repeat, rows that stay whole."""

from decimal import Decimal
from itertools import pairwise

from lxml.etree import _Element

from shishi.lib.paper import measures as m
from shishi.lib.paper.model import Align, Cell, Table
from shishi.lib.paper.spans import body_rows, header_cells
from shishi.lib.paper.word.xml import el, look, paragraph, run

EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
PADDING_PT = Decimal(3)


def table_of(table: Table, width: int) -> list[_Element]:
    """Caption, table and a half line after it; `width` in twips is shared out as the columns say."""
    size, pitch = m.table_size(len(table.columns))
    widths = shares([Decimal(column.share) for column in table.columns], width)
    caption = paragraph(
        *([run(table.caption, look("hei", 12, tracking=0))] if table.caption else []),
        keep_next=True,
        align="center",
        before=m.LINE_PT / 2 if table.caption else 0,
        line=m.LINE_PT if table.caption else m.LINE_PT / 2,
    )
    aligns = [column.align for column in table.columns]
    body = [
        el("w:tr", el("w:trPr", el("w:cantSplit")), *(
            _cell(words, w, (size, pitch), align) for words, w, align in zip(row, widths, aligns, strict=True)
        ))
        for row in body_rows(table)
    ]  # fmt: skip
    made = el(
        "w:tbl",
        _properties(width),
        el("w:tblGrid", *(el("w:gridCol", w_w=w) for w in widths)),
        *_header(table, widths, (size, pitch)),
        *body,
    )
    return [caption, made, paragraph(line=m.LINE_PT / 2)]


def shares(parts: list[Decimal], width: int) -> list[int]:
    """The width cut into whole twips in these proportions, summing to it exactly."""
    total = sum(parts) or Decimal(1)
    edges = [int(width * sum(parts[:n]) / total) for n in range(len(parts) + 1)]
    return [b - a for a, b in pairwise(edges)]


def _properties(width: int) -> _Element:
    return el(
        "w:tblPr",
        el("w:tblW", w_w=width, w_type="dxa"),
        el("w:jc", w_val="center"),
        el("w:tblBorders", *(el(f"w:{edge}", w_val="single", w_sz=4, w_space=0, w_color="000000") for edge in EDGES)),
        el("w:tblLayout", w_type="fixed"),
    )


def _header(table: Table, widths: list[int], sizes: tuple[Decimal, Decimal]) -> list[_Element]:
    begins = {(row, column): cell for row, column, cell in header_cells(table)}
    covered = {
        (row + r, column + c): (cell, r, c)
        for (row, column), cell in begins.items()
        for r in range(cell.down)
        for c in range(cell.across)
    }
    rows: list[_Element] = []
    for y in range(len(table.header)):
        cells = [
            _heading_cell(*covered.get((y, x), (Cell(""), 0, 0)), x, widths, sizes) for x in range(len(table.columns))
        ]
        marks = el("w:trPr", el("w:cantSplit"), el("w:tblHeader"))
        rows.append(el("w:tr", marks, *(cell for cell in cells if cell is not None)))
    return rows


def _heading_cell(
    cell: Cell, down: int, right: int, x: int, widths: list[int], sizes: tuple[Decimal, Decimal]
) -> _Element | None:
    """The cell at a place of the heading; nothing where a wider one already covers it."""
    if right:
        return None
    merge = None if cell.down == 1 else "continue" if down else "restart"
    width = sum(widths[x : x + cell.across])
    return _cell("" if down else cell.text, width, sizes, "center", face="hei", span=cell.across, merge=merge)


def _cell(
    words: str,
    width: int,
    sizes: tuple[Decimal, Decimal],
    align: Align,
    *,
    face: str = "fang",
    span: int = 1,
    merge: str | None = None,
) -> _Element:
    size, pitch = sizes
    properties = el(
        "w:tcPr",
        el("w:tcW", w_w=width, w_type="dxa"),
        el("w:gridSpan", w_val=span) if span > 1 else None,
        el("w:vMerge", w_val=merge) if merge else None,
        el("w:vAlign", w_val="center"),
    )
    inner = run(words, look(face, size, tracking=0))
    return el(
        "w:tc", properties, paragraph(inner, align=align, line=pitch, before=PADDING_PT, after=PADDING_PT, left=0)
    )
