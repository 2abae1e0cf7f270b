"""Questions about regions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet

from shishi.lib.text import fold
from shishi.orgs.divisions import full_code
from shishi.orgs.models import Region, RegionPast

END = "\U0010ffff"
MOST = 50


def region_by_code(code: str, on: date | None = None) -> Region | None:
    """The region of a code of 2 to 12 characters, valid on the day where one is given. One query."""
    rows = Region.objects.filter(code=full_code(code))
    return (rows.valid_on(on) if on else rows).order_by("-valid_from").first()


def region_named(region: Region, on: date) -> str:
    """What the region was called on a day. One query."""
    past = RegionPast.objects.filter(region=region, until__gt=on).order_by("until").first()
    return past.name if past else region.name


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region in a list or a branch of the tree."""

    id: int
    code: str
    name: str
    level: str
    place: str
    is_local: bool
    valid_to: date | None
    has_below: bool


def find_regions(text: str, *, path: str = "", limit: int = MOST) -> list[RegionRow]:
    """Regions under `path` by code, name, former name, pinyin or its initials; higher levels first. Two queries."""
    wanted = fold(text)
    if not wanted:
        return []
    found = Region.objects.below(path).filter(_matches(wanted, text.strip()))
    rows = list(_rows(found).order_by("path")[:limit])
    return _with_places(sorted(rows, key=lambda one: (len(one.path), one.path)))


def _matches(wanted: str, typed: str) -> Q:
    if wanted.isascii() and wanted.isdigit():
        past = RegionPast.objects.filter(code__startswith=wanted).values("region")
        return Q(code__startswith=wanted) | Q(pk__in=past)
    if wanted.isascii():
        return (
            Q(initials__gte=wanted, initials__lt=wanted + END)
            | Q(pinyin__gte=wanted, pinyin__lt=wanted + END)
            | Q(code__startswith=wanted.upper())
        )
    past = RegionPast.objects.filter(name__contains=typed).values("region")
    return Q(name__contains=typed) | Q(pk__in=past)


def branch(parent: Region | None, *, closed: bool = False) -> list[RegionRow]:
    """The regions directly under one, in the order of their codes; abolished ones when asked. Two queries."""
    rows = Region.objects.filter(parent=parent)
    return _with_places(list(_rows(rows if closed else rows.filter(valid_to=None)).order_by("path")))


def _rows(rows: QuerySet[Region]) -> QuerySet[Region]:
    below = Region.objects.filter(parent=OuterRef("pk"), valid_to=None)
    return rows.annotate(has_below=Exists(below)).fetch_mode(FETCH_RAISE)


def _with_places(rows: list[Region]) -> list[RegionRow]:
    steps = {one.path[:end] for one in rows for end in range(4, len(one.path), 4)}
    names = dict(Region.objects.filter(path__in=steps).values_list("path", "name"))
    return [
        RegionRow(
            one.pk,
            one.code,
            one.name,
            one.get_level_display(),
            "".join(names.get(one.path[:end], "") for end in range(4, len(one.path), 4)),
            one.is_local_code,
            one.valid_to,
            one.has_below,  # type: ignore[attr-defined]
        )
        for one in rows
    ]


def pasts_of(region: Region) -> list[RegionPast]:
    """Former names and codes of a region, latest first. One query."""
    return list(RegionPast.objects.filter(region=region).order_by("-until"))
