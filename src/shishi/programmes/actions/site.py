"""Sites: where an item is delivered. The office lists them; unit and township keep their dates."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.actions.finding import forget_sites, index_sites
from shishi.programmes.actions.hands import (
    change,
    claim,
    keeps,
    lock_item,
    must_be_at,
    must_fit_region,
    must_keep,
    save_changed,
)
from shishi.programmes.models import Item, Site
from shishi.rules.authority import UNIT, Actor, Role

PLAN = (
    "indicator",
    "unit",
    "region",
    "name",
    "village",
    "address",
    "works",
    "longitude",
    "latitude",
    "quantity",
    "owner_name",
    "contractor",
    "beneficiaries",
    "capacity",
    "start_planned_on",
    "finish_planned_on",
)
DATES = ("started_on", "finished_on", "in_use_on", "stage", "occupied")
TOWNSHIP = frozenset({Role.TOWNSHIP})
STAGE_DATE = {Site.Stage.STARTED: "started_on", Site.Stage.FINISHED: "finished_on", Site.Stage.IN_USE: "in_use_on"}


@transaction.atomic
def add_site(item: Item, values: Mapping[str, object], actor: Actor, key: str = "") -> Site:
    """A new site of the item; the unit is the item's own where none is given."""
    item = lock_item(item.pk)
    must_keep(actor, item.programme)
    claim(actor, key, item.pk, sorted((name, str(value)) for name, value in values.items()))
    site = Site(item=item, unit_id=item.unit_id)
    change(site, {k: v for k, v in values.items() if v is not None}, (*PLAN, *DATES))
    _must_hold(site)
    site.save()
    index_sites([site.pk])
    record(site, "site.create", actor, item=item.pk, region=site.region_id, quantity=site.quantity)
    return site


@transaction.atomic
def change_site(site: Site, values: Mapping[str, object], actor: Actor, version: int) -> Site:
    """Change a site: the office everything; its unit, and the township it stands in, only stage and dates."""
    item = lock_item(site.item_id)
    site = Site.objects.select_for_update().select_related("region").get(pk=site.pk)
    must_be_at(site, version)
    if not may_date(actor, site, item):
        raise NotYours
    changed = change(site, values, (*PLAN, *DATES))
    if set(changed.fields) & set(PLAN) and not keeps(actor, item.programme):
        raise NotYours
    if not changed:
        return site
    _must_hold(site)
    save_changed(site, changed)
    Site.objects.filter(pk=site.pk).update(region_path=site.region_path)
    index_sites([site.pk])
    record(site, "site.change", actor, item=item.pk, fields=changed.fields, what=changed.what, figures=changed.figures)
    return site


@transaction.atomic
def remove_site(site: Site, actor: Actor, version: int) -> None:
    """Remove a site that was never started; one that was is cancelled, not removed."""
    item = lock_item(site.item_id)
    must_keep(actor, item.programme)
    site = Site.objects.select_for_update().get(pk=site.pk)
    must_be_at(site, version)
    if site.stage != Site.Stage.PLANNED or not item.is_draft:
        raise Refused(_("“%(site)s”已下达或已开工，不能删除；不再实施的，请把状态改为“已取消”。") % {"site": site.name})
    record(site, "site.remove", actor, item=item.pk)
    forget_sites([site.pk])
    site.delete()


def may_date(actor: Actor, site: Site, item: Item) -> bool:
    """Whether the actor may keep the site's dates: the office, the unit of site or item, the township it stands in."""
    if keeps(actor, item.programme):
        return True
    if actor.is_any(UNIT):
        return actor.serves_unit(site.unit_id, item.unit_id)
    return actor.is_any(TOWNSHIP) and actor.covers_region(site.region_path)


def _must_hold(site: Site) -> None:
    """Refuse what contradicts itself, beside the field."""
    wrong: dict[str, str] = {}
    if site.region_id is None:
        wrong["region"] = _("请选择点位所在的乡镇（街道）。")
    else:
        site.region_path = site.region.path
        must_fit_region(site, site.item.programme, "region")
        must_fit_region(site.unit, site.item.programme)
        same = Site.objects.filter(item=site.item_id, region=site.region_id, name=site.name)
        if same.exclude(pk=site.pk).exists():
            wrong["name"] = _("“%(region)s”已有同名点位“%(name)s”。") % {"region": site.region.name, "name": site.name}
    if site.finished_on and not site.started_on:
        wrong["started_on"] = _("填了完工日期，还应填开工日期。")
    if site.started_on and site.finished_on and site.finished_on < site.started_on:
        wrong["finished_on"] = _("完工日期早于开工日期。")
    needed = STAGE_DATE.get(Site.Stage(site.stage))
    if needed and not getattr(site, needed):
        wrong.setdefault(needed, _("状态为“%(stage)s”的，应填此日期。") % {"stage": site.get_stage_display()})
    if site.indicator is not None and site.indicator.item_id != site.item_id:
        wrong["indicator"] = _("这个指标不属于该项目。")
    if wrong:
        raise Refused(_("“%(name)s”没有保存。") % {"name": site.name}, wrong)
