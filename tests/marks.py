"""What a page's form brings back: how far the journal had come when it was opened."""

from __future__ import annotations

from django.test import Client


def shown(client: Client, address: str) -> dict[str, int]:
    """The hidden field of the form at an address."""
    return {"version": client.get(address).context["mark"]}
