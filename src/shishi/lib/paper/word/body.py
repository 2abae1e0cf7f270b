"""The body of a paper in Word, from the head to the imprint."""

from decimal import Decimal

from lxml.etree import _Element

from shishi.lib.paper import measures as m
from shishi.lib.paper.model import Block, Head, Heading, Imprint, PageBreak, Paper, Paragraph, Run, Signature, Table
from shishi.lib.paper.titles import lines_of
from shishi.lib.paper.word.styles import HEADING_FACES
from shishi.lib.paper.word.tables import table_of
from shishi.lib.paper.word.xml import el, look, mm, paragraph, run, tab, twips
from shishi.lib.paper.wording import (
    addressed,
    attachment_lines,
    bracketed,
    chinese_date,
    imprint_right,
    is_closing,
    numbered,
)

RED = "D7000F"
TYPE_WIDTH = mm(m.PAGE_MM[0] - m.MARGINS_MM["left"] - m.MARGINS_MM["right"])
SIDEWAYS_WIDTH = mm(m.PAGE_MM[1] - m.LANDSCAPE_MARGINS_MM["left"] - m.LANDSCAPE_MARGINS_MM["right"])
LEAD_PT = (m.LINE_PT - m.BODY_PT) / 2
IMPRINT_LINE_PT = Decimal(24)
BLACK = "000000"
LETTER_WIDTH = mm(m.LETTER_LINE_MM)
RED_SPACE = 5  # with the lead under the numbers own line this makes 4 mm


def width_of(paper: Paper) -> int:
    """Width of the type area in twips."""
    return SIDEWAYS_WIDTH if paper.kind == "table" else TYPE_WIDTH


def body_of(paper: Paper) -> list[_Element]:
    """Every element of the body in order."""
    parts: list[_Element] = []
    if paper.head:
        parts += _letter_head(paper.head) if paper.kind == "letter" else _head(paper.head)
    parts += _title(paper)
    if paper.recipient:
        parts.append(paragraph(run(addressed(paper.recipient))))
    for n, block in enumerate(numbered(paper.blocks)):
        parts += _block(block, width_of(paper), keep=is_closing(paper, n))
    parts += _tail(paper)
    if paper.imprint:
        # A floating table belongs to the paragraph after it; LibreOffice disturbs that one, so it says nothing.
        parts += [_imprint(paper.imprint), paragraph(run("", look(size=1)), line=Decimal("0.5"))]
    return parts


def rule(edge: str, eighths: int, space: int = 0, color: str = RED) -> _Element:
    """A paragraph border on one edge."""
    return el("w:pBdr", el(f"w:{edge}", w_val="single", w_sz=eighths, w_space=space, w_color=color))


def right_tab(position: Decimal | int) -> _Element:
    """A tab stop that aligns right, `position` in points."""
    return el("w:tabs", el("w:tab", w_val="right", w_pos=twips(position)))


def mark_of(mark: str, room: Decimal, before: Decimal | None = None) -> _Element:
    """The issuing mark, red and as large as its line allows."""
    size = m.mark_pt(mark, room)
    return paragraph(run(mark, look("biao", size, tracking=0, color=RED)), align="center", line=size, before=before)


def _head(head: Head) -> list[_Element]:
    """Mark 35 mm down, number two lines below it, red line 4 mm below that; a newsletter's line has two ends."""
    parts = [mark_of(head.mark, Decimal(156), before=m.MARK_TOP_MM * m.PT_PER_MM)] if head.mark else []
    lines = _number_runs(head) or ([[]] if head.red_line else [])
    for n, (*runs,) in enumerate(lines):
        ends = len(runs) > 1
        line = rule("bottom", 16, RED_SPACE) if head.red_line and n == len(lines) - 1 else None
        parts.append(
            paragraph(
                *runs,
                border=line,
                tabs=right_tab(Decimal(TYPE_WIDTH) / 20 - m.CHAR_PT) if ends else None,
                before=2 * m.LINE_PT if head.mark and not n else None,
                first=m.CHAR_PT if ends else None,
                align="left" if ends else "center",
            )
        )
    return parts


def _number_runs(head: Head) -> list[list[_Element]]:
    if head.issuer or head.issued_on:
        day = chinese_date(head.issued_on) if head.issued_on else ""
        return ([[run(head.number)]] if head.number else []) + [[run(head.issuer), tab(), run(day)]]
    if head.signer:
        return [[run(head.number), tab(), run("签发人："), run(head.signer, look("kai"))]]
    return [[run(head.number)]] if head.number else []


def _letter_head(head: Head) -> list[_Element]:
    """The mark 30 mm from the top of the page, a double line under it, the number right below the line."""
    room = m.LETTER_LINE_MM - 14
    size = m.mark_pt(head.mark, room)
    rows = [
        row(mark_of(head.mark, room), LETTER_WIDTH, size + m.RED_LINE_GAP_MM * m.PT_PER_MM),
        row(paragraph(run("", look(size=1)), line=Decimal(1)), LETTER_WIDTH, Decimal("3.75"), exact=True),
    ]
    left = mm((m.PAGE_MM[0] - m.LETTER_LINE_MM) / 2)
    place = {"w_vertAnchor": "page", "w_tblpX": left, "w_tblpY": mm(m.LETTER_MARK_TOP_MM)}
    lines = {"bottom": (6, RED), "insideH": (18, RED)}
    gap = m.BODY_PT * 7 / 8 - LEAD_PT
    return [floating(rows, LETTER_WIDTH, place, lines), paragraph(run(head.number), align="right", before=gap)]


