"""The styles and settings of a paper, written whole."""

from docx.document import Document
from lxml.etree import _Element

from shishi.lib.paper import measures as m
from shishi.lib.paper.model import Paper, Signature
from shishi.lib.paper.word.xml import el, look, twips
from shishi.lib.paper.wording import chinese_date

HEADING_FACES = ("hei", "kai", "fang", "fang")


def styled(document: Document, paper: Paper) -> None:
    """Replace the document's styles and settings by ours."""
    _filled(document.styles.element, [*_styles(), *_signed(paper.signature)])
    _filled(document.settings.element, _settings())


def _filled(element: _Element, children: list[_Element]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(children)


def _styles() -> list[_Element]:
    indent = el("w:ind", w_firstLine=twips(2 * m.BODY_PT), w_firstLineChars=200)
    headings = [
        _style(
            f"Heading{level}",
            f"heading {level}",
            el("w:pPr", el("w:keepNext"), _copy(indent), el("w:outlineLvl", w_val=level - 1)),
            look(face, m.BODY_PT),
            after="BodyText",
        )
        for level, face in enumerate(HEADING_FACES, 1)
    ]
    title = el(
        "w:pPr",
        el("w:keepNext"),
        el("w:spacing", w_line=twips(m.TITLE_LINE_PT), w_lineRule="exact"),
        el("w:jc", w_val="center"),
    )
    small = el("w:pPr", el("w:spacing", w_line=twips(m.SMALL_PT), w_lineRule="exact"))
    return [
        el("w:docDefaults", el("w:rPrDefault", _base_look())),
        _style("Normal", "Normal", _base_paragraph(), default="1"),
        _style("BodyText", "Body Text", el("w:pPr", indent)),
        _style("Title", "Title", title, look("biao", m.TITLE_PT, tracking=0), after="BodyText"),
        *headings,
        _style("Header", "header", _copy(small), look("hei", m.D("10.5"), tracking=0)),
        _style("Footer", "footer", _copy(small), look("song", m.SMALL_PT, tracking=0)),
        _table_style(),
    ]


def _style(
    identity: str,
    label: str,
    *parts: _Element,
    default: str | None = None,
    after: str | None = None,
) -> _Element:
    return el(
        "w:style",
        el("w:name", w_val=label),
        None if default else el("w:basedOn", w_val="Normal"),
        el("w:next", w_val=after) if after else None,
        el("w:qFormat"),
        *parts,
        w_type="paragraph",
        w_default=default,
        w_styleId=identity,
    )


def _signed(signature: Signature | None) -> list[_Element]:
    """Where the office and the date begin is a style of this paper."""
    if signature is None:
        return []
    day_text = chinese_date(signature.on)
    x_office, x_day = m.signature_pt(signature.office, day_text, sealed=signature.sealed)
    above = m.LINE_PT * (2 if signature.sealed else 1)
    space = el("w:spacing", w_before=twips(above))
    office = el("w:pPr", el("w:keepNext"), space, el("w:ind", w_left=twips(x_office)), el("w:jc", w_val="left"))
    # Where the standard counts from the right, the date lies right, however wide a reader's fonts set it.
    if signature.sealed or m.text_pt(day_text) > m.text_pt(signature.office):
        side = {"w_right": twips(m.TYPE_WIDTH_PT - x_day - m.text_pt(day_text))}
        day = el("w:pPr", el("w:ind", **side), el("w:jc", w_val="right"))
    else:
        day = el("w:pPr", el("w:ind", w_left=twips(x_day)), el("w:jc", w_val="left"))
    return [_style("Signature", "Signature", office, after="Date"), _style("Date", "Date", day)]


def _table_style() -> _Element:
    margins = el("w:tblCellMar", *(el(f"w:{side}", w_w=60, w_type="dxa") for side in ("left", "right")))
    return el(
        "w:style",
        el("w:name", w_val="Normal Table"),
        el("w:tblPr", el("w:tblInd", w_w=0, w_type="dxa"), margins),
        w_type="table",
        w_default="1",
        w_styleId="TableNormal",
    )


def _base_look() -> _Element:
    base = look("fang", m.BODY_PT, tracking=m.TRACKING_PT)
    base.append(el("w:lang", w_val="en-US", w_eastAsia="zh-CN"))
    return base


def _base_paragraph() -> _Element:
    """Every line of the body is 28.95 pt; nothing hangs out of the type area, nothing is spread by the grid."""
    off = [el(f"w:{what}", w_val="0") for what in ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN")]
    widow, *rest = off
    return el(
        "w:pPr",
        widow,
        el("w:kinsoku"),
        *rest,
        el("w:snapToGrid", w_val="0"),
        el("w:spacing", w_before=0, w_after=0, w_line=twips(m.LINE_PT), w_lineRule="exact"),
        el("w:jc", w_val="both"),
    )


def _copy(element: _Element) -> _Element:
    made = el("w:ind")
    made.tag = element.tag
    made.attrib.update(element.attrib)
    made.extend(_copy(child) for child in element)
    return made


def _settings() -> list[_Element]:
    mode = el(
        "w:compatSetting",
        w_name="compatibilityMode",
        w_uri="http://schemas.microsoft.com/office/word",
        w_val="15",
    )
    return [
        el("w:zoom", w_percent=100),
        el("w:defaultTabStop", w_val=420),
        el("w:evenAndOddHeaders"),
        el("w:characterSpacingControl", w_val="compressPunctuation"),
        el("w:compat", mode),
        el("w:themeFontLang", w_val="en-US", w_eastAsia="zh-CN"),
    ]
