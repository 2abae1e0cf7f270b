"""The day's digest: who waits for one, and what one holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from shishi.inbox.queries.messages import Message, messages_of, reason_in_words
from shishi.journal.models import Telling
from shishi.journal.sentences import asks_something
from shishi.rules.authority import Actor


def waiting_for_digest(today: date, before: datetime) -> list[int]:
    """Who has something waiting that was recorded before a moment, and no digest of the day yet. One query."""
    there = Telling.objects.filter(person_id=OuterRef("person_id"), bundled_on=today)
    held = Telling.objects.held(before).filter(~Exists(there))
    return sorted(set(held.values_list("person_id", flat=True)))


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """What one reason brought, oldest first."""

    reason: str
    words: str
    n: int
    messages: list[Message]


@dataclass(frozen=True, slots=True)
class Digest:
    """One day's digest; what asks something stands first."""

    id: int
    on: date
    n: int
    groups: list[ReasonGroup]


def digest(actor: Actor, digest_id: int) -> Digest | None:
    """One of the actor's own digests, by reason; None when it is not theirs. Two queries, and one a kind of subject."""
    mine = Telling.objects.filter(person_id=actor.person_id, pk=digest_id, bundled_on__isnull=False).first()
    if mine is None or mine.bundled_on is None:
        return None
    rows = list(Telling.objects.filter(bundle=mine.pk).select_related("entry").order_by("id"))
    by_reason: dict[str, list[Message]] = defaultdict(list)
    for row, message in zip(rows, messages_of(actor, rows), strict=True):
        by_reason[row.reason].append(message)
    ordered = sorted(by_reason, key=lambda code: not asks_something(code))
    groups = [ReasonGroup(code, reason_in_words(code), len(by_reason[code]), by_reason[code]) for code in ordered]
    return Digest(mine.pk, mine.bundled_on, len(rows), groups)
