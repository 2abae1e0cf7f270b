"""What a cell can hold, and how the number formats of a workbook turn numbers into days and shares."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, DecimalException
from functools import lru_cache
from typing import Final, Literal

from django.utils.translation import gettext as _

from shishi.lib.days import serial_day

MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 200
MAX_TEXT: Final = 5_000


class CellError(str):
    """What a broken formula shows (#REF!, #N/A); a text nobody typed and no field should take."""

    __slots__ = ()


Cell = str | Decimal | bool | date | datetime | time | CellError | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something.

    number   as the sheet shows it, from 1
    cells    from column A on; a share such as 90 % is the text “90%”, so that nobody mistakes it for 0.9
    filled   columns (from 0) whose value comes from a merged cell that begins elsewhere
    """

    number: int
    cells: tuple[Cell, ...]
    filled: frozenset[int] = frozenset()

    def at(self, column: int) -> Cell:
        """The value in a column, None right of the last one that holds something."""
        return self.cells[column] if column < len(self.cells) else None


Shared = Callable[[int], str]
Look = Literal["", "date", "time", "percent"]
_EXCEL: Final = Context(prec=15)
_DATES: Final = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_TIMES: Final = frozenset({*range(18, 22), *range(32, 36), *range(45, 48), 55, 56})
_SILENT: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def look(format_id: int, code: str) -> Look:
    """How a number of this format is shown; `code` is the workbook's own format, "" for a built-in one."""
    if format_id in (9, 10):
        return "percent"
    if format_id in _DATES:
        return "date"
    if format_id in _TIMES:
        return "time"
    spoken = _SILENT.sub("", code[:255].split(";")[0]).casefold()
    if "%" in spoken:
        return "percent"
    if "general" in spoken or "通用" in spoken or any(mark in spoken for mark in "0#?"):
        return ""
    if "y" in spoken or "d" in spoken or ("m" in spoken and not ("h" in spoken or "s" in spoken)):
        return "date"
    return "time" if "h" in spoken or "s" in spoken else ""


def number(text: str, shown: Look, epoch: date) -> Cell:
    """The number, day or share a numeric cell stands for, at the fifteen digits Excel itself keeps."""
    try:
        value = _EXCEL.create_decimal(text)
    except DecimalException:
        return CellError(text)
    if not shown:
        return value if value.is_finite() else CellError(text)
    if not value.is_finite() or abs(value) > 10**9:
        return CellError(text)
    if shown == "percent":
        share = (value * 100).normalize()
        return f"{share:f}%"
    return _moment(value, shown, epoch)


def _moment(value: Decimal, shown: Look, epoch: date) -> Cell:
    seconds = int(((value % 1) * 86_400).to_integral_value())
    if shown == "time" and 0 <= value < 1 and seconds < 86_400:
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    day = serial_day(value, epoch)
    if day is None:
        return value
    # A workbook knows no time zone: these are hours on the clock of the office that wrote them.
    return datetime.combine(day, time()) + timedelta(seconds=seconds) if seconds else day


def iso_day(text: str) -> Cell:
    """A day in a cell of type d; what is no day stays text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.date() if moment.time() == time() else moment.replace(tzinfo=None)


def unescape(text: str) -> str:
    """Undo _x000D_, by which Excel writes characters XML cannot hold; halves of characters become U+FFFD."""
    if "_x" not in text:
        return text
    whole = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """Columns from 0: A → 0, AA → 26; -1 for what is no column."""
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        return -1
    value = 0
    for letter in letters.upper():
        value = value * 26 + ord(letter) - 64
    return value - 1


def column_letters(column: int) -> str:
    """0 → A, 26 → AA: how the sheet shows the column."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(row: int, column: int) -> str:
    """“第 12 行 C 列”, where the reader of a message finds the cell."""
    return _("第 %(row)d 行 %(column)s 列") % {"row": row, "column": column_letters(column)}
