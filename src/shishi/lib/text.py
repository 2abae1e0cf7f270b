"""The one door through which text enters, and the forms of text that matching and searching need.

Length is checked before anything else looks at the text, and every pattern here is linear, so that no input can
make a check slow.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from django.utils.translation import gettext as _
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from shishi.lib.refusal import Refused

# What nobody can see and no official text needs: soft hyphen, combining grapheme joiner, Hangul fillers, the Khmer
# and Mongolian invisibles, zero-width characters, bidi controls, invisible operators, interlinear marks, tags.
_UNSEEN: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_NOT_CHARACTERS: Final = "\ufdd0-\ufdef\ufffe\uffff"
_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_PLAIN: Final = re.compile(
    r"[\x20-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e\u2014\u2018\u2019\u201c\u201d\u2026\u00b7]*"
)
_STRIPPED: Final = re.compile(f"[{_UNSEEN}{_CONTROLS}{_NOT_CHARACTERS}]")
# A variation selector chooses among the forms of one rare Han character; anywhere else it only hides.
_STRAY_SELECTOR: Final = re.compile(f"(?<![{_HAN}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_UNSTORABLE: Final = re.compile("[\ud800-\udfff]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ODD_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_ANY_SPACE: Final = re.compile("[\\s\u3000]")
_WORDS: Final = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_PATH_MARKS: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.ASCII | re.IGNORECASE)

MAX_MARKS: Final = 16
"""More accents than this on one character is an attack on the eye and on the normaliser, not a language."""

MAX_HEADING: Final = 500


class UnfitTextError(Refused, ValueError):
    """The text cannot be stored as it is; the sentence is for whoever typed it."""


def clean(text: str, max_length: int, *, lines: bool = False) -> str:
    """The text as it may be stored: NFC, trimmed, without anything invisible.

    max_length   in characters, checked first and again after normalising
    lines        keep line ends (as \\n), tabs and ideographic indents; otherwise each becomes one space

    Rare Han (extensions B–J), the dot of names, Tibetan, Uyghur and other living scripts pass unchanged. Raises
    UnfitTextError for text that is too long, holds private-use characters or halves of characters, or heaps accents.
    """
    if len(text) > max_length:
        raise UnfitTextError(
            _("文字有 %(found)d 个字，最多 %(limit)d 个字，请删减。") % {"found": len(text), "limit": max_length}
        )
    if _PLAIN.fullmatch(text):
        return text.strip()
    _refuse_unstorable(text)
    kept = _STRAY_SELECTOR.sub("", _STRIPPED.sub("", _LINE_ENDS.sub("\n", text)))
    _refuse_heaped_marks(kept)
    kept = unicodedata.normalize("NFC", kept)
    kept = _ODD_SPACES.sub(" ", kept) if lines else _ANY_SPACE.sub(" ", kept)
    kept = kept.rstrip().strip("\n") if lines else kept.strip()
    if len(kept) > max_length:
        raise UnfitTextError(_("文字超过 %(limit)d 个字，请删减。") % {"limit": max_length})
    return kept


def _refuse_unstorable(text: str) -> None:
    if _UNSTORABLE.search(text):
        raise UnfitTextError(_("文字中有残缺的字符（半个字），请删除后重新输入。"))
    if found := _PRIVATE.search(text):
        raise UnfitTextError(
            _("第 %(place)d 个字是自造字（编码 %(code)s），别的电脑上看不到，请改用标准字。")
            % {"place": found.start() + 1, "code": f"U+{ord(found.group()):04X}"}
        )


def _refuse_heaped_marks(text: str) -> None:
    """Ordering combining marks costs the square of their number, so a long run is refused before normalising."""
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MAX_MARKS:
            raise UnfitTextError(_("文字中有一个字叠加了过多的附加符号，请删除后重新输入。"))


def simplify(text: str) -> str:
    """The text in simplified characters; everything that is not a traditional character stays."""
    return str(_converter().convert(text))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """What two spellings of one heading have in common: “年 度 目 標 (万人)” and “年度目标（万人）” are equal.

    Width, case, traditional characters, spaces, brackets and punctuation make no difference. Never shown.
    """
    normal = unicodedata.normalize("NFKC", text[:MAX_HEADING]).casefold()
    return "".join(character for character in simplify(normal) if character.isalnum() or character == "%")


def pinyin(text: str) -> str:
    """Full pinyin without tones, letters and digits only: 永州市 → yongzhoushi."""
    return _letters("".join(lazy_pinyin(simplify(text), style=Style.NORMAL)))


@lru_cache(maxsize=8192)
def syllables(text: str) -> tuple[str, ...]:
    """The pinyin of each character of a text, and each run of other letters and digits, in order; marks left out."""
    return tuple(found for one in lazy_pinyin(simplify(text), style=Style.NORMAL) if (found := _letters(one)))


def initials(text: str) -> str:
    """First letters of the pinyin, by which people search: 民生实事 → msss."""
    return _letters("".join(lazy_pinyin(simplify(text), style=Style.FIRST_LETTER)))


def bigrams(text: str, *, singles: bool = False) -> list[str]:
    """The search tokens of a text in order: pairs of neighbouring Han characters, and whole words of other scripts.

    An index is built with `singles=True`, which adds each Han character alone; a query is split without it, so
    that 养老服务 asks for 养老, 老服 and 服务, and a single character asks for itself.
    """
    normal = simplify(unicodedata.normalize("NFKC", text).casefold())
    tokens: list[str] = []
    for word in _WORDS.findall(normal):
        if not _is_han(word[0]):
            tokens.append(word)
            continue
        if singles or len(word) == 1:
            tokens.extend(word)
        tokens.extend(word[at : at + 2] for at in range(len(word) - 1))
    return tokens


def safe_file_name(name: str, *, max_bytes: int = 120) -> str:
    """A name any system can save and none mistakes for a path, its extension kept; “文件” where nothing is left."""
    bare = _STRIPPED.sub("", _UNSTORABLE.sub("", name[: 4 * max_bytes]))
    bare = unicodedata.normalize("NFC", _PATH_MARKS.sub("_", _PRIVATE.sub("", bare))).strip(" .\u3000")
    stem, dot, extension = bare.rpartition(".")
    if not dot or len(extension) > 10 or not extension.isalnum():
        stem, extension = bare, ""
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    tail = f".{extension}" if extension else ""
    return (_cut(stem, max_bytes - len(tail.encode())).rstrip(" .") or _("文件")) + tail


def inside_quotes(text: str) -> str:
    """Text to stand between “ and ”: quotation marks of its own become the single ones. Source: GB/T 15834."""
    return text.replace("“", "‘").replace("”", "’")


def shorten(text: str, width: int) -> str:
    """The text in at most `width` columns, a Han character taking two; “…” stands for what was left out."""
    if display_width(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += display_width(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def display_width(text: str) -> int:
    """Columns the text takes in a fixed-width face: two for Han and full-width characters, one for the rest."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())


def _is_han(character: str) -> bool:
    return _HAN_ONE.fullmatch(character) is not None


_HAN_ONE: Final = re.compile(f"[{_HAN}]")


def _cut(text: str, max_bytes: int) -> str:
    return text.encode()[:max_bytes].decode(errors="ignore")
