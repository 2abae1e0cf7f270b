"""Questions to the inbox."""

from __future__ import annotations

from shishi.journal.models import Telling


def n_unread(person_id: int) -> int:
    """How many things somebody was told of and has not opened. One query."""
    return Telling.objects.filter(person_id=person_id, read_at=None).count()
