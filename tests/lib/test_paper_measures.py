"""GB/T 9704 measured on the page: in the PDF and in what LibreOffice makes of the Word file."""

from itertools import pairwise

import pytest

from shishi.lib.paper import Paper
from tests.lib.papers import (
    BULLETIN,
    DAY,
    EVEN,
    FULL,
    LETTER,
    MM,
    OFFICE,
    WIDE,
    as_pdf,
    lines_of_page,
    pages_of,
    sizes_of,
)

pytestmark = pytest.mark.paper
BOTH = pytest.mark.parametrize("how", ["typst", "word"])
CHAR = 15.75
LEFT, RIGHT = 28 * MM, (210 - 26) * MM
TOP, BOTTOM = 37 * MM, (297 - 35) * MM


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Print a paper one way, once for all tests of this file."""
    made = {}

    def _print(paper: Paper, how: str):
        key = (id(paper), how)
        if key not in made:
            made[key] = as_pdf(paper, how, tmp_path_factory.mktemp("paper"))
        return made[key]

    return _print


def _body(words):
    return [line for line in lines_of_page(words) if TOP - 6 < line.middle < BOTTOM + 6]


def _find(pages, text, which=-1):
    found = [
        (n, line) for n, (_, _, words) in enumerate(pages, 1) for line in lines_of_page(words) if text in line.text
    ]
    assert found, f"{text} is on no page"
    return found[which]


@BOTH
def test_a_paper_is_a4_and_fills_the_type_area(printed, how):
    width, height, words = pages_of(printed(FULL, how))[1]
    lines = _body(words)

    assert (round(width), round(height)) == (595, 842)
    assert min(line.left for line in lines) == pytest.approx(LEFT, abs=1 * MM)
    assert max(line.right for line in lines) == pytest.approx(RIGHT, abs=1 * MM)
    assert lines[0].middle == pytest.approx(TOP + 28.95 / 2, abs=2 * MM)
    assert lines[-1].middle == pytest.approx(BOTTOM - 28.95 / 2, abs=2 * MM)


@BOTH
def test_a_full_line_holds_28_characters_and_a_full_page_22_lines(printed, how):
    _, _, words = pages_of(printed(FULL, how))[1]
    lines = _body(words)

    assert [len(line.text) for line in lines] == [28] * 22
    pitches = [b.middle - a.middle for a, b in pairwise(lines)]
    assert pitches == pytest.approx([28.95] * 21, abs=0.15)


@BOTH
def test_the_first_line_stands_two_characters_in(printed, how):
    first = _find(pages_of(printed(BULLETIN, how)), EVEN[:20], 0)[1]

    assert first.left - LEFT == pytest.approx(2 * CHAR, abs=1)
    assert len(first.text) == 26


@BOTH
def test_the_title_is_22_points_and_centred(printed, how):
    pdf = printed(BULLETIN, how)
    words = [w for w in pages_of(pdf)[0][2] if w.text == "湘潭县打好重点民生保障仗"]

    assert len(words) == 1
    assert (words[0].right - words[0].left) / 12 == pytest.approx(22, abs=0.1)
    assert (words[0].left + words[0].right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert sizes_of(pdf, "工作情况通报") == {22}


@BOTH
def test_page_numbers_stand_outside_seven_millimetres_below(printed, how):
    pages = pages_of(printed(BULLETIN, how))
    for n, (_, _, words) in enumerate(pages[:2], 1):
        line = next(one for one in lines_of_page(words) if one.text == f"—{n}—")
        if n % 2:
            assert line.right == pytest.approx(RIGHT - 14, abs=1)
        else:
            assert line.left == pytest.approx(LEFT + 14, abs=1)
        assert line.middle == pytest.approx(BOTTOM + 7 * MM, abs=1.5 * MM)


def test_both_ways_give_as_many_pages(printed):
    for paper in (BULLETIN, LETTER, WIDE, FULL):
        assert len(pages_of(printed(paper, "typst"))) == len(pages_of(printed(paper, "word")))


@BOTH
def test_without_a_seal_the_date_begins_two_characters_after_the_office(printed, how):
    pages = pages_of(printed(FULL, how))
    office, day = _find(pages, OFFICE)[1], _find(pages, "2023年12月26日")[1]

    assert office.right == pytest.approx(RIGHT - 2 * CHAR, abs=1 * MM)
    assert day.left - office.left == pytest.approx(2 * CHAR, abs=1 * MM)
    assert day.middle - office.middle == pytest.approx(28.95, abs=0.5)


@BOTH
def test_with_a_seal_the_date_ends_four_characters_from_the_right(printed, how):
    pages = pages_of(printed(LETTER, how))
    office, day = _find(pages, "湘潭县民生办")[1], _find(pages, "2023年12月5日")[1]

    assert day.right == pytest.approx(RIGHT - 4 * CHAR, abs=2 * MM)
    # LibreOffice puts air round the digits of the date that Word and typst do not: its middle moves by half of it.
    assert (office.left + office.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=3.5 * MM)


@BOTH
def test_the_imprint_stands_on_the_last_line_of_the_last_page(printed, how):
    pages = pages_of(printed(BULLETIN, how))
    n, line = _find(pages, f"{DAY.year}年{DAY.month}月{DAY.day}日印发")

    assert n == len(pages)
    assert line.middle == pytest.approx(BOTTOM - 12, abs=1 * MM)
    assert line.left == pytest.approx(LEFT + 14, abs=1 * MM)


@BOTH
def test_the_mark_the_number_and_the_title_hang_as_the_standard_says(printed, how):
    words = pages_of(printed(BULLETIN, how))[0][2]
    at = {line.text: line for line in lines_of_page(words)}
    mark, number = at["湘潭县民生实事工作专班文件"], at["潭民实办〔2023〕9号"]
    size = (mark.right - mark.left) / 13

    assert mark.middle - size / 2 == pytest.approx(TOP + 35 * MM, abs=2 * MM)
    assert number.middle - mark.middle == pytest.approx(size / 2 + 2.5 * 28.95, abs=2 * MM)
    assert (number.left + number.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1 * MM)


@BOTH
def test_a_letter_begins_30_millimetres_down_and_its_first_page_has_no_number(printed, how):
    pages = pages_of(printed(LETTER, how))
    first = {line.text: line for line in lines_of_page(pages[0][2])}
    mark, number = first["湘潭县民生实事工作专班办公室"], first["潭民实督〔2023〕5号"]
    size = (mark.right - mark.left) / 14

    assert mark.middle - size / 2 == pytest.approx(30 * MM, abs=1.5 * MM)
    assert number.right == pytest.approx(RIGHT, abs=1)
    assert number.middle - mark.middle == pytest.approx(size / 2 + 4 * MM + 4 + 14 + 8, abs=2 * MM)
    assert "—1—" not in first
    assert "—2—" in {line.text for line in lines_of_page(pages[1][2])}


@BOTH
def test_a_wide_table_repeats_its_heading_and_sets_figures_right(printed, how):
    pages = pages_of(printed(WIDE, how))
    assert (round(pages[0][0]), round(pages[0][1])) == (842, 595)
    assert len(pages) > 1
    for _, _, words in pages:
        assert sum(word.text == "项目名称" for word in words) == 1
        edges = {round(word.right) for word in words if word.text == "2,980.55"}
        assert len(edges) == 1
    assert sum(word.text == "2,980.55" for _, _, words in pages for word in words) == 40
