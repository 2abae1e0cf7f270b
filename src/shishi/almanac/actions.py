"""Every change to the almanac: loading what is published, a year's notice, and local days."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.almanac.models import AlmanacYear, Day
from shishi.almanac.published import DayOff, PublishedYear, published_years
from shishi.journal.actions import hold_to, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Region
from shishi.rules.authority import HOUSE, Actor, Role

KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.OFFICE_ADMIN})
MAX_DAYS = 120
FEWEST_HOLIDAYS = 10


def ensure_loaded() -> int:
    """Load the published years that are missing; return how many. One query when nothing is missing; safe to repeat."""
    return load_published(HOUSE)


@transaction.atomic
def load_published(actor: Actor) -> int:
    """Load every published year that is not there yet, and notices for years so far provisional; return how many.

    A year somebody imported is never replaced.
    """
    there = dict(AlmanacYear.objects.values_list("year", "is_provisional"))
    missing = [y for y in published_years() if y.year not in there or (there[y.year] and not y.is_provisional)]
    for one in missing:
        _replace(one, actor, "almanac.load")
    return len(missing)


@transaction.atomic
def import_notice(year: int, source: str, days: Iterable[DayOff], actor: Actor, mark: int | None = None) -> AlmanacYear:
    """Put a year's notice in the place of what stood there; local days stay. Refuses days outside the year, days twice
    and a notice with fewer days off than the law itself gives.

    mark  how far the journal had come with the years on the page; raises Overtaken when somebody else was faster
    """
    _may_change(actor)
    list(AlmanacYear.objects.select_for_update().values_list("pk"))
    hold_to(mark, "almanac_year", noun="almanac")
    found = sorted(days, key=lambda day: day.on)
    _refuse_odd(year, found)
    return _replace(PublishedYear(year, clean(source, 120), False, tuple(found)), actor, "almanac.import")


def _refuse_odd(year: int, days: list[DayOff]) -> None:
    outside = next((d for d in days if d.on.year != year), None)
    if outside:
        raise Refused(
            _("%(day)s 不在 %(year)d 年内，请核对所选年份或日期。") % {"day": outside.on.isoformat(), "year": year}
        )
    twice = next((d for d, after in pairwise(days) if d.on == after.on), None)
    if twice:
        raise Refused(_("%(day)s 出现了两次，请只保留一行。") % {"day": twice.on.isoformat()})
    n_off = sum(not d.is_workday for d in days)
    if n_off < FEWEST_HOLIDAYS or len(days) > MAX_DAYS:
        raise Refused(
            _("读到休息日 %(off)d 天、调休上班 %(on)d 天，不像一份全年安排，请核对后重新粘贴。")
            % {"off": n_off, "on": len(days) - n_off}
        )
    odd = next((d for d in days if d.is_workday and d.on.weekday() < 5), None)
    if odd:
        raise Refused(_("%(day)s 不是周末，不能登记为调休上班。") % {"day": odd.on.isoformat()})


def _replace(published: PublishedYear, actor: Actor, verb: str) -> AlmanacYear:
    year, _made = AlmanacYear.objects.update_or_create(
        year=published.year,
        defaults={
            "source": published.source,
            "is_provisional": published.is_provisional,
            "loaded_at": clock.now(),
            "stamp": _stamp(),
        },
    )
    year.days.filter(is_local=False).delete()
    kept = set(year.days.filter(region=None).values_list("on", flat=True))
    Day.objects.bulk_create(
        Day(year=year, on=d.on, is_workday=d.is_workday, name=d.name) for d in published.days if d.on not in kept
    )
    n_off = sum(not d.is_workday for d in published.days)
    record(year, verb, actor, year=published.year, n_off=n_off, n_on=len(published.days) - n_off)
    return year


@transaction.atomic
def add_local(on: date, name: str, half: str, actor: Actor) -> Day:
    """Add a day off, or half of one, for the actor's region and all below it, on a workday.

    Refuses a day that already has an arrangement there, from the notice, from the region itself or from one above it.
    """
    region = _region(actor)
    year = AlmanacYear.objects.select_for_update().filter(year=on.year).first()
    if year is None:
        raise Refused(_("%(year)d 年还没有节假日安排，请先导入该年通知。") % {"year": on.year})
    there = Day.objects.holding_in(region.path).filter(on=on).first()
    if there or on.weekday() >= 5:
        what = there.name if there else _("周末")
        raise Refused(_("%(day)s 已有安排（%(name)s），不能再加本地假日。") % {"day": on.isoformat(), "name": what})
    day = Day.objects.create(
        year=year, on=on, is_workday=False, name=clean(name, 30), is_local=True, half=Day.Half(half), region=region
    )
    _touch(year)
    record(year, "almanac.add_local", actor, day=on, half=half, region=region.pk)
    return day


def _region(actor: Actor) -> Region:
    """The region the actor's post keeps the calendar of."""
    _may_change(actor)
    if actor.post is None:
        raise NotYours
    return Region.objects.get(path=actor.post.region_path)


@transaction.atomic
def remove_local(pk: int, actor: Actor) -> None:
    """Take a local day off back; days from the notice stay. Safe to repeat.

    NotYours for a day of a region above; a day that does not concern the actor's region is not found.
    """
    region = _region(actor)
    days = Day.objects.concerning(region.path).filter(pk=pk, is_local=True)
    day = days.select_for_update(of=("self",)).select_related("year", "region").first()
    if day is None:
        return
    if day.region is not None and not actor.covers_region(day.region.path):
        raise NotYours
    day.delete()
    _touch(day.year)
    record(day.year, "almanac.remove_local", actor, day=day.on, region=day.region_id)


def _may_change(actor: Actor) -> None:
    if not actor.is_any(KEEPERS):
        raise NotYours


def _touch(year: AlmanacYear) -> None:
    AlmanacYear.objects.filter(pk=year.pk).update(stamp=_stamp())


def _stamp() -> str:
    return secrets.token_hex(8)
