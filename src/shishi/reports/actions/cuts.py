"""Freezing the standings at an instant, for everything that is printed. Source: docs/domain/standings.md."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.models import Programme
from shishi.reports.actions import standings
from shishi.reports.chain import HOUSE, OFFICE
from shishi.reports.models import Cut, FrozenStanding, Period, Return, Standing
from shishi.reports.models.standing import StandingFields
from shishi.reports.queries.digests import digest_of
from shishi.reports.queries.months import month_in_force
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place

COPIED = [f.attname for f in StandingFields._meta.get_fields() if hasattr(f, "attname")]
BATCH = 400


@transaction.atomic
def make(programme: Programme, on: date, occasion: str, actor: Actor, month: date | None = None) -> Cut:
    """Freeze the standings of the month in force on `on`, all kinds, as accepted at this instant; return the cut.

    month  another month than the one in force: the lock names its own
    Refused for a day to come, for a day after which something was accepted (what stood then cannot be told any more),
    and where no month has been opened. NotYours for anybody but the office and the timetable.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    place = Place(programme.region_path)
    if not (OFFICE.admits(actor, place) or HOUSE.admits(actor, place)):
        raise NotYours
    _check_day(programme, on)
    month = month or month_in_force(programme, on)
    if month is None or not Period.objects.filter(programme=programme, month=month).exists():
        raise Refused(_("还没有开放的月份，不能定基准日。请在首个月份开放填报后再定。"))
    if Period.objects.filter(programme=programme, month=month, stage=Period.Stage.OPEN).exists():
        standings.relight(programme, on)
    rows = list(Standing.objects.filter(programme=programme, month=month).order_by("kind", "subject"))
    cut = Cut(programme=programme, month=month, on=on, occasion=occasion, made_at=clock.now(), made_by_name=actor.name)
    frozen = [FrozenStanding(**{name: getattr(row, name) for name in COPIED}) for row in rows]
    cut.n_rows, cut.digest = len(frozen), digest_of(frozen)
    cut.save()
    for row in frozen:
        row.cut = cut
    FrozenStanding.objects.bulk_create(frozen, batch_size=BATCH)
    if on != clock.today():
        standings.relight(programme, clock.today())
    record(cut, "cut.make", actor, month=month, on=on, occasion=str(occasion), n_rows=cut.n_rows, digest=cut.digest)
    return cut


def after_correction(period: Period, actor: Actor) -> Cut:
    """Make the new cut that follows a correction or a late acceptance in a locked month; old papers keep theirs."""
    programme = Programme.objects.get(pk=period.programme_id)
    return make(programme, clock.today(), Cut.Occasion.CORRECTION, actor, month=period.month)


def _check_day(programme: Programme, on: date) -> None:
    today = clock.today()
    if on > today:
        raise Refused(_("基准日不能晚于今天。"), {"on": _("晚于今天")})
    if on < today and Return.objects.filter(programme=programme, accepted_at__gt=clock.at(on, 23, 59)).exists():
        facts = {"month": on.month, "day": on.day}
        raise Refused(_("%(month)d月%(day)d日之后已有月报通过审核，当时的数字已无法还原；请以今天为基准日。") % facts)
