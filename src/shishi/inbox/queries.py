"""Questions to the inbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shishi.journal.models import Entry, Telling
from shishi.journal.sentences import all_reasons, all_subjects, all_verbs, sentence_for
from shishi.rules.authority import Actor

PAGE = 40


def n_unread(person_id: int) -> int:
    """How many things somebody was told of and has not opened. One query."""
    return Telling.objects.filter(person_id=person_id, read_at=None).count()


@dataclass(frozen=True, slots=True)
class Message:
    """One thing somebody was told of. `has_page` says that its subject has a page and is within reach today."""

    id: int
    at: datetime
    sentence: str
    who: str
    reason: str
    is_read: bool
    has_page: bool


@dataclass(frozen=True, slots=True)
class MessageDay:
    """One day's messages, newest first."""

    day: date
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of messages by day; `before` leads to older ones and is None on the last page."""

    days: tuple[MessageDay, ...]
    before: int | None
    n_unread: int


def inbox(actor: Actor, before: int | None = None, *, only_unread: bool = False) -> InboxPage:
    """What the actor was told of, newest first, forty a page. Two queries, and one for each kind of subject shown."""
    mine = Telling.objects.filter(person_id=actor.person_id).select_related("entry").order_by("-id")
    if before is not None:
        mine = mine.filter(pk__lt=before)
    if only_unread:
        mine = mine.filter(read_at=None)
    found = list(mine[: PAGE + 1])
    shown = found[:PAGE]
    open_ids = _within_reach(actor, [telling.entry for telling in shown])
    days: dict[date, list[Message]] = defaultdict(list)
    for telling in shown:
        days[timezone.localtime(telling.entry.at).date()].append(_message(telling, open_ids))
    return InboxPage(
        days=tuple(MessageDay(day, tuple(messages)) for day, messages in days.items()),
        before=shown[-1].pk if len(found) > PAGE else None,
        n_unread=n_unread(actor.person_id),
    )


def _message(telling: Telling, open_ids: set[int]) -> Message:
    entry = telling.entry
    who = " · ".join(part for part in (entry.actor_name, entry.post_label) if part)
    return Message(
        telling.pk,
        entry.at,
        sentence_for(entry.verb, entry.subject_label, entry.facts),
        who,
        reason_in_words(telling.reason),
        telling.read_at is not None,
        entry.pk in open_ids,
    )


def reason_in_words(code: str) -> str:
    """Why somebody is told; a code nobody has put in words says that it concerns them. No query."""
    return str(all_reasons().get(code) or _("与您有关"))


def _within_reach(actor: Actor, entries: Iterable[Entry]) -> set[int]:
    """Ids of the entries whose subject has a page the actor may open today. One query a kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    linked = [entry for entry in entries if _address(entry)]
    for entry in linked:
        by_kind[entry.subject_kind].add(entry.subject_id)
    reached = {
        kind: all_subjects()[kind](actor, frozenset(ids)) for kind, ids in by_kind.items() if kind in all_subjects()
    }
    return {entry.pk for entry in linked if entry.subject_id in reached.get(entry.subject_kind, ())}


def _address(entry: Entry) -> str:
    known = all_verbs().get(entry.verb)
    if known is None or not known.route:
        return ""
    try:
        return reverse(known.route, args=[entry.subject_id])
    except NoReverseMatch:
        return ""


def address_of(actor: Actor, telling_id: int) -> str | None:
    """Where one of the actor's own messages leads; None when it is not theirs, empty when it leads nowhere they may go.

    Two queries.
    """
    telling = Telling.objects.filter(person_id=actor.person_id, pk=telling_id).select_related("entry").first()
    if telling is None:
        return None
    return _address(telling.entry) if _within_reach(actor, [telling.entry]) else ""
