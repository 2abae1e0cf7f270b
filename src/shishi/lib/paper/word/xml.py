"""Elements of a Word document, made as trees and never as strings, so that text stays text."""

from decimal import Decimal

from lxml import etree
from lxml.etree import _Element

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
# The names Windows and WPS know; the reader's machine finds them, nothing is embedded.
FACES = {
    "fang": ("仿宋_GB2312", "Times New Roman"),
    "biao": ("方正小标宋简体", "方正小标宋简体"),
    "hei": ("黑体", "黑体"),
    "kai": ("楷体_GB2312", "Times New Roman"),
    "song": ("宋体", "宋体"),
}


def name(tag: str) -> str:
    """w:p as lxml writes it."""
    prefix, local = tag.split(":")
    return f"{{{SPACES[prefix]}}}{local}"


def el(tag: str, *children: _Element | None, **attributes: object) -> _Element:
    """An element; `w_val="x"` sets the attribute w:val, a plain name one without a prefix, None none at all."""
    nsmap = {prefix: SPACES[prefix] for prefix in ("v", "o")} if tag.startswith(("v:", "o:")) else None
    made = etree.Element(name(tag), nsmap=nsmap)
    for key, value in attributes.items():
        if value is not None:
            made.set(name(key.replace("_", ":", 1)) if "_" in key else key, str(value))
    made.extend(child for child in children if child is not None)
    return made


def twips(points: Decimal | int) -> int:
    """Points in twentieths, rounded."""
    return int((Decimal(points) * 20).to_integral_value(rounding="ROUND_HALF_UP"))


def mm(millimetres: Decimal | int) -> int:
    """Millimetres in twips."""
    return twips(Decimal(millimetres) * 72 / Decimal("25.4"))


def look(
    face: str | None = None,
    size: Decimal | int | None = None,
    *,
    tracking: Decimal | int | None = None,
    bold: bool = False,
    color: str | None = None,
) -> _Element:
    """Run properties; quotation marks and dashes take the Chinese face by the hint."""
    fonts = el("w:rFonts", w_hint="eastAsia")
    if face:
        chinese, western = FACES[face]
        fonts = el("w:rFonts", w_hint="eastAsia", w_ascii=western, w_hAnsi=western, w_eastAsia=chinese, w_cs=western)
    half = None if size is None else int(size * 2)
    return el(
        "w:rPr",
        fonts,
        el("w:b") if bold else None,
        el("w:color", w_val=color) if color else None,
        el("w:spacing", w_val=twips(tracking)) if tracking is not None else None,
        el("w:sz", w_val=half) if half else None,
        el("w:szCs", w_val=half) if half else None,
    )


def run(text: str, properties: _Element | None = None) -> _Element:
    """A run of text; line feeds become breaks."""
    made = el("w:r", properties if properties is not None else look())
    for n, line in enumerate(text.split("\n")):
        if n:
            made.append(el("w:br"))
        words = el("w:t", xml_space="preserve")
        words.text = line
        made.append(words)
    return made


def tab() -> _Element:
    """A run that jumps to the next tab stop."""
    return el("w:r", el("w:tab"))


def paragraph(
    *runs: _Element,
    style: str | None = None,
    keep_next: bool = False,
    frame: _Element | None = None,
    border: _Element | None = None,
    tabs: _Element | None = None,
    before: Decimal | int | None = None,
    after: Decimal | int | None = None,
    line: Decimal | int | None = None,
    left: Decimal | int | None = None,
    right: Decimal | int | None = None,
    first: Decimal | int | None = None,
    hanging: Decimal | int | None = None,
    align: str | None = None,
) -> _Element:
    """A paragraph; lengths are points, and what is not given comes from its style."""
    spacing = {
        "w_before": None if before is None else twips(before),
        "w_after": None if after is None else twips(after),
        "w_line": None if line is None else twips(line),
        "w_lineRule": None if line is None else "exact",
    }
    places = {"w_left": left, "w_right": right, "w_firstLine": first, "w_hanging": hanging}
    indents = {key: twips(value) for key, value in places.items() if value is not None}
    if "w_firstLine" in indents:
        indents["w_firstLineChars"] = 0
    return el(
        "w:p",
        el(
            "w:pPr",
            el("w:pStyle", w_val=style) if style else None,
            el("w:keepNext") if keep_next else None,
            frame,
            border,
            tabs,
            el("w:spacing", **spacing) if any(value is not None for value in spacing.values()) else None,
            el("w:ind", **indents) if indents else None,
            el("w:jc", w_val=align) if align else None,
        ),
        *runs,
    )
