"""Lights of items over months: five columns a field, because a year of a city's items has hundreds of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shishi.programmes.models import Programme
from shishi.reports.models import Standing
from shishi.reports.queries.rows import Kind
from shishi.rules.authority import Actor


class Cell(NamedTuple):
    """One item's light in one month."""

    month: date
    light: str
    status: str
    was_behind: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One item over the months; a cell is None where it had no standing yet."""

    item_id: int
    title: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Items × months."""

    months: tuple[date, ...]
    lines: tuple[HeatRow, ...]


def heat(programme: Programme, months: Sequence[date], actor: Actor, only: Container[int | None] | None = None) -> Heat:
    """The lights of the months, of the items the actor reaches, in the office's order. One query.

    months  named one by one, so that the index finds the items of each; a range would walk over every standing in it
    only    narrows to these items, where the actor's reach is known already
    """
    rows = Standing.objects.visible_to(actor).filter(programme=programme, kind=Kind.ITEM, month__in=months)
    columns = ("item_id", "label", "month", "light", "status", "was_behind")
    cells: dict[int, dict[date, Cell]] = defaultdict(dict)
    titles: dict[int, str] = {}
    for item_id, label, on, light, status, was_behind in rows.order_by("sort", "item_id", "month").values_list(
        *columns
    ):
        if item_id is not None and (only is None or item_id in only):
            titles[item_id] = label
            cells[item_id][on] = Cell(on, light, status, was_behind)
    shown = tuple(sorted({on for own in cells.values() for on in own}))
    return Heat(shown, tuple(HeatRow(pk, title, tuple(map(cells[pk].get, shown))) for pk, title in titles.items()))
