"""Questions to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE

from shishi.journal.models import Entry, Seal
from shishi.journal.sealing import digest_of
from shishi.journal.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of the timeline at the end of a page."""

    at: datetime
    actor_name: str
    post_label: str
    sentence: str
    is_refusal: bool


def timeline(kind: str, pk: int, limit: int = 50) -> list[TimelineRow]:
    """What was done to one subject, newest first. One query."""
    entries = Entry.objects.about(kind, pk).order_by("-id").fetch_mode(FETCH_RAISE)[:limit]
    return [
        TimelineRow(e.at, e.actor_name, e.post_label, sentence_for(e.verb, e.subject_label, e.facts), e.is_refusal)
        for e in entries
    ]


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether the seals still say what the entries say. `broken_at` is the first seal that does not."""

    n_entries: int
    n_unsealed: int
    head: str
    broken_at: int | None


def verify() -> ChainReport:
    """Recompute every seal. Two queries and one a seal; a million entries take under a minute."""
    previous, total, broken = "", 0, None
    for one in Seal.objects.order_by("id").iterator():
        batch = list(Entry.objects.filter(seal_id=one.pk).order_by("id"))
        total += len(batch)
        sound = one.previous == previous and len(batch) == one.n_entries and total == one.n_total
        if broken is None and not (sound and digest_of(previous, batch) == one.digest):
            broken = one.pk
        previous = one.digest
    return ChainReport(total, Entry.objects.unsealed().count(), previous, broken)
