"""The only writer of the journal: record what was done, seal what is recorded, remember what must happen once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shishi.journal.models import Entry, Once, Seal, SealLock, Telling
from shishi.journal.queries import mark_of, meanwhile
from shishi.journal.sealing import digest_of
from shishi.lib import clock
from shishi.lib.refusal import Overtaken
from shishi.rules.authority import Actor

SEAL_BATCH = 5_000
ONCE_KEPT = timedelta(days=30)


class Subject(Protocol):
    """What an entry may be about: a saved row that knows its name in the journal."""

    pk: int

    @property
    def journal_kind(self) -> str: ...

    @property
    def journal_label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody to be told of what is being recorded, and why."""

    person_id: int
    reason: str


@transaction.atomic
def record(
    subject: Subject, verb: str, actor: Actor, *, tell: Iterable[Tell] = (), refused: bool = False, **facts: object
) -> Entry:
    """Write one entry and the pending tellings of it, in the caller's transaction.

    facts  ids, codes, figures, dates and digests; never free text typed by or about a person
    tell   each person once; the actor is never told of what they did themselves
    """
    entry = _entry(subject, verb, actor, refused, facts)
    entry.save()
    _tell([(entry, tell)], actor)
    return entry


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of many that one act records: about what, which verb, what figures, who is to be told."""

    subject: Subject
    verb: str
    facts: dict[str, object]
    tell: tuple[Tell, ...] = ()


@transaction.atomic
def record_many(notes: Iterable[Note], actor: Actor) -> None:
    """Write the entries of one act on many things, as `record` would one by one. Two queries."""
    many = [(note, _entry(note.subject, note.verb, actor, False, note.facts)) for note in notes]
    entries = Entry.objects.bulk_create([entry for _note, entry in many], batch_size=1_000)
    _tell(zip(entries, (note.tell for note, _entry in many), strict=True), actor)


def _entry(subject: Subject, verb: str, actor: Actor, refused: bool, facts: dict[str, object]) -> Entry:
    post = actor.post
    return Entry(
        at=clock.now(),
        verb=verb,
        actor_id=actor.person_id,
        actor_name=actor.name,
        post_id=post.id if post else None,
        post_label=post.label if post else "",
        subject_kind=subject.journal_kind,
        subject_id=subject.pk,
        subject_label=subject.journal_label[:200],
        region_path=getattr(subject, "region_path", ""),
        facts={name: _plain(value) for name, value in facts.items()},
        is_refusal=refused,
    )


def _tell(told: Iterable[tuple[Entry, Iterable[Tell]]], actor: Actor) -> None:
    """One pending row a person and entry; whoever acted knows already."""
    Telling.objects.bulk_create(
        Telling(entry=entry, person_id=person, reason=why)
        for entry, whom in told
        for person, why in {t.person_id: t.reason for t in whom if t.person_id != actor.person_id}.items()
    )


def _plain(value: object) -> object:
    """The value as canonical JSON can hold it."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value


@transaction.atomic
def seal() -> int:
    """Seal what is unsealed, at most one batch; return how many entries. Safe to run from two workers at once."""
    lock, _ = SealLock.objects.get_or_create(pk=1)
    SealLock.objects.select_for_update().get(pk=lock.pk)
    batch = list(Entry.objects.unsealed().order_by("id")[:SEAL_BATCH])
    if not batch:
        return 0
    last = Seal.objects.order_by("-id").first()
    previous, total = (last.digest, last.n_total) if last else ("", 0)
    new = Seal.objects.create(
        at=clock.now(),
        previous=previous,
        digest=digest_of(previous, batch),
        n_entries=len(batch),
        n_total=total + len(batch),
    )
    Entry.objects.filter(pk__in=[e.pk for e in batch]).update(seal_id=new.pk)
    return len(batch)


class SentTwice(Exception):
    """The key was used before with the same content; `answer` is what was answered then."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class KeyReused(Exception):
    """The key was used before with other content."""


def once(actor_id: int, key: str, content: bytes, answer: str = "") -> None:
    """Claim `key` for this actor within the caller's transaction, so that the effect happens once.

    Raises SentTwice when the same content was sent before, KeyReused when it was other content.
    """
    digest = hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            Once.objects.create(actor_id=actor_id, key=key, digest=digest, answer=answer, at=clock.now())
    except IntegrityError:
        before = Once.objects.get(actor_id=actor_id, key=key)
        if before.digest != digest:
            raise KeyReused(key) from None
        raise SentTwice(before.answer) from None


def note_answer(actor_id: int, key: str, answer: str) -> None:
    """Keep what was answered under a key claimed in this transaction, to be answered again."""
    Once.objects.filter(actor_id=actor_id, key=key).update(answer=answer)


def forget_onces() -> int:
    """Drop the keys of forms and requests sent a month ago: nobody sends them again. Return how many."""
    return Once.objects.filter(at__lt=clock.now() - ONCE_KEPT).delete()[0]


def hold_to(mark: int | None, kind: str, pk: int | None = None, noun: str = "") -> None:
    """Raise Overtaken, naming who was faster, when more was done to a subject than the page showed at `mark`.

    None asks nothing: nobody looked at a page. The caller holds the subject's lock; see `queries.mark_of`.
    """
    if mark is None or mark == mark_of(kind, pk, noun):
        return
    otherwise = _("您打开页面之后，内容已被他人改动，没有办理您的操作。请刷新页面查看后再办理。")
    raise Overtaken(otherwise if pk is None else meanwhile(kind, pk, otherwise))
