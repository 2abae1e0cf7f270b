"""Page, headers and footers of a paper in Word: margins, mark of a letter, watermark, page numbers."""

from decimal import Decimal

from docx.document import Document
from lxml.etree import _Element

from shishi.lib.paper import measures as m
from shishi.lib.paper.model import Paper
from shishi.lib.paper.word.body import double_line
from shishi.lib.paper.word.xml import el, look, mm, paragraph, run

SAMPLE_TOP_MM = Decimal(14)
# The dash is the middle of its line: so far lies the bottom of that line from the bottom of the page.
NUMBER_LINE_FOOT_MM = Decimal("25.2")
LETTER_OUTSIDE_MM = {"left": Decimal(-8), "right": Decimal(-6)}
WATERMARK = (
    "position:absolute;margin-left:0;margin-top:0;width:230pt;height:115pt;rotation:325;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def section_of(section: _Element, paper: Paper) -> None:
    """Write size, margins and grid into the section; references to headers and footers stay first."""
    references = [child for child in section if child.tag.endswith(("headerReference", "footerReference"))]
    for child in list(section):
        if child not in references:
            section.remove(child)
    section.attrib.clear()
    sideways, letter = paper.kind == "table", paper.kind == "letter"
    margins = m.LANDSCAPE_MARGINS_MM if sideways else m.MARGINS_MM
    width, height = (m.PAGE_MM[::-1]) if sideways else m.PAGE_MM
    foot = _foot_mm(paper)
    section.extend(
        child
        for child in (
            el("w:pgSz", w_w=mm(width), w_h=mm(height), w_orient="landscape" if sideways else None),
            el(
                "w:pgMar",
                **{f"w_{side}": mm(margins[side]) for side in ("top", "right", "bottom", "left")},
                w_header=mm(SAMPLE_TOP_MM),
                w_footer=mm(foot),
                w_gutter=0,
            ),
            el("w:titlePg") if letter else None,
            # The grid gives lines only: with characters in it LibreOffice spreads the text.
            el("w:docGrid", w_type="lines", w_linePitch=579),
        )
        if child is not None
    )


def furnished(document: Document, paper: Paper) -> None:
    """Fill headers and footers: odd and even pages, and the first page of a letter."""
    section = document.sections[0]
    letter = paper.kind == "letter"
    section.different_first_page_header_footer = letter
    for header in (section.header, section.even_page_header):
        _put(header, _header(paper))
    _put(section.footer, [_number("right", paper)])
    _put(section.even_page_footer, [_number("left", paper)])
    if letter:
        outside = LETTER_OUTSIDE_MM["left"] * m.PT_PER_MM, LETTER_OUTSIDE_MM["right"] * m.PT_PER_MM
        _put(section.first_page_header, _header(paper))
        _put(section.first_page_footer, double_line((6, 18), *outside))


def _foot_mm(paper: Paper) -> Decimal:
    """How far the footer stays from the bottom of the page; a letter's double line sets it."""
    if paper.kind == "letter":
        return m.LETTER_FOOT_MM
    return NUMBER_LINE_FOOT_MM - (9 if paper.kind == "table" else 0)


def _put(part: object, elements: list[_Element]) -> None:
    part.is_linked_to_previous = False  # type: ignore[attr-defined]
    root: _Element = part._element  # type: ignore[attr-defined]
    for child in list(root):
        root.remove(child)
    root.extend(elements)


def _header(paper: Paper) -> list[_Element]:
    """Sample note and watermark, both placed on the page and not in the flow."""
    parts = []
    if paper.sample_note:
        frame = el("w:framePr", w_wrap="around", w_vAnchor="page", w_hAnchor="page", w_xAlign="center",
                   w_y=mm(SAMPLE_TOP_MM))  # fmt: skip
        note = run(paper.sample_note, look("hei", Decimal("10.5"), tracking=0, color="6E6E6E"))
        parts.append(paragraph(note, style="Header", frame=frame))
    parts.append(paragraph(*_watermark(paper.watermark), style="Header", line=Decimal(1)))
    return parts


def _watermark(word: str) -> list[_Element]:
    if not word:
        return []
    path = el("v:textpath", style='font-family:"黑体";font-size:1pt', string=word)
    shape = el(
        "v:shape",
        el("v:fill", opacity="1"),
        path,
        id="Watermark",
        type="#_x0000_t136",
        style=WATERMARK,
        o_allowincell="f",
        fillcolor="#ececec",
        stroked="f",
    )
    kind = el(
        "v:shapetype",
        el("v:path", textpathok="t", o_connecttype="rect"),
        el("v:textpath", on="t", fitshape="t"),
        id="_x0000_t136",
        coordsize="21600,21600",
        o_spt="136",
        adj="10800",
        path="m@7,l@8,m@5,21600l@6,21600e",
    )
    return [el("w:r", el("w:pict", kind, shape))]


def _number(side: str, paper: Paper) -> _Element:
    """— 1 — on the outer side, one character in."""
    field = el("w:fldSimple", run("1", _digits()), w_instr=" PAGE ")
    ends = [run("— ", _digits()), field, run(" —", _digits())]
    after = NUMBER_LINE_FOOT_MM - m.LETTER_FOOT_MM if paper.kind == "letter" else Decimal(0)
    return paragraph(
        *ends,
        style="Footer",
        align=side,
        left=m.SMALL_PT if side == "left" else Decimal(0),
        right=m.SMALL_PT if side == "right" else Decimal(0),
        after=after * m.PT_PER_MM,
    )


def _digits() -> _Element:
    return look("song", m.SMALL_PT, tracking=0)
