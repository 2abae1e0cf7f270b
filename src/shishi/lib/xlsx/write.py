"""Writes workbooks an office can print, fill in and send back: one row in memory at a time, the same bytes each time.

Text is always typed text and marked with the quote prefix where a spreadsheet might take it for a formula; numbers
are numbers and days are days, so that what is written is read back unchanged by `read`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Final, Literal

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shishi.lib.text import display_width, safe_file_name
from shishi.lib.xlsx.formulas import may_run

Kind = Literal["text", "number", "money", "whole", "percent", "day", "moment"]
Value = str | int | Decimal | bool | date | datetime | None

_FORMATS: Final[dict[Kind, str]] = {
    "text": "@",
    "number": "General",
    "money": "#,##0.00",
    "whole": "0",
    "percent": "0.0#%",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
_BORN: Final = datetime(2020, 1, 1, tzinfo=UTC)
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_A4: Final = 9
_MOST: Final = 32_767
_FACE: Final = "宋体"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    kind    how its values are written; a percent is given as people say it, 90 for 90 %
    group   a heading above this one, shared with its neighbours of the same group
    width   in characters; worked out from the label where it is 0
    merged  neighbouring rows with the same value share one cell (the matter of several items), within the columns
            to the left that are merged too
    rank    columns of a lower rank come before all others in that, wherever they stand: the matter spans several
            items though it stands right of their number
    """

    label: str
    kind: Kind = "text"
    group: str = ""
    width: int = 0
    merged: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title over all columns where there is one, headings, rows."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    notes: Sequence[str] = field(default=())


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The workbook as bytes; the same sheets give the same bytes. Rows are taken once, in order."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": _FORMATS["day"],
        },
    )
    book.set_properties({"created": _BORN})
    looks = _Looks(book)
    names: set[str] = set()
    for sheet in sheets:
        _write_sheet(book.add_worksheet(_sheet_name(sheet.name, names)), sheet, looks)
    book.close()
    return stream.getvalue()


class _Looks:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": _FACE, "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
        self.title: Format = book.add_format(
            {"font_name": _FACE, "font_size": 16, "bold": True, "align": "center", "valign": "vcenter"}
        )
        self.note: Format = book.add_format({"font_name": _FACE, "font_size": 10, "valign": "vcenter"})
        self.head: Format = book.add_format({**base, "bold": True, "align": "center", "bg_color": "#E8EDF3"})
        self.kinds: dict[Kind, Format] = {
            kind: book.add_format({**base, "num_format": code}) for kind, code in _FORMATS.items()
        }
        self.quoted: Format = book.add_format({**base, "num_format": "@", "quote_prefix": True})


def _write_sheet(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    n_columns = len(sheet.columns)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width or _width(column))
    row = 0
    for line, look in [(sheet.title, looks.title)] * bool(sheet.title) + [(note, looks.note) for note in sheet.notes]:
        page.set_row(row, 30 if look is looks.title else 18)
        _write_text(page, row, 0, line, look, look)
        _merge(page, row, 0, row, n_columns - 1)
        row += 1
    first = row
    row = _write_head(page, row, sheet.columns, looks)
    page.freeze_panes(row, 0)
    for values in _with_merges(page, row, sheet):
        for at, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            _write_value(page, row, at, value, column.kind, looks)
        row += 1
    _set_print(page, first, row, n_columns)


def _write_head(page: Worksheet, row: int, columns: Sequence[Column], looks: _Looks) -> int:
    """One heading row, or two where columns have groups; returns the row beneath."""
    has_groups = any(column.group for column in columns)
    for at in range(row, row + 1 + has_groups):
        page.set_row(at, 24)
    upper = [column.group or column.label for column in columns] if has_groups else []
    for at, label in enumerate(upper):
        begins = at == 0 or not columns[at].group or columns[at - 1].group != columns[at].group
        _write_text(page, row, at, label if begins else "", looks.head, looks.head)
    for at, column in enumerate(columns):
        label = column.label if not has_groups or column.group else ""
        _write_text(page, row + has_groups, at, label, looks.head, looks.head)
    if has_groups:
        _merge_head(page, row, columns)
    return row + 1 + has_groups


