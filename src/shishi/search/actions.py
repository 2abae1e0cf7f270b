"""Keeping the index: the action that changes a thing puts it here in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shishi.lib import fulltext
from shishi.search.models import DAILY, LASTING, OPEN, Entry, EntryUnit

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be found of one thing.

    kind, subject_id  which thing; putting it again replaces what stood there
    title, text       what it is found by; only the title is shown, with `note` beside it, and has its pinyin indexed
    route             the page that shows it, by its number
    region_path, unit_ids, matter_id, item_id   who reaches it: the same as the thing's own columns
    since, is_open    of what comes in numbers every day, when it began and whether it is still open
    """

    kind: str
    subject_id: int
    title: str
    route: str
    region_path: str
    text: str = ""
    note: str = ""
    unit_ids: Sequence[int] = ()
    matter_id: int | None = None
    item_id: int | None = None
    since: date | None = None
    is_open: bool = False


def put(one: Found) -> None:
    """Index one thing in the caller's transaction. Eight queries; ten for what comes every day."""
    put_many([one])


@transaction.atomic
def put_many(things: Iterable[Found]) -> int:
    """Index many things; return how many. Safe to repeat. Eight queries for five thousand, four more where only
    some of them come every day.
    """
    found = list({(one.kind, one.subject_id): one for one in things}.values())
    for start in range(0, len(found), BATCH):
        _put_batch(found[start : start + BATCH])
    return len(found)


def _put_batch(batch: list[Found]) -> None:
    Entry.objects.bulk_create(
        [_entry(one) for one in batch],
        update_conflicts=True,
        unique_fields=["kind", "subject_id"],
        update_fields=["title", "note", "route", "region_path", "matter_id", "item_id"],
    )
    ids = _ids_of(batch)
    EntryUnit.objects.filter(entry__in=ids.values()).delete()
    EntryUnit.objects.bulk_create(
        EntryUnit(entry_id=ids[one.kind, one.subject_id], unit_id=unit) for one in batch for unit in set(one.unit_ids)
    )
    words = [(one, ids[one.kind, one.subject_id], _words(one)) for one in batch]
    fulltext.put(LASTING, ((pk, said) for one, pk, said in words if one.since is None))
    fulltext.put(DAILY, ((pk, said) for one, pk, said in words if one.since is not None))
    fulltext.put(OPEN, ((pk, said) for one, pk, said in words if one.is_open))
    fulltext.remove(OPEN, [pk for one, pk, _said in words if one.since is not None and not one.is_open])


def _words(one: Found) -> list[str]:
    """Its places and month come first: no text is so long that they would be left out."""
    when = [fulltext.month(one.since)] if one.since is not None else []
    return when + fulltext.places(one.region_path) + fulltext.words_of(one.title, f"{one.note} {one.text}")


def _entry(one: Found) -> Entry:
    return Entry(
        kind=one.kind,
        subject_id=one.subject_id,
        title=one.title[:200],
        note=one.note[:200],
        route=one.route,
        region_path=one.region_path,
        matter_id=one.matter_id,
        item_id=one.item_id,
    )


def _ids_of(batch: list[Found]) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for kind in {one.kind for one in batch}:
        wanted = [one.subject_id for one in batch if one.kind == kind]
        rows = Entry.objects.filter(kind=kind, subject_id__in=wanted).values_list("subject_id", "pk")
        found |= {(kind, subject_id): pk for subject_id, pk in rows}
    return found


@transaction.atomic
def change_units(kind: str, units: Mapping[int, Iterable[int]]) -> None:
    """Say anew which units reach some things that are indexed already. Three queries, however many."""
    ids = dict(Entry.objects.filter(kind=kind, subject_id__in=units).values_list("subject_id", "pk"))
    EntryUnit.objects.filter(entry__in=ids.values()).delete()
    EntryUnit.objects.bulk_create(
        (EntryUnit(entry_id=pk, unit_id=unit) for subject, pk in ids.items() for unit in set(units[subject])),
        batch_size=BATCH,
    )


@transaction.atomic
def settle(kind: str, subject_ids: Iterable[int]) -> None:
    """Say of some things that are indexed already that they are no longer open. Two queries, however many."""
    fulltext.remove(OPEN, _numbers(kind, subject_ids))


@transaction.atomic
def remove(kind: str, subject_ids: Iterable[int]) -> int:
    """Take things out of the index; return how many were there. Safe to repeat."""
    ids = _numbers(kind, subject_ids)
    for table in (LASTING, DAILY, OPEN):
        fulltext.remove(table, ids)
    Entry.objects.filter(pk__in=ids).delete()
    return len(ids)


def _numbers(kind: str, subject_ids: Iterable[int]) -> list[int]:
    return list(Entry.objects.filter(kind=kind, subject_id__in=list(subject_ids)).values_list("pk", flat=True))
