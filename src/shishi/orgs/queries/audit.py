"""The journal as an audit administrator reads it: what was done within the region, or by its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import FETCH_RAISE, Q

from shishi.journal.models import Entry
from shishi.journal.sentences import sentence_for
from shishi.lib.clock import CHINA
from shishi.orgs.models import Account, Post
from shishi.rules.authority import Actor

END_OF_PATHS = "~"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the journal with its sentence and facts."""

    id: int
    at: datetime
    verb: str
    sentence: str
    actor_id: int
    actor_name: str
    post_label: str
    subject_kind: str
    subject_id: int
    subject_label: str
    facts: dict[str, object]
    is_refusal: bool
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: after a key, of a verb, a kind of subject, one subject, one person, between two days."""

    after: int = 0
    limit: int = 50
    verb: str | None = None
    subject_kind: str | None = None
    subject_id: int | None = None
    actor_id: int | None = None
    since: date | None = None
    until: date | None = None


def entries(actor: Actor, wanted: Wanted) -> list[EntryRow]:
    """Entries within the post's region, oldest first, one more than `limit`. One query.

    An entry about something that lies in no region belongs to the region of the post it was done from, or of the
    account it is about.
    """
    if actor.post is None:
        return []
    rows = Entry.objects.filter(_within(actor.post.region_path), pk__gt=wanted.after, **_columns(wanted))
    return [_row(e) for e in rows.order_by("pk").fetch_mode(FETCH_RAISE)[: wanted.limit + 1]]


def _within(path: str) -> Q:
    end = path + END_OF_PATHS
    posts = Post.objects.filter(org__region_path__gte=path, org__region_path__lt=end)
    accounts = Account.objects.filter(person__posts__in=posts)
    by_people = Q(post_id__in=posts.values("pk")) | Q(subject_kind="account", subject_id__in=accounts.values("pk"))
    return Q(region_path__gte=path, region_path__lt=end) | (Q(region_path="") & by_people)


def _columns(wanted: Wanted) -> dict[str, object]:
    columns = {
        "verb": wanted.verb,
        "subject_kind": wanted.subject_kind,
        "subject_id": wanted.subject_id,
        "actor_id": wanted.actor_id,
        "at__gte": datetime.combine(wanted.since, time.min, CHINA) if wanted.since else None,
        "at__lte": datetime.combine(wanted.until, time.max, CHINA) if wanted.until else None,
    }
    return {lookup: value for lookup, value in columns.items() if value is not None}


def _row(e: Entry) -> EntryRow:
    sentence = sentence_for(e.verb, e.subject_label, e.facts)
    return EntryRow(
        e.pk, e.at, e.verb, sentence, e.actor_id, e.actor_name, e.post_label, e.subject_kind, e.subject_id,
        e.subject_label, e.facts, e.is_refusal, e.seal_id is not None,
    )  # fmt: skip
