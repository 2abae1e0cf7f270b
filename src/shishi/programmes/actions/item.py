"""Items of the list: adding, changing, removing, listing them in several lists, units that support them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.models import Org
from shishi.programmes.actions.finding import forget_items, index_items, index_sites_of
from shishi.programmes.actions.hands import (
    change,
    claim,
    keeps,
    lock_draft,
    lock_item,
    lock_programme,
    must_be_at,
    must_be_draft,
    must_fit_region,
    must_keep,
    save_changed,
    touch,
)
from shishi.programmes.models import GoodPractice, Item, ItemListing, Matter, Programme, Support
from shishi.rules.authority import Actor

# What is promised, fixed when the item is issued; and what may change as work goes on.
PROMISED = (
    "matter",
    "code",
    "title",
    "unit",
    "project_type",
    "start_on",
    "due_on",
    "is_cross_year",
    "stage_target",
    "standard",
)
OPEN = (
    "seq",
    "urgency",
    "owner",
    "owner_name",
    "liaison_name",
    "funds_planned_yuan",
    "beneficiaries",
    "public_title",
    "note",
)


@transaction.atomic
def add_item(
    programme: Programme,
    values: Mapping[str, object],
    actor: Actor,
    *,
    supports: Iterable[Org] = (),
    also_in: Iterable[Matter] = (),
    key: str = "",
) -> Item:
    """A new item in draft, listed in its own matter and in `also_in`; a blank code becomes year and number."""
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    claim(actor, key, sorted((name, str(value)) for name, value in values.items()))
    item = Item(programme=programme, region_path=programme.region_path, code="", seq=0)
    item.start_on, item.due_on = date(programme.year, 1, 1), date(programme.year, 12, 31)
    change(item, {k: v for k, v in values.items() if v is not None}, (*PROMISED, *OPEN))
    _number(item)
    _must_hold(item)
    item.save()
    for matter in {item.matter, *also_in}:
        _must_be_of(matter, programme)
        ItemListing.objects.create(item=item, matter=matter)
    _support(item, supports)
    index_items([item.pk])
    record(item, "item.create", actor, code=item.code, unit=item.unit_id)
    return item


@transaction.atomic
def change_item(item: Item, values: Mapping[str, object], actor: Actor, version: int) -> Item:
    """Change an item. Once issued, only what is not promised may change; the rest needs an adjustment."""
    item = lock_item(item.pk)
    must_keep(actor, item.programme)
    must_be_at(item, version)
    if item.is_draft:
        must_be_draft(item)
    old_matter = item.matter_id
    changed = change(item, values, (*PROMISED, *OPEN))
    promised = [name for name in changed.fields if name in PROMISED]
    if promised and not item.is_draft:
        sentence = _("已下达的项目不能直接修改此项；确需调整的，由责任单位申请调整。")
        raise Refused(_("“%(item)s”没有保存。") % {"item": item.title}, dict.fromkeys(promised, sentence))
    if not changed:
        return item
    _must_hold(item)
    save_changed(item, changed)
    if item.matter_id != old_matter:
        ItemListing.objects.filter(item=item, matter_id=old_matter).delete()
        ItemListing.objects.get_or_create(item=item, matter_id=item.matter_id)
    index_items([item.pk])
    if {"matter", "title"} & set(changed.fields):
        index_sites_of([item.pk])
    record(item, "item.change", actor, fields=changed.fields, what=changed.what, figures=changed.figures)
    return item


@transaction.atomic
def save_item(
    item: Item,
    values: Mapping[str, object],
    actor: Actor,
    version: int,
    *,
    supports: Iterable[Org],
    also_in: Iterable[Matter],
) -> Item:
    """The whole form at once: the item's values, its supporting units and the other lists it answers."""
    item = change_item(item, values, actor, version)
    item = set_supports(item, supports, actor)
    wanted = {matter.pk: matter for matter in also_in} | {item.matter_id: item.matter}
    listed = {listing.matter_id: listing.matter for listing in item.listings.select_related("matter").order_by("id")}
    for pk in wanted.keys() - listed.keys():
        item = list_item(item, wanted[pk], actor)
    for pk in listed.keys() - wanted.keys():
        item = unlist_item(item, listed[pk], actor)
    return item


@transaction.atomic
def remove_item(item: Item, actor: Actor, version: int) -> None:
    """Remove an item that is still in draft, with what hangs on it."""
    item = lock_draft(item.pk, actor, version)
    record(item, "item.remove", actor, code=item.code)
    try:
        with transaction.atomic():
            forget_items([item.pk])
            item.delete()
    except models.ProtectedError:
        raise Refused(_("“%(item)s”已有其他记录引用，不能删除。") % {"item": item.title}) from None


