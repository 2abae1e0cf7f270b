"""The file round the document: nothing of the library's template stays, and no clock goes in."""

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

KEPT = ("styles", "settings", "fontTable")
# Newer systems carry the same faces without the year in their names.
FONTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/></w:font>'
    '<w:font w:name="楷体_GB2312"><w:altName w:val="楷体"/><w:charset w:val="86"/></w:font>'
    '<w:font w:name="方正小标宋简体"><w:altName w:val="华文中宋"/><w:charset w:val="86"/></w:font>'
    "</w:fonts>"
).encode()
NO_DAY = date(2000, 1, 1)
EPOCH = (1980, 1, 1, 0, 0, 0)
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Shishi</Application></Properties>"
)


def bare(document: Document) -> None:
    """Take out what came with the library: theme, numbering, fonts, custom XML, thumbnail, application name."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] not in KEPT:
            document.part.rels.pop(key)
        elif relation.reltype.endswith("fontTable"):
            relation.target_part._blob = FONTS
    package = document.part.package
    for key, relation in list(package.rels.items()):
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind == "thumbnail":
            package.rels.pop(key)
        elif kind == "extended-properties":
            relation.target_part._blob = APP


def inscribed(document: Document, *, title: str, author: str, day: date | None) -> None:
    """Write title, author and day into the core properties; empty all others."""
    core = document.core_properties
    moment = datetime.combine(day or NO_DAY, time())
    core.title, core.author, core.last_modified_by = title[:255], author[:255], author[:255]
    core.created = core.modified = moment
    core.comments = core.keywords = core.subject = core.category = ""
    core.language, core.revision = "zh-CN", 1


def frozen(content: bytes) -> bytes:
    """The same archive with every entry dated 1980, so that equal papers are equal files."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fixed = ZipInfo(entry.filename, EPOCH)
            fixed.compress_type, fixed.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(fixed, source.read(entry))
    return made.getvalue()
