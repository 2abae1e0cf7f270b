"""Every change to the tree of regions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import hold_to, record
from shishi.lib import text
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.divisions import Division, full_code, within
from shishi.orgs.models import PATH_STEP, Region, RegionPast
from shishi.rules.authority import HOUSE, Actor, Role

KEEPERS = frozenset({Role.SYSTEM_ADMIN})
FIRST_LOCAL = 9500
BATCH = 2_000
CODE = re.compile(r"[0-9A-Z]{12}", re.ASCII)
BELOW = {
    Region.Level.PROVINCE: {Region.Level.CITY, Region.Level.COUNTY, Region.Level.ZONE},
    Region.Level.CITY: {Region.Level.COUNTY, Region.Level.TOWNSHIP, Region.Level.ZONE},
    Region.Level.COUNTY: {Region.Level.TOWNSHIP, Region.Level.ZONE, Region.Level.VILLAGE},
    Region.Level.ZONE: {Region.Level.TOWNSHIP, Region.Level.VILLAGE, Region.Level.ZONE},
    Region.Level.TOWNSHIP: {Region.Level.VILLAGE, Region.Level.ZONE},
    Region.Level.VILLAGE: set(),
}


@transaction.atomic
def load_regions(codes: Iterable[str], actor: Actor) -> int:
    """Load the state's divisions under `codes` down to the township, with those above them; return how many are new.

    codes  43 a province, 4303 a city, 430321 a county; none loads the whole country (about 42,000 rows, seconds)
    Codes already there keep their rows, so it may run again. Two queries, and one a batch of two thousand.
    """
    _may_change(actor)
    wanted = within(tuple(codes))
    if not wanted:
        raise Refused(_("没有找到这些区划代码，请填写2位（省）、4位（市）或6位（县）代码。"))
    paths = dict(Region.objects.values_list("code", "path"))
    ids = dict(Region.objects.values_list("code", "pk"))
    taken = set(paths.values())
    new = [one for one in wanted if one.code not in paths]
    for level in dict.fromkeys(one.level for one in new):
        rows = [_row(one, paths, ids, taken) for one in new if one.level == level]
        Region.objects.bulk_create(rows, batch_size=BATCH)
        ids |= Region.objects.filter(level=level).values_list("code", "pk")
    if new:
        top = Region.objects.get(code=wanted[0].code)
        record(top, "region.load", actor, count=len(new), codes=sorted(codes))
    return len(new)


def _row(one: Division, paths: dict[str, str], ids: dict[str, int], taken: set[str]) -> Region:
    above = paths.get(one.parent, "")
    path = free_path(above, _step(one), taken)
    paths[one.code] = path
    return _named(
        Region(code=one.code, name=one.name, level=one.level, parent_id=ids.get(one.parent) or None, path=path),
        one.name,
    )


def _step(one: Division) -> str:
    """The part of a code that is its own: 21 of 430321, 0101 of 110101 directly under its province."""
    if one.level == Region.Level.TOWNSHIP:
        return one.code[6:9]
    upper = one.parent.rstrip("0") if one.parent else ""
    width = 2 if len(upper) <= 2 else 4
    own = one.code[: {Region.Level.PROVINCE: 2, Region.Level.CITY: 4}.get(Region.Level(one.level), 6)]
    return own[width:] if one.parent else own


def free_path(above: str, step: str, taken: set[str]) -> str:
    """A path of its own under `above`: by `step` where it is free, else the first free place for local regions."""
    path = above + step.rjust(PATH_STEP, "0")
    n = FIRST_LOCAL
    while path in taken:
        path, n = f"{above}{n:04d}", n + 1
    taken.add(path)
    return path


def _named(region: Region, name: str) -> Region:
    region.name = name
    region.initials, region.pinyin = text.initials(name)[:60], text.pinyin(name)[:200]
    return region


@transaction.atomic
def add_region(
    parent: Region | None, name: str, level: str, actor: Actor, *, code: str = "", since: date | None = None
) -> Region:
    """Add one region, a functional zone for instance; without a code it gets a local pseudo-code under its parent's.

    Refuses a level that cannot stand there, a code that is taken, and the name of a valid neighbour.
    """
    _may_change(actor, parent)
    if parent is not None and Region.Level(level) not in BELOW[Region.Level(parent.level)]:
        raise Refused(
            _("%(level)s不能设在%(parent)s之下。")
            % {"level": Region.Level(level).label, "parent": parent.get_level_display()},
        )
    name = text.clean(name, 60)
    if Region.objects.filter(parent=parent, name=name, valid_to=None).exists():
        raise Refused(_("这里已经有“%(name)s”。") % {"name": name}, {"name": _("与现有区划同名。")})
    kept = full_code(code) if code else _local_code(parent)
    if not CODE.fullmatch(kept) or Region.objects.filter(code=kept, valid_to=None).exists():
        raise Refused(_("代码 %(code)s 不合规或已被使用。") % {"code": kept}, {"code": _("请核对代码。")})
    region = _insert(parent, name, level, kept, local=not code, since=since)
    record(region, "region.add", actor, code=kept)
    return region


def _insert(parent: Region | None, name: str, level: str, code: str, *, local: bool, since: date | None) -> Region:
    siblings = set(Region.objects.filter(parent=parent).values_list("path", flat=True))
    step = code[9:12] if level == Region.Level.VILLAGE and not local else str(FIRST_LOCAL)
    region = Region(
        code=code,
        level=level,
        parent=parent,
        path=free_path(parent.path if parent else "", step, siblings),
        is_local_code=local,
        is_statutory=not local and level != Region.Level.ZONE,
    )
    if since:
        region.valid_from = since
    _named(region, name).save()
    return region


def _local_code(parent: Region | None) -> str:
    """The next pseudo-code under the parent: L01, L02 … after its own digits; a letter no state code has."""
    stem = (parent.code.rstrip("0") if parent else "")[:9]
    used = set(Region.objects.filter(code__startswith=stem + "L").values_list("code", flat=True))
    n = 1
    while (code := f"{stem}L{n:02d}".ljust(12, "0")) in used:
        n += 1
    return code


@transaction.atomic
def add_villages(parent: Region, rows: Iterable[tuple[str, str]], actor: Actor) -> int:
    """Add villages under their townships within `parent` from (12-digit code, name); return how many are new.

    A code already there is left alone. Refuses the first code whose township is not there, naming it. Four queries.
    """
    _may_change(actor, parent)
    towns = {r.code[:9]: r for r in Region.objects.below(parent.path).exclude(level=Region.Level.VILLAGE)}
    there = set(Region.objects.below(parent.path).values_list("code", flat=True))
    taken = set(Region.objects.below(parent.path).values_list("path", flat=True))
    new = []
    for code, name in rows:
        town = towns.get(code[:9])
        if town is None or not CODE.fullmatch(code):
            raise Refused(
                _("“%(name)s”的代码 %(code)s 前9位找不到所属乡镇，请核对后重新导入，本次没有写入。")
                % {"name": name, "code": code}
            )
        if code in there:
            continue
        there.add(code)
        path = free_path(town.path, code[9:12], taken)
        new.append(_named(Region(code=code, level=Region.Level.VILLAGE, parent=town, path=path), text.clean(name, 60)))
    Region.objects.bulk_create(new, batch_size=BATCH)
    record(parent, "region.load", actor, count=len(new), codes=[parent.code])
    return len(new)


@transaction.atomic
def rename_region(
    region: Region, name: str, since: date, actor: Actor, *, code: str = "", mark: int | None = None
) -> Region:
    """Give a region another name, and where the state did so another code, from `since`; the old ones are kept.

    The row stays the same, so nothing that refers to it loses its place; `queries.region_named` tells what it was
    called on a day.
    """
    _may_change(actor, region)
    region = Region.objects.select_for_update().get(pk=region.pk)
    hold_to(mark, "region", region.pk)
    last = RegionPast.objects.filter(region=region).order_by("-until").first()
    begun = last.until if last else region.valid_from
    if since <= begun:
        raise Refused(_("更名日期须晚于 %(day)s。") % {"day": begun.isoformat()}, {"since": _("日期过早。")})
    kept = full_code(code) if code else region.code
    if kept != region.code and Region.objects.filter(code=kept, valid_to=None).exists():
        raise Refused(_("代码 %(code)s 已被使用。") % {"code": kept}, {"code": _("请核对代码。")})
    RegionPast.objects.create(region=region, code=region.code, name=region.name, until=since)
    before, region.code = region.name, kept
    _named(region, text.clean(name, 60)).save(update_fields=["code", "name", "initials", "pinyin"])
    record(region, "region.rename", actor, since=since, before=before, code=kept)
    return region


@transaction.atomic
def close_region(
    region: Region, on: date, actor: Actor, *, successor: Region | None = None, mark: int | None = None
) -> None:
    """Abolish a region from `on`; refuses while regions or organisations in it go on."""
    _may_change(actor, region)
    region = Region.objects.select_for_update().get(pk=region.pk)
    hold_to(mark, "region", region.pk)
    if region.valid_to or on <= region.valid_from:
        raise Refused(_("该区划已撤销，或撤销日期早于设立日期。"))
    left = Region.objects.filter(parent=region, valid_to=None).first() or region.orgs.open_on(on).first()
    if left:
        raise Refused(_("“%(name)s”仍在该区划内，请先调整后再撤销。") % {"name": left.name})
    region.valid_to, region.successor = on, successor
    region.save(update_fields=["valid_to", "successor"])
    record(region, "region.close", actor, on=on, successor=successor.pk if successor else None)


def _may_change(actor: Actor, *regions: Region | None) -> None:
    """The house, or the system administrator of a region at or above each one touched; None is the top of the tree."""
    if actor is HOUSE:
        return
    paths = [region.path if region else "" for region in regions]
    if not actor.is_any(KEEPERS) or not all(actor.covers_region(path) for path in paths):
        raise NotYours
