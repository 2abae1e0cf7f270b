"""Lights of items over months as one table: a shape and a colour in every field, each leading on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.rules.lights import CAUGHT_UP_LABEL, LIGHT_MARKS, STATUS_LABELS, Light
from shishi.ui.html import esc, joined


class Field(Protocol):
    """One item's light in one month."""

    @property
    def month(self) -> date: ...
    @property
    def light(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def was_behind(self) -> bool: ...


class Line(Protocol):
    """One item over the months."""

    @property
    def item_id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def cells(self) -> Sequence[Field | None]: ...


class Map(Protocol):
    """Items × months."""

    @property
    def months(self) -> Sequence[date]: ...
    @property
    def lines(self) -> Sequence[Line]: ...


class Words:
    """What a table of hundreds of fields looks up once: names of months, words of lights, how addresses begin."""

    def __init__(self, programme_id: int, months: Sequence[date]) -> None:
        self.months = {m: esc(_("%(month)d月") % {"month": m.month}) for m in months}
        self.days = {m: f"{m:%Y-%m}" for m in months}
        self.status = {str(status): esc(_(word)) for status, word in STATUS_LABELS.items()}
        self.behind = esc(f"（{_(CAUGHT_UP_LABEL)}）")
        self.shapes = {str(light): esc(LIGHT_MARKS[light].shape) for light in Light}
        whole = reverse("trace", args=[programme_id, "item", 0, "0000-00", "light"])
        self.trace = whole.partition("0/0000-00")[0]
        self.item = reverse("item", args=[0]).removesuffix("0/")


def heat_table(programme_id: int, heat: Map, label: str, chosen: date | None = None) -> str:
    """The map as HTML; fields of months before an item stood are empty, the month chosen is marked in the head."""
    words = Words(programme_id, heat.months)
    head = "".join(
        f'<th scope="col"{CURRENT if month == chosen else ""}>{words.months[month]}</th>' for month in heat.months
    )
    body = "".join(_row(line, words) for line in heat.lines)
    return joined(
        (
            f'<div class="heat" tabindex="0" role="region" aria-label="{esc(label)}"><table>',
            f'<caption class="visually-hidden">{esc(label)}</caption>',
            f'<thead><tr><th scope="col">{esc(_("项目"))}</th>{head}</tr></thead>',
            f"<tbody>{body}</tbody></table></div>",
        )
    )


CURRENT = ' aria-current="date"'


def _row(line: Line, words: Words) -> str:
    title = esc(line.title)
    fields = "".join(_field(line.item_id, title, cell, words) for cell in line.cells)
    return f'<tr><th scope="row"><a href="{words.item}{line.item_id}/">{title}</a></th>{fields}</tr>'


def _field(item_id: int, title: str, cell: Field | None, words: Words) -> str:
    """The words stand in the title alone: the shape is hidden from those who hear, so that it names the link."""
    if cell is None:
        return "<td></td>"
    said = words.status[cell.status] + (words.behind if cell.was_behind else "")
    return (
        f'<td class="heat-{cell.light}"><a href="{words.trace}{item_id}/{words.days[cell.month]}/light/" '
        f'title="{title} {words.months[cell.month]} {said}"><span aria-hidden="true">{words.shapes[cell.light]}</span>'
        "</a></td>"
    )
