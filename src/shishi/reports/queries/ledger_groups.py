"""Which subjects sum items up, and which items each of them sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from shishi.orgs.models import PATH_STEP, Region
from shishi.programmes.models import Allocation, Item, ItemListing, Matter, Programme
from shishi.reports.queries.ledger import Group, Ledger


def list_code(matter: Matter) -> str:
    """The code of a matter's list: its level and kind."""
    return f"{matter.level}.{matter.list_kind}"


def list_label(matter: Matter) -> str:
    """The list as officials call it: 省重点, 省重点监测, 市重点."""
    return f"{matter.get_level_display()}{matter.get_list_kind_display()}"


def group(ledger: Ledger) -> None:
    """Name every subject that sums items up, and which items each of them sums. Four queries."""
    programme = ledger.programme
    matters = {m.pk: m for m in sorted(Matter.objects.filter(programme=programme), key=_in_order)}
    listed: dict[int, set[int]] = defaultdict(set)
    for item_id, matter_id in ItemListing.objects.filter(item__programme=programme).values_list("item_id", "matter_id"):
        listed[item_id].add(matter_id)
    ledger.regions, ledger.split_to = _regions(ledger)
    place = {pk: n for n, pk in enumerate(matters)}
    ledger.lists = {pk: list_code(m) for pk, m in matters.items()}
    for item in ledger.items.values():
        ids = sorted({item.matter_id} | (listed[item.pk] & matters.keys()), key=lambda pk: place.get(pk, 0))
        for pk in ids:
            _put(ledger, item, _matter_group(programme, matters[pk], place[pk]))
            _put(ledger, item, _list_group(programme, matters[pk], place[pk]))
        unit = item.unit
        _put(ledger, item, Group("unit", str(unit.pk), unit.short, programme.region_path, unit.sort, unit_id=unit.pk))
        for path in sorted(_prefixes(item.region_path, programme.region_path) | ledger.split_to[item.pk]):
            if path in ledger.regions:
                _put(ledger, item, _region_group(ledger.regions[path]))
        _put(ledger, item, Group("programme", str(programme.pk), programme.name, programme.region_path))


def _in_order(matter: Matter) -> tuple[int, int, int, int]:
    """Higher lists first, key ones before monitored ones, then by number."""
    level, kind = Matter.Level.values.index(matter.level), Matter.ListKind.values.index(matter.list_kind)
    return level, kind, matter.seq, matter.pk


def _matter_group(programme: Programme, matter: Matter, sort: int) -> Group:
    path, code = programme.region_path, list_code(matter)
    return Group("matter", str(matter.pk), matter.title, path, sort, matter_id=matter.pk, list_code=code)


def _list_group(programme: Programme, matter: Matter, sort: int) -> Group:
    return Group(
        "list", list_code(matter), list_label(matter), programme.region_path, sort, list_code=list_code(matter)
    )


def _regions(ledger: Ledger) -> tuple[dict[str, Region], Mapping[int, set[str]]]:
    """The regions items stand in or are split to, by path; and the paths each item is split to."""
    split: dict[int, set[str]] = defaultdict(set)
    rows = Allocation.objects.filter(indicator__item__programme=ledger.programme, region__isnull=False)
    for item_id, path in rows.values_list("indicator__item_id", "region__path"):
        split[item_id].add(path)
    paths = set().union(*split.values())
    for item in ledger.items.values():
        paths |= _prefixes(item.region_path, ledger.programme.region_path)
    return {r.path: r for r in Region.objects.filter(path__in=paths).order_by("path")}, split


def _prefixes(path: str, top: str) -> set[str]:
    """The paths from the programme's region down to `path`."""
    return {path[:n] for n in range(len(top), len(path) + 1, PATH_STEP) if n}


def _region_group(region: Region) -> Group:
    return Group("region", str(region.pk), region.short_name or region.name, region.path)


def _put(ledger: Ledger, item: Item, group: Group) -> None:
    key = (group.kind, group.subject)
    ledger.groups.setdefault(key, group)
    if key not in ledger.groups_of[item.pk]:
        ledger.groups_of[item.pk].append(key)
