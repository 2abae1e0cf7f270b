"""Search hears of a bulk act and of its undoing."""

from __future__ import annotations

from collections.abc import Iterable

from shishi.programmes.actions.bulk.outcome import Act, Touched
from shishi.programmes.actions.finding import forget_items, forget_sites, index_items, index_sites, index_sites_of
from shishi.programmes.models import Item, Site

BATCH = 5_000
PARTS = frozenset({"support", "indicator", "task"})


def index_touched(touched: Iterable[Touched]) -> None:
    """After a bulk act or its undoing: every item that was touched, or whose support, indicator or task was; and every
    site that was touched, or whose item was.
    """
    ids: set[int] = set()
    gone: set[int] = set()
    sites: set[int] = set()
    moved: set[int] = set()
    for one in touched:
        if one.model == "item":
            (gone if one.act is Act.DELETED else ids).add(one.pk)
            moved.add(one.pk)
        elif one.model == "site":
            sites.add(one.pk)
        elif one.model in PARTS and (found := (one.after or one.before).get("item_id")):
            ids.add(int(found))
            if one.model == "support":
                moved.add(int(found))
    there = set(Item.objects.filter(pk__in=ids | gone).values_list("pk", flat=True))
    forget_items((ids | gone) - there)
    for start in range(0, len(ordered := sorted(there)), BATCH):
        index_items(ordered[start : start + BATCH])
    _index_sites(sites, moved & there)


def _index_sites(touched: set[int], moved_items: set[int]) -> None:
    there = set(Site.objects.filter(pk__in=touched).values_list("pk", flat=True)) if touched else set()
    forget_sites(touched - there)
    for start in range(0, len(ordered := sorted(there)), BATCH):
        index_sites(ordered[start : start + BATCH])
    if moved_items:
        index_sites_of(sorted(moved_items))