def _merge_head(page: Worksheet, row: int, columns: Sequence[Column]) -> None:
    begin = 0
    for at in range(1, len(columns) + 1):
        if at < len(columns) and columns[at].group and columns[at].group == columns[begin].group:
            continue
        if columns[begin].group:
            _merge(page, row, begin, row, at - 1)
        else:
            _merge(page, row, begin, row + 1, begin)
        begin = at


def _with_merges(page: Worksheet, first: int, sheet: Sheet) -> Iterator[Sequence[Value]]:
    """The rows, with repeated values of merged columns taken out and their cells joined on the page."""
    columns = [at for at, column in enumerate(sheet.columns) if column.merged]
    columns.sort(key=lambda at: (sheet.columns[at].rank, at))
    begins = dict.fromkeys(columns, first)
    before: Sequence[Value] | None = None
    row = first
    for values in sheet.rows:
        shown = list(values)
        differs = before is None
        for at in columns:
            differs = differs or before is None or values[at] is None or values[at] != before[at]
            if differs:
                _merge(page, begins[at], at, row - 1, at)
                begins[at] = row
            else:
                shown[at] = None
        yield shown
        before = values
        row += 1
    for at in columns:
        _merge(page, begins[at], at, row - 1, at)


def _write_value(page: Worksheet, row: int, at: int, value: Value, kind: Kind, looks: _Looks) -> None:
    look = looks.kinds[kind]
    if value is None or value == "":
        page.write_blank(row, at, None, look)
    elif isinstance(value, bool):
        page.write_string(row, at, _("是") if value else _("否"), looks.kinds["text"])
    elif isinstance(value, int | Decimal):
        is_share = kind == "percent"
        shown = looks.kinds["number"] if kind in ("text", "day", "moment") else look
        page.write_number(row, at, float(Decimal(value) / 100 if is_share else value), shown)
    elif isinstance(value, date):
        is_moment = isinstance(value, datetime) and value.time() != time()
        page.write_datetime(row, at, _local(value), looks.kinds["moment" if is_moment else "day"])
    else:
        _write_text(page, row, at, value, looks.kinds["text"], looks.quoted)


def _local(value: date) -> date:
    """A workbook knows no time zone: the caller gives hours of the office, and the zone is dropped."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _write_text(page: Worksheet, row: int, at: int, text: str, plain: Format, quoted: Format) -> None:
    if not text:
        page.write_blank(row, at, None, plain)
        return
    # Excel calls a workbook with longer texts damaged; one cut text is better than no export.
    shown = text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
    page.write_string(row, at, shown, quoted if may_run(text) else plain)


def _merge(page: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Joins cells that are written one by one: `merge_range` would go back to rows constant memory has let go."""
    if (bottom, right) > (top, left) and bottom >= top and right >= left:
        page.merge.append([top, left, bottom, right])


def _width(column: Column) -> int:
    least = {"text": 14, "number": 12, "money": 15, "whole": 8, "percent": 9, "day": 12, "moment": 17}[column.kind]
    return min(max(least, display_width(column.label) + 3), 40)


def _set_print(page: Worksheet, head: int, end: int, n_columns: int) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_footer("&C" + _("第 &P 页，共 &N 页"))
    page.center_horizontally()
    page.print_area(0, 0, max(end - 1, head), max(n_columns - 1, 0))


def _sheet_name(name: str, taken: set[str]) -> str:
    """At most 31 characters, none of those Excel forbids, and no name twice."""
    base = safe_file_name(name, max_bytes=200).translate(_FORBIDDEN)[:31]
    unique, at = base, 1
    while unique.casefold() in taken:
        at += 1
        unique = f"{base[: 30 - len(str(at))]}_{at}"
    taken.add(unique.casefold())
    return unique
