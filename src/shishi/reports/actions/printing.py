"""Figure chips of a text as its paper prints them."""

from __future__ import annotations

from collections.abc import Iterable

from shishi.documents.actions.papers import Printing
from shishi.reports.queries.chips import Chips
from shishi.reports.queries.meanings import meaning_of


def printings(figures: Chips, keys: Iterable[str]) -> tuple[Printing, ...]:
    """The chips with these keys, to be frozen with a paper. No query."""
    return tuple(
        Printing(
            key=key,
            code=chip["code"],
            args=chip["args"],
            value=chip["value"],
            shown=chip["shown"],
            n_rows=chip["n_rows"],
            digest=chip["digest"],
            label=str(meaning_of(chip["code"]).label),
        )
        for key in keys
        for chip in (figures[key],)
    )
