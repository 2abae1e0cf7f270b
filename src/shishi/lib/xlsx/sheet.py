"""Streams the rows of one sheet: typed values, merged cells filled, limits kept while reading."""

import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from shishi.lib.xlsx.cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    Cell,
    CellError,
    Look,
    Row,
    Shared,
    column_number,
    iso_day,
    number,
    place,
    unescape,
)
from shishi.lib.xlsx.guard import UnfitFileError
from shishi.lib.xlsx.parts import Attributes, Merged, chunks, local, parser

_DIGITS: Final = "0123456789"


class SheetReader:
    """Reads one sheet once; only the rows of the piece at hand are ever in memory."""

    def __init__(self, shared: Shared, looks: list[Look], epoch: date) -> None:
        self._shared, self._looks, self._epoch = shared, looks, epoch
        self._ready: list[tuple[int, dict[int, Cell]]] = []
        self._values: dict[int, Cell] = {}
        self._parts: list[str] = []
        self._row, self._column, self._kind, self._style = 0, -1, "", ""
        self._collects = self._is_reading_aid = self._has_formula = False

    def rows(self, archive: zipfile.ZipFile, member: str) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Row number and values by column, in the order of the sheet, rows without a value left out."""
        reader = parser()
        reader.StartElementHandler = self._opened
        reader.EndElementHandler = self._closed
        reader.CharacterDataHandler = self._heard
        for piece in chunks(archive, member):
            reader.Parse(piece)
            yield from self._ready
            self._ready.clear()
        reader.Parse(b"", True)
        yield from self._ready

    def _opened(self, name: str, attributes: Attributes) -> None:
        tag = name if ":" not in name else local(name)
        if tag == "c":
            reference = attributes.get("r")
            self._column = column_number(reference.rstrip(_DIGITS)) if reference else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._parts.clear()
            self._has_formula = False
        elif tag == "v" or tag == "t":
            self._collects = not self._is_reading_aid
        elif tag == "row":
            self._begin_row(attributes.get("r"))
        elif tag == "f":
            self._has_formula = True
        elif tag == "rPh":
            self._is_reading_aid = True

    def _heard(self, text: str) -> None:
        if self._collects:
            self._parts.append(text)

    def _closed(self, name: str) -> None:
        tag = name if ":" not in name else local(name)
        if tag == "v" or tag == "t":
            self._collects = False
        elif tag == "c":
            if self._parts or self._has_formula:
                self._keep()
        elif tag == "row":
            if self._values:
                self._ready.append((self._row, self._values))
                self._values = {}
        elif tag == "rPh":
            self._is_reading_aid = False

    def _begin_row(self, said: str | None) -> None:
        """Row numbers may leave gaps but never go back, or two readers would see two different sheets."""
        row = self._row + 1
        if said is not None:
            if not (said.isascii() and said.isdigit() and len(said) < 9 and int(said) > self._row):
                raise KeyError(said)
            row = int(said)
        self._row, self._column = row, -1

    def _keep(self) -> None:
        value = self._value("".join(self._parts))
        if value is None or value == "":
            return
        if not 0 <= self._column < MAX_COLUMNS:
            raise UnfitFileError(_("工作表超过 %(limit)d 列，请删去用不到的列。") % {"limit": MAX_COLUMNS})
        if self._row > MAX_ROWS:
            raise UnfitFileError(_("工作表超过 %(limit)d 行，请拆成几个文件。") % {"limit": MAX_ROWS})
        if isinstance(value, str) and len(value) > MAX_TEXT:
            where = place(self._row, self._column)
            raise UnfitFileError(_("%(where)s的文字超过 %(limit)d 字，请删减。") % {"where": where, "limit": MAX_TEXT})
        self._values[self._column] = value

    def _value(self, text: str) -> Cell:
        kind = self._kind
        if kind == "s":
            return self._shared(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None
        if kind in ("inlineStr", "str"):
            return unescape(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return CellError(text)
        if kind == "d":
            return iso_day(text)
        if not text.strip():
            return CellError(_("公式没有结果")) if self._has_formula else None
        style = int(self._style) if self._style.isascii() and self._style.isdigit() and len(self._style) < 9 else -1
        shown: Look = self._looks[style] if 0 <= style < len(self._looks) else ""
        return number(text.strip(), shown, self._epoch)


def filled(found: Iterator[tuple[int, dict[int, Cell]]], merged: tuple[Merged, ...]) -> Iterator[Row]:
    """The rows with every merged cell repeated down and right over the range it covers.

    Rows that hold nothing of their own stay out, so that a merged title does not become several rows.
    """
    waiting, active = 0, list[Merged]()
    anchors: dict[Merged, Cell] = {}
    for row, values in found:
        while waiting < len(merged) and merged[waiting][0] <= row:
            active.append(merged[waiting])
            waiting += 1
        active = [one for one in active if one[2] >= row]
        if len(active) > MAX_COLUMNS:
            raise UnfitFileError(_("合并单元格互相重叠，请取消合并后再上传。"))
        taken: set[int] = set()
        for one in active:
            if one[0] == row:
                anchors[one] = values.get(one[1])
            _fill(values, taken, one, anchors.get(one))
        width = max(values) + 1
        yield Row(row, tuple(values.get(column) for column in range(width)), frozenset(taken))


def _fill(values: dict[int, Cell], taken: set[int], one: Merged, value: Cell) -> None:
    if value is None:
        return
    for column in range(one[1], min(one[3] + 1, MAX_COLUMNS)):
        if column not in values:
            values[column] = value
            taken.add(column)
