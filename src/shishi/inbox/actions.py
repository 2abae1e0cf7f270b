"""Delivering what people are to be told, and marking it read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from shishi.journal.models import Telling
from shishi.lib import clock
from shishi.rules.authority import Actor

BATCH = 500


@transaction.atomic
def tell_waiting() -> int:
    """Deliver what waits, at most one batch; return how many.

    Safe to run from two workers at once: rows one of them holds are passed over by the other. The house's own inbox is
    the channel delivered here, and delivery is the mark itself: once marked, nobody is told again.
    """
    waiting = Telling.objects.select_for_update(skip_locked=True).filter(told_at=None).order_by("id")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    return Telling.objects.filter(pk__in=ids, told_at=None).update(told_at=clock.now())


@transaction.atomic
def mark_read(actor: Actor, ids: Iterable[int] | None = None) -> int:
    """Mark the actor's own messages read, all of them without `ids`; return how many were unread. Safe to repeat."""
    mine = Telling.objects.filter(person_id=actor.person_id, read_at=None)
    if ids is not None:
        mine = mine.filter(pk__in=list(ids))
    return mine.update(read_at=clock.now())
