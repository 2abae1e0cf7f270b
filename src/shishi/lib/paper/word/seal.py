"""The picture of a seal laid over name and date, behind the text, as a shape every office program shows."""

import base64
from io import BytesIO

from docx.document import Document

from shishi.lib.paper import measures as m
from shishi.lib.paper.model import Paper
from shishi.lib.paper.word.xml import el, name
from shishi.lib.paper.wording import chinese_date


def stamped(document: Document, paper: Paper) -> None:
    """Put the seal's picture over the signature, where the paper has one: centred on the date, upright."""
    signature = paper.signature
    if signature is None or not signature.seal:
        return
    day = chinese_date(signature.on)
    _x_office, x_day = m.signature_pt(signature.office, day, sealed=True)
    left = x_day + m.text_pt(day) / 2 - m.SEAL_PT / 2
    relation, _image = document.part.get_or_add_image(BytesIO(base64.b64decode(signature.seal)))
    style = (
        f"position:absolute;margin-left:{left:.2f}pt;margin-top:{-(m.SEAL_PT - m.LINE_PT) / 2 - m.LINE_PT / 2:.2f}pt;"
        f"width:{m.SEAL_PT:.2f}pt;height:{m.SEAL_PT:.2f}pt;z-index:-251658240;"
        "mso-position-horizontal-relative:margin;mso-position-vertical-relative:text"
    )
    shape = el("v:rect", el("v:imagedata", r_id=relation), style=style, stroked="f", filled="f")
    for paragraph in document.element.body.iter(name("w:p")):
        kind = paragraph.find(f"{name('w:pPr')}/{name('w:pStyle')}")
        if kind is not None and kind.get(name("w:val")) == "Date":
            paragraph.append(el("w:r", el("w:pict", shape)))
