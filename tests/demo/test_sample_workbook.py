"""The committed workbook is the one its source files make, with the oddities of a real office's workbook."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.sample_workbook import WORKBOOK, build
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook


def _cells(path: Path) -> dict[str, Sequence[Sequence[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_committed_workbook_is_what_the_script_writes(tmp_path: Path) -> None:
    build(tmp_path / "list.xlsx")

    assert _cells(tmp_path / "list.xlsx") == _cells(WORKBOOK)


def test_the_workbook_has_its_four_sheets() -> None:
    assert {name: len(cells) for name, cells in _cells(WORKBOOK).items()} == {
        "重点民生实事清单": 53,
        "项目分布清单": 199,
        "任务清单": 55,
        "任务分解表": 126,
    }


def test_the_workbook_looks_like_one_made_by_hand() -> None:
    sheet = load_workbook(WORKBOOK)["重点民生实事清单"]
    typed = {cell.value for row in sheet.iter_rows(min_row=3) for cell in row}

    assert {"驗收標準", "1.2万", "４２０", "不低于650", "3,600", "2023年11月底", "12月底前"} <= typed
    assert any(isinstance(cell.value, datetime) for cell in sheet["Q"])
    assert sum(merged.min_col == 3 for merged in sheet.merged_cells.ranges) == 14
