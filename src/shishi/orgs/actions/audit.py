"""Reading the journal whole is itself recorded."""

from __future__ import annotations

from django.db import transaction

from shishi.journal import queries
from shishi.journal.actions import record
from shishi.lib.refusal import NotYours
from shishi.orgs.models import Person
from shishi.rules.authority import Actor, Role

READERS = frozenset({Role.AUDIT_ADMIN})
MOST = 50_000


@transaction.atomic
def export_journal(sought: queries.Sought, actor: Actor) -> list[queries.EntryRow]:
    """The entries that match, at most fifty thousand, newest first; that they were taken out is recorded."""
    if not actor.is_any(READERS):
        raise NotYours
    rows = queries.search(sought, limit=MOST)
    record(Person.objects.get(pk=actor.person_id), "journal.export", actor, n=len(rows))
    return rows


@transaction.atomic
def verify_journal(actor: Actor) -> queries.ChainReport:
    """Whether every seal still says what its entries say; that it was looked at is recorded."""
    if not actor.is_any(READERS):
        raise NotYours
    report = queries.verify()
    found = "sound" if report.broken_at is None else "broken"
    me = Person.objects.get(pk=actor.person_id)
    record(me, "journal.verify", actor, n=report.n_entries, found=found, head=report.head)
    return report
