"""What search knows of programmes, matters, items and sites: put there by the action that changes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shishi.programmes.models import Indicator, Item, Matter, Programme, Site, Support, Task
from shishi.search.actions import Found, put_many, remove

LONGEST = 2_000


def index_programme(programme: Programme) -> None:
    """Put the programme itself where search finds it; every unit in it reaches it. Nine queries."""
    units = set(programme.items.values_list("unit_id", flat=True))
    units |= set(Support.objects.filter(item__programme=programme.pk).values_list("unit_id", flat=True))
    text = f"{programme.campaign} {programme.slogan}"
    one = Found("programme", programme.pk, programme.name, "programme", programme.region_path, text, unit_ids=[*units])
    put_many([one])


def index_matter(matter: Matter) -> None:
    """Put a matter where search finds it, leading to its programme's page of matters. Eight queries."""
    path = matter.programme.region_path
    put_many([Found("matter", matter.pk, matter.title, "", path, matter.public_title, matter_id=matter.pk)])


def index_items(ids: Iterable[int]) -> None:
    """Put items where search finds them: by code, name, unit, definitions and tasks.

    Its programme is put again too, because a unit of an item reaches it.
    Twenty-one queries; more than a few thousand items cost a few more.
    """
    items = list(Item.objects.filter(pk__in=list(ids)).select_related("unit"))
    wanted = [item.pk for item in items]
    units: dict[int, list[int]] = defaultdict(list)
    for item_id, unit_id in Support.objects.filter(item__in=wanted).values_list("item_id", "unit_id"):
        units[item_id].append(unit_id)
    texts: dict[int, list[str]] = defaultdict(list)
    for item_id, name, definition in Indicator.objects.filter(item__in=wanted).values_list(
        "item_id", "name", "definition"
    ):
        texts[item_id] += [name, definition]
    for item_id, title in Task.objects.filter(item__in=wanted).values_list("item_id", "title"):
        texts[item_id].append(title)
    put_many(_found(item, texts[item.pk], units[item.pk]) for item in items)
    for programme in Programme.objects.filter(items__in=wanted).distinct():
        index_programme(programme)


def _found(item: Item, texts: list[str], supports: list[int]) -> Found:
    text = " ".join([item.public_title, item.standard, item.owner_name, item.liaison_name, *texts])[:LONGEST]
    return Found(
        kind="item",
        subject_id=item.pk,
        title=item.title,
        route="item",
        region_path=item.region_path,
        text=f"{item.code} {text}",
        note=f"{item.code} · {item.unit.short}",
        unit_ids=[item.unit_id, *supports],
        matter_id=item.matter_id,
        item_id=item.pk,
    )


def forget_items(ids: Iterable[int]) -> None:
    """Take items out of search, with their sites; call it before they are removed."""
    wanted = list(ids)
    remove("site", Site.objects.filter(item__in=wanted).values_list("pk", flat=True))
    remove("item", wanted)


def index_sites(ids: Iterable[int]) -> None:
    """Put sites where search finds them: by name, village, address and item. Ten queries for five thousand."""
    sites = list(Site.objects.filter(pk__in=list(ids)).select_related("item", "region"))
    units: dict[int, list[int]] = defaultdict(list)
    supported = Support.objects.filter(item__in={site.item_id for site in sites})
    for item_id, unit_id in supported.values_list("item_id", "unit_id"):
        units[item_id].append(unit_id)
    put_many(_site(site, units[site.item_id]) for site in sites)


def index_sites_of(item_ids: Iterable[int]) -> None:
    """Put the sites of items again, because who reaches them has changed. Eleven queries."""
    index_sites(Site.objects.filter(item__in=list(item_ids)).values_list("pk", flat=True))


def _site(site: Site, supports: list[int]) -> Found:
    return Found(
        kind="site",
        subject_id=site.pk,
        title=site.name,
        route="site",
        region_path=site.region_path,
        text=f"{site.village} {site.address} {site.works} {site.item.title}"[:LONGEST],
        note=f"{site.region.name} · {site.item.title}",
        unit_ids=[site.unit_id, *supports],
        matter_id=site.item.matter_id,
        item_id=site.item_id,
    )


def forget_sites(ids: Iterable[int]) -> None:
    """Take removed sites out of search."""
    remove("site", ids)
