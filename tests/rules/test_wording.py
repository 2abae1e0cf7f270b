"""Which numerals block a signature, what looks like personal data, and which words claim that all is done."""

import pytest

from shishi.rules.wording import claims_all, length_of, may_mark, numerals_in, personal_in, unexplained

NAMES = (
    "“两癌”免费检查",
    "“一户一表”改造",
    "四好农村路建设",
    "2023年湘水县重点民生实事",
    "易水镇第一中学扩建",
    "12",
    "二",
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("全年完成39项", ["39"]),
        ("全年完成３９项", ["３９"]),
        ("全年完成三十九项", ["三十九"]),
        ("完成率34.92%，投入1,234.5万元", ["34.92", "1,234.5万"]),
        ("完成率十二点五", ["十二点五"]),
        ("两个项目滞后", ["两"]),
        ("过半项目达标", ["半"]),
        ("其中①已完工", ["①"]),
        ("达到Ⅳ级", ["Ⅳ"]),
        ("百分之百完成", ["百", "百"]),
        ("五项", ["五"]),
        ("一次办成", ["一"]),
        ("十分重要", ["十"]),
        ("综合排名全市第一", ["一"]),
        ("第一，抓好验收；第二，抓好公示。", []),
        ("一是抓进度；二是抓质量。", []),
        ("工作一是关键", ["一"]),
        ("进一步统一思想、一体推进", []),
        ("同比增长一百一致", ["一百一"]),
        ("投入一千万一线资金", ["一千万一"]),
        ("千方百计惠及千家万户", []),
        ("陆续进场，队伍稳定，百姓满意", []),
        ("“十四五”规划", []),
        ("上半年进展顺利", []),
        ("“两癌”免费检查率先完成", []),
        ("“一户一表”改造率先完成", []),
        ("一户一表改造3户", ["3"]),
        ("四好农村路建设3公里", ["3"]),
        ("《2023年湘水县重点民生实事实施方案》", []),
        ("2023年", ["2023"]),
        ("12项", ["12"]),
        ("二类", ["二"]),
        ("易水镇第一中学扩建", []),
        ("", []),
    ],
)
def test_a_numeral_is_a_figure_until_a_word_or_a_name_explains_it(text, left):
    assert [n.text for n in unexplained(text, NAMES)] == left


def test_a_numeral_knows_its_place():
    found = numerals_in("共39项，27项")
    assert [(n.start, n.end) for n in found] == [(1, 3), (5, 7)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("联系电话13812345678", ["phone"]),
        ("电话 138 1234 5678", ["phone"]),
        ("电话１３８１２３４５６７８", ["phone"]),
        ("身份证430321199001011234", ["id_number"]),
        ("身份证43032119900101123X", ["id_number"]),
        ("卡号6222021234567890123", ["bank_card"]),
        ("总投资1234567890元", []),
        ("2023年12月26日", []),
    ],
)
def test_personal_data_is_seen_however_it_is_spaced(text, kinds):
    assert [kind for kind, _ in personal_in(text)] == kinds


def test_words_that_claim_completeness_are_found():
    assert claims_all("各项任务全部完成，件件落地") == ("全部完成", "件件落地")
    assert claims_all("大部分完成") == ()


def test_length_is_counted_without_blanks():
    assert length_of("　　民生 实事\n") == 4


@pytest.mark.parametrize(
    ("text", "mark", "may"),
    [
        ("2023年12月26日", "date", True),
        ("第三季度", "date", True),
        ("9月份", "date", True),
        ("39项", "date", False),
        ("2023年39项", "date", False),
        ("第九", "ordinal", True),
        ("（三）", "ordinal", True),
        ("湘实办〔2023〕9号", "ordinal", True),
        ("9", "ordinal", False),
        ("第一名", "ordinal", False),
        ("“湘易办”2.0版", "name", True),
        ("39项", "name", False),
        ("100%", "name", False),
        ("共39个", "name", False),
        ("全县召开调度会14次", "name", False),
        ("项目由专班督导39", "name", False),
        ("“一户一表”", "name", True),
        ("一户一表工程", "name", False),
        ("《2023年实施方案》", "name", True),
        ("两癌", "name", True),
        ("两癌", "slogan", False),
    ],
)
def test_a_figure_cannot_pass_as_a_name_an_ordinal_or_a_date(text, mark, may):
    assert may_mark(text, mark) is may
