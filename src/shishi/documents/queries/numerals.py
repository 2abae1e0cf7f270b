"""Numerals typed by hand in a paragraph: where they stand, and which figures they might be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from shishi.documents.queries.runs import Run
from shishi.lib.numerals import chinese_number
from shishi.rules.wording import QUOTED, may_mark, unexplained

SOLID = "\ufffc"
AROUND = 6
SENTENCES = re.compile(r"[^。；\n]+")
MOST_PROPOSED = 3
MEASURES = re.compile(r"(?:个百分点|个工作日|[%％]|[项件个])?")
AFTER_DATE = re.compile(r"年(?:\d+月(?:\d+日)?)?|月份|月(?:\d+日)?|日|季度")
AFTER_ORDINAL = re.compile(r"[）)]?[期号次批届版条款项章]?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure of the bulletin that a typed numeral might be."""

    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A numeral nobody has accounted for, by its places in the paragraph's runs.

    run, start, end  the run, and the places in its text; `end` includes a measure word that belongs to the figure
    marks            what it may be marked as, with the words the mark would cover
    """

    run: int
    start: int
    end: int
    text: str
    around: str
    proposals: tuple[Proposal, ...]
    marks: tuple[str, ...]


def loose_in(runs: Iterable[Run], figures: Mapping[str, Any], names: Iterable[str]) -> list[Loose]:
    """The loose numerals of a paragraph, each with the figures whose value it equals. No query."""
    listed = list(runs)
    whole, starts = "", []
    for run in listed:
        starts.append(len(whole))
        solid = "figure" in run or "mark" in run
        whole += SOLID if solid else run["text"]
    found = []
    for numeral in unexplained(whole, names):
        n = max(i for i, at in enumerate(starts) if at <= numeral.start)
        words, start = listed[n]["text"], numeral.start - starts[n]
        end = start + len(numeral.text)
        tail = MEASURES.match(words, end)
        measured = max(end + len(tail.group()) if tail else end, start + _printed_here(words, start, figures))
        around = words[max(0, start - AROUND) : end + AROUND]
        proposals = _proposals(words[start:end], words[start:measured], figures)
        found.append(Loose(n, start, measured, words[start:measured], around, proposals, _marks(words, start, end)))
    return found


def _printed_here(words: str, start: int, figures: Mapping[str, Any]) -> int:
    """How many characters a figure takes that stands here exactly as it is printed, measure word and all: 400所."""
    return max((len(f["shown"]) for f in figures.values() if words.startswith(f["shown"], start)), default=0)


def _proposals(bare: str, measured: str, figures: Mapping[str, Any]) -> tuple[Proposal, ...]:
    value = value_of(bare)
    same = [(key, f["shown"]) for key, f in figures.items() if value is not None and _equals(f, value)]
    same.sort(key=lambda pair: pair[1] != measured)
    exact = [pair for pair in same if pair[1] == measured]
    seen: dict[str, Proposal] = {}
    for key, shown in exact or same:
        seen.setdefault(shown, Proposal(key, shown))
    return tuple(seen.values())[:MOST_PROPOSED]


def _equals(figure: Mapping[str, Any], value: Decimal) -> bool:
    """Whether a typed value is the figure's own or the rounded one it shows."""
    digits = re.match(r"[+\-]?([\d.]+)", figure["shown"])
    return bool(figure["value"]) and (Decimal(figure["value"]) == value or bool(digits and Decimal(digits[1]) == value))


def value_of(text: str) -> Decimal | None:
    """The number a numeral spells, in digits or in characters; None where it spells none."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return chinese_number(text)


def span_for(words: str, start: int, end: int, mark: str) -> tuple[int, int]:
    """The places a mark would cover: a date with its 年月日, an ordinal with its 第 and what follows, a name with the
    quotation marks or book-title marks it stands in.
    """
    if mark == "name":
        around = (found.span() for found in QUOTED.finditer(words))
        return next(((a, b) for a, b in around if a <= start and end <= b), (start, end))
    if mark == "ordinal" and start > 0 and words[start - 1] in "第（(":
        start -= 1
    tail = (AFTER_ORDINAL if mark == "ordinal" else AFTER_DATE).match(words, end)
    return start, tail.end() if tail else end


def _marks(words: str, start: int, end: int) -> tuple[str, ...]:
    found = []
    for mark in ("name", "ordinal", "date"):
        a, b = span_for(words, start, end, mark)
        if may_mark(words[a:b], mark):
            found.append(mark)
    return tuple(found)


def wordy(text: str, names: tuple[str, ...]) -> str:
    """The sentences of a text that hold no numeral to account for."""
    kept = [s.strip() for s in SENTENCES.findall(text) if s.strip() and not unexplained(s, names)]
    return "；".join(kept)
