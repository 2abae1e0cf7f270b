"""Headings of real task lists are understood, and a person's decision stands."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi.lib.columns import Field, guess, known, unit_of
from shishi.lib.text import fold

FIELDS = (
    Field("number", "序号", ("编号",)),
    Field("matter", "重点事项", ("民生实事", "实事名称", "事项名称", "事项")),
    Field("item", "项目名称", ("项目", "实事项目", "子项目"), required=True),
    Field("target", "年度目标", ("目标任务", "目标值", "任务数", "目标数"), "number", required=True),
    Field("unit", "单位", ("计量单位",), "unit"),
    Field("lead", "牵头单位", ("责任单位", "主管部门", "牵头部门"), required=True),
    Field("support", "配合单位", ("协助单位",)),
    Field("funds", "计划投资", ("总投资", "资金", "投资额"), "number"),
    Field("due", "完成时限", ("完成时间", "办结时限"), "day"),
    Field("note", "备注", ("说明",)),
)


@pytest.mark.parametrize(
    "headings",
    [
        ["序号", "重点事项", "项目名称", "年度目标", "单位", "牵头单位", "配合单位", "计划投资", "完成时限", "备注"],
        [
            "編號",
            "民生實事",
            "實事項目",
            "目標任務",
            "計量單位",
            "責任單位",
            "協助單位",
            "總投資（萬元）",
            "完成時間",
            "說明",
        ],
        [
            "序 号",
            "事项\n名称",
            "项目",
            "任务数",
            "计量单位",
            "主管部门",
            "配合单位",
            "资金(万元)",
            "办结时限（年月日）",
            "备注：",
        ],
        [
            "序号",
            "事项",
            "子项目",
            "年度目标/数量",
            "年度目标/单位",
            "牵头单位",
            "配合单位",
            "投资额",
            "完成时限",
            "备注",
        ],
    ],
)
def test_each_office_has_its_own_words_for_the_same_columns(headings):
    found = guess(headings, FIELDS)
    assert found.columns == {field.code: at for at, field in enumerate(FIELDS)}
    assert found.leftovers == found.missing == ()


def test_bracketed_units_are_kept_for_reading_the_values():
    found = guess(["项目", "总投资（萬元）", "目标值(单位：公里)"], FIELDS)
    assert found.match("funds").unit == "萬元"
    assert found.match("target").unit == "公里"
    assert found.match("item").unit == ""


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("资金（万元）", "万元"),
        ("完成率(%)", "%"),
        ("投资（含配套）", ""),
        ("人数（万）", "万"),
        ("项目", ""),
        ("（（（", ""),
    ],
)
def test_only_units_in_brackets_are_units(heading, unit):
    assert unit_of(heading) == unit


def test_duplicate_and_empty_headings_are_left_over_and_not_guessed_twice():
    found = guess(["项目名称", "", "备注", "备注", "年度目标"], FIELDS)
    assert found.columns == {"item": 0, "note": 2, "target": 4}
    assert found.leftovers == (3,)
    assert found.missing == ("lead",)


def test_of_two_equal_headings_the_one_whose_values_fit_is_taken():
    rows = [("农村公路", "按省下达", Decimal(5)), ("养老床位", "见文件", Decimal(6))]
    assert guess(["项目名称", "年度目标", "年度目标"], FIELDS, rows).columns["target"] == 2


def test_values_speak_where_headings_are_vague():
    fields = (Field("due", "完成时限", ("完成",), "day"), Field("done", "累计完成", ("完成",), "number"))
    rows = [(Decimal(12), date(2023, 9, 30)), (Decimal(13), "9月底")]
    assert guess(["完成", "完成"], fields, rows).columns == {"done": 0, "due": 1}


def test_a_heading_over_a_unit_is_not_the_responsible_unit():
    found = guess(["项目", "年度目标/数量", "年度目标/单位", "累计完成/数量", "累计完成/单位", "责任单位"], FIELDS)
    assert found.columns == {"item": 0, "target": 1, "unit": 2, "lead": 5}
    assert found.leftovers == (3, 4)


def test_what_a_person_decided_stands():
    found = guess(["项目", "数量", "备注"], FIELDS, decided={0: "matter", 1: "target", 2: None})
    assert found.columns == {"matter": 0, "target": 1}
    assert found.match("target").confidence == 1.0
    assert found.leftovers == (2,)
    assert found.missing == ("item", "lead")


def test_words_that_mean_nothing_here_are_left_over():
    found = guess(["天气", "温度", "1"], FIELDS)
    assert found.matches == ()
    assert found.leftovers == (0, 1, 2)


def test_the_hoped_for_headings_are_folded():
    assert fold("項目名稱") in known(FIELDS)


@given(st.lists(st.text(max_size=30) | st.sampled_from([field.label for field in FIELDS]), max_size=12))
def test_a_guess_is_stable_and_takes_no_column_and_no_field_twice(headings):
    found = guess(headings, FIELDS)
    assert found == guess(headings, FIELDS)
    assert len({match.column for match in found.matches}) == len(found.matches) == len(found.columns)
    assert not set(found.leftovers) & set(found.columns.values())
