"""Addresses of pages in other rooms, where the house has them."""

from __future__ import annotations

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
