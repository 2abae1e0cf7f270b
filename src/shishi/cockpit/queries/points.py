"""Where a programme is delivered: its sites and the townships they stand in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shishi.programmes.models import Programme, Site
from shishi.reports.queries.rows import Row, rows
from shishi.reports.queries.standings import Kind
from shishi.rules.authority import Actor

SHOWN = 3_000


@dataclass(frozen=True, slots=True)
class Spot:
    """One site with coordinates, degrees in CGCS2000."""

    name: str
    item_id: int
    item: str
    region: str
    stage: str
    stage_label: str
    east: Decimal
    north: Decimal


@dataclass(frozen=True, slots=True)
class Township:
    """A lower region in the middle of its sites, with its standing where targets are split to it."""

    name: str
    east: Decimal
    north: Decimal
    n_sites: int
    row: Row | None


@dataclass(frozen=True, slots=True)
class Points:
    """Townships and sites within reach, at most three thousand; `n_without` sites have no coordinates."""

    townships: tuple[Township, ...]
    spots: tuple[Spot, ...]
    n_without: int


def points(programme: Programme, month: date | None, actor: Actor) -> Points:
    """The sites of the programme within reach on a map, and townships as the middle of their sites. Three queries."""
    reached = Site.objects.visible_to(actor).filter(item__programme=programme).exclude(stage=Site.Stage.CANCELLED)
    located = reached.filter(longitude__isnull=False, latitude__isnull=False).select_related("item", "region")
    sites = list(located.order_by("id")[:SHOWN])
    standing = rows(programme, actor, month=month, kinds=[Kind.REGION]) if month else []
    by_path = {r.subject: r for r in standing}
    inside: dict[int, list[Site]] = defaultdict(list)
    for site in sites:
        inside[site.region_id].append(site)
    townships = tuple(_township(found, by_path.get(str(pk))) for pk, found in inside.items())
    spots = tuple(
        Spot(
            s.name,
            s.item_id,
            s.item.title,
            s.region.name,
            s.stage,
            s.get_stage_display(),
            s.longitude or Decimal(0),
            s.latitude or Decimal(0),
        )
        for s in sites
    )
    return Points(townships, spots, reached.filter(longitude__isnull=True).count())


def _township(found: list[Site], row: Row | None) -> Township:
    east = sum((s.longitude or Decimal(0) for s in found), Decimal(0)) / len(found)
    north = sum((s.latitude or Decimal(0) for s in found), Decimal(0)) / len(found)
    return Township(found[0].region.name, east.quantize(MICRO), north.quantize(MICRO), len(found), row)


MICRO = Decimal("0.000001")
