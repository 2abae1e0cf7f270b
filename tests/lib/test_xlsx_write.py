"""What is written is read back unchanged, runs nothing and prints well."""

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shishi.lib.text import UnfitTextError, clean
from shishi.lib.xlsx import read
from shishi.lib.xlsx.formulas import guarded, may_run, unguarded
from shishi.lib.xlsx.header import find_table
from shishi.lib.xlsx.write import Column, Sheet, workbook

LIST = (
    Column("重点事项", merged=True),
    Column("牵头单位", merged=True),
    Column("项目"),
    Column("数量", "number", group="年度目标"),
    Column("单位", group="年度目标"),
    Column("完成率", "percent"),
    Column("完成时限", "day"),
)
ROWS = (
    ("新建农村公路", "县交通局", "提质改造", Decimal("52400"), "人", Decimal("37.5"), date(2023, 9, 30)),
    ("新建农村公路", "县交通局", "安防工程", Decimal("0.5"), "公里", None, None),
    ("新建农村公路", "县水利局", "水毁修复", 3, "处", Decimal(100), date(2023, 12, 31)),
    ("养老服务", "县水利局", "护理床位", 200, "张", Decimal(0), date(2023, 12, 31)),
)
PAYLOADS = [
    lead + sign + "cmd|'/c calc'!A1"
    for lead in ("", " ", "\u00a0", "\u3000", "\ufeff", "好\n")
    for sign in ("=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠")
]


def written(*values, kind="text"):
    return workbook([Sheet("表", [Column("值", kind)], [[value] for value in values])])


def cells_of(book, sheet=None):
    return [row.cells for row in read.rows(book, sheet)]


def test_a_list_with_title_groups_and_merged_matters_is_read_back_as_it_was():
    book = workbook([Sheet("任务清单", LIST, ROWS, title="2023年任务清单", notes=["单位：万元"])])
    with read.open_book(book) as opened:
        table = find_table(opened.rows(), frozenset())
        rows = list(table.rows)
        assert table.headings == (
            "重点事项",
            "牵头单位",
            "项目",
            "年度目标/数量",
            "年度目标/单位",
            "完成率",
            "完成时限",
        )
    assert table.title == ("2023年任务清单", "单位：万元")
    assert [row.cells[:5] for row in rows] == [row[:5] for row in ROWS]
    assert [row.cells[5] for row in rows if len(row.cells) > 5] == ["37.5%", "100%", "0%"]
    assert rows[0].cells[6] == date(2023, 9, 30)
    assert rows[1].filled == {0, 1}
    assert rows[3].filled == frozenset()


def test_another_program_sees_numbers_days_merges_frozen_headings_and_a4_across():
    book = workbook([Sheet("任务清单", LIST, ROWS, title="2023年任务清单")])
    page = openpyxl.load_workbook(BytesIO(book))["任务清单"]
    assert (page["D4"].value, page["G4"].value) == (52400, datetime(2023, 9, 30))  # noqa: DTZ001
    assert {"A1:G1", "D2:E2", "A2:A3", "A4:A6", "B4:B5"} <= {str(one) for one in page.merged_cells.ranges}
    assert page.freeze_panes == "A4"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.print_title_rows == "$2:$2" or page.print_title_rows.startswith("$2")


def test_the_same_rows_give_the_same_bytes():
    sheets = [Sheet("任务清单", LIST, ROWS)]
    assert workbook(sheets) == workbook(sheets)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula_and_none_is_changed(payload):
    book = written(payload)
    with zipfile.ZipFile(BytesIO(book)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    style = int(re.search(r'r="A2" s="(\d+)" t="inlineStr"', page).group(1))
    assert "<f>" not in page
    assert 'quotePrefix="1"' in styles.split("<cellXfs")[1].split("<xf ")[style + 1]
    assert cells_of(book) == [("值",), (payload,)]
    assert openpyxl.load_workbook(BytesIO(book)).active["A2"].data_type == "s"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_csv_cell_is_guarded_and_read_back(payload):
    assert guarded(payload) == f"'{payload}"
    assert unguarded(guarded(payload)) == payload


@given(st.text(max_size=60))
def test_guarding_is_always_undone(text):
    assert unguarded(guarded(text)) == text
    assert may_run(guarded(text)) is False or "\n" in text or "\r" in text


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_every_clean_text_survives_writing_and_reading(texts):
    kept = []
    for text in texts:
        try:
            kept.append(clean(text, 40, lines=True))
        except UnfitTextError:
            continue
    kept = [text for text in kept if text] or ["字"]
    assert [cells[0] for cells in cells_of(written(*kept))[1:]] == kept


@settings(deadline=None, max_examples=60)
@given(st.lists(st.decimals(-(10**9), 10**9, places=4), min_size=1, max_size=8))
def test_every_number_survives_writing_and_reading(numbers):
    assert [cells[0] for cells in cells_of(written(*numbers, kind="number"))[1:]] == numbers


@settings(deadline=None, max_examples=60)
@given(st.lists(st.dates(date(1900, 3, 1), date(2190, 1, 1)), min_size=1, max_size=8))
def test_every_day_survives_writing_and_reading(days):
    assert [cells[0] for cells in cells_of(written(*days, kind="day"))[1:]] == days


def test_sheet_names_are_made_fit_and_unique():
    empty = [Sheet(name, [Column("值")], []) for name in ("2023/清单", "2023/清单", "长" * 40, "a:b[c]")]
    names = [one.name for one in read.sheets(workbook(empty))]
    assert names == ["2023_清单", "2023_清单_2", "长" * 31, "a_b_c_"]
