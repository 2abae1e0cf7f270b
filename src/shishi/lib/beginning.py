"""Rows whose column begins with what was typed, found by an index on either database."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

LAST = "\U0010ffff"


def begins(column: str, text: str) -> Q:
    """Rows whose `column` begins with `text`, in that case of letters.

    PostgreSQL keeps an index of its own for beginnings beside every unique column of words; SQLite compares bytes, so a
    range does there.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text + LAST})
    return Q(**{f"{column}__startswith": text})
