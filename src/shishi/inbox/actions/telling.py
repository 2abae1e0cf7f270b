"""Delivering what people are to be told, and marking it read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from shishi.inbox.queries.habits import habits_of
from shishi.journal.models import Telling
from shishi.journal.sentences import asks_something
from shishi.lib import clock
from shishi.rules.authority import Actor
from shishi.rules.telling import Delivery, deliver, way_for

BATCH = 500


@transaction.atomic
def tell_waiting() -> int:
    """Deliver what waits, at most one batch, each in the way its person chose; return how many.

    Safe to run from two workers at once: rows one of them holds are passed over by the other. The house's own inbox is
    the channel delivered here, and delivery is the mark itself: once marked, nobody is told again.
    """
    waiting = Telling.objects.select_for_update(skip_locked=True).waiting().order_by("id")
    rows = list(waiting.values_list("pk", "person_id", "reason")[:BATCH])
    habits, now = habits_of({person for _pk, person, _reason in rows}), clock.now()
    found: dict[Delivery, list[int]] = defaultdict(list)
    for pk, person, reason in rows:
        habit = habits[person]
        way = way_for(habit.way(reason), asks=asks_something(reason))
        found[deliver(way, habit.quiet, now)].append(pk)
    return sum(mark_delivered(ids, delivery) for delivery, ids in found.items())


def mark_delivered(ids: Iterable[int], delivery: Delivery) -> int:
    """Mark tellings as dealt with; return how many were not yet. Safe to repeat."""
    waiting = Telling.objects.waiting().filter(pk__in=list(ids))
    return waiting.update(way=delivery.way.value, told_at=delivery.told_at)


@transaction.atomic
def mark_read(actor: Actor, ids: Iterable[int] | None = None) -> int:
    """Mark the actor's own messages read, all they were told of without `ids`; return how many were unread.

    What still waits for a digest is not touched without being named. Safe to repeat.
    """
    mine = Telling.objects.filter(person_id=actor.person_id, read_at=None)
    mine = mine.filter(told_at__isnull=False) if ids is None else mine.filter(pk__in=list(ids))
    return mine.update(read_at=clock.now())
