"""Exceptions for one unit: more time for a while, or no return at all, with a reason and an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.journal.actions import Tell, record
from shishi.journal.queries import meanwhile
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.queries import holders
from shishi.programmes.models import Item, Programme
from shishi.reports.actions import periods, standings, steps
from shishi.reports.chain import OFFICE
from shishi.reports.models import Exemption, Period, Return
from shishi.rules.authority import UNIT, Actor
from shishi.rules.lifecycle import Place

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Wish:
    """An exception as somebody typed it; without an item it holds for all of the unit's items."""

    unit_id: int
    kind: str
    since: date
    until: date
    reason: str
    item_id: int | None = None


@transaction.atomic
def grant(programme: Programme, wish: Wish, actor: Actor) -> Exemption:
    """Grant an exception and move the due moments of the unit's returns in open months; the unit is told.

    extend  a return that falls due while it holds is due at its end instead
    excuse  no return is due while it holds
    Raises NotYours for anybody but the programme's office, Refused for what does not fit together.
    """
    _may(programme, actor)
    _check(programme, wish)
    made = Exemption.objects.create(
        programme=programme,
        unit_id=wish.unit_id,
        item_id=wish.item_id,
        kind=wish.kind,
        since=wish.since,
        until=wish.until,
        reason=wish.reason.strip()[:200],
        granted_by_id=actor.person_id,
        granted_at=clock.now(),
    )
    _apply(programme, wish.unit_id)
    people = holders(clock.today(), UNIT, org_ids=frozenset({wish.unit_id}))
    told = [Tell(person, "exemption_granted") for person in people]
    record(made, "exemption.grant", actor, tell=told, kind=wish.kind, unit=wish.unit_id, until=wish.until)
    return made


@transaction.atomic
def end(exemption: Exemption, actor: Actor, *, key: str = "") -> Exemption:
    """End an exception now; returns in open months are due as before.

    Raises NotYours, and Overtaken with who ended it when it is ended already; sent twice under one `key`, it ends once.
    """
    if not steps.is_first_time(actor, key, "end_exemption", exemption.pk):
        return Exemption.objects.get(pk=exemption.pk)
    held = Exemption.objects.select_for_update(of=("self",)).select_related("programme").get(pk=exemption.pk)
    _may(held.programme, actor)
    if held.ended_at is not None:
        raise Overtaken(meanwhile("exemption", held.pk, _("这项例外已经终止，请刷新页面查看。")))
    held.ended_at = clock.now()
    held.save(update_fields=["ended_at"])
    _apply(held.programme, held.unit_id)
    record(held, "exemption.end", actor, unit=held.unit_id)
    return held


def _may(programme: Programme, actor: Actor) -> None:
    if not OFFICE.admits(actor, Place(programme.region_path)) or actor.org_id != programme.office_id:
        raise NotYours


def _check(programme: Programme, wish: Wish) -> None:
    wrong: dict[str, str] = {}
    if not wish.reason.strip():
        wrong["reason"] = _("请写明理由。")
    if wish.until < wish.since:
        wrong["until"] = _("止日不能早于起日。")
    elif (wish.until - wish.since).days > LONGEST_DAYS:
        wrong["until"] = _("一次最长一年，到期可以再批。")
    if wish.kind not in Exemption.Kind.values:
        wrong["kind"] = _("请选择延期或免报。")
    mine = Item.objects.filter(programme=programme, unit_id=wish.unit_id)
    if not mine.exists():
        wrong["unit"] = _("这个单位没有牵头的项目，不需要批准例外。")
    elif wish.item_id and not mine.filter(pk=wish.item_id).exists():
        wrong["item"] = _("这个项目不由该单位牵头。")
    if wrong:
        raise Refused(_("例外没有批准，请改正标红的地方。"), wrong)


def _apply(programme: Programme, unit_id: int) -> None:
    """Give the unit's returns in open months the due moments that now hold."""
    known = calendar(programme.region_path)
    for period in Period.objects.filter(programme=programme, stage=Period.Stage.OPEN).order_by("month"):
        granted = periods.exemptions_of(period)
        mine = Return.objects.select_for_update(of=("self",)).select_related("item")
        rows = list(mine.filter(period=period, unit_id=unit_id).order_by("id"))
        for row in rows:
            owed = periods.owed(period, unit_id, row.item_id, granted, known)
            issued = row.item.issued_at
            in_time = issued is None or issued <= period.opened_at
            row.due_at, row.is_due = owed.due_at, owed.is_due and in_time
            row.save(update_fields=["due_at", "is_due"])
        if rows:
            standings.bring_up_to_date(period, [r.item_id for r in rows], clock.today())
