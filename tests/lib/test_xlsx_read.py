"""What an office's workbook says is what comes out of it."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import python_calamine

from shishi.lib.quantity import quantity
from shishi.lib.text import fold
from shishi.lib.xlsx import read
from shishi.lib.xlsx.cells import CellError, column_letters, column_number
from shishi.lib.xlsx.guard import UnfitFileError
from shishi.lib.xlsx.header import find_table
from tests.lib import bombs


def made(*rows, merged=(), title="清单"):
    """A workbook another program wrote."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    for one in merged:
        page.merge_cells(one)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def only(data, **more):
    """The cells of the first row of a workbook built by hand."""
    return next(read.rows(bombs.book(data, **more))).cells


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>12.000000001</v></c>', Decimal("12.000000001")),
        ('<c r="A1"><v>0.30000000000000004</v></c>', Decimal("0.3")),
        ('<c r="A1" s="1"><v>45184</v></c>', date(2023, 9, 15)),
        ('<c r="A1" s="3"><v>45184.5</v></c>', datetime(2023, 9, 15, 12)),  # noqa: DTZ001 - as in the sheet
        ('<c r="A1" s="5"><v>0.5</v></c>', time(12)),
        ('<c r="A1" s="2"><v>0.285</v></c>', "28.5%"),
        ('<c r="A1" s="4"><v>1</v></c>', "100%"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="d"><v>2023-09-15</v></c>', date(2023, 9, 15)),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Decimal(2)),
        ('<c r="A1" t="str"><f>A2&amp;"a"</f><v>结果</v></c>', "结果"),
        ('<c r="A1" t="s"><v>0</v></c>', "农村公路"),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>', "a\rb_x0041_"),
        ('<x:c xmlns:x="u" r="A1"><x:v>7</x:v></x:c>', Decimal(7)),
        ("<c><v>7</v></c>", Decimal(7)),
    ],
)
def test_each_kind_of_cell_has_its_value(cell, value):
    shared = "<si><r><t>农村</t></r><r><t>公路</t></r><rPh sb='0' eb='1'><t>nongcun</t></rPh></si>"
    assert only(f'<row r="1">{cell}</row>', shared=shared) == (value,)


@pytest.mark.parametrize("cell", ['t="e"><v>#REF!</v>', "><f>1/0</f><v></v>", "><v>abc</v>", "><v>NaN</v>"])
def test_a_broken_formula_is_no_text(cell):
    assert isinstance(only(f'<row r="1"><c r="A1" {cell}</c></row>')[0], CellError)


def test_a_share_shown_in_per_cent_is_read_as_per_cent():
    assert quantity(only('<row r="1"><c r="A1" s="2"><v>0.9</v></c></row>')[0], unit="%").value == 90


def test_old_macintosh_workbooks_count_from_1904():
    data = '<row r="1"><c r="A1" s="1"><v>43722</v></c></row>'
    assert only(data, workbook_more='<workbookPr date1904="1"/>') == (date(2023, 9, 15),)


def test_merged_cells_are_filled_down_and_right_and_say_so():
    book = made(
        ["事项", "项目", "数量", "备注"],
        ["农村公路", "提质", 5, "同上"],
        [None, "安防", 6, None],
        [None, None, None, None],
        ["合计", None, 11, None],
        merged=["A2:A4", "D2:D3", "A5:B5"],
    )
    rows = list(read.rows(book))
    assert [row.number for row in rows] == [1, 2, 3, 5]
    assert rows[2].cells == ("农村公路", "安防", Decimal(6), "同上")
    assert rows[2].filled == {0, 3}
    assert rows[3].cells == ("合计", "合计", Decimal(11))
    assert rows[3].filled == {1}


def test_what_another_reader_sees_is_what_ours_sees():
    book = made(["甲", 1.5, date(2023, 9, 15), True, "＝1+1"], ["乙", -3, None, False, " 空格 "])
    theirs = python_calamine.load_workbook(BytesIO(book)).get_sheet_by_index(0).to_python()
    ours = [[None if cell == "" else cell for cell in row] for row in theirs]
    assert [list(row.cells) for row in read.rows(book)] == ours


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_text_table_is_read_in_every_common_encoding(encoding, mark):
    content = f"事项{mark}数量\r\n\r\n农村公路{mark}'=1+1\r\n".encode(encoding)
    assert [(row.number, row.cells) for row in read.rows(content)] == [(1, ("事项", "数量")), (3, ("农村公路", "=1+1"))]


def test_sheets_are_listed_and_chosen_by_name():
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.create_sheet("清单").append(["事项", "数量"])
    book.create_sheet("旧").sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    found = read.sheets(stream.getvalue())
    assert [(one.name, one.n_rows, one.hidden) for one in found] == [
        ("说明", 0, False),
        ("清单", 1, False),
        ("旧", 0, True),
    ]
    assert [row.cells for row in read.rows(stream.getvalue())] == [("事项", "数量")]
    with pytest.raises(UnfitFileError, match="没有名为“新”的工作表，文件里有：说明、清单、旧"):
        list(read.rows(stream.getvalue(), "新"))


def table_of(*rows, merged=(), known=()):
    with read.open_book(made(*rows, merged=merged)) as book:
        table = find_table(book.rows(), frozenset(map(fold, known)))
        return table.title, table.headings, [row.cells for row in table.rows]


def test_titles_and_a_row_of_column_numbers_are_no_data():
    title, headings, rows = table_of(
        ["湘潭县2023年任务清单（示例）"],
        ["填报单位：县专班", None, None, "单位：万元"],
        ["序号", "项目\n名称", "年度目标", "计划投资"],
        ["1", "2", "3", "4"],
        [1, "农村公路", 50, 300],
        merged=["A1:D1"],
    )
    assert title == ("湘潭县2023年任务清单（示例）", "填报单位：县专班 单位：万元")
    assert headings == ("序号", "项目 名称", "年度目标", "计划投资")
    assert rows == [(Decimal(1), "农村公路", Decimal(50), Decimal(300))]


@pytest.mark.parametrize("merged", [["C2:D2"], ["C2:D2", "A2:A3", "B2:B3", "E2:E3"]])
def test_headings_over_two_rows_are_joined(merged):
    _title, headings, rows = table_of(
        ["任务清单"],
        ["事项", "项目", "年度目标", None, "责任单位"],
        [None, None, "数量", "单位", None],
        ["农村公路", "提质", 50, "公里", "县交通局"],
        merged=merged,
    )
    assert headings == ("事项", "项目", "年度目标/数量", "年度目标/单位", "责任单位")
    assert len(rows) == 1


def test_hoped_for_headings_win_over_a_longer_row_of_words():
    _title, headings, _rows = table_of(
        ["说明", "本表", "由", "各单位", "填写"],
        [None],
        ["項目名稱", "年度目標"],
        ["农村公路", 5],
        known=["项目名称", "年度目标"],
    )
    assert headings == ("項目名稱", "年度目標")


def test_a_sheet_without_headings_is_all_data():
    _title, headings, rows = table_of([1, 2], [3, 4])
    assert headings == ()
    assert len(rows) == 2
    assert table_of() == ((), (), [])


def test_columns_are_named_as_the_sheet_names_them():
    assert [column_letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(at)) == at for at in range(16_384))
    assert column_number("A1") == column_number("") == -1
