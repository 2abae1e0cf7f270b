"""Sites 点位 as they go: started, finished, in use. The lead unit and the township they stand in keep them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.journal.queries import meanwhile
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.models import Site
from shishi.reports.actions.typed import TypedSite
from shishi.rules.authority import UNIT, Actor, Role

FROZEN = (Site.Stage.ACCEPTED, Site.Stage.CANCELLED)


def may_keep(site: Site, actor: Actor) -> bool:
    """Whether the actor keeps the site: the unit that leads its item, or the township it stands in."""
    if actor.is_any(UNIT):
        return actor.serves_unit(site.unit_id)
    here = actor.is_any(frozenset({Role.TOWNSHIP})) and actor.post is not None
    return here and site.region_path.startswith(actor.post.region_path if actor.post else "~")


@transaction.atomic
def update_site(found: Site, typed: TypedSite, actor: Actor, *, version: int) -> Site:
    """Put the days on which a site was started, finished and taken into use; its stage follows from them.

    Raises NotYours, Overtaken, or Refused for days out of order or still to come, and for a site already accepted.
    """
    site = Site.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if not may_keep(site, actor):
        raise NotYours
    if site.version != version:
        moved = _("“%(site)s”刚被他人更新，请刷新页面后再填。") % {"site": site.name}
        raise Overtaken(meanwhile("site", site.pk, moved))
    if site.stage in FROZEN:
        raise Refused(_("“%(site)s”%(stage)s，不能再改进度。") % {"site": site.name, "stage": site.get_stage_display()})
    _check(typed, clock.today())
    site.started_on, site.finished_on, site.in_use_on = typed.started_on, typed.finished_on, typed.in_use_on
    site.stage = _stage(typed)
    site.version += 1
    site.save(update_fields=["started_on", "finished_on", "in_use_on", "stage", "version"])
    record(
        site,
        "site.update",
        actor,
        started_on=typed.started_on,
        finished_on=typed.finished_on,
        in_use_on=typed.in_use_on,
        stage=str(site.stage),
    )
    return site


def _stage(typed: TypedSite) -> str:
    if typed.in_use_on:
        return Site.Stage.IN_USE
    if typed.finished_on:
        return Site.Stage.FINISHED
    return Site.Stage.STARTED if typed.started_on else Site.Stage.PLANNED


def _check(typed: TypedSite, today: date) -> None:
    wrong: dict[str, str] = {}
    for name in ("started_on", "finished_on", "in_use_on"):
        day = getattr(typed, name)
        if day and day > today:
            wrong[name] = _("日期不能晚于今天。")
    if typed.finished_on and not typed.started_on:
        wrong["started_on"] = _("已完工的点位请补填开工日期。")
    if typed.in_use_on and not typed.finished_on:
        wrong["finished_on"] = _("已投用的点位请补填完工日期。")
    for earlier, later in (("started_on", "finished_on"), ("finished_on", "in_use_on")):
        first, second = getattr(typed, earlier), getattr(typed, later)
        if first and second and second < first:
            wrong[later] = _("日期的先后不对，请核对。")
    if wrong:
        raise Refused(_("点位进度没有保存，请改正标红的地方。"), wrong)
