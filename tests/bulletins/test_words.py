"""Paragraphs as a clerk edits them, and every check that stands before a signature. No database."""

from decimal import Decimal

import pytest

from shishi.bulletins.queries.checks import Facts, check
from shishi.bulletins.queries.paper import for_the_public
from shishi.documents.queries.numerals import loose_in
from shishi.documents.queries.runs import chip, from_plain, marked, text, to_plain, written
from shishi.lib.refusal import Refused
from shishi.reports.queries.chips import show


def figure(shown, value, code="items.total", **args):
    return {"code": code, "args": args, "shape": "", "value": value, "shown": shown, "n_rows": 1, "digest": "d"}


FIGURES = {
    "1": figure("39项", "39"),
    "2": figure("27项", "27", "items.by_list", list="province.key"),
    "3": figure("4项", "4", "items.by_list", list="province.monitored"),
    "4": figure("8项", "8", "items.by_list", list="city.key"),
    "5": figure("38项", "38", "items.reached"),
    "6": figure("97.44%", "97.4358974358974", "items.reached_rate"),
}


def paragraph(*runs, **more):
    return {"id": "b1", "v": 1, "kind": "paragraph", "runs": list(runs)} | more


def found(*blocks, figures=FIGURES, **changes):
    told = {
        "title": "工作情况通报",
        "recipient": "各责任单位",
        "blocks": blocks or (paragraph(text("进展顺利。")),),
        "figures": figures,
        "layout": "full",
        "names": ("“两癌”免费检查",),
    }
    return [f.code for f in check(Facts(**told | changes)).findings]


def test_a_paragraph_survives_the_clerk_unchanged():
    runs = [
        text("共"),
        chip("1"),
        text("，"),
        marked("“湘易办”2.0版", "name"),
        marked("2023年", "date"),
        text("完成。"),
    ]
    plain = to_plain(runs, FIGURES)
    assert plain == "共〔39项#1〕，〔名：“湘易办”2.0版〕〔日：2023年〕完成。"
    assert from_plain(plain, FIGURES) == runs


def test_a_mark_may_hold_a_documents_number():
    runs = from_plain("按照〔序：湘实办〔2023〕9号〕办理", FIGURES)
    assert runs[1] == marked("湘实办〔2023〕9号", "ordinal")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("共〔40项#1〕", "不能改成"),
        ("共〔39项#77〕", "没有编号"),
        ("共〔39项#〕", "不完整"),
        ("共39项#1〕", "不完整"),
        ("文" * 2001, "2000"),
    ],
)
def test_a_chip_that_was_typed_over_or_broken_is_refused(typed, sentence):
    with pytest.raises(Refused, match=sentence):
        from_plain(typed, FIGURES)


def test_sentences_take_runs_in_their_places():
    runs = written("%(unit)s完成%(n)s。", unit="县教育局", n=chip("1"))
    assert runs == [marked("县教育局", "name"), text("完成"), chip("1"), text("。")]


@pytest.mark.parametrize(
    ("words", "proposed", "marks"),
    [
        ("共39项", ["39项"], ()),
        ("共三十九项", ["39项"], ()),
        ("完成率97.44%", ["97.44%"], ()),
        ("完成率97.43%", [], ()),
        ("于2023年下达", [], ("date",)),
        ("第九批清单", [], ("ordinal",)),
        ("“湘易办2.0版”上线", [], ("name",)),
        ("召开会议14次", [], ()),
    ],
)
def test_a_typed_numeral_is_met_with_the_figures_it_equals_and_the_marks_it_may_take(words, proposed, marks):
    [loose] = loose_in([text(words)], FIGURES, ())
    assert [p.shown for p in loose.proposals] == proposed
    assert loose.marks == marks


def test_a_numeral_beside_a_chip_is_still_seen():
    assert [x.text for x in loose_in([chip("1"), text("万人受益")], FIGURES, ())] == ["万"]


@pytest.mark.parametrize(
    ("blocks", "codes"),
    [
        ((paragraph(chip("1"), chip("2"), chip("3"), chip("4")),), []),
        ((paragraph(chip("1"), chip("2"), chip("4")),), ["sum"]),
        ((paragraph(chip("1"), chip("5"), text("，任务全部完成。")),), ["contradiction"]),
        ((paragraph(chip("1"), chip("5"), chip("6")),), []),
        ((paragraph(text("共14次。")),), ["numeral"]),
        ((paragraph(),), ["empty"]),
        ((paragraph(text("联系人电话")), paragraph(marked("王某13812345678", "name"))), ["personal"]),
        ((paragraph(text("文字" * 1501)),), ["length"]),
    ],
)
def test_every_check_finds_its_fault(blocks, codes):
    assert found(*blocks) == codes


def test_two_values_of_one_figure_contradict_each_other():
    figures = FIGURES | {"9": figure("40项", "40")}
    assert found(paragraph(chip("1"), text("、"), chip("9")), figures=figures) == ["contradiction"]


def test_a_share_its_counts_do_not_give_is_found():
    figures = FIGURES | {"6": figure("98%", "98", "items.reached_rate")}
    assert found(paragraph(chip("1"), chip("5"), chip("6")), figures=figures) == ["share"]


def test_a_column_that_does_not_add_up_is_found():
    rows = [[[text("省")], [chip("2")]], [[text("市")], [chip("4")]], [[text("合计")], [chip("1")]]]
    table = {"id": "b2", "v": 1, "kind": "table", "caption": [text("表")], "header": ["清单", "项"], "rows": rows}
    assert found(table | {"adds_up": [1]}, figures=FIGURES) == ["sum", "sum"]


def test_changed_rows_missing_figures_newer_cuts_and_heads_are_found():
    assert found(changed=("1",)) == ["digest"]
    assert found(newer="2023-12-26") == ["stale"]
    assert found(paragraph(chip("7")), figures={"7": figure("—", "")}) == ["gap"]
    assert found(title="工作情况通报（第9期）") == ["head_numeral"]
    assert found(recipient="") == ["recipient"]


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        ("39", "n:项", "39项"),
        ("100.0000000000", "percent", "100%"),
        ("97.435897", "percent", "97.44%"),
        ("100", "percent2", "100.00%"),
        ("-23.333", "points", "-23.33个百分点"),
        ("-23.333", "gap", "23.33个百分点"),
        ("-23.333", "signed", "-23.33"),
        ("1.5", "signed", "+1.50"),
        (None, "n:项", "—"),
    ],
)
def test_figures_are_shown_as_papers_write_them(value, shape, shown):
    assert show(None if value is None else Decimal(value), shape) == shown


def test_the_public_version_drops_personal_data_red_lights_and_what_becomes_hollow():
    blocks = (
        {"id": "h1", "kind": "heading1", "runs": [text("工作")]},
        {"id": "h2", "kind": "heading2", "runs": [text("滞后项目")]},
        paragraph(text("县教育局抓好项目。"), red=True),
        {"id": "h3", "kind": "heading2", "runs": [text("联系")]},
        paragraph(text("电话13812345678")),
        paragraph(text("统筹推进。")),
    )
    kept = for_the_public(blocks, FIGURES, hides_red=True)
    assert [b["runs"][0]["text"] for b in kept] == ["工作", "联系", "统筹推进。"]
    assert len(for_the_public(blocks, FIGURES, hides_red=False)) == 5
