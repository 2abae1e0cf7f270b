"""Questions to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import FETCH_RAISE
from django.utils import timezone
from django.utils.translation import gettext as _

from shishi.journal.models import Entry, EntryQuerySet, Seal
from shishi.journal.sealing import digest_of
from shishi.journal.sentences import sentence_for
from shishi.lib import clock


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


def meanwhile(kind: str, pk: int, otherwise: str) -> str:
    """Who did what to a subject last, and that nothing else was done; `otherwise` where nothing is recorded. One query.

    Said to whoever sends a page that somebody else was faster with.
    """
    last = next(iter(timeline(kind, pk, limit=1)), None)
    if last is None:
        return otherwise
    here = timezone.localtime(last.at)
    at = _("%(month)d月%(day)d日 %(time)s") % {"month": here.month, "day": here.day, "time": f"{here:%H:%M}"}
    return _("%(name)s（%(post)s）已于 %(at)s 先行办理：%(did)s。没有办理您的操作，请刷新页面查看后再办理。") % {
        "name": last.actor_name,
        "post": last.post_label or "—",
        "at": at,
        "did": last.sentence,
    }


def mark_of(kind: str, pk: int | None = None, noun: str = "") -> int:
    """How far the journal has come with a subject, or with all of its kind: the version of rows that carry none.

    noun  the first word of the verbs that change it, where that is not the kind. One query.
    """
    entries = Entry.objects.filter(subject_kind=kind, verb__startswith=f"{noun or kind}.")
    if pk is not None:
        entries = entries.filter(subject_id=pk)
    return entries.order_by("-id").values_list("pk", flat=True).first() or 0


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


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as the audit administrator reads it."""

    id: int
    at: datetime
    actor_name: str
    post_label: str
    verb: str
    sentence: str
    subject_kind: str
    subject_id: int
    is_refusal: bool
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the journal; empty parts look for everything.

    verb   a verb, or the noun before its dot
    """

    actor: str = ""
    verb: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    only_refusals: bool = False


def search(sought: Sought, before: int | None = None, limit: int = 50) -> list[EntryRow]:
    """Entries that match, newest first, before the entry `before`. One query."""
    rows = _matching(sought)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_entry_row(e) for e in rows.order_by("-id").fetch_mode(FETCH_RAISE)[:limit]]


def _matching(sought: Sought) -> EntryQuerySet:
    rows = Entry.objects.all()
    if sought.actor:
        rows = rows.filter(actor_name__contains=sought.actor)
    if sought.verb:
        rows = rows.filter(verb=sought.verb) if "." in sought.verb else rows.filter(verb__startswith=f"{sought.verb}.")
    if sought.subject:
        rows = rows.filter(subject_label__contains=sought.subject)
    if sought.since:
        rows = rows.filter(at__gte=clock.at(sought.since, 0))
    if sought.until:
        rows = rows.filter(at__lt=clock.at(sought.until + timedelta(days=1), 0))
    return rows.filter(is_refusal=True) if sought.only_refusals else rows


def _entry_row(e: Entry) -> EntryRow:
    sentence = sentence_for(e.verb, e.subject_label, e.facts)
    sealed = e.seal_id is not None
    return EntryRow(
        e.pk, e.at, e.actor_name, e.post_label, e.verb, sentence, e.subject_kind, e.subject_id, e.is_refusal, sealed
    )
