"""The importer's door: plan or put many rows at once, and take them back.

Each `put_…` is one transaction and one entry in the journal; rows in error are left out and named in the outcome. The
number of statements grows only by batches of 1,000 rows. `plan_…` says what would happen and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import models, transaction

from shishi.journal.actions import record
from shishi.programmes.actions.bulk import items
from shishi.programmes.actions.bulk.below import BelowPutter, read_allocations, read_sites, read_tasks
from shishi.programmes.actions.bulk.items import ItemPutter
from shishi.programmes.actions.bulk.outcome import Act, Outcome, Problem, RowResult, Touched, Verdict
from shishi.programmes.actions.bulk.pending import Lines, Pending
from shishi.programmes.actions.bulk.rows import AllocationRow, IndicatorRow, ItemRow, ListRef, SiteRow, TaskRow
from shishi.programmes.actions.bulk.taking_back import take_back
from shishi.programmes.actions.hands import lock_programme, must_keep
from shishi.programmes.models import Allocation, Programme, Site, Task
from shishi.rules.authority import Actor

__all__ = [
    "Act",
    "AllocationRow",
    "IndicatorRow",
    "ItemRow",
    "ListRef",
    "Outcome",
    "Problem",
    "RowResult",
    "SiteRow",
    "TaskRow",
    "Touched",
    "Verdict",
    "plan_allocations",
    "plan_items",
    "plan_sites",
    "plan_tasks",
    "put_allocations",
    "put_items",
    "put_sites",
    "put_tasks",
    "take_back",
]


def plan_items(programme: Programme, rows: Sequence[ItemRow]) -> Outcome:
    """What would become of each row: created, changed, same or error. Eight queries; writes nothing."""
    putter = ItemPutter(programme)
    putter.put(rows)
    return Outcome(programme.pk, "items", putter.lines.results())


@transaction.atomic
def put_items(programme: Programme, rows: Sequence[ItemRow], actor: Actor) -> Outcome:
    """Put matters, items, supporters and indicators in. Rows in error are left out.

    An item found by code, or by title where the row has no code, is brought in line with what the row gives; columns
    that are None stay. Promised values of issued items do not change this way. Nothing is removed but supporters.
    """
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    putter = ItemPutter(programme)
    putter.put(rows)
    return _write(programme, "items", putter.pending, putter.lines, items.ORDER, actor)


def plan_sites(programme: Programme, rows: Sequence[SiteRow]) -> Outcome:
    """What would become of each site row. Six queries; writes nothing."""
    return _plan(programme, "sites", lambda putter: read_sites(putter, rows))


@transaction.atomic
def put_sites(programme: Programme, rows: Sequence[SiteRow], actor: Actor) -> Outcome:
    """Put sites in, by item, place and name; also on issued items."""
    return _put(programme, "sites", lambda putter: read_sites(putter, rows), (Site,), actor)


def plan_tasks(programme: Programme, rows: Sequence[TaskRow]) -> Outcome:
    """What would become of each task row. Five queries; writes nothing."""
    return _plan(programme, "tasks", lambda putter: read_tasks(putter, rows))


@transaction.atomic
def put_tasks(programme: Programme, rows: Sequence[TaskRow], actor: Actor) -> Outcome:
    """Put tasks in, by item and title; on issued items only owners, money and dates done."""
    return _put(programme, "tasks", lambda putter: read_tasks(putter, rows), (Task,), actor)


def plan_allocations(programme: Programme, rows: Sequence[AllocationRow]) -> Outcome:
    """What would become of each share. Five queries; writes nothing."""
    return _plan(programme, "allocations", lambda putter: read_allocations(putter, rows))


@transaction.atomic
def put_allocations(programme: Programme, rows: Sequence[AllocationRow], actor: Actor) -> Outcome:
    """Put shares in, by indicator and place or unit, on draft items. A shortage is said when the list is issued."""
    return _put(programme, "allocations", lambda putter: read_allocations(putter, rows), (Allocation,), actor)


def _plan(programme: Programme, kind: str, read: Callable[[BelowPutter], None]) -> Outcome:
    putter = BelowPutter(programme)
    read(putter)
    return Outcome(programme.pk, kind, putter.lines.results())


def _put(
    programme: Programme,
    kind: str,
    read: Callable[[BelowPutter], None],
    order: tuple[type[models.Model], ...],
    actor: Actor,
) -> Outcome:
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    putter = BelowPutter(programme)
    read(putter)
    return _write(programme, kind, putter.pending, putter.lines, order, actor)


def _write(
    programme: Programme,
    kind: str,
    pending: Pending,
    lines: Lines,
    order: tuple[type[models.Model], ...],
    actor: Actor,
) -> Outcome:
    touched = pending.write(order)
    outcome = Outcome(programme.pk, kind, lines.results(), tuple(touched))
    if touched:
        n = outcome.counts
        record(
            programme,
            "programme.import",
            actor,
            kind=kind,
            digest=outcome.digest,
            created=n["created"],
            changed=n["changed"],
            same=n["same"],
            error=n["error"],
        )
    return outcome
