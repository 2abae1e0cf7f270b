"""What the database knows of its own rows, when it plans how to read them."""

from __future__ import annotations

from django.db import connection


def look_again() -> None:
    """Let the database count its rows now, inside a transaction too: after many rows came at once its plans are bad."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
