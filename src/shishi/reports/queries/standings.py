"""Where everything stands: headline, boards, heat map, both ends. Source: docs/domain/standings.md.

Every question reads kept rows only, so that it costs the same in December as in January.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from shishi.orgs.models import Org
from shishi.programmes.models import Item, Programme
from shishi.reports.models import Standing
from shishi.reports.queries.months import month_in_force
from shishi.reports.queries.rows import Row, list_name, rows
from shishi.rules import headline as counts
from shishi.rules.authority import Actor
from shishi.rules.figures import share_of
from shishi.rules.lights import Status
from shishi.rules.ranking import Entrant, Peers, peers_of, rank
from shishi.rules.rates import deviation_pp, mean_of_capped
from shishi.rules.rollup import progress_score

Kind = Standing.Kind
current_month = month_in_force
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many items and matters one list has, each item counted once, in the list of its own matter."""

    code: str
    label: str
    n_items: int
    n_matters: int
    n_reached: int


@dataclass(frozen=True, slots=True)
class Head:
    """The headline of a month: counts that add up to the total, returns of those due, the mean against the plan."""

    month: date
    items: counts.Headline
    lists: tuple[ListCount, ...]
    n_matters: int
    n_units: int
    reached_rate: Decimal | None
    n_due: int
    n_returned: int
    n_accepted: int
    n_on_time: int
    mean: Decimal | None
    expected: Decimal | None
    deviation_pp: Decimal | None


def headline(programme: Programme, month: date, actor: Actor) -> Head:
    """What the month's items add up to, as far as the actor reaches; a terminated item counts no more. One query."""
    items = [r for r in rows(programme, actor, month=month, kinds=[Kind.ITEM]) if r.status != Status.TERMINATED]
    return head_of(month, items)


def head_of(month: date, items: list[Row]) -> Head:
    """The headline of item rows, kept or frozen. No query."""
    found = counts.headline(r.verdict for r in items)
    mean = mean_of_capped((ONE, r.rate_capped) for r in items)
    expected = mean_of_capped((ONE, r.expected) for r in items)
    return Head(
        month=month,
        items=found,
        lists=_lists(items),
        n_matters=len({r.matter_id for r in items}),
        n_units=len({r.unit_id for r in items}),
        reached_rate=share_of(found.n_reached, found.total),
        n_due=sum(r.n_due for r in items),
        n_returned=sum(r.n_returned for r in items),
        n_accepted=sum(r.n_accepted for r in items),
        n_on_time=sum(r.n_on_time for r in items),
        mean=mean,
        expected=expected,
        deviation_pp=deviation_pp(mean, expected),
    )


def _lists(items: list[Row]) -> tuple[ListCount, ...]:
    n, reached = Counter(r.list_code for r in items), Counter(r.list_code for r in items if r.is_reached)
    matters: dict[str, set[int | None]] = defaultdict(set)
    for r in items:
        matters[r.list_code].add(r.matter_id)
    return tuple(ListCount(code, list_name(code), n[code], len(matters[code]), reached[code]) for code in n)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item on a board: its row, who answers for it, under which matter, and its rates month by month."""

    row: Row
    item_id: int
    code: str
    title: str
    unit: str
    matter: str
    owner: str
    trend: tuple[Decimal | None, ...]


def item_lines(programme: Programme, month: date, found: list[Row]) -> list[ItemLine]:
    """Item rows of one month with names and trend. Two queries."""
    ids = [r.item_id or 0 for r in found]
    names = Item.objects.filter(pk__in=ids).values_list(
        "pk", "code", "unit__short_name", "unit__name", "matter__title", "owner_name"
    )
    known = {pk: (code, short or name, matter, owner) for pk, code, short, name, matter, owner in names}
    trends = _trends(programme, month, ids)
    return [_item_line(r, known[r.item_id or 0], trends[r.item_id or 0]) for r in found]


def _item_line(row: Row, names: tuple[str, str, str, str], trend: list[Decimal | None]) -> ItemLine:
    code, unit, matter, owner = names
    return ItemLine(row, row.item_id or 0, code, row.label, unit, matter, owner, tuple(trend))


def _trends(
    programme: Programme, month: date, item_ids: Iterable[int | None]
) -> dict[int | None, list[Decimal | None]]:
    found: dict[int | None, list[Decimal | None]] = defaultdict(list)
    past = Standing.objects.filter(programme=programme, kind=Kind.ITEM, month__lte=month, item_id__in=list(item_ids))
    for item_id, rate in past.order_by("month").values_list("item_id", "rate_capped"):
        found[item_id].append(rate)
    return found


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit on a board: its row, its name, its progress from 0 to 1, its place among its equals."""

    row: Row
    unit_id: int
    name: str
    progress: Decimal | None
    peers: Peers
    rank: int | None


@dataclass(frozen=True, slots=True)
class UnitName:
    """What a unit is called, and among whom it is compared."""

    name: str
    peers: Peers


def units_board(programme: Programme, month: date, actor: Actor) -> list[UnitLine]:
    """The responsible units the actor reaches, group by group and best first; one without equals has no rank.
    Two queries.

    Progress is the mean of min(rate ÷ expected, 1) over assessed indicators. Source: docs/domain/rollup.md, "Units".
    """
    found = rows(programme, actor, month=month, kinds=[Kind.UNIT, Kind.INDICATOR])
    return unit_lines(found, unit_names(r.unit_id or 0 for r in found if r.kind == Kind.UNIT))


def unit_lines(found: list[Row], names: Mapping[int, UnitName]) -> list[UnitLine]:
    """The units of unit and indicator rows, kept or frozen, group by group and best first. No query."""
    below: dict[int | None, list[Row]] = defaultdict(list)
    for r in found:
        if r.kind == Kind.INDICATOR and r.is_assessed and r.status not in {Status.SUSPENDED, Status.TERMINATED}:
            below[r.unit_id].append(r)
    groups: dict[Peers, list[UnitLine]] = {group: [] for group in Peers}
    for r in found:
        if r.kind == Kind.UNIT:
            known = names.get(r.unit_id or 0) or UnitName(r.label, Peers.UNIT)
            score = progress_score((i.rate, i.expected, i.weight) for i in below[r.unit_id])
            groups[known.peers].append(UnitLine(r, r.unit_id or 0, known.name, score, known.peers, None))
    return [line for group in groups.values() for line in _placed(group)]


def _placed(group: list[UnitLine]) -> list[UnitLine]:
    """Equals with their places, best first; nobody is compared with themselves alone."""
    table = rank(Entrant(line.unit_id, line.progress) for line in group)
    places = {ranked.entrant.key: ranked.rank for ranked in table.rows if len(group) > 1}
    placed = [replace(line, rank=places.get(line.unit_id)) for line in group]
    return sorted(placed, key=lambda line: (line.rank is None, line.rank or 0))


def unit_names(unit_ids: Iterable[int]) -> dict[int, UnitName]:
    """What units are called and among whom each is compared. One query."""
    columns = ("pk", "short_name", "name", "kind", "region__level")
    found = Org.objects.filter(pk__in=set(unit_ids)).values_list(*columns)
    return {pk: UnitName(short or name, peers_of(kind, level)) for pk, short, name, kind, level in found}
