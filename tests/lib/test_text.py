"""Text enters clean, and is found however it is spelt."""

import time

import pytest

from shishi.lib import text

SEEN = "民生实事"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" 民生实事 ", SEEN),
        ("民\u200b生\u202e实\u2066事", SEEN),
        ("民生\u00ad实事\ufeff\u3164\x00\x1b\x9f", SEEN),
        ("张\u3000三", "张 三"),
        ("一行\r\n二行", "一行 二行"),
        ("买买提·吐尔逊", "买买提·吐尔逊"),
        ("𠮷野\U00030edd", "𠮷野\U00030edd"),
        ("བོད་ཡིག", "བོད་ཡིག"),
        ("ئۇيغۇرچە", "ئۇيغۇرچە"),
        ("cafe\u0301", "caf\u00e9"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("abc\ufe0f", "abc"),
        ("\ufdd0民生实事\uffff", SEEN),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_every_script_stays(typed, stored):
    assert text.clean(typed, 50) == stored


def test_a_long_text_keeps_its_lines():
    assert text.clean("一行\r\n\t二行\u2028三行\u3000\n\n", 50, lines=True) == "一行\n\t二行\n三行"


@pytest.mark.parametrize(
    ("typed", "words"), [("\ud800", "残缺"), ("张\ue000", "第 2 个字是自造字"), ("字" * 11, "最多 10")]
)
def test_what_cannot_be_stored_is_refused_in_a_sentence(typed, words):
    with pytest.raises(text.UnfitTextError, match=words):
        text.clean(typed, 10)


def test_heaped_accents_are_refused_before_they_cost_time():
    with pytest.raises(text.UnfitTextError, match="附加符号"):
        text.clean("a" + "\u0301\u0323" * 5000, 20_000)


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 10_000,
        " " * 10_000,
        "\u0301a" * 5_000,
        "\u200b" * 10_000,
        "（" * 10_000,
        "1," * 5_000,
        "\r\n" * 5_000,
        "\ufdfa" * 10_000,
    ],
)
def test_no_text_of_ten_thousand_characters_is_slow(hostile):
    text.simplify("热身")
    for look in (lambda t: text.clean(t, 10_000), text.fold, text.safe_file_name, lambda t: text.shorten(t, 40)):
        begin = time.process_time()
        look(hostile)
        assert time.process_time() - begin < 0.05


@pytest.mark.parametrize(
    "other", ["年度目標", "年 度 目 标", "【年度目标】", "年度目标：", "\u3000年度\n目标*", "年度－目标"]
)
def test_headings_that_mean_the_same_fold_to_the_same(other):
    assert text.fold(other) == text.fold("年度目标")


def test_headings_that_differ_stay_apart():
    assert text.fold("年度目标") != text.fold("年度目标值")
    assert text.fold("完成率%") != text.fold("完成率")


def test_pinyin_knows_the_reading_of_a_whole_word():
    assert text.pinyin("重庆市") == "chongqingshi"
    assert text.initials("民生實事2023") == "msss2023"


def test_a_text_is_split_into_pairs_for_searching():
    assert text.bigrams("養老服務5G Wifi，村") == ["养老", "老服", "服务", "5g", "wifi", "村"]
    assert text.bigrams("养老", singles=True) == ["养", "老", "养老"]
    assert text.bigrams("、。 ") == []


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("con.pdf", "_con.pdf"),
        ('"quote;filename=evil', "_quote;filename=evil"),
        ("a.pdf\x00.html", "a.pdf.html"),
        ("\u202egnp.exe", "gnp.exe"),
        ("...", "文件"),
        ("通报第9期.docx", "通报第9期.docx"),
    ],
)
def test_a_file_name_is_never_a_path(name, saved):
    assert text.safe_file_name(name) == saved


def test_a_long_file_name_keeps_its_extension():
    saved = text.safe_file_name("情" * 300 + ".xlsx")
    assert saved.endswith("情.xlsx")
    assert len(saved.encode()) <= 120


def test_a_shortened_text_says_that_it_is_short():
    assert text.shorten("新建改建农村公路", 20) == "新建改建农村公路"
    assert text.shorten("新建改建农村公路", 9) == "新建改建…"


def test_marks_inside_quotation_marks_are_single():
    assert text.inside_quotes("关于督办“一户一表”的函") == "关于督办‘一户一表’的函"
