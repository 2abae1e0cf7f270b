"""Runs as a page draws them: pieces of text, chips that open, numerals that wait for a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shishi.documents.kinds import MARKS
from shishi.documents.queries.numerals import Loose
from shishi.documents.queries.runs import Run, shown
from shishi.reports.queries.meanings import meaning_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `kind` is empty, `figure`, `mark` or `loose`; `href` opens a figure."""

    text: str
    kind: str = ""
    href: str = ""
    title: str = ""


def pieces_of(
    runs: Iterable[Run], figures: Mapping[str, Any], home: str, loose: Iterable[Loose] = ()
) -> tuple[Piece, ...]:
    """The runs in pieces. No query.

    home  the address under which figures open; loose  the numerals nobody has accounted for
    """
    found: list[Piece] = []
    waiting = list(loose)
    for n, run in enumerate(runs):
        if "figure" in run:
            chip = figures[run["figure"]]
            title = f"{meaning_of(chip['code']).label}"
            found.append(Piece(shown(run, figures), "figure", f"{home}{run['figure']}/", title))
        elif "mark" in run:
            found.append(Piece(run["text"], "mark", "", MARKS[run["mark"]].label))
        else:
            found += _words(run["text"], [one for one in waiting if one.run == n])
    return tuple(found)


def _words(words: str, waiting: list[Loose]) -> list[Piece]:
    """Plain words with the loose numerals in them set apart."""
    found, at = [], 0
    for loose in sorted(waiting, key=lambda one: one.start):
        found += [Piece(words[at : loose.start]), Piece(loose.text, "loose")]
        at = loose.end
    return [piece for piece in [*found, Piece(words[at:])] if piece.text]
