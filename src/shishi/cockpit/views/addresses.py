"""Addresses of pages in other rooms, where the house has them."""

from __future__ import annotations

from datetime import date

from django.urls import NoReverseMatch, reverse


def address_of(route: str, *args: object, query: str = "") -> str:
    """The address of a page, or nothing where the house has no such page or it takes other arguments."""
    if not route:
        return ""
    try:
        found = reverse(route, args=args)
    except NoReverseMatch:
        return ""
    return f"{found}?{query}" if query else found


def trace_url(programme_id: int, kind: str, subject: object, month: date, code: str) -> str:
    """Where a figure comes from: the page that opens one figure of one subject in one month."""
    return reverse("trace", args=[programme_id, kind, subject, f"{month:%Y-%m}", code])
