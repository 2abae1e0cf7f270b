"""What somebody was told of, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shishi.journal.models import Entry, Telling
from shishi.journal.sentences import all_reasons, all_subjects, all_verbs, sentence_for
from shishi.lib import clock
from shishi.rules.authority import Actor

PAGE = 40


def n_unread(person_id: int) -> int:
    """How many things somebody was told of and has not opened. One query."""
    return Telling.objects.unread(clock.now()).filter(person_id=person_id).count()


@dataclass(frozen=True, slots=True)
class Message:
    """One thing somebody was told of. `has_page` says that its subject has a page and is within reach today.

    n_bundled  0 for a single message; for a day's digest, how many it holds
    """

    id: int
    at: datetime
    sentence: str
    who: str
    reason: str
    is_read: bool
    has_page: bool
    n_bundled: int = 0


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
    """What the actor was told of, newest first, forty a page. Queries as `messages`, and one."""
    found = messages(actor, before, PAGE + 1, only_unread=only_unread)
    shown = found[:PAGE]
    days: dict[date, list[Message]] = defaultdict(list)
    for message in shown:
        days[timezone.localtime(message.at).date()].append(message)
    return InboxPage(
        days=tuple(MessageDay(day, tuple(told)) for day, told in days.items()),
        before=shown[-1].id if len(found) > PAGE else None,
        n_unread=n_unread(actor.person_id),
    )


def messages(actor: Actor, before: int | None, limit: int, *, only_unread: bool = False) -> list[Message]:
    """Messages newest first, digests among them, what they bundle left out.

    One query, one for each kind of subject shown, and one where a digest is.
    """
    mine = Telling.objects.listed().filter(person_id=actor.person_id).select_related("entry").order_by("-id")
    if before is not None:
        mine = mine.filter(pk__lt=before)
    if only_unread:
        mine = mine.filter(read_at=None)
    return messages_of(actor, list(mine[:limit]))


def messages_of(actor: Actor, tellings: Sequence[Telling]) -> list[Message]:
    """Tellings, with their entries, as messages. One query for each kind of subject, and one where a digest is."""
    open_ids = _within_reach(actor, [telling.entry for telling in tellings if telling.entry])
    digests = [telling.pk for telling in tellings if telling.bundled_on]
    bundled = Telling.objects.filter(bundle__in=digests).order_by().values_list("bundle").annotate(n=Count("pk"))
    counts = dict(bundled) if digests else {}
    return [
        _message(one, one.entry, open_ids) if one.entry else _digest(one, counts.get(one.pk, 0)) for one in tellings
    ]


def _message(telling: Telling, entry: Entry, open_ids: set[int]) -> Message:
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


def _digest(telling: Telling, n: int) -> Message:
    at = telling.told_at or clock.now()
    sentence = _("每日汇总：%(n)d 条") % {"n": n}
    return Message(telling.pk, at, sentence, "", _("每日汇总"), telling.read_at is not None, has_page=True, n_bundled=n)


def reason_in_words(code: str) -> str:
    """Why somebody is told; a code nobody has put in words says that it concerns them. No query."""
    known = all_reasons().get(code)
    return str(known.words) if known else _("与您有关")


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
    if telling.entry is None:
        return reverse("inbox-digest", args=[telling.pk])
    return _address(telling.entry) if _within_reach(actor, [telling.entry]) else ""
