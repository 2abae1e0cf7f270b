"""A programme seen whole: the task map, the allocation matrix, the people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import FETCH_RAISE

from shishi.orgs.models import Post
from shishi.programmes.models import Allocation, Indicator, Item, Programme, Support, Task
from shishi.rules.authority import UNIT, Actor, Role
from shishi.rules.indicators import SUMMED
from shishi.rules.periods import month_of, months_of


@dataclass(frozen=True, slots=True)
class MapTask:
    """A step in its month."""

    id: int
    title: str
    owner_name: str
    due_on: date
    is_milestone: bool
    is_done: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class MapRow:
    """One item of the task map; `cells` are its steps by month, as many as the map has months."""

    item_id: int
    code: str
    title: str
    unit: str
    owner_name: str
    start_on: date
    due_on: date
    due_month: date
    funds_yuan: Decimal | None
    cells: tuple[tuple[MapTask, ...], ...]
    running: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class TaskMap:
    """All tasks, owners and deadlines on one sheet (作战图): months of the year × items."""

    months: tuple[date, ...]
    rows: tuple[MapRow, ...]


def task_map(programme: Programme, actor: Actor, today: date) -> TaskMap:
    """Steps of the items within reach by the month they are due in; those of other years stand at the edge.

    Two queries.
    """
    months = months_of(programme.year)
    items = list(
        Item.objects.visible_to(actor)
        .filter(programme=programme)
        .exclude(stage=Item.Stage.TERMINATED)
        .select_related("unit")
        .order_by("seq", "id")
        .fetch_mode(FETCH_RAISE)
    )
    steps: dict[tuple[int, date], list[MapTask]] = defaultdict(list)
    funds: dict[int, Decimal] = defaultdict(Decimal)
    for t in Task.objects.filter(item__in=[i.pk for i in items]).order_by("due_on", "seq", "id"):
        month = min(max(month_of(t.due_on), months[0]), months[-1])
        late = t.done_on is None and t.due_on < today
        steps[t.item_id, month].append(
            MapTask(t.pk, t.title, t.owner_name, t.due_on, t.weight > 0, t.done_on is not None, late)
        )
        funds[t.item_id] += t.funds_yuan or 0
    return TaskMap(months, tuple(_map_row(item, months, steps, funds.get(item.pk)) for item in items))


def _map_row(
    item: Item,
    months: tuple[date, ...],
    steps: dict[tuple[int, date], list[MapTask]],
    funds: Decimal | None,
) -> MapRow:
    first, last = month_of(item.start_on), month_of(item.due_on)
    return MapRow(
        item.pk,
        item.code,
        item.title,
        item.unit.short,
        item.owner_name,
        item.start_on,
        item.due_on,
        last,
        item.funds_planned_yuan or funds or None,
        tuple(tuple(steps.get((item.pk, month), ())) for month in months),
        tuple(first <= month <= last for month in months),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the matrix: a lower region or a unit."""

    key: str
    name: str
    region_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An indicator, its shares by the matrix's places, their sum and what is left; all in the base unit.

    remainder  target less the sum: above zero is a shortage, below a surplus; None where parts do not add up
    """

    indicator_id: int
    item_id: int
    code: str
    item: str
    indicator: str
    unit_label: str
    scale: int
    target: Decimal | None
    shares: tuple[Decimal | None, ...]
    total: Decimal
    remainder: Decimal | None
    is_short: bool
    is_split: bool
    version: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Regions and units × indicators."""

    places: tuple[Place, ...]
    rows: tuple[MatrixRow, ...]


def matrix(programme: Programme, actor: Actor) -> Matrix:
    """How the targets of the items within reach are split. Two queries."""
    indicators = list(
        Indicator.objects.visible_to(actor)
        .filter(item__programme=programme)
        .exclude(item__stage=Item.Stage.TERMINATED)
        .select_related("item")
        .order_by("item__seq", "item_id", "seq", "id")
        .fetch_mode(FETCH_RAISE)
    )
    places: dict[str, Place] = {}
    shares: dict[tuple[int, str], Decimal] = {}
    for a in (
        Allocation.objects.filter(indicator__in=[i.pk for i in indicators])
        .select_related("region", "unit")
        .order_by("region__path", "unit__sort", "id")
    ):
        place = Place(place_key(a.region_id, a.unit_id), str(a.region or a.unit), a.region_id, a.unit_id)
        places.setdefault(place.key, place)
        shares[a.indicator_id, place.key] = a.target
    return Matrix(tuple(places.values()), tuple(_matrix_row(i, list(places), shares) for i in indicators))


def place_key(region_id: int | None, unit_id: int | None) -> str:
    """How a form names a place: region-7 or unit-3."""
    return f"region-{region_id}" if region_id else f"unit-{unit_id}"


def _matrix_row(i: Indicator, keys: list[str], shares: dict[tuple[int, str], Decimal]) -> MatrixRow:
    mine = tuple(shares.get((i.pk, key)) for key in keys)
    given = [share for share in mine if share is not None]
    total = sum(given, Decimal(0))
    adds_up = i.type in SUMMED and i.target is not None
    remainder = i.target - total if adds_up and i.target is not None else None
    short = bool(given) and remainder is not None and remainder > 0
    return MatrixRow(
        i.pk,
        i.item_id,
        i.item.code,
        i.item.title,
        i.name,
        i.unit_label,
        i.scale,
        i.target,
        mine,
        total,
        remainder,
        short,
        bool(given),
        i.version,
    )


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """One unit of the programme: what it leads and supports, and who answers for it today."""

    unit_id: int
    unit: str
    items: tuple[str, ...]
    n_led: int
    n_supported: int
    heads: tuple[str, ...]
    deputies: tuple[str, ...]
    liaisons: tuple[str, ...]


def people(programme: Programme, actor: Actor, today: date) -> list[PeopleRow]:
    """The units of the items within reach, in office order, and the posts held in them today. Three queries."""
    led: dict[int, list[str]] = defaultdict(list)
    names: dict[int, tuple[int, str]] = {}
    reached = Item.objects.visible_to(actor).filter(programme=programme)
    items = reached.exclude(stage=Item.Stage.TERMINATED).select_related("unit").order_by("seq", "id")
    for item in items.fetch_mode(FETCH_RAISE):
        led[item.unit_id].append(item.title)
        names[item.unit_id] = (item.unit.sort, item.unit.name)
    supported: dict[int, int] = defaultdict(int)
    for support in Support.objects.filter(item__in=reached).select_related("unit").order_by("id"):
        supported[support.unit_id] += 1
        names[support.unit_id] = (support.unit.sort, support.unit.name)
    held: dict[tuple[int, str], list[str]] = defaultdict(list)
    posts = Post.objects.held_on(today).filter(org__in=list(names), role__in=UNIT).select_related("person")
    for post in posts.order_by("-is_lead", "id"):
        held[post.org_id, post.role].append(post.person.name)
    return [
        PeopleRow(
            pk,
            names[pk][1],
            tuple(led[pk]),
            len(led[pk]),
            supported[pk],
            tuple(held[pk, Role.UNIT_HEAD]),
            tuple(held[pk, Role.UNIT_DEPUTY]),
            tuple(held[pk, Role.UNIT_LIAISON]),
        )
        for pk in sorted(names, key=lambda pk: (names[pk][0], pk))
    ]
