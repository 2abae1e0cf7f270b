"""From one year to the next: copying a list, carrying an unfinished item over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib.refusal import Refused
from shishi.programmes.actions.finding import index_items, index_programme
from shishi.programmes.actions.hands import claim, lock_item, lock_programme, must_keep
from shishi.programmes.actions.programme import PARAMETERS
from shishi.programmes.models import (
    Category,
    Indicator,
    Item,
    ItemListing,
    Matter,
    Programme,
    Support,
    Task,
)
from shishi.rules.authority import Actor


@transaction.atomic
def copy_last_year(
    programme: Programme,
    into_year: int,
    actor: Actor,
    *,
    name: str = "",
    items: Iterable[int] | None = None,
    key: str = "",
) -> Programme:
    """A draft programme for `into_year` with the same parameters, categories, matters and items (all, or those named).

    Dates move by whole years; targets become last year's figure to compare with and are typed anew; allocations, sites
    and dates done are not copied. Refuses when the name is taken.
    """
    old = lock_programme(programme.pk) if programme.stage != Programme.Stage.ARCHIVED else programme
    must_keep(actor, old)
    claim(actor, key, old.pk, into_year, name)
    if into_year <= old.year:
        sentence = _("应复制到%(year)s年之后的年度。") % {"year": old.year}
        raise Refused(sentence, {"into_year": sentence})
    title = name.strip() or old.name.replace(str(old.year), str(into_year))
    if Programme.objects.filter(region_id=old.region_id, year=into_year, name=title).exists():
        sentence = _("%(year)s年已有名为“%(name)s”的清单。") % {"year": into_year, "name": title}
        raise Refused(sentence, {"name": sentence})
    new = Programme(
        name=title,
        year=into_year,
        region_id=old.region_id,
        region_path=old.region_path,
        office_id=old.office_id,
        campaign=old.campaign,
        slogan=old.slogan,
    )
    for field in PARAMETERS:
        setattr(new, field, getattr(old, field))
    new.save()
    matters = _copy_matters(old, new)
    chosen = old.items.exclude(stage=Item.Stage.TERMINATED).order_by("seq", "id")
    if items is not None:
        chosen = chosen.filter(pk__in=list(items))
    n = _copy_items(list(chosen), new, matters)
    index_programme(new)
    index_items(new.items.values_list("pk", flat=True))
    record(new, "programme.copy", actor, from_programme=old.pk, n_matters=len(matters), n_items=n)
    return new


def _copy_matters(old: Programme, new: Programme) -> dict[int, Matter]:
    """The categories and matters of `new`; matters by the id of the one copied."""
    categories: dict[int | None, Category] = {}
    for one in old.categories.order_by("sort", "id"):
        categories[one.pk] = Category.objects.create(programme=new, code=one.code, name=one.name, sort=one.sort)
    return {
        one.pk: Matter.objects.create(
            programme=new,
            level=one.level,
            list_kind=one.list_kind,
            seq=one.seq,
            title=one.title,
            category=categories.get(one.category_id),
            slogan=one.slogan,
            public_title=one.public_title,
        )
        for one in old.matters.order_by("id")
    }


def _copy_items(items: list[Item], new: Programme, matters: dict[int, Matter]) -> int:
    for seq, old in enumerate(items, start=1):
        item = _copy_of(old, new, matters[old.matter_id], f"{new.year}-{seq:03d}", seq)
        item.save()
        ItemListing.objects.bulk_create(
            ItemListing(item=item, matter=matters[listing.matter_id]) for listing in old.listings.order_by("id")
        )
        _copy_below(old, item, new.year - old.programme.year)
    return len(items)


def _copy_of(old: Item, new: Programme, matter: Matter, code: str, seq: int) -> Item:
    item = Item(programme=new, matter=matter, code=code, seq=seq, region_path=new.region_path)
    for field in ("title", "unit_id", "owner_id", "owner_name", "liaison_name", "project_type", "urgency", "standard",
                  "funds_planned_yuan", "beneficiaries", "public_title", "note"):  # fmt: skip
        setattr(item, field, getattr(old, field))
    years = new.year - old.programme.year
    item.start_on, item.due_on = moved(old.start_on, years), moved(old.due_on, years)
    item.is_cross_year, item.stage_target = old.is_cross_year, ""
    return item


def _copy_below(old: Item, item: Item, years: int) -> dict[int, Indicator]:
    """Supports, indicators and open tasks of `item` like those of `old`; indicators by the id of the one copied."""
    Support.objects.bulk_create(Support(item=item, unit_id=s.unit_id) for s in old.supports.order_by("id"))
    copies: dict[int, Indicator] = {}
    for one in old.indicators.order_by("seq", "id"):
        source = one.pk
        last = one.target
        one.pk, one._state.adding = None, True
        one.item, one.version, one.last_year, one.target = item, 1, last, None
        one.save()
        copies[source] = one
    Task.objects.bulk_create(
        Task(
            item=item,
            indicator=copies.get(task.indicator_id or 0),
            seq=task.seq,
            title=task.title,
            owner_name=task.owner_name,
            due_on=moved(task.due_on, years),
            weight=task.weight,
            funds_yuan=task.funds_yuan,
        )
        for task in old.tasks.order_by("seq", "id")
    )
    return copies


@transaction.atomic
def carry_over(item: Item, programme: Programme, actor: Actor, matter: Matter | None = None, key: str = "") -> Item:
    """The unfinished item goes on in a later programme, as a cross-year item that remembers where it came from.

    Its indicators keep their targets, its own deadline stays where it lies in or after the new year (else the year's
    end), tasks not done go with it. Refuses drafts, finished and terminated items, and carrying over twice.
    """
    new = lock_programme(programme.pk)
    must_keep(actor, new)
    old = lock_item(item.pk)
    must_keep(actor, old.programme)
    claim(actor, key, old.pk, new.pk)
    _must_be_carriable(old, new)
    target = matter or _same_matter(old, new)
    seq = (new.items.order_by("-seq").values_list("seq", flat=True).first() or 0) + 1
    carried = _copy_of(old, new, target, f"{new.year}-{seq:03d}", seq)
    carried.is_cross_year, carried.carried_from = True, old
    carried.start_on = old.start_on
    carried.due_on = max(old.due_on, date(new.year, 12, 31)) if old.due_on.year < new.year else old.due_on
    carried.save()
    ItemListing.objects.create(item=carried, matter=target)
    copies = _copy_below(old, carried, 0)
    for indicator in old.indicators.order_by("pk"):
        copy = copies[indicator.pk]
        copy.target, copy.last_year = indicator.target, None
        copy.save(update_fields=["target", "last_year"])
    carried.tasks.filter(title__in=old.tasks.exclude(done_on=None).values("title")).delete()
    index_items([carried.pk])
    record(carried, "item.carry_over", actor, from_item=old.pk, from_programme=old.programme_id)
    return carried


def _must_be_carriable(old: Item, new: Programme) -> None:
    if new.year <= old.programme.year or new.region_id != old.programme.region_id:
        raise Refused(_("只能结转到本地区以后年度的清单。"))
    if old.stage in {Item.Stage.DRAFT, Item.Stage.TERMINATED, Item.Stage.COMPLETED}:
        raise Refused(_("“%(item)s”%(stage)s，不需要结转。") % {"item": old.title, "stage": old.get_stage_display()})
    already = old.carried_to.filter(programme=new).first()
    if already is not None:
        raise Refused(_("“%(item)s”已结转，编号%(code)s。") % {"item": old.title, "code": already.code})


def _same_matter(old: Item, new: Programme) -> Matter:
    """The matter of the same list and title in the new programme; made when it is missing."""
    matter = old.matter
    found, _is_new = Matter.objects.get_or_create(
        programme=new,
        level=matter.level,
        list_kind=matter.list_kind,
        title=matter.title,
        defaults={"seq": new.matters.filter(level=matter.level, list_kind=matter.list_kind).count() + 1},
    )
    return found


def moved(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1) - timedelta(days=1)
