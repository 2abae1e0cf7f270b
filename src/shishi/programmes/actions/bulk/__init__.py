"""The importer's door: plan or put many rows at once, and take them back.

Each `put_…` is one transaction and one entry in the journal; rows in error are left out and named in the outcome. The
number of statements grows only by batches of 1,000 rows. `plan_…` says what would happen and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import models, transaction

from shishi.journal.actions import record
from shishi.programmes.actions.bulk import items
from shishi.programmes.actions.bulk.below import BelowPutter, read_allocations, read_sites, read_tasks
from shishi.programmes.actions.bulk.items import ItemPutter
from shishi.programmes.actions.bulk.outcome import Act, Change, Outcome, Problem, RowResult, Touched, Verdict
from shishi.programmes.actions.bulk.rows import AllocationRow, IndicatorRow, ItemRow, ListRef, SiteRow, TaskRow
from shishi.programmes.actions.bulk.searching import index_touched
from shishi.programmes.actions.bulk.shelf import Shelf
from shishi.programmes.actions.bulk.taking_back import take_back, undo
from shishi.programmes.actions.hands import lock_programme, must_keep
from shishi.programmes.models import Allocation, Programme, Site, Task
from shishi.rules.authority import Actor

__all__ = [
    "Act",
    "AllocationRow",
    "Change",
    "IndicatorRow",
    "ItemRow",
    "ListRef",
    "Outcome",
    "Problem",
    "RowResult",
    "Shelf",
    "SiteRow",
    "TaskRow",
    "Touched",
    "Verdict",
    "plan",
    "plan_allocations",
    "plan_items",
    "plan_sites",
    "plan_tasks",
    "put_allocations",
    "put_batch",
    "put_items",
    "put_sites",
    "put_tasks",
    "take_back",
    "undo",
]


def plan_items(programme: Programme, rows: Sequence[ItemRow]) -> Outcome:
    """What would become of each row: created, changed, same or error. Twelve queries; writes nothing."""
    return plan("items", Shelf(programme), rows)


@transaction.atomic
def put_items(programme: Programme, rows: Sequence[ItemRow], actor: Actor) -> Outcome:
    """Put matters, items, supporters and indicators in. Rows in error are left out.

    An item found by code, or by title where the row has no code, is brought in line with what the row gives; columns
    that are None stay. Promised values of issued items do not change this way. Nothing is removed but supporters and
    monthly plans.
    """
    return _put(programme, "items", rows, actor)


def plan_sites(programme: Programme, rows: Sequence[SiteRow]) -> Outcome:
    """What would become of each site row. Ten queries; writes nothing."""
    return plan("sites", Shelf(programme), rows)


@transaction.atomic
def put_sites(programme: Programme, rows: Sequence[SiteRow], actor: Actor) -> Outcome:
    """Put sites in, by item, place and name; also on issued items."""
    return _put(programme, "sites", rows, actor)


def plan_tasks(programme: Programme, rows: Sequence[TaskRow]) -> Outcome:
    """What would become of each task row. Ten queries; writes nothing."""
    return plan("tasks", Shelf(programme), rows)


@transaction.atomic
def put_tasks(programme: Programme, rows: Sequence[TaskRow], actor: Actor) -> Outcome:
    """Put tasks in, by item and title; on issued items only owners, money and dates done."""
    return _put(programme, "tasks", rows, actor)


def plan_allocations(programme: Programme, rows: Sequence[AllocationRow]) -> Outcome:
    """What would become of each share. Ten queries; writes nothing."""
    return plan("allocations", Shelf(programme), rows)


@transaction.atomic
def put_allocations(programme: Programme, rows: Sequence[AllocationRow], actor: Actor) -> Outcome:
    """Put shares in, by indicator and place or unit, on draft items. A shortage is said when the list is issued."""
    return _put(programme, "allocations", rows, actor)


def plan(kind: str, shelf: Shelf, rows: Sequence[Any]) -> Outcome:
    """One batch judged and not written; what it would create may be named by later batches on the same shelf."""
    putter = _putter(kind, shelf, rows)
    if isinstance(putter, ItemPutter) and shelf.announces:
        for item, indicators in putter.accepted:
            shelf.announce(item, indicators)
    return Outcome(shelf.programme.pk, kind, putter.lines.results())


def put_batch(kind: str, shelf: Shelf, rows: Sequence[Any]) -> Outcome:
    """One batch of a longer act written, unrecorded: whoever opened the act holds lock and transaction and records."""
    putter = _putter(kind, shelf, rows)
    touched = putter.pending.write(ORDER[kind])
    index_touched(touched)
    return Outcome(shelf.programme.pk, kind, putter.lines.results(), tuple(touched))


def _putter(kind: str, shelf: Shelf, rows: Sequence[Any]) -> ItemPutter | BelowPutter:
    if kind == "items":
        items_putter = ItemPutter(shelf, rows)
        items_putter.put(rows)
        return items_putter
    putter = BelowPutter(shelf, rows)
    READERS[kind](putter, rows)
    return putter


def _put(programme: Programme, kind: str, rows: Sequence[Any], actor: Actor) -> Outcome:
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    outcome = put_batch(kind, Shelf(programme), rows)
    if outcome.touched:
        counts: dict[str, Any] = outcome.counts
        record(programme, "programme.import", actor, kind=kind, digest=outcome.digest, **counts)
    return outcome


ORDER: Final[dict[str, tuple[type[models.Model], ...]]] = {
    "items": items.ORDER,
    "sites": (Site,),
    "tasks": (Task,),
    "allocations": (Allocation,),
}
READERS: Final[dict[str, Callable[[BelowPutter, Sequence[Any]], None]]] = {
    "sites": read_sites,
    "tasks": read_tasks,
    "allocations": read_allocations,
}
