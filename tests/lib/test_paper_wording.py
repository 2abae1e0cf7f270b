"""Titles, numbers, dates and the text form: no file, no typesetter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shishi.lib.paper import Cell, Column, Heading, Paper, Table, plain, to_text
from shishi.lib.paper.measures import mark_pt, signature_pt, table_size
from shishi.lib.paper.spans import header_cells
from shishi.lib.paper.titles import title_lines
from shishi.lib.paper.wording import addressed, attachment_lines, bracketed, chinese_date, chinese_ordinal, numbered
from tests.lib.papers import BULLETIN


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于报送月报的通知", ("关于报送月报的通知",)),
        (
            "湘潭县打好重点民生保障仗工作情况通报（第9期）",
            ("湘潭县打好重点民生保障仗", "工作情况通报（第9期）"),
        ),
        (
            "关于加快推进城镇老旧小区改造项目的督办函",
            ("关于加快推进城镇老旧小区", "改造项目的督办函"),
        ),
        (("照原样", "印三", "行"), ("照原样", "印三", "行")),
        ("", ()),
    ],
)
def test_a_title_is_broken_between_words(title, lines):
    assert title_lines(title) == lines


@pytest.mark.parametrize(
    "title",
    [
        "永州市人民政府办公室关于印发《2021年永州市重点民生实事项目实施方案》的通知",
        "关于2023年度全省重点民生实事项目完成情况暨下一阶段工作任务的通报",
        "某" * 50,
        "A" * 60,
    ],
)
def test_a_long_title_loses_nothing_and_no_line_is_too_long(title):
    lines = title_lines(title)

    assert "".join(lines) == title
    assert 2 <= len(lines) <= 4
    assert all(len(line) <= 20 for line in lines) or title.isascii()
    assert not any(line[0] in "的》、，（" and line[0] != "（" for line in lines)


def test_headings_count_by_level_and_a_higher_one_begins_the_lower_anew():
    levels = (1, 2, 3, 4, 4, 2, 1, 2)
    found = [block.text for block in numbered(Heading(level, "题") for level in levels)]

    assert found == ["一、题", "（一）题", "1.题", "（1）题", "（2）题", "（二）题", "二、题", "（一）题"]
    assert numbered([Heading(1, "附件", numbered=False)])[0].text == "附件"


@pytest.mark.parametrize(
    ("n", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")]
)
def test_ordinals_are_written_in_chinese(n, written):
    assert chinese_ordinal(n) == written


def test_small_forms_follow_the_standard():
    assert chinese_date(date(2023, 1, 5)) == "2023年1月5日"
    assert [addressed(text) for text in ("各单位", "各单位:", "各单位：", " ")] == ["各单位："] * 3 + [""]
    assert attachment_lines(("名单。",)) == [("", "名单")]
    assert attachment_lines(("甲；", "乙")) == [("1.", "甲"), ("2.", "乙")]
    assert bracketed("(此件公开发布)") == "（此件公开发布）"


def test_an_office_too_long_for_its_place_never_leaves_the_type_area():
    for sealed in (True, False):
        places = signature_pt("某" * 40, "2023年12月26日", sealed=sealed)
        assert min(places) >= 0
    office, day = signature_pt("县府办", "2023年12月26日", sealed=False)
    assert day - office == Decimal("31.5")


def test_a_mark_fills_its_line_between_two_sizes():
    assert mark_pt("通报", Decimal(156)) == 62
    assert mark_pt("某" * 13, Decimal(156)) == 33
    assert mark_pt("某" * 90, Decimal(156)) == 22
    assert table_size(5)[0] == 12
    assert table_size(6)[0] == Decimal("10.5")


def test_spanning_heading_cells_find_their_places():
    table = Table((Column(),) * 3, ((Cell("甲", down=2), Cell("乙", across=2)), ("丙", "丁", "多余")), ())

    assert [(y, x, cell.text) for y, x, cell in header_cells(table)] == [
        (0, 0, "甲"), (0, 1, "乙"), (1, 1, "丙"), (1, 2, "丁"),
    ]  # fmt: skip


def test_the_text_form_reads_from_the_head_to_the_imprint():
    lines = [line.strip("　 ") for line in to_text(BULLETIN).splitlines()]
    wanted = ("样张", "各县直责任单位：", "一、工作成效", "（二）质效高", "附件：1.重点民生实事项目完成情况表",
              "2023年12月26日", "（此件公开发布）", "抄送：县委办公室，县政府办公室。")  # fmt: skip

    places = [lines.index(line) for line in wanted]
    assert places == sorted(places)
    assert "（一）进度快。完成率97.44%，责任人镕、喆、垚。" in lines


def test_columns_of_the_text_form_line_up():
    table = Table((Column(), Column(align="right")), (("单位", "完成率"),), (("县教育局", "9.5%"), ("镇", "100%")))
    rows = to_text(Paper(blocks=(table,))).strip().splitlines()

    assert rows == ["单位      完成率", "县教育局    9.5%", "镇          100%"]


def test_a_value_is_frozen_and_comparable():
    assert replace(BULLETIN) == BULLETIN
    assert hash(plain("字")) == hash(plain("字"))
