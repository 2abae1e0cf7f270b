"""Writes the sample year's workbook as a county office would have made it, from the files its content is kept in.

Run it after an edit of src/shishi/demo/sample/source/: `python -m bench.sample_workbook`.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

SAMPLE = Path(__file__).parent.parent / "src/shishi/demo/sample"
SOURCE = SAMPLE / "source"
WORKBOOK = SAMPLE / "list-2023.xlsx"

Row = list[str]

# Sheet, its file, its title, the widths of its columns and which columns are merged downwards for each item.
TITLE = "2023年湘潭县重点民生实事项目清单（示例）"
UNDER_TITLE = "填报单位：湘潭县打好重点民生保障仗工作专班办公室（示例数据，非真实统计）"
SHEETS = (
    (
        "重点民生实事清单",
        "list.csv",
        TITLE,
        (5, 11, 22, 24, 10, 14, 24, 9, 9, 26, 9, 10, 11, 9, 34, 12, 14, 24, 22, 11, 9, 10, 28),
    ),
    (
        "项目分布清单",
        "sites.csv",
        "2023年湘潭县重点民生实事项目分布清单（示例）",
        (24, 24, 12, 12, 24, 28, 9, 9, 12, 12, 10, 11, 11),
    ),
    ("任务清单", "tasks.csv", "2023年湘潭县重点民生实事任务清单（示例）", (26, 26, 24, 9, 12, 8, 12, 24)),
    ("任务分解表", "allocations.csv", "2023年湘潭县重点民生实事任务分解表（示例）", (26, 28, 18, 12, 20)),
)
MATTER_COLUMNS = (1, 2)
ITEM_COLUMNS = (0, 3, 4, 5, 6, 7, 8, 19, 20, 21, 22)
HEADING_ROW = 2
A3 = 8
ROW_HEIGHT = 40


def read(name: str) -> list[Row]:
    """The rows of a source file, its heading first."""
    with (SOURCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def cell(typed: str) -> str | Decimal | date:
    """What Excel makes of what was typed: a number, a day, or text where it is one (1.2万, ４２０, 2023年11月底)."""
    if not typed.isascii():
        return typed
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    try:
        return Decimal(typed)
    except InvalidOperation:
        return typed


class Styles:
    """The few formats of the workbook."""

    def __init__(self, book: Workbook) -> None:
        plain = {
            "font_name": "宋体",
            "font_size": 10,
            "border": 1,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "left",
        }
        self.title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
        self.under = book.add_format({"font_name": "宋体", "font_size": 10})
        self.heading = book.add_format(plain | {"bold": True, "align": "center", "bg_color": "#DDEBF7"})
        self.text = book.add_format(plain)
        self.day = book.add_format(plain | {"num_format": "yyyy-mm-dd", "align": "center"})


def write_cell(sheet: Worksheet, row: int, column: int, typed: str, styles: Styles) -> None:
    """Write one cell as the kind Excel would have made of it."""
    value = cell(typed)
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day, tzinfo=None), styles.day)  # noqa: DTZ001
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), styles.text)
    else:
        sheet.write_string(row, column, value, styles.text)


def runs(rows: list[Row], columns: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of rows that say the same in these columns, where it is longer than one row."""
    at = 0
    for _, same in groupby(rows, key=lambda row: [row[i] for i in columns]):
        size = len(list(same))
        if size > 1:
            yield at, at + size - 1
        at += size


def merge(sheet: Worksheet, rows: list[Row], columns: tuple[int, ...], by: tuple[int, ...], style: Format) -> None:
    """Merge these columns downwards over the rows that agree in the columns `by`, as people do by hand."""
    top = HEADING_ROW + 1
    for first, last in runs(rows, by):
        for column in columns:
            value = cell(rows[first][column])
            shown = float(value) if isinstance(value, Decimal) else value
            sheet.merge_range(top + first, column, top + last, column, shown, style)


def write_sheet(book: Workbook, name: str, file: str, title: str, widths: tuple[int, ...], styles: Styles) -> None:
    """Write one sheet: title over all columns, a line under it, the heading, the rows."""
    heading, *rows = read(file)
    sheet = book.add_worksheet(name)
    sheet.merge_range(0, 0, 0, len(heading) - 1, title, styles.title)
    sheet.write_string(1, 0, UNDER_TITLE, styles.under)
    for column, (word, width) in enumerate(zip(heading, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADING_ROW, column, word, styles.heading)
    for number, row in enumerate(rows, HEADING_ROW + 1):
        for column, typed in enumerate(row):
            write_cell(sheet, number, column, typed, styles)
        sheet.set_row(number, ROW_HEIGHT)
    if file == "list.csv":
        merge(sheet, rows, MATTER_COLUMNS, MATTER_COLUMNS, styles.text)
        merge(sheet, rows, ITEM_COLUMNS, (0,), styles.text)
    sheet.set_row(0, 32)
    sheet.set_row(HEADING_ROW, 28)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.freeze_panes(HEADING_ROW + 1, 0)


def build(path: Path = WORKBOOK) -> None:
    """Write the workbook; two runs over the same files write the same bytes."""
    with Workbook(str(path)) as book:
        book.set_properties({"title": TITLE, "comments": "示例", "created": datetime(2023, 1, 18, tzinfo=UTC)})
        styles = Styles(book)
        for name, file, title, widths in SHEETS:
            write_sheet(book, name, file, title, widths, styles)


if __name__ == "__main__":
    build()
