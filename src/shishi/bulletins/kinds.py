"""The layouts a bulletin may take, as data: which sections it has, in which order, and what each may leave out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by the names of its sections; `queries.compose` knows how each is written."""

    code: str
    label: str
    hint: str
    sections: tuple[str, ...]
    longest: int = 3000


FULL = Layout(
    "full",
    "情况通报（全式）",
    "总述、工作成效、工作举措、下步工作打算，附计数表、排名表和滞后清单",
    ("opening", "results", "counts", "ranking", "laggards", "practices", "measures", "next_steps"),
)
BRIEF = Layout(
    "brief",
    "情况通报（简式）",
    "总述、计数表、滞后清单和督办要求，适合按月快报",
    ("opening", "overview", "counts", "laggards", "next_steps"),
    longest=1500,
)
LAYOUTS = {layout.code: layout for layout in (FULL, BRIEF)}


def layout_of(code: str) -> Layout:
    """The layout with this code; the full one for a code the house no longer knows."""
    return LAYOUTS.get(code, FULL)


EDITABLE = frozenset({"heading1", "heading2", "paragraph"})
