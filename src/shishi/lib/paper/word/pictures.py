"""Photographs in Word: pairs side by side in a table without lines, on pages of their own."""

import base64
from io import BytesIO

from docx.document import Document
from docx.shared import Mm
from lxml.etree import _Element

from shishi.lib.paper import measures as m
from shishi.lib.paper.model import Paper, Picture
from shishi.lib.paper.word.xml import el, look, mm, paragraph, run

CAPTION_PT, CAPTION_LINE_PT = 12, 18


def pictures_of(document: Document, paper: Paper) -> list[_Element]:
    """The heading and the pairs; nothing where the paper has no photographs."""
    if not paper.pictures:
        return []
    heading = run(paper.pictures_heading, look("hei"))
    parts = [paragraph(el("w:r", el("w:br", w_type="page")), heading, align="center", keep_next=True)]
    width = mm(m.PICTURE_MM[0] + 2)
    rows = [
        _row([_cell(document, picture, width) for picture in (*paper.pictures, Picture(""))[at : at + 2]])
        for at in range(0, len(paper.pictures), 2)
    ]
    grid = el("w:tblGrid", el("w:gridCol", w_w=width), el("w:gridCol", w_w=width))
    look_of = el(
        "w:tblPr",
        el("w:tblW", w_w=2 * width, w_type="dxa"),
        el("w:jc", w_val="center"),
        el("w:tblLayout", w_type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w_w=0, w_type="dxa") for side in ("left", "right"))),
    )
    return [*parts, el("w:tbl", look_of, grid, *rows), paragraph(line=1)]


def _row(cells: list[_Element]) -> _Element:
    return el("w:tr", el("w:trPr", el("w:cantSplit")), *cells)


def _cell(document: Document, picture: Picture, width: int) -> _Element:
    return el(
        "w:tc",
        el("w:tcPr", el("w:tcW", w_w=width, w_type="dxa")),
        _place(document, picture),
        paragraph(run(picture.caption, look("fang", CAPTION_PT, tracking=0)), align="center", line=CAPTION_LINE_PT),
    )


def _place(document: Document, picture: Picture) -> _Element:
    """A paragraph as high as its picture: the exact line of the text would cut it."""
    own = el(
        "w:pPr",
        el("w:keepNext"),
        el("w:spacing", w_before=80, w_line=240, w_lineRule="auto"),
        el("w:jc", w_val="center"),
    )
    if not picture.content:
        return el("w:p", own)
    wide, high = (Mm(float(side)) for side in m.PICTURE_MM)
    image = document.part.new_pic_inline(BytesIO(base64.b64decode(picture.content)), wide, high)
    return el("w:p", own, el("w:r", el("w:drawing", image)))
