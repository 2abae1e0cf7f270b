"""Text as an official paper writes it: cleaned, numbered, dated, punctuated."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from shishi.lib.paper.model import Block, Heading, Imprint, Paper, Paragraph, Table

CLOSING_CHARS = 3 * 28
DIGITS = "〇一二三四五六七八九"
# Direction marks, zero-width characters and joiners: they hide text, they never make it.
UNSEEN = re.compile("[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0]")
UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """The text without control, hidden and unassigned characters; only line feeds remain, tabs become spaces."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = UNSEEN.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in UNPRINTABLE)


def cleaned[T](value: T) -> T:
    """The same value with every string in it cleaned, at any depth; a paper also loses its hollow parts."""
    made: Any = value
    if isinstance(value, str):
        made = clean(value)
    elif isinstance(value, tuple):
        made = tuple(cleaned(part) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{f.name: cleaned(getattr(value, f.name)) for f in fields(value)})
    if isinstance(made, Paper):
        made = _without_hollow_parts(made)
    return made  # type: ignore[no-any-return]


def _without_hollow_parts(paper: Paper) -> Paper:
    """The paper without tables that have no cell and an imprint that says nothing: Word cannot open either."""
    blocks = tuple(b for b in paper.blocks if not isinstance(b, Table) or (b.columns and (b.header or b.rows)))
    return replace(paper, blocks=blocks, imprint=None if paper.imprint == Imprint() else paper.imprint)


def chinese_date(day: date) -> str:
    """2023年1月5日: Arabic digits, full year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_ordinal(n: int) -> str:
    """1–99 in Chinese: 一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(n, 10)
    head = "" if not tens else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


def heading_number(level: int, n: int) -> str:
    """The number before a heading: 一、 （一） 1. （1）."""
    return (f"{chinese_ordinal(n)}、", f"（{chinese_ordinal(n)}）", f"{n}.", f"（{n}）")[level - 1]


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with the number written into each numbered heading; a higher heading restarts the lower."""
    counts = [0, 0, 0, 0]
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.numbered:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            number = heading_number(block.level, counts[block.level - 1])
            block = replace(block, text=number + block.text, numbered=False)
        out.append(block)
    return out


def addressed(recipient: str) -> str:
    """The recipient with one full-width colon at its end."""
    return recipient.strip().rstrip(":：") + "：" if recipient.strip() else ""


def attachment_lines(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """(number, name) of each attachment, without closing punctuation; one alone carries no number."""
    bare = [name.strip().rstrip("。；;，,、.") for name in names]
    if len(bare) == 1:
        return [("", bare[0])]
    return [(f"{n}.", name) for n, name in enumerate(bare, 1)]


def bracketed(note: str) -> str:
    """The note in full-width brackets, once."""
    bare = note.strip().strip("（）()")
    return f"（{bare}）" if bare else ""


def author_of(paper: Paper) -> str:
    """Who the paper is by: the named author, else the office that signs, else the one that prints."""
    signed = paper.signature.office if paper.signature else ""
    return paper.author or signed or (paper.head.issuer if paper.head else "")


def day_of(paper: Paper) -> date | None:
    """The day the paper bears, so that the same paper gives the same bytes on any day it is rendered."""
    if paper.signature:
        return paper.signature.on
    return (paper.head and paper.head.issued_on) or (paper.imprint and paper.imprint.issued_on) or None


def imprint_right(issued_on: date | None, copies: int | None) -> str:
    """The right of the imprint's last line: the day with 印发, and how many copies."""
    day = f"{chinese_date(issued_on)}印发" if issued_on else ""
    count = f"（共印{copies}份）" if copies else ""
    return day + count


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def is_closing(paper: Paper, n: int) -> bool:
    """Whether block `n` is a short closing paragraph, which goes to the next page with the signature.

    So that no page holds a signature and nothing else; a long one would leave too much of its own page empty.
    """
    block = paper.blocks[n]
    if paper.signature is None or n != len(paper.blocks) - 1 or not isinstance(block, Paragraph):
        return False
    return sum(len(run.text) for run in block.runs) <= CLOSING_CHARS
