"""Ranking within groups of equals; never of persons. Source: docs/domain/growth-and-rank.md, "Ranking"."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SMALL_BASE = 30


class Peers(StrEnum):
    """A group of equals, in the order tables stand."""

    COUNTY = "county"
    ZONE = "zone"
    UNIT = "unit"
    TOWNSHIP = "township"
    VILLAGE = "village"


PEER_LABELS: dict[Peers, str] = {
    Peers.COUNTY: "县（市、区）",
    Peers.ZONE: "功能区",
    Peers.UNIT: "部门和单位",
    Peers.TOWNSHIP: "乡镇（街道）",
    Peers.VILLAGE: "村（社区）",
}
_BY_LEVEL = {"county": Peers.COUNTY, "township": Peers.TOWNSHIP, "village": Peers.VILLAGE}


def peers_of(kind: str, level: str) -> Peers:
    """The group an organisation is compared in, from its kind and the level of its region.

    A government is compared as its county or township; whatever belongs to a zone, as the zone.
    """
    if level == "zone":
        return Peers.ZONE
    if kind in (Peers.TOWNSHIP, Peers.VILLAGE):
        return Peers(kind)
    return _BY_LEVEL.get(level, Peers.UNIT) if kind == "government" else Peers.UNIT


@dataclass(frozen=True)
class Entrant[K: Hashable]:
    """Who takes part: value to rank by, and what it was made of.

    n         the denominator, None where the value has none; zero takes the entrant out of the ranking
    reported  False for missing data, which comes last without a rank
    """

    key: K
    value: Decimal | None
    n: int | None = None
    reported: bool = True


@dataclass(frozen=True)
class Ranked[K: Hashable]:
    """A place in the table; rank is None for 未报."""

    rank: int | None
    entrant: Entrant[K]
    small_base: bool


@dataclass(frozen=True)
class Ranking[K: Hashable]:
    """The table, best first and missing data last, and those with nothing to be measured by."""

    rows: tuple[Ranked[K], ...]
    apart: tuple[Entrant[K], ...]


def rank[K: Hashable](
    entrants: Iterable[Entrant[K]], *, highest_first: bool = True, small_base: int = SMALL_BASE
) -> Ranking[K]:
    """Return the table of equals: ties share a rank and the next one skips (1, 1, 3).

    A zero denominator stands apart, missing data comes last, a base under `small_base` is marked. Equal values keep
    the order given.
    """
    everyone = list(entrants)
    apart = tuple(e for e in everyone if e.reported and e.n == 0)
    missing = [e for e in everyone if not e.reported or (e.value is None and e.n != 0)]
    measured = [(e.value, e) for e in everyone if e.reported and e.n != 0 and e.value is not None]
    measured.sort(key=lambda pair: -pair[0] if highest_first else pair[0])
    rows: list[Ranked[K]] = []
    for place, (value, entrant) in enumerate(measured, 1):
        tied = bool(rows) and rows[-1].entrant.value == value
        rows.append(Ranked(rows[-1].rank if tied else place, entrant, _is_small(entrant, small_base)))
    rows += [Ranked(None, entrant, False) for entrant in missing]
    return Ranking(tuple(rows), apart)


def _is_small[K: Hashable](entrant: Entrant[K], small_base: int) -> bool:
    """Whether the entrant's denominator is known and too small to say much."""
    return entrant.n is not None and entrant.n < small_base
