"""Figures for papers: formulas over the frozen rows of one cut, and nothing else. Source: docs/domain/standings.md.

A paper keeps code, arguments, cut, value, number of rows and digest; opening a figure runs its formula again.
"""

from __future__ import annotations

from dataclasses import dataclass

from shishi.reports.models import Cut
from shishi.reports.queries.digests import digest_of_lines
from shishi.reports.queries.formulas import FORMULAS, Args, Value
from shishi.reports.queries.frozen import (
    Frozen,
    UnknownFigure,
    early_by_workdays,
    first_in_city,
    frozen,
    head,
    is_intact,
    latest_cut,
    units,
)

__all__ = [
    "FORMULAS",
    "Figure",
    "FigureRow",
    "Frozen",
    "UnknownFigure",
    "early_by_workdays",
    "figure",
    "first_in_city",
    "frozen",
    "head",
    "is_intact",
    "latest_cut",
    "units",
]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row behind a figure: whose it is, what it brought."""

    kind: str
    subject: str
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed figure: its value, the rows it was computed from, and a digest over them.

    rows  one line a row, for whoever opens the figure: label, and what counted
    """

    code: str
    value: Value
    n_rows: int
    rows: tuple[FigureRow, ...]
    digest: str


def figure(code: str, args: Args, cut: Cut | Frozen) -> Figure:
    """A figure of a cut by its formula code; UnknownFigure for a code or subject that is not there.

    One query for a cut; none when its rows were read before, but one each for first-in-city and workdays early.
    """
    of = cut if isinstance(cut, Frozen) else frozen(cut)
    formula = FORMULAS.get(code)
    if formula is None:
        raise UnknownFigure(code)
    found = formula(of, args)
    lines = tuple(FigureRow(str(r.kind), r.subject, r.label, found.brought(r)) for r in found.used)
    extra = [f"{line.kind}:{line.subject}={line.value}" for line in lines]
    return Figure(code, found.value, len(found.used), lines, digest_of_lines(found.used, extra))
