"""The programmes somebody can see, and one programme as a tree of lists, matters and items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import FETCH_RAISE, Count, Q

from shishi.orgs.models import Org
from shishi.programmes.models import Item, ItemListing, Matter, Programme
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One programme in the list of programmes. `n_items` counts each item once; drafts are counted apart."""

    id: int
    name: str
    year: int
    region: str
    office: str
    stage: str
    stage_label: str
    n_matters: int
    n_items: int
    n_drafts: int
    n_units: int
    baseline_frozen_at: datetime | None


def programmes(actor: Actor) -> list[ProgrammeRow]:
    """Programmes within the actor's reach, newest first. Three queries."""
    reached = Programme.objects.visible_to(actor).select_related("region", "office")
    rows = list(reached.fetch_mode(FETCH_RAISE))
    matters = Matter.objects.filter(programme__in=[p.pk for p in rows]).order_by("programme_id")
    n_matters = dict(matters.values_list("programme_id").annotate(n=Count("pk")))
    counts = {
        row["programme_id"]: row
        for row in Item.objects.filter(programme__in=[p.pk for p in rows])
        .exclude(stage=Item.Stage.TERMINATED)
        .values("programme_id")
        .annotate(n=Count("pk"), drafts=Count("pk", filter=Q(stage="draft")), units=Count("unit_id", distinct=True))
        .order_by("programme_id")
    }
    none = {"n": 0, "drafts": 0, "units": 0}
    return [
        ProgrammeRow(
            p.pk,
            p.name,
            p.year,
            p.region.name,
            p.office.short,
            p.stage,
            p.get_stage_display(),
            n_matters.get(p.pk, 0),
            found["n"],
            found["drafts"],
            found["units"],
            p.baseline_frozen_at,
        )
        for p in rows
        for found in (counts.get(p.pk, none),)
    ]


def own_office(actor: Actor) -> Org:
    """The organisation the actor acts from. One query; raises DoesNotExist without a post."""
    return Org.objects.get(pk=actor.org_id or 0)


@dataclass(frozen=True, slots=True)
class ItemNode:
    """One item under a matter. `is_own` is false where it only answers this matter of another list."""

    id: int
    code: str
    seq: int
    title: str
    unit: str
    unit_id: int
    owner_name: str
    stage: str
    stage_label: str
    due_on: date
    urgency: str
    is_cross_year: bool
    is_own: bool
    n_lists: int


@dataclass(frozen=True, slots=True)
class MatterNode:
    """One matter with the items that answer it."""

    id: int
    seq: int
    title: str
    public_title: str
    category: str
    items: tuple[ItemNode, ...]


@dataclass(frozen=True, slots=True)
class ListNode:
    """One list: its matters 件, and how many items 项 answer it. The same item may count in several lists."""

    level: str
    list_kind: str
    label: str
    matters: tuple[MatterNode, ...]

    @property
    def n_matters(self) -> int:
        return len(self.matters)

    @property
    def n_items(self) -> int:
        return len({item.id for matter in self.matters for item in matter.items})


@dataclass(frozen=True, slots=True)
class Tree:
    """A programme's lists. `n_items` and `n_units` count every item and unit once, whatever the lists."""

    lists: tuple[ListNode, ...]
    n_items: int
    n_units: int


def tree(programme: Programme, actor: Actor) -> Tree:
    """The programme's lists with the items within the actor's reach; terminated items stay visible and do not count.

    A post that reaches the whole region also sees matters nobody answers yet. Three queries.
    """
    items = {
        item.pk: item
        for item in Item.objects.visible_to(actor)
        .filter(programme=programme)
        .select_related("unit")
        .order_by("seq", "id")
        .fetch_mode(FETCH_RAISE)
    }
    answers: dict[int, list[int]] = defaultdict(list)
    n_lists: dict[int, int] = defaultdict(int)
    for item_id, matter_id in ItemListing.objects.filter(item__programme=programme).values_list("item_id", "matter_id"):
        answers[matter_id].append(item_id)
        n_lists[item_id] += 1
    whole = actor.covers_region(programme.region_path) and any(g.unit_id is None for g in actor.grants)
    matters = [
        (matter, tuple(_node(items[pk], matter, n_lists[pk]) for pk in items if pk in set(answers[matter.pk])))
        for matter in programme.matters.select_related("category").order_by("seq", "id").fetch_mode(FETCH_RAISE)
    ]
    counted = [item for item in items.values() if item.stage != Item.Stage.TERMINATED]
    return Tree(
        tuple(_lists((matter, nodes) for matter, nodes in matters if nodes or whole)),
        len(counted),
        len({item.unit_id for item in counted}),
    )


def _node(item: Item, matter: Matter, n_lists: int) -> ItemNode:
    return ItemNode(
        item.pk,
        item.code,
        item.seq,
        item.title,
        item.unit.short,
        item.unit_id,
        item.owner_name,
        item.stage,
        item.get_stage_display(),
        item.due_on,
        item.urgency,
        item.is_cross_year,
        item.matter_id == matter.pk,
        n_lists,
    )


def _lists(matters: Iterable[tuple[Matter, tuple[ItemNode, ...]]]) -> list[ListNode]:
    """Matters gathered by list, in the order of tiers: province, city, county, township."""
    found: dict[tuple[str, str], list[MatterNode]] = defaultdict(list)
    labels: dict[tuple[str, str], str] = {}
    for matter, nodes in matters:
        key = (matter.level, matter.list_kind)
        labels[key] = f"{matter.get_level_display()}{matter.get_list_kind_display()}"
        category = matter.category.name if matter.category else ""
        found[key].append(MatterNode(matter.pk, matter.seq, matter.title, matter.public_title, category, nodes))
    levels, kinds = Matter.Level.values, Matter.ListKind.values
    order = sorted(found, key=lambda key: (levels.index(key[0]), kinds.index(key[1])))
    return [ListNode(*key, labels[key], tuple(found[key])) for key in order]


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many matters 件 a list has and how many items 项 answer it, as a bulletin says it: 10件27项."""

    level: str
    list_kind: str
    n_matters: int
    n_items: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of the issued lists. The lists' items may add up to more than `n_items`, which counts each once."""

    lists: tuple[ListCount, ...]
    n_matters: int
    n_items: int
    n_units: int


def counts(programme: Programme) -> Counts:
    """Matters and items of each list, and each item and lead unit once; drafts and terminated items are left out.

    `n_matters` counts the matters items have as their own, so that a matter only answered from another list is not a
    second promise. Two queries.
    """
    listed = (
        ItemListing.objects.filter(item__in=programme.items.counted())
        .values("matter__level", "matter__list_kind")
        .annotate(n_matters=Count("matter_id", distinct=True), n_items=Count("item_id", distinct=True))
        .order_by("matter__level", "matter__list_kind")
    )
    levels, kinds = Matter.Level.values, Matter.ListKind.values
    lists = [ListCount(r["matter__level"], r["matter__list_kind"], r["n_matters"], r["n_items"]) for r in listed]
    once = programme.items.counted().aggregate(
        matters=Count("matter_id", distinct=True), items=Count("pk"), units=Count("unit_id", distinct=True)
    )
    lists.sort(key=lambda one: (levels.index(one.level), kinds.index(one.list_kind)))
    return Counts(tuple(lists), once["matters"], once["items"], once["units"])
