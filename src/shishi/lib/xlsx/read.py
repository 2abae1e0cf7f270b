"""Opens a workbook or a CSV that `guard` has let through, and streams its rows.

A reader of our own on expat, because a spreadsheet library builds the whole grid a hostile file describes, forgets
that 0.9 was shown as 90 %, and keeps every text once a cell; this one holds the shared texts and the row at hand.
"""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import IO, Final, Protocol

from django.utils.translation import gettext as _

from shishi.lib.xlsx.cells import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Cell, Row, place
from shishi.lib.xlsx.formulas import unguarded
from shishi.lib.xlsx.guard import MAX_FILE, Source, UnfitFileError, check, damage_told, opened
from shishi.lib.xlsx.parts import SharedTexts, looks, outline, workbook_parts
from shishi.lib.xlsx.sheet import SheetReader, filled

_ENCODINGS: Final = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet to choose from; `n_rows` is an upper bound, formatted empty rows are counted too."""

    name: str
    n_rows: int
    hidden: bool = False


class Book(Protocol):
    """A file with sheets of rows."""

    @property
    def sheets(self) -> list[SheetInfo]:
        """The sheets in their order."""

    def rows(self, sheet: str | None = None) -> Iterator[Row]:
        """The rows of a sheet (None: the first that is visible and not empty), as a stream."""


@contextmanager
def open_book(source: Source) -> Iterator[Book]:
    """The checked file, open for reading. Raises UnfitFileError for whatever `guard.check` refuses.

    Rows are streamed: memory is the shared texts plus one piece of the file, time linear in its size.
    """
    if check(source) == "csv":
        yield CsvBook(source)
        return
    with opened(source) as stream, _archive(stream) as archive:
        yield XlsxBook(archive)


@contextmanager
def _archive(stream: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """The archive; only what opening raises becomes a sentence here, the caller's own errors pass."""
    with damage_told():
        archive = zipfile.ZipFile(stream)
    with archive:
        yield archive


def sheets(source: Source) -> list[SheetInfo]:
    """Names and sizes of the sheets in a file."""
    with open_book(source) as book:
        return book.sheets


def rows(source: Source, sheet: str | None = None) -> Iterator[Row]:
    """The rows of one sheet of a file, as a stream; the file stays open until the last row is taken."""
    with open_book(source) as book:
        yield from book.rows(sheet)


class XlsxBook:
    """A workbook of Excel or WPS."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        with damage_told():
            self._parts, self._epoch, self._folder = workbook_parts(archive)
            self._outlines = {part.name: outline(archive, part.member) for part in self._parts}
        if not self._parts:
            raise UnfitFileError(_("工作簿里没有工作表。"))

    @property
    def sheets(self) -> list[SheetInfo]:
        return [SheetInfo(part.name, self._outlines[part.name].n_rows, part.hidden) for part in self._parts]

    def rows(self, sheet: str | None = None) -> Iterator[Row]:
        name = chosen(self.sheets, sheet)
        member = next(part.member for part in self._parts if part.name == name)
        with damage_told():
            reader = SheetReader(
                SharedTexts(self._archive, self._folder), looks(self._archive, self._folder), self._epoch
            )
        stream = filled(reader.rows(self._archive, member), self._outlines[name].merged)
        while True:
            # Only reading is translated: what the caller raises between two rows is the caller's.
            with damage_told():
                row = next(stream, None)
            if row is None:
                return
            yield row


class CsvBook:
    """A text table in UTF-8, UTF-16 or GB18030, its columns parted by comma, tab or semicolon."""

    NAME: Final = "CSV"

    def __init__(self, source: Source) -> None:
        with opened(source) as stream:
            self._text = _decoded(stream.read(MAX_FILE + 1))

    @property
    def sheets(self) -> list[SheetInfo]:
        text = self._text
        return [SheetInfo(self.NAME, text.count("\n") + text.count("\r") - text.count("\r\n") + 1)]

    def rows(self, sheet: str | None = None) -> Iterator[Row]:
        chosen(self.sheets, sheet)
        first = self._text[:5000].partition("\n")[0]
        mark = max(",\t;", key=first.count)
        lines = csv.reader(StringIO(self._text, newline=""), delimiter=mark)
        for at in range(1, MAX_ROWS + 2):
            try:
                values = next(lines, None)
            except csv.Error as error:
                raise UnfitFileError(_("第 %(row)d 行不是表格的一行，请检查引号。") % {"row": at}) from error
            if values is None:
                return
            if row := _csv_row(at, values):
                yield row


def chosen(found: list[SheetInfo], name: str | None) -> str:
    """The name of the sheet asked for, or of the first that is visible and has rows."""
    if name is None:
        best = [one for one in found if not one.hidden and one.n_rows] or found
        return best[0].name
    if all(one.name != name for one in found):
        names = "、".join(one.name for one in found[:10])
        raise UnfitFileError(_("没有名为“%(name)s”的工作表，文件里有：%(names)s。") % {"name": name, "names": names})
    return name


def _csv_row(number: int, values: list[str]) -> Row | None:
    if number > MAX_ROWS:
        raise UnfitFileError(_("工作表超过 %(limit)d 行，请拆成几个文件。") % {"limit": MAX_ROWS})
    while values and not values[-1]:
        values.pop()
    if len(values) > MAX_COLUMNS:
        raise UnfitFileError(_("工作表超过 %(limit)d 列，请删去用不到的列。") % {"limit": MAX_COLUMNS})
    for column, value in enumerate(values):
        if len(value) > MAX_TEXT:
            raise UnfitFileError(
                _("%(where)s的文字超过 %(limit)d 字，请删减。") % {"where": place(number, column), "limit": MAX_TEXT}
            )
    cells: tuple[Cell, ...] = tuple(unguarded(value) or None for value in values)
    return Row(number, cells) if any(values) else None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnfitFileError(_("文件的文字编码认不出来，请另存为 UTF-8 的 CSV 或 .xlsx 再上传。"))
