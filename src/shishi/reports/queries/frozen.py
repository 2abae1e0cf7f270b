"""A cut with its rows, and what is computed over all of them at once. Source: docs/domain/standings.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import FETCH_RAISE

from shishi.almanac.queries import calendar
from shishi.programmes.models import Programme
from shishi.reports.models import Cut, FrozenStanding, PeerFinish
from shishi.reports.queries.digests import digest_of
from shishi.reports.queries.rows import row_of
from shishi.reports.queries.standings import Head, UnitLine, UnitName, head_of, unit_lines, unit_names
from shishi.rules.lights import Status
from shishi.rules.ranking import Peers
from shishi.rules.workdays import workdays_early

Kind = FrozenStanding.Kind


class UnknownFigure(LookupError):
    """No formula has this code, or its arguments name nothing in the cut."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A cut with its rows by kind, terminated items left out.

    peers   among whom each unit is compared, once somebody has asked
    """

    cut: Cut
    rows: tuple[FrozenStanding, ...]
    peers: dict[int, Peers] = field(default_factory=dict, compare=False, repr=False)

    def of(self, kind: str, **narrow: object) -> tuple[FrozenStanding, ...]:
        """Rows of one kind, in the office's order, narrowed by columns."""
        return tuple(
            r
            for r in self.rows
            if r.kind == kind
            and r.status != Status.TERMINATED
            and all(str(getattr(r, name)) == str(value) for name, value in narrow.items())
        )

    def one(self, kind: str, subject: object) -> FrozenStanding:
        found = next((r for r in self.rows if r.kind == kind and r.subject == str(subject)), None)
        if found is None:
            raise UnknownFigure(f"{kind}:{subject}")
        return found


def frozen(cut: Cut) -> Frozen:
    """A cut with all its rows in the office's order, to ask many figures of. One query."""
    return Frozen(cut, tuple(cut.rows.order_by("sort", "id").fetch_mode(FETCH_RAISE)))


def latest_cut(programme: Programme, on: date | None = None) -> Cut | None:
    """The last cut made, or the last for a day. One query."""
    cuts = Cut.objects.filter(programme=programme)
    return (cuts.filter(on=on) if on else cuts).order_by("-made_at", "-id").first()


def is_intact(cut: Cut) -> bool:
    """Whether the frozen rows still have the digest the cut was made with. One query."""
    return digest_of(frozen(cut).rows) == cut.digest


@dataclass(frozen=True, slots=True)
class FirstInCity:
    """An item that no other region of the city finished earlier or on the same day, with the others' days."""

    item_id: int
    title: str
    unit_id: int | None
    finished_on: date
    others: tuple[date | None, ...]


def _open(cut: Cut | Frozen) -> Frozen:
    return cut if isinstance(cut, Frozen) else frozen(cut)


def first_in_city(cut: Cut | Frozen) -> list[FirstInCity]:
    """Items finished before every neighbour whose day was entered before the cut; a tie is not first. One query.

    An item nobody entered a neighbour for cannot be told, and is not named. A neighbour without a day has not finished.
    """
    of = _open(cut)
    peers = _finishes(of.cut)
    found = []
    for row in of.of(Kind.ITEM):
        others = peers.get(row.item_id or 0)
        if row.finished_on and others and all(day is None or row.finished_on < day for day in others):
            found.append(FirstInCity(row.item_id or 0, row.label, row.unit_id, row.finished_on, tuple(others)))
    return found


def _finishes(cut: Cut) -> Mapping[int, list[date | None]]:
    """The neighbours' days by item as they were known when the cut was made, in the order of the regions."""
    words = PeerFinish.objects.filter(item__programme_id=cut.programme_id).known_at(cut.made_at).oldest_first()
    rows = words.values_list("item_id", "region__path", "finished_on")
    last = {(item_id, path): day for item_id, path, day in rows}
    found: dict[int, list[date | None]] = defaultdict(list)
    for (item_id, _path), day in sorted(last.items(), key=lambda pair: pair[0]):
        found[item_id].append(day)
    return found


@dataclass(frozen=True, slots=True)
class Early:
    """An item finished before its day, and by how many workdays."""

    item_id: int
    title: str
    unit_id: int | None
    finished_on: date
    due_on: date
    workdays: int


def early_by_workdays(cut: Cut | Frozen) -> list[Early]:
    """Items that reached their targets before their due day, the earliest first. Two queries at most, for the
    programme's region and its almanac.

    Source: docs/domain/workdays.md, "Early by".
    """
    of = _open(cut)
    known = calendar(of.cut.programme.region_path)
    found = [
        Early(
            r.item_id or 0, r.label, r.unit_id, r.finished_on, r.due_on, workdays_early(r.finished_on, r.due_on, known)
        )
        for r in of.of(Kind.ITEM)
        if r.finished_on and r.due_on and r.finished_on < r.due_on
    ]
    return sorted(found, key=lambda e: -e.workdays)


def head(of: Frozen) -> Head:
    """The headline of a cut. No query."""
    return head_of(of.cut.month, [row_of(r) for r in of.of(Kind.ITEM)])


def units(of: Frozen) -> list[UnitLine]:
    """The units of a cut by the names they had, group by group and best first. One query, once for each opened cut."""
    frozen_units = of.of(Kind.UNIT)
    if not of.peers:
        of.peers.update({pk: known.peers for pk, known in unit_names(r.unit_id or 0 for r in frozen_units).items()})
    names = {r.unit_id or 0: UnitName(r.label, of.peers.get(r.unit_id or 0, Peers.UNIT)) for r in frozen_units}
    return unit_lines([row_of(r) for r in (*frozen_units, *of.of(Kind.INDICATOR))], names)
