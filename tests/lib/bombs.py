"""Workbooks built by hand, honest and hostile."""

import struct
import zipfile
from io import BytesIO

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK_RELS = (
    '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
STYLES = (
    '<styleSheet><numFmts count="2"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '<numFmt numFmtId="171" formatCode="[Red]0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="20"/></cellXfs></styleSheet>'
)


def book(data="", *, shared="", more="", workbook_more="", extra=None, head=""):
    """The bytes of a workbook with one sheet, whose rows are given as XML."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": f'<workbook>{workbook_more}<sheets><sheet name="清单" sheetId="1" r:id="rId1" '
        'xmlns:r="http://r"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": BOOK_RELS,
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"{head}<worksheet><dimension ref='A1:XFD1048576'/><sheetData>{data}</sheetData>"
        f"{more}</worksheet>",
    } | (extra or {})
    return packed(parts)


def packed(parts, method=zipfile.ZIP_DEFLATED):
    """A zip of these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def zeros(n_bytes):
    """A workbook with a member of zeros, written in pieces."""
    stream = BytesIO(book())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as member:
        for _ in range(n_bytes // 2**20):
            member.write(bytes(2**20))
    return stream.getvalue()


def twice(name):
    """A workbook in which one member comes twice."""
    stream = BytesIO(book())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, "<worksheet/>")
    return stream.getvalue()


def lying(content, size):
    """The same zip, its central directory claiming that every member holds `size` bytes."""
    changed, at = bytearray(content), 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<I", changed, at + 24, size)
        at += 46
    return bytes(changed)


def laughs():
    """A billion laughs where the rows should be."""
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'


def cell(reference, text):
    """A row with one inline text."""
    number = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{number}"><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'
