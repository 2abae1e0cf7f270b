"""Short answers in cells: yes and no, region codes, and the names of places with and without their last word."""

import re
import unicodedata
from typing import Final

from django.utils.translation import gettext as _

from shishi.lib.text import fold
from shishi.lib.unreadable import UnreadableError

_YES: Final = frozenset(
    [
        "是",
        "有",
        "对",
        "已",
        "真",
        "y",
        "yes",
        "true",
        "t",
        "1",
        "√",
        "✓",
        "✔",
        "☑",
        "v",
        "需要",
        "已完成",
        "属于",
        "同意",
    ]
)
_NO: Final = frozenset(
    [
        "否",
        "无",
        "不",
        "没有",
        "未",
        "错",
        "假",
        "n",
        "no",
        "false",
        "f",
        "0",
        "×",
        "✗",
        "✘",
        "☐",
        "x",
        "不是",
        "不需要",
        "未完成",
        "不属于",
        "不同意",
    ]
)
_EMPTY: Final = frozenset({"", "-", "—", "——", "/"})
_CODE: Final = re.compile(r"[1-9][0-9]{5}(?:[0-9]{3}){0,2}", re.ASCII)
_LAST_WORDS: Final = (
    "街道办事处",
    "人民政府",
    "村民委员会",
    "居民委员会",
    "自治州",
    "自治县",
    "自治区",
    "村委会",
    "居委会",
    "街道",
    "社区",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "村",
    "盟",
    "旗",
)


def yes_or_no(found: object) -> bool | None:
    """What 是, √, 有, Y, TRUE mean, or None for an empty cell; raises UnreadableError for any other word."""
    if found is None or isinstance(found, bool):
        return found
    word = unicodedata.normalize("NFKC", str(found)[:20]).strip().casefold()
    if word in _EMPTY:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise UnreadableError(found, _("看不出是或否，应填“是”或“否”"), _("是"))


def region_code(found: object) -> str | None:
    """A GB/T 2260 code of 6, 9 or 12 digits as text, trailing zeros of longer forms kept; None for an empty cell."""
    if found is None:
        return None
    typed = unicodedata.normalize("NFKC", str(found)[:40]).strip().removesuffix(".0")
    if typed in _EMPTY:
        return None
    if not _CODE.fullmatch(typed):
        raise UnreadableError(found, _("不是行政区划代码，应填 6、9 或 12 位数字"), "430321")
    return typed


def place_key(name: str) -> str:
    """What two spellings of one place share: 湘潭县, 湘潭縣人民政府 and 湘潭 are equal; never shown, never stored.

    湘潭市 and 湘潭县 are equal too, so the caller compares among places of one level.
    """
    key = fold(name)
    for word in _LAST_WORDS:
        if key.endswith(word) and len(key) - len(word) >= 2:
            key = key.removesuffix(word)
    return key
