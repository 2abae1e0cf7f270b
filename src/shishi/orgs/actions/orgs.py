"""Every change to organisations."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import hold_to, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Org, Post, Region
from shishi.rules.authority import Actor, Role

KEEPERS = frozenset({Role.SYSTEM_ADMIN})


@transaction.atomic
def create_org(
    name: str,
    kind: str,
    region: Region,
    actor: Actor,
    *,
    short: str = "",
    parent: Org | None = None,
    is_office: bool = False,
) -> Org:
    """Add an organisation to a region; refuses a name that is already there."""
    _may_change(actor, region.path)
    name = clean(name, 80)
    _refuse_same(name, region)
    org = Org.objects.create(
        name=name,
        short_name=clean(short, 30),
        kind=Org.Kind(kind),
        region=region,
        region_path=region.path,
        parent=parent,
        is_work_team_office=is_office,
        sort=Org.objects.filter(region=region).count() + 1,
    )
    record(org, "org.create", actor)
    return org


@transaction.atomic
def change_org(
    org: Org, name: str, short: str, actor: Actor, *, parent: Org | None = None, mark: int | None = None
) -> Org:
    """Rename an organisation or move it under another; refuses itself and those below it as the one above.

    mark  how far the journal had come with it on the page; raises Overtaken when somebody else was faster
    """
    _may_change(actor, org.region_path)
    org = Org.objects.select_for_update(of=("self",)).select_related("region").get(pk=org.pk)
    hold_to(mark, "org", org.pk)
    _refuse_closed(org)
    name = clean(name, 80)
    if name != org.name:
        _refuse_same(name, org.region)
    _refuse_ring(org, parent)
    org.name, org.short_name, org.parent = name, clean(short, 30), parent
    org.save(update_fields=["name", "short_name", "parent"])
    record(org, "org.change", actor)
    return org


@transaction.atomic
def close_org(org: Org, on: date, actor: Actor, *, mark: int | None = None) -> None:
    """Close an organisation from a day on; refuses while somebody holds a post in it or others stand under it then.
    Until that day it is at work, and another day may be set.

    What it still has to do is known to the rooms above: `cases.actions.units.close_unit` asks there first.
    """
    _may_change(actor, org.region_path)
    org = Org.objects.select_for_update().get(pk=org.pk)
    hold_to(mark, "org", org.pk)
    _refuse_closed(org)
    left = Post.objects.filter(org=org).exclude(until__lt=on).select_related("person").first()
    below = Org.objects.open_on(on).filter(parent=org).first()
    if left or below:
        what = left.person.name if left else below.name if below else ""
        raise Refused(_("“%(name)s”仍在该单位，请先办理离任或调整。") % {"name": what})
    org.closed_on = on
    org.save(update_fields=["closed_on"])
    record(org, "org.close", actor, on=on, today=clock.today())


def _refuse_closed(org: Org) -> None:
    if org.closed_on and org.is_closed_on(clock.today()):
        raise Refused(_("“%(name)s”已于 %(day)s 撤销。") % {"name": org.name, "day": org.closed_on.isoformat()})


def _refuse_ring(org: Org, above: Org | None) -> None:
    while above is not None:
        if above.pk == org.pk:
            raise Refused(_("上级单位不能是本单位或其下级。"), {"parent": _("请另选。")})
        above = above.parent


def _refuse_same(name: str, region: Region) -> None:
    if not name:
        raise Refused(_("请填写单位名称。"), {"name": _("必填。")})
    if Org.objects.filter(region=region, name=name).exists():
        raise Refused(_("该区划已有“%(name)s”。") % {"name": name}, {"name": _("与现有单位同名。")})


def _may_change(actor: Actor, region_path: str) -> None:
    if not actor.is_any(KEEPERS) or not actor.covers_region(region_path):
        raise NotYours
