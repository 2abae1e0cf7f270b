"""Reminding of what falls due: soon, today, past; each moment once. Escalation is proposed, a person confirms it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from shishi.almanac.queries import calendar
from shishi.cases.actions.telling import Whom
from shishi.cases.models import Case, Reminder
from shishi.journal.actions import Note, Tell, record_many
from shishi.lib import clock
from shishi.orgs.queries import holders
from shishi.rules.authority import HOUSE, Role
from shishi.rules.deadlines import local
from shishi.rules.workdays import add_workdays

BATCH = 500
SOON_WORKDAYS = 1
ESCALATE_AFTER_WORKDAYS = 1
LOOK_BACK = timedelta(days=60)
REASONS = {
    Reminder.What.SOON: "case_soon",
    Reminder.What.DUE: "case_due",
    Reminder.What.OVERDUE: "case_overdue",
    Reminder.What.ESCALATE: "case_escalate",
}


def remind() -> int:
    """Remind whoever holds a case of its next due moment; return how many cases were reminded of something.

    Safe to run twice and from two workers: one row per case, occasion and moment. Reads the open cases around today
    only, by their index.
    """
    now = clock.now()
    today = local(now).date()
    known = calendar()  # the national days: a local holiday is no reason to remind later
    soon = add_workdays(today, SOON_WORKDAYS, known)
    late_since = add_workdays(today, -ESCALATE_AFTER_WORKDAYS, known)
    rows = (
        Case.objects.open()
        .filter(next_due_at__gte=now - LOOK_BACK, next_due_at__lt=clock.at(soon + timedelta(days=1), 0))
        .order_by("next_due_at", "id")
    )
    n, last = 0, None
    while batch := list((rows if last is None else rows.filter(_after(last)))[:BATCH]):
        last = batch[-1]
        n += _remind([(case, what) for case in batch for what in _occasions(case, now, late_since)])
    return n


def _after(case: Case) -> Q:
    return Q(next_due_at__gt=case.next_due_at) | Q(next_due_at=case.next_due_at, pk__gt=case.pk)


def _occasions(case: Case, now: datetime, late_since: date) -> Iterator[Reminder.What]:
    due = case.next_due_at
    if due is None:
        return
    if due >= now:
        yield Reminder.What.DUE if local(due).date() == local(now).date() else Reminder.What.SOON
        return
    yield Reminder.What.OVERDUE
    if case.what.escalates and local(due).date() <= late_since:
        yield Reminder.What.ESCALATE


@transaction.atomic
def _remind(wanted: Iterable[tuple[Case, Reminder.What]]) -> int:
    """Remind of what nobody was reminded of yet."""
    many = list(wanted)
    cases = {case.pk: case for case, _what in many}
    list(Case.objects.select_for_update().filter(pk__in=cases).order_by("id").values_list("pk", flat=True))
    told = set(Reminder.objects.filter(case__in=cases).values_list("case_id", "what", "due_at"))
    new = [(case, what) for case, what in many if (case.pk, what, case.next_due_at) not in told]
    now = clock.now()
    Reminder.objects.bulk_create(
        Reminder(case=case, what=what, due_at=case.next_due_at, at=now) for case, what in new if case.next_due_at
    )
    whom = Whom()
    record_many((_note(case, what, whom) for case, what in new), HOUSE)
    return len({case.pk for case, _what in new})


def _note(case: Case, what: Reminder.What, whom: Whom) -> Note:
    people = whom.who_acts(case)
    if what is Reminder.What.ESCALATE:
        people = holders(clock.today(), frozenset({Role.OFFICE_ADMIN}), org_ids=frozenset({case.office_id}))
    due = f"{local(case.next_due_at):%F}" if case.next_due_at else ""
    return Note(case, f"case.{what.value}", {"due": due}, tuple(Tell(person, REASONS[what]) for person in people))
