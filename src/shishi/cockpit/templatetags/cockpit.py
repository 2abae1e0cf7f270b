"""Addresses that boards repeat: a figure's trace, and the month that travels along."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Protocol

from django import template
from django.utils.html import format_html

from shishi.cockpit.queries.boards import Place
from shishi.cockpit.views.addresses import trace_url
from shishi.cockpit.views.tables import light_counts, rank_words
from shishi.reports.queries.rows import Row
from shishi.ui import figures

register = template.Library()


class Chosen(Protocol):
    """Anything that shows one month of several."""

    @property
    def month(self) -> date | None: ...

    @property
    def is_past(self) -> bool: ...


@register.simple_tag
def trace(programme_id: int, kind: str, subject: object, month: date, code: str) -> str:
    """The address of where a figure comes from."""
    return trace_url(programme_id, kind, subject, month, code)


@register.simple_tag
def at_month(board: Chosen) -> str:
    """`?month=2023-05` while an earlier month is shown, else nothing."""
    return f"?month={board.month:%Y-%m}" if board.is_past and board.month else ""


@register.simple_tag
def and_month(board: Chosen) -> str:
    """The same behind other parameters."""
    return f"&month={board.month:%Y-%m}" if board.is_past and board.month else ""


@register.simple_tag
def signed(value: Decimal | None) -> str:
    """A deviation in points with its sign, where the unit stands above the list."""
    tone = "" if not value else " fig-up" if value > 0 else " fig-down"
    return format_html('<span class="fig{}">{}</span>', tone, figures.signed(value, 1))


@register.simple_tag
def rank(place: Place) -> str:
    """A unit's place in words."""
    return rank_words(place)


@register.simple_tag
def lights(row: Row) -> str:
    """How many items of a group carry each light."""
    return light_counts(row)