def double_line(weights: tuple[int, int], left: Decimal, right: Decimal) -> list[_Element]:
    """Two red lines, in eighths of a point: each the border over a paragraph as low as the gap."""
    return [
        paragraph(run("", look(size=1)), border=rule("top", weight), line=Decimal(2), left=left, right=right)
        for weight in weights
    ]


def _title(paper: Paper) -> list[_Element]:
    lines = lines_of(paper)
    if not lines:
        return []
    after = 0 if paper.kind == "table" else m.LINE_PT
    text = run("\n".join(lines))
    return [paragraph(text, style="Title", before=2 * m.LINE_PT if paper.head else 0, after=after)]


def _block(block: Block, width: int, *, keep: bool) -> list[_Element]:
    match block:
        case Heading(level=level, text=text, runs=()):
            return [paragraph(run(text), style=f"Heading{level}")]
        case Heading(level=level, text=text, runs=runs):
            title = run(text, look(HEADING_FACES[level - 1]))
            return [paragraph(title, *map(_run, runs), style="BodyText")]
        case Paragraph(runs=runs, indent=indent, align=align):
            style = "BodyText" if indent and not align else None
            return [paragraph(*map(_run, runs), style=style, align=align, keep_next=keep)]
        case Table():
            return table_of(block, width)
        case PageBreak():
            return [_page_break()]


def _page_break() -> _Element:
    return paragraph(el("w:r", el("w:br", w_type="page")), line=Decimal(1))


def _run(given: Run) -> _Element:
    if given.style == "kai":
        return run(given.text, look("kai"))
    return run(given.text, look(bold=given.style == "bold"))


def _tail(paper: Paper) -> list[_Element]:
    parts = _attachments(paper.attachments) if paper.attachments else []
    if paper.signature:
        parts += _signature(paper.signature)
    if paper.note:
        parts.append(paragraph(run(bracketed(paper.note)), style="BodyText"))
    return parts


def _attachments(names: tuple[str, ...]) -> list[_Element]:
    """附件：1.… two characters in; the names stand under one another."""
    lines = attachment_lines(names)
    label, two = 3 * m.CHAR_PT, 2 * m.CHAR_PT
    number = Decimal(0) if len(lines) == 1 else m.CHAR_PT * Decimal("1.5" if len(lines) > 9 else "0.95")
    parts: list[_Element] = []
    for n, (count, name) in enumerate(lines):
        inner = [run("附件：" + count if n == 0 else count), *([tab()] if count else []), run(name)]
        left = two + label + number
        parts.append(
            paragraph(
                *inner,
                left=left,
                hanging=left - two if n == 0 else number,
                before=m.LINE_PT if n == 0 else None,
                keep_next=True,
            )
        )
    return parts


def _signature(signature: Signature) -> list[_Element]:
    day = chinese_date(signature.on)
    return [paragraph(run(signature.office), style="Signature"), paragraph(run(day), style="Date")]


def _imprint(imprint: Imprint) -> _Element:
    """版记 as a table standing on the bottom of the type area of the last page."""
    right = imprint_right(imprint.issued_on, imprint.copies)
    lines: list[_Element] = []
    if imprint.copies_to:
        lines.append(_imprint_line([run("抄送：" + imprint.copies_to, _low())], hanging=True))
    if imprint.issuer or right:
        lines.append(_imprint_line([run(imprint.issuer, _low()), tab(), run(right, _low())], hanging=False))
    place = {"w_vertAnchor": "margin", "w_tblpX": mm(m.MARGINS_MM["left"]), "w_tblpYSpec": "bottom"}
    borders = {"top": (8, BLACK), "bottom": (8, BLACK), "insideH": (6, BLACK)}
    return floating([row(line, TYPE_WIDTH, IMPRINT_LINE_PT) for line in lines], TYPE_WIDTH, place, borders)


def _imprint_line(runs: list[_Element], *, hanging: bool) -> _Element:
    label = 3 * m.SMALL_PT if hanging else Decimal(0)
    end = None if hanging else right_tab(Decimal(TYPE_WIDTH) / 20 - m.SMALL_PT)
    left = m.SMALL_PT + label
    return paragraph(*runs, line=IMPRINT_LINE_PT, left=left, right=m.SMALL_PT, hanging=label, align="left", tabs=end)


def floating(
    rows: list[_Element], width: int, place: dict[str, object], borders: dict[str, tuple[int, str]]
) -> _Element:
    """A table of one column outside the flow; `place` as w:tblpPr says it, borders in eighths of a point."""
    edges = [
        el(f"w:{edge}", w_val="single", w_sz=size, w_space=0, w_color=color) for edge, (size, color) in borders.items()
    ]
    bare = el("w:tblCellMar", *(el(f"w:{side}", w_w=0, w_type="dxa") for side in ("left", "right")))
    properties = el(
        "w:tblPr",
        el("w:tblpPr", w_leftFromText=0, w_rightFromText=0, w_horzAnchor="page", **place),
        el("w:tblOverlap", w_val="never"),
        el("w:tblW", w_w=width, w_type="dxa"),
        el("w:tblBorders", *edges),
        el("w:tblLayout", w_type="fixed"),
        bare,
    )
    return el("w:tbl", properties, el("w:tblGrid", el("w:gridCol", w_w=width)), *rows)


def row(cell: _Element, width: int, high: Decimal, exact: bool = False) -> _Element:
    """A row of one cell, `high` points at least or exactly."""
    height = el("w:trHeight", w_val=twips(high), w_hRule="exact" if exact else "atLeast")
    return el(
        "w:tr",
        el("w:trPr", el("w:cantSplit"), height),
        el("w:tc", el("w:tcPr", el("w:tcW", w_w=width, w_type="dxa")), cell),
    )


def _low() -> _Element:
    return look("fang", m.SMALL_PT, tracking=0)
