"""Reads the cells of one line, each into what its field holds; what cannot be read becomes a sentence, never an end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from shishi.imports.kinds import Fault, Line
from shishi.imports.workbook import shown
from shishi.lib.days import Edge, day
from shishi.lib.quantity import Quantity, number, quantity
from shishi.lib.refusal import Refused
from shishi.lib.text import clean, fold
from shishi.lib.unreadable import UnreadableError
from shishi.lib.words import yes_or_no
from shishi.lib.xlsx.cells import Cell, CellError
from shishi.programmes.kinds import CHOICES, NOTHING, YUAN

LONG: Final = 5_000
_SEPARATORS: Final = re.compile(r"[、,，;；\n]+")


class Cells:
    """One line, asked field by field. A field whose column is not taken is always None: it says nothing."""

    def __init__(self, line: Line, year: int) -> None:
        self.line, self._year = line, year
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def has(self, field: str) -> bool:
        """Whether the column is taken."""
        return field in self.line.cells

    def cell(self, field: str) -> Cell:
        return self.line.cells.get(field)

    def fault(self, field: str, sentence: str) -> None:
        self.faults.append(Fault(field, sentence))

    def warn(self, field: str, sentence: str) -> None:
        self.warnings.append(Fault(field, sentence))

    def text(self, field: str, *, lines: bool = False) -> str | None:
        """The text, "" for an empty cell, None where the column is not taken."""
        if field not in self.line.cells:
            return None
        cell = self.line.cells[field]
        if cell is None:
            return ""
        return self._read(field, lambda: clean(_plain(cell), LONG, lines=lines)) or ""

    def word(self, field: str) -> str | None:
        """Text in which “—” and “无” mean nothing."""
        text = self.text(field)
        return "" if text in NOTHING else text

    def words(self, field: str) -> tuple[str, ...] | None:
        """The parts of a text joined by 、 or commas."""
        text = self.word(field)
        return None if text is None else tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())

    def day(self, field: str, edge: Edge = "end") -> date | None:
        """A day; a month given as a deadline is its last. One outside the programme's year is read, with a warning."""
        found = self._read(field, lambda: day(_sound(self.cell(field)), year=self._year, edge=edge))
        if found is not None and found.year != self._year:
            facts = {"found": found.isoformat(), "year": self._year}
            self.warn(field, _("“%(found)s”不在%(year)s年度内，请核对年份；跨年实施的可以照此导入。") % facts)
        return found

    def figure(self, field: str, unit: str = "") -> Quantity | None:
        """A figure with the unit its cell or `unit` names."""
        return self._read(field, lambda: quantity(_sound(self.cell(field)), unit=unit))

    def bare(self, field: str) -> Decimal | None:
        """A figure without a unit."""
        return self._read(field, lambda: number(_sound(self.cell(field))))

    def whole(self, field: str, least: int = 0, most: int = 2_000_000_000) -> int | None:
        """A whole number within its bounds; 1.2万人 is 12000."""
        found = self.figure(field)
        if found is None:
            return None
        if found.value != found.value.to_integral_value() or not least <= found.value <= most:
            sentence = _("“%(found)s”应是%(least)s以上的整数。") % {"found": shown(self.cell(field)), "least": least}
            self.fault(field, sentence)
            return None
        return int(found.value)

    def yuan(self, field: str) -> Decimal | None:
        """Money in yuan; the heading says whether it is typed in 万元."""
        unit = self.line.units.get(field, "")
        unit = unit if unit.endswith(YUAN) else f"{unit}{YUAN}"
        found = self.figure(field, unit)
        if found is None:
            return None
        if unit == YUAN and isinstance(self.cell(field), Decimal):
            self.warn(field, _("列标题没有写明单位，按“元”读取；如是万元，请在标题中写“（万元）”。"))
        return found.value.quantize(Decimal("0.01"))

    def choice(self, field: str) -> str | None:
        """The code of a label, "" for an empty cell."""
        text = self.word(field)
        if not text:
            return text
        found = _choices(field).get(fold(text))
        if found is None:
            labels = "、".join(CHOICES[field].values())
            self.fault(field, _("不认识“%(found)s”，应填：%(labels)s。") % {"found": text[:40], "labels": labels})
        return found

    def flag(self, field: str) -> bool | None:
        """是 or 否."""
        return self._read(field, lambda: yes_or_no(_sound(self.cell(field))))

    def _read[T](self, field: str, reader: Callable[[], T]) -> T | None:
        try:
            return reader()
        except Refused as refusal:
            self.fault(field, refusal.sentence)
            return None


def _sound(cell: Cell) -> Cell:
    if isinstance(cell, CellError):
        raise UnreadableError(cell, _("是公式错误，应填数值或文字"), _("（原来的内容）"))
    return cell


def _plain(cell: Cell) -> str:
    """The cell as text: whole moments as days, so that a name typed as a day stays readable."""
    _sound(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return shown(cell)


@lru_cache
def _choices(field: str) -> Mapping[str, str]:
    labels = CHOICES[field]
    return {fold(label): code for code, label in labels.items()} | {fold(code): code for code in labels}
