"""What a written sentence must account for: numerals typed by hand, personal data, claims of completeness.

A numeral counts as harmless only where it lies wholly inside a fixed word or the name of a record; everything else is
a figure until somebody says otherwise. Source: docs/domain/bulletin.md, "Numerals".
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

HAN_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半俩仨廿卅壹贰叁肆伍陆柒捌玖拾佰仟")
# Fixed words in which the character counts nothing. What might count something (一次, 一项, 十分, 一半) is not here.
FIXED_WORDS: tuple[str, ...] = tuple(
    """
    统一 一体 一致 一定 一般 一起 一直 一律 一同 一旦 一切 一经 一贯 一线 一向 一道 一并 一齐 一时 一味 一心 一盘棋
    进一步 逐一 单一 同一 唯一 专一 万一 之一 一如既往 一以贯之 一抓到底 一鼓作气 一丝不苟 一目了然 一视同仁 一马当先
    始终如一 千方百计 千家万户 千头万绪 万众一心 百姓 百折不挠 百尺竿头 再接再厉 四通八达 五湖四海 三心二意 一心一意
    一体化 一站式 一网通办 一件事一次办 一岗双责 一事一议 一张蓝图 一批 一系列 一揽子 一次性 一把手 一盘 一流
    第一时间 第一书记 第一责任人 第三方 三农 三公经费 三重一大 三会一课 两不愁三保障 双随机一公开 五保 两会 两癌
    九年义务教育 十二五 十三五 十四五 十五五 上半年 下半年 半成品 百年大计 万无一失 七上八下 老百姓 万全 万物
    陆续 大陆 登陆 着陆 水陆 队伍 入伍 退伍 收拾 放肆 方方面面 四季 四周 四处 三角 五金 十字路口 八方 一二三产业
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
NUMERAL = "[" + "".join(sorted(HAN_NUMERALS)) + "]"
# An enumeration begins a clause: 一是…；二是…, 第一，…, 首先 needs none.
ENUMERATION = re.compile(rf"(?:^|(?<=[。；：，、\n]))(?:{NUMERAL}{{1,3}}是|第{NUMERAL}{{1,3}}(?=[，,、：]))")
JOINS = frozenset(".,．点")
DATE = re.compile(r"第?[\d〇零一二三四五六七八九十]+(?:年|月份?|日|时|季度|旬|周)")
ORDINAL = re.compile(rf"(?:第(?:\d+|{NUMERAL}+)|[（(](?:\d+|{NUMERAL}+)[）)])[期号次批届版条款项章]?")
DOCUMENT_NUMBER = re.compile(r"〔\d{4}〕第?\d+号$")
COUNTED = frozenset(
    "项个件家户人名次份篇场处所套条块座台辆元公里亩吨升米度天时分余多约近超达共计为至到及和以上下左右工作面积"
)
QUOTED = re.compile(r"“[^“”]+”|《[^《》]+》")
LONGEST_NAME = 40
MEASURES = frozenset("项个件家户人名次份篇场处所套条块座台辆元万亿公亩吨米度天%％‰年月日时") | {""}
COMPLETENESS = re.compile(
    r"全部(?:完成|达标|达到|办结|实现)|均已(?:完成|达标|办结)|全面完成|件件落地|无一滞后|百分之百"
)
PERSONAL = (
    ("id_number", re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx](?![\dXx])|(?<!\d)\d{15}(?!\d)")),
    ("phone", re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")),
    ("bank_card", re.compile(r"(?<!\d)[3-6]\d{15,18}(?!\d)")),
)
GAPS_IN_NUMBERS = re.compile(r"(?<=\d)[ \-\u2010-\u2015](?=\d)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A run of digits or Chinese numerals in a text, by its places."""

    start: int
    end: int
    text: str


def is_numeral(character: str) -> bool:
    """Whether a character counts something by itself: any digit of any script, circled and Roman ones, 一 to 亿, 半."""
    if character in HAN_NUMERALS:
        return True
    return character.isnumeric() and not ("\u3400" <= character <= "\u9fff")


def numerals_in(text: str) -> tuple[Numeral, ...]:
    """Every run of numerals, with points and thousands commas inside it: 1,234.5, 十二点五; of 第九 the 九."""
    found: list[Numeral] = []
    at = 0
    while at < len(text):
        if not is_numeral(text[at]):
            at += 1
            continue
        end = at + 1
        while end < len(text) and (is_numeral(text[end]) or _joins(text, end)):
            end += 1
        found.append(Numeral(at, end, text[at:end]))
        at = end
    return tuple(found)


def _joins(text: str, at: int) -> bool:
    """Whether the mark at this place stands between two numerals."""
    return text[at] in JOINS and at + 1 < len(text) and is_numeral(text[at + 1])


def unexplained(text: str, names: Iterable[str] = ()) -> tuple[Numeral, ...]:
    """The numerals nobody has accounted for, in the order of the text.

    names  of records the text may use: items, units, plans; what stands in quotation marks in them counts as a name too
    """
    spans = list(_spans(text, (*FIXED_WORDS, *_usable(names))))
    spans += [found.span() for found in ENUMERATION.finditer(text)]
    return tuple(n for n in numerals_in(text) if not any(a <= n.start and n.end <= b for a, b in spans))


def _usable(names: Iterable[str]) -> set[str]:
    """Names that are more than a number; without the quotation marks, and the quoted part alone."""
    whole = {name.strip() for name in names}
    quoted = {part for name in whole for part in re.findall(r"“([^“”]{2,20})”", name)}
    return {name for name in whole | quoted if len(name) > 1 and any(_is_word(c) for c in name)}


def _is_word(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" and character not in HAN_NUMERALS and character not in "年月日号第"


def _spans(text: str, words: Iterable[str]) -> Iterable[tuple[int, int]]:
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + 1)


def personal_in(text: str) -> tuple[tuple[str, str], ...]:
    """What looks like personal data: (kind, the digits), kinds id_number, phone, bank_card; spaced digits count too."""
    plain = GAPS_IN_NUMBERS.sub("", unicodedata.normalize("NFKC", text))
    found: list[tuple[str, str]] = []
    for kind, pattern in PERSONAL:
        found += [(kind, hit) for hit in pattern.findall(plain)]
        plain = pattern.sub("", plain)
    return tuple(found)


def claims_all(text: str) -> tuple[str, ...]:
    """The words by which a text says that everything is done: 全部完成, 件件落地."""
    return tuple(COMPLETENESS.findall(text))


def length_of(text: str) -> int:
    """How many characters a text has as offices count them: without spaces and line ends."""
    return sum(not c.isspace() for c in text)


def may_mark(text: str, mark: str) -> bool:
    """Whether words with numerals can be what somebody says they are: `name`, `ordinal` or `date`.

    A date names a year, month, day or quarter; an ordinal begins with 第 or stands in brackets, or is a document's
    number. A name holds words beyond what is counted, so that 39项 or 100% cannot pass as one, and outside quotation
    marks none of its numerals counts something: not 召开会议14次.
    """
    text = text.strip()
    if mark == "date":
        return bool(DATE.search(text)) and not unexplained(DATE.sub("", text))
    if mark == "ordinal":
        return bool(ORDINAL.fullmatch(text) or DOCUMENT_NUMBER.search(text))
    if mark != "name" or len(text) > LONGEST_NAME or not any(_is_word(c) and c not in COUNTED for c in text):
        return False
    return bool(QUOTED.fullmatch(text)) or not any(text[n.end : n.end + 1] in MEASURES for n in numerals_in(text))
