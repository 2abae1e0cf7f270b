"""Closing an organisation: only when nothing is left to it that somebody waits for."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.models import Case, CasePart
from shishi.lib.refusal import Refused
from shishi.orgs.actions.orgs import close_org
from shishi.orgs.models import Org
from shishi.programmes.models import Item, Programme
from shishi.rules.authority import OPEN, Actor

OVER = (Item.Stage.TERMINATED, Item.Stage.COMPLETED)


@transaction.atomic
def close_unit(org: Org, on: date, actor: Actor, mark: int | None = None) -> None:
    """Close an organisation from a day on, as `orgs.actions.close_org` does.

    Refuses besides while it leads items of a running programme, keeps one, has open cases or is their desk; says which
    is first, but names no restricted case.
    """
    Org.objects.select_for_update().get(pk=org.pk)
    if kept := Programme.objects.filter(office=org, year__gte=on.year).order_by("year", "id").first():
        raise Refused(_("“%(name)s”的专班办公室设在该单位，请先调整。") % {"name": kept.name})
    led = Item.objects.filter(unit=org, programme__year__gte=on.year).exclude(stage__in=OVER).order_by("id")
    if item := led.first():
        facts = {"title": item.title, "n": led.count()}
        raise Refused(_("该单位还牵头“%(title)s”等 %(n)d 个没有办结的项目，请先调整责任单位。") % facts)
    parts = CasePart.objects.filter(unit=org, stage=CasePart.Stage.OPEN).values("case_id")
    open_ones = Case.objects.open()
    own = open_ones.filter(holder=org) | open_ones.filter(unit=org) | open_ones.filter(office=org)
    cases = (own | open_ones.filter(pk__in=parts)).order_by("id")
    if case := cases.filter(secrecy=OPEN).first():
        facts = {"number": case.number, "n": cases.filter(secrecy=OPEN).count()}
        raise Refused(_("该单位还有 %(number)s 等 %(n)d 件没有办结的事项，请先办结或改派。") % facts)
    if cases.exists():
        raise Refused(_("该单位还有没有办结的事项，请先与该单位核对办结。"))
    close_org(org, on, actor, mark=mark)
