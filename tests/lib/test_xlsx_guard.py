"""Hostile and foreign files are refused with a sentence, quickly and in little memory."""

import subprocess
import sys
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shishi.lib.xlsx import guard, read
from shishi.lib.xlsx.guard import UnfitFileError
from tests.lib import bombs

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
UTF16 = ('<?xml version="1.0" encoding="UTF-16"?>' + bombs.laughs() + "<worksheet/>").encode("utf-16")
SHEET = "xl/worksheets/sheet1.xml"


def refused(content):
    with pytest.raises(UnfitFileError) as caught:
        for _ in read.rows(content):
            pass
    return caught.value.sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (OLE, "旧版 .xls 或 .et"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "设有密码"),
        (b"%PDF-1.7", "不是 Excel"),
        (b"\x89PNG\r\n\x1a\n", "不是 Excel"),
        (b"<html><table>", "其实是网页"),
        (b"a,b\x00c", "不是 Excel"),
        (bombs.packed({"word/document.xml": "<x/>"}), "不是 Excel"),
        (bombs.book()[:-40], "已损坏"),
        (b"PK\x03\x04 and no more", "已损坏"),
        (b"\xff\x80\xff\xff,", "文字编码"),
    ],
)
def test_what_is_no_workbook_is_told_what_it_is(content, words):
    assert words in refused(content)


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"xl/vbaProject.bin": b"x"}, "带有宏"),
        ({"xl/macrosheets/sheet1.xml": "<x/>"}, "带有宏"),
        ({"[Content_Types].xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"}, "带有宏"),
        ({"xl/workbook.bin": b"x"}, "格式不能导入"),
        ({"xl/embeddings/a.xlsx": bombs.packed({"a": "b"})}, "嵌入"),
        ({"xl/embeddings/a.bin": OLE}, "嵌入"),
        ({f"xl/media/{at}.txt": "x" for at in range(1000)}, "部件过多"),
        ({SHEET: bombs.laughs() + "<worksheet/>"}, "实体定义"),
        ({SHEET: UTF16}, "实体定义"),
        ({"xl/drawings/a.vml": " " * 262_140 + "<!DOCTYPE a>"}, "实体定义"),
        ({SHEET: "<worksheet><sheetData><row r='1'><c a='" + "x" * 2**21}, "不予读取"),
        ({SHEET: "<worksheet><sheetData><row r='1'>"}, "已损坏"),
        ({SHEET: "<worksheet><sheetData><row r='2'/><row r='1'/></sheetData></worksheet>"}, "已损坏"),
    ],
)
def test_what_should_not_be_in_a_workbook_is_refused(extra, words):
    assert words in refused(bombs.book(extra=extra))


def test_a_member_given_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = bombs.twice(SHEET)
    assert "已损坏" in refused(twice)


@pytest.mark.parametrize("claim", [100, 2**31, None])
def test_zeros_are_counted_whatever_the_header_says(claim):
    bomb = bombs.zeros(600 * 2**20)
    begin = time.process_time()
    assert refused(bombs.lying(bomb, claim) if claim else bomb)
    assert time.process_time() - begin < 10


def test_many_members_under_the_ratio_are_counted_together(monkeypatch):
    monkeypatch.setattr(guard, "MAX_TOTAL", 2**20)
    noise = bytes(range(256)) * 2**11
    assert "展开后超过" in refused(bombs.book(extra={f"xl/media/{at}.bin": noise for at in range(3)}))


def test_tags_without_values_are_counted(monkeypatch):
    monkeypatch.setattr(guard, "MAX_TAGS", 10_000)
    assert "单元格过多" in refused(bombs.book("<row>" + "<c/>" * 10_000 + "</row>"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bombs.cell("XFD1", "x"), "超过 200 列"),
        (bombs.cell("A1048576", "x"), "超过 200000 行"),
        (bombs.cell("A1", "字" * 5001), "第 1 行 A 列的文字超过 5000 字"),
        ("<row>" + "<c><v>1</v></c>" * 300 + "</row>", "超过 200 列"),
    ],
)
def test_more_than_a_table_holds_is_refused_with_its_place(data, words):
    assert words in refused(bombs.book(data))


def test_a_long_shared_text_is_refused_where_it_is_used():
    shared = f"<si><t>{'字' * 9000}</t></si>"
    assert "第 3 行 B 列" in refused(bombs.book('<row r="3"><c r="B3" t="s"><v>0</v></c></row>', shared=shared))


def test_empty_formatted_rows_down_to_the_last_are_no_reason_to_refuse():
    data = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert [row.cells for row in read.rows(bombs.book(data))] == [(Decimal(1),)]


def test_overlapping_merged_cells_cost_nothing():
    data = "".join(bombs.cell(f"A{at}", "x") for at in range(1, 400))
    merged = "".join(f'<mergeCell ref="A1:GR{at}"/>' for at in range(1000, 2000))
    assert "重叠" in refused(bombs.book(data, more=f"<mergeCells>{merged}</mergeCells>"))


WATCHED = """
import re, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from django.conf import settings
settings.configure(USE_I18N=False)
from shishi.lib.xlsx import read
def peak():  # ru_maxrss would begin with the peak of the process that started this one
    return int(re.search("VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text()).group(1)) // 1024
before = peak()
try:
    print(sum(1 for _ in read.rows(sys.argv[1])), end=" ")
except read.UnfitFileError:
    print("refused", end=" ")
print(peak(), before)
"""


def watched(path):
    """What reading the file in a process of its own came to, its peak and what it began with, in MB."""
    done = subprocess.run([sys.executable, "-c", WATCHED, path], capture_output=True, text=True, check=True)
    outcome, peak, before = done.stdout.split()
    return outcome, int(peak), int(before)


def test_a_hundred_thousand_rows_are_streamed_in_bounded_memory(tmp_path):
    cells = "".join(f'<c r="{chr(65 + at)}%d" t="s"><v>%d</v></c>' for at in range(10))
    numbers = "".join(f'<c r="{chr(75 + at)}%d"><v>1234.5</v></c>' for at in range(10))
    rows = "".join(
        f'<row r="{at}">{(cells % tuple([at, at - 1] * 10))}{numbers % tuple([at] * 10)}</row>'
        for at in range(1, 100_001)
    )
    shared = "".join(f"<si><t>第{at}号新建农村公路</t></si>" for at in range(100_000))
    path = tmp_path / "big.xlsx"
    path.write_bytes(bombs.book(rows, shared=shared))
    outcome, peak, _before = watched(path)
    assert outcome == "100000"
    assert peak < 200


def test_one_text_repeated_two_hundred_thousand_times_stays_one_text(tmp_path):
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 200_001))
    path = tmp_path / "repeated.xlsx"
    path.write_bytes(bombs.book(rows, shared=f"<si><t>{'字' * 4000}</t></si>"))
    outcome, peak, before = watched(path)
    assert outcome == "200000"
    assert peak - before < 100


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=30))
def test_a_damaged_workbook_is_read_or_refused_and_never_crashes(at, noise):
    content = bytearray(bombs.book(bombs.cell("A1", "字") + bombs.cell("B2", "=1")))
    at %= len(content)
    content[at : at + len(noise)] = noise
    try:
        assert all(row.number for row in read.rows(bytes(content)))
    except UnfitFileError as refusal:
        assert refusal.sentence.endswith("。")  # noqa: PT017 - either outcome is right, a crash is not


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_never_crash(content):
    try:
        assert all(row.cells for row in read.rows(content))
    except UnfitFileError as refusal:
        assert refusal.sentence.endswith("。")  # noqa: PT017 - either outcome is right, a crash is not
