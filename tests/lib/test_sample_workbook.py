"""The workbook an office hands in is read to the last cell by the readers alone."""

from importlib.resources import files

import pytest

from shishi.lib.columns import Field, guess, known
from shishi.lib.days import day
from shishi.lib.quantity import quantity
from shishi.lib.xlsx import read
from shishi.lib.xlsx.header import find_table

FIELDS = (
    Field("matter", "重点事项", ("件（实事）", "事项名称")),
    Field("item", "项目名称", required=True),
    Field("lead", "牵头单位", ("责任单位",), required=True),
    Field("indicator", "考核指标", required=True),
    Field("unit", "计量单位", (), "unit"),
    Field("target", "年度目标", (), "number", required=True),
    Field("start", "开始时间", (), "day"),
    Field("due", "完成时限", (), "day", required=True),
    Field("funds", "计划资金", (), "number"),
    Field("acceptance", "验收标准"),
)


@pytest.fixture(scope="module")
def sample():
    path = files("shishi.demo.sample") / "list-2023.xlsx"
    with read.open_book(path.read_bytes()) as book:
        table = find_table(book.rows(), known(FIELDS))
        rows = list(table.rows)
    return table, rows, guess(table.headings, FIELDS, [row.cells for row in rows])


def test_every_heading_asked_for_is_found(sample):
    table, _rows, found = sample
    assert set(found.columns) == {field.code for field in FIELDS}
    assert found.missing == ()
    assert table.headings[found.columns["acceptance"]] == "驗收標準"
    assert found.match("funds").unit == "万元"


def test_every_target_and_deadline_is_understood(sample):
    _table, rows, found = sample
    at = found.columns
    targets = [quantity(row.at(at["target"]), unit=str(row.at(at["unit"]))) for row in rows]
    deadlines = [day(row.at(at["due"]), year=2023) for row in rows]
    assert targets[0].value == 12_000
    assert all(target.value > 0 for target in targets)
    assert {deadline.year for deadline in deadlines} <= {2023, 2024}


def test_merged_matters_are_carried_down_to_every_item(sample):
    _table, rows, found = sample
    assert all(row.at(found.columns["matter"]) and row.at(found.columns["item"]) for row in rows)
    assert len({row.at(found.columns["item"]) for row in rows}) == 39