@transaction.atomic
def set_supports(item: Item, units: Iterable[Org], actor: Actor) -> Item:
    """Make exactly `units` the supporting units of the item."""
    item = lock_item(item.pk)
    must_keep(actor, item.programme)
    wanted = {unit.pk: unit for unit in units}
    before = set(item.supports.values_list("unit_id", flat=True))
    if before == set(wanted):
        return item
    if item.is_draft:
        must_be_draft(item)
    item.supports.exclude(unit_id__in=wanted).delete()
    _support(item, [unit for pk, unit in wanted.items() if pk not in before])
    touch(item)
    index_sites_of([item.pk])
    record(item, "item.supports", actor, before=sorted(before), after=sorted(wanted))
    return item


def _support(item: Item, units: Iterable[Org]) -> None:
    for unit in units:
        must_fit_region(unit, item.programme, "supports")
        if unit.pk == item.unit_id:
            sentence = _("“%(unit)s”已是责任单位，不必再列为配合单位。") % {"unit": unit.name}
            raise Refused(sentence, {"supports": sentence})
        Support.objects.create(item=item, unit=unit)


@transaction.atomic
def list_item(item: Item, matter: Matter, actor: Actor) -> Item:
    """Let the item answer a matter of another list as well. It is still one item and counted once.

    An issued item may be listed too: another tier's list often comes later, and the promise stays what it was.
    """
    item = lock_item(item.pk)
    must_keep(actor, item.programme)
    if item.is_draft:
        must_be_draft(item)
    _must_be_of(matter, item.programme)
    _listing, is_new = ItemListing.objects.get_or_create(item=item, matter=matter)
    if is_new:
        touch(item)
        record(item, "item.list", actor, matter=matter.pk)
    return item


@transaction.atomic
def unlist_item(item: Item, matter: Matter, actor: Actor) -> Item:
    """Take the item off another list; its own matter cannot be taken off."""
    item = lock_draft(item.pk, actor)
    if matter.pk == item.matter_id:
        raise Refused(
            _("“%(matter)s”是该项目的本清单实事，不能移出；要换，请修改所属实事。") % {"matter": matter.title}
        )
    if ItemListing.objects.filter(item=item, matter=matter).delete()[0]:
        touch(item)
        record(item, "item.unlist", actor, matter=matter.pk)
    return item


@transaction.atomic
def add_good_practice(item: Item, title: str, text: str, actor: Actor, key: str = "") -> GoodPractice:
    """A good-practice card, written by the office or by the unit that leads or supports the item."""
    item = lock_item(item.pk)
    units = {item.unit_id, *item.supports.values_list("unit_id", flat=True)}
    if not (keeps(actor, item.programme) or actor.serves_unit(*units)):
        raise NotYours
    if item.is_draft:
        raise Refused(_("“%(item)s”尚未下达，还没有可推广的做法。") % {"item": item.title})
    claim(actor, key, item.pk, title, text)
    card = GoodPractice.objects.create(item=item, title=title, text=text, by_name=actor.name, at=clock.now())
    record(item, "item.good_practice", actor, card=card.pk)
    return card


def _number(item: Item) -> None:
    """Give the item the next place and code where none was typed."""
    if not item.seq:
        last = item.programme.items.aggregate(last=models.Max("seq"))["last"] or 0
        item.seq = last + 1
    if not item.code:
        item.code = f"{item.programme.year}-{item.seq:03d}"


def _must_hold(item: Item) -> None:
    """Refuse what the table could not hold, beside the field."""
    _must_be_of(item.matter, item.programme)
    must_fit_region(item.unit, item.programme)
    wrong: dict[str, str] = {}
    if item.due_on < item.start_on:
        wrong["due_on"] = _("完成时限早于开始时间。")
    if item.programme.items.filter(code=item.code).exclude(pk=item.pk).exists():
        wrong["code"] = _("编号“%(code)s”已被同一清单的其他项目使用。") % {"code": item.code}
    if wrong:
        raise Refused(_("“%(item)s”没有保存。") % {"item": item.title}, wrong)


def _must_be_of(matter: Matter, programme: Programme) -> None:
    if matter.programme_id != programme.pk:
        sentence = _("“%(matter)s”不在这份清单里。") % {"matter": matter.title}
        raise Refused(sentence, {"matter": sentence})
