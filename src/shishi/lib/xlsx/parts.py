"""The small parts of a workbook: its list of sheets, number formats, shared texts and merged ranges."""

import posixpath
import re
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Final
from xml.parsers.expat import ParserCreate, XMLParserType

from django.utils.translation import gettext as _

from shishi.lib.days import EPOCH_1900, EPOCH_1904
from shishi.lib.xlsx.cells import MAX_TEXT, Look, column_number, look, unescape
from shishi.lib.xlsx.guard import CHUNK, MB, UnfitFileError

MAX_STYLES: Final = 100_000
MAX_MERGED: Final = 100_000
MAX_SHARED: Final = 100 * MB

Merged = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows from 1 as shown, columns from 0."""

Attributes = dict[str, str]
_ROW: Final = re.compile(rb"<(?:[A-Za-z0-9]{1,20}:)?row[\s/>]")
_MERGED: Final = re.compile(
    rb"mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})[\"']"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of the workbook and the member that holds it."""

    name: str
    member: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What one look over a sheet tells: rows at most (empty, formatted ones are counted too) and merged ranges."""

    n_rows: int
    merged: tuple[Merged, ...]


def parser() -> XMLParserType:
    """An XML reader that refuses any document type, and so any entity."""
    reader = ParserCreate()
    reader.buffer_text = True
    reader.StartDoctypeDeclHandler = _refuse_document_type
    return reader


def chunks(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """The member in pieces."""
    with archive.open(member) as stream:
        yield from _pieces(stream)


def local(name: str) -> str:
    """The name without its namespace prefix."""
    return name[name.find(":") + 1 :]


def starts(archive: zipfile.ZipFile, member: str) -> list[tuple[str, Attributes]]:
    """Every opening tag of a small part with its attributes, prefixes taken off."""
    found: list[tuple[str, Attributes]] = []

    def opened(name: str, attributes: Attributes) -> None:
        if len(found) >= MAX_STYLES * 4:
            raise UnfitFileError(_("文件的样式过多，请把内容粘贴到新工作簿后再上传。"))
        found.append((local(name), {local(key): value for key, value in attributes.items()}))

    reader = parser()
    reader.StartElementHandler = opened
    for piece in chunks(archive, member):
        reader.Parse(piece)
    reader.Parse(b"", True)
    return found


def workbook_parts(archive: zipfile.ZipFile) -> tuple[list[Part], date, str]:
    """The sheets in order, day zero of their serial numbers, and the folder everything lies in."""
    book = next(
        (_target("", at["Target"]) for tag, at in starts(archive, "_rels/.rels") if _is(at, "officeDocument")),
        "xl/workbook.xml",
    )
    folder, name = posixpath.split(book)
    links = {
        at.get("Id", ""): at for tag, at in starts(archive, f"{folder}/_rels/{name}.rels") if tag == "Relationship"
    }
    epoch, parts = EPOCH_1900, []
    for tag, at in starts(archive, book):
        if tag == "workbookPr" and at.get("date1904") in ("1", "true"):
            epoch = EPOCH_1904
        link = links.get(at.get("id", ""), {}) if tag == "sheet" else {}
        if _is(link, "worksheet"):
            hidden = at.get("state", "visible") != "visible"
            parts.append(Part(at.get("name", ""), _target(folder, link["Target"]), hidden))
    return parts, epoch, folder


def looks(archive: zipfile.ZipFile, folder: str) -> list[Look]:
    """How each cell style shows its numbers, by the style's number."""
    member = f"{folder}/styles.xml"
    if member not in archive.namelist():
        return []
    codes: dict[int, str] = {}
    found: list[Look] = []
    is_inside = False
    for tag, at in starts(archive, member):
        if tag == "numFmt":
            codes[_whole(at.get("numFmtId"))] = at.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            is_inside = tag == "cellXfs"
        elif tag == "xf" and is_inside:
            number = _whole(at.get("numFmtId"))
            found.append(look(number, codes.get(number, "")))
    return found


class SharedTexts:
    """The workbook's table of texts, kept as bytes: a third of what as many `str` would take."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])
        self._parts: list[str] = []
        self._collects = self._is_reading_aid = False
        member = f"{folder}/sharedStrings.xml"
        if member in archive.namelist():
            self._read(archive, member)

    def __call__(self, index: int) -> str:
        if not 0 <= index < len(self._ends) - 1:
            raise KeyError(index)
        return self._bytes[self._ends[index] : self._ends[index + 1]].decode("utf-8", "replace")

    def _read(self, archive: zipfile.ZipFile, member: str) -> None:
        reader = parser()
        reader.StartElementHandler = self._opened
        reader.EndElementHandler = self._closed
        reader.CharacterDataHandler = self._heard
        for piece in chunks(archive, member):
            reader.Parse(piece)
            if len(self._bytes) > MAX_SHARED:
                raise UnfitFileError(_("工作簿里的文字过多，请拆成几个文件。"))
        reader.Parse(b"", True)

    def _opened(self, name: str, _attributes: Attributes) -> None:
        tag = local(name)
        if tag == "t":
            self._collects = not self._is_reading_aid
        elif tag == "rPh":
            self._is_reading_aid = True

    def _heard(self, text: str) -> None:
        if self._collects:
            self._parts.append(text)

    def _closed(self, name: str) -> None:
        tag = local(name)
        if tag == "t":
            self._collects = False
        elif tag == "rPh":
            self._is_reading_aid = False
        elif tag == "si":
            # One character over the limit is kept, so that the cell that uses the text can be refused by its place.
            self._bytes += unescape("".join(self._parts))[: MAX_TEXT + 1].encode("utf-8", "replace")
            self._ends.append(len(self._bytes))
            self._parts.clear()


def outline(archive: zipfile.ZipFile, member: str) -> Outline:
    """Rows and merged ranges of a sheet by one fast look over its bytes, without parsing it."""
    n_rows, tail, rest = 0, b"", b""
    for piece in chunks(archive, member):
        window = tail + piece
        n_rows += len(_ROW.findall(window)) - len(_ROW.findall(tail))
        if rest or b"mergeCell" in window:
            rest += piece if rest else window
        tail = window[-30:]
        if len(rest) > 64 * MB:
            raise UnfitFileError(_("合并单元格过多，请取消合并后再上传。"))
    found = _MERGED.findall(rest)
    if len(found) > MAX_MERGED:
        raise UnfitFileError(_("合并单元格过多，请取消合并后再上传。"))
    return Outline(n_rows, tuple(sorted(_range(*one) for one in found)))


def _range(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Merged:
    columns = sorted((column_number(left.decode()), column_number(right.decode())))
    rows = sorted((int(top), int(bottom)))
    return rows[0], columns[0], rows[1], columns[1]


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(CHUNK):
        yield piece


def _refuse_document_type(*_declared: object) -> None:
    raise UnfitFileError(_("文件里含有实体定义，不是正常的工作簿，不予读取。"))


def _is(attributes: Attributes, kind: str) -> bool:
    return attributes.get("Type", "").endswith(f"/{kind}") and "Target" in attributes


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target)).lstrip("/")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
