"""Opening, locking and moving the months that are reported on.

Source: docs/domain/schedule.md, docs/domain/standings.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar, calendars
from shishi.journal.actions import record
from shishi.journal.queries import meanwhile
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.models import Item, Programme
from shishi.reports.actions import cuts, standings, steps
from shishi.reports.actions.prefill import prefilled
from shishi.reports.chain import CHAIN, OFFICE, Stage
from shishi.reports.models import Cut, Exemption, Line, Period, Return, ReturnStep
from shishi.rules.authority import HOUSE, Actor
from shishi.rules.deadlines import closes_at, local
from shishi.rules.lifecycle import Place, Verdict
from shishi.rules.periods import month_of, months_of, period_days
from shishi.rules.workdays import WorkCalendar

NO_RETURN = (Item.Stage.DRAFT, Item.Stage.SUSPENDED, Item.Stage.TERMINATED)


@dataclass(frozen=True, slots=True)
class Owed:
    """When a return is due, and whether it is due at all."""

    due_at: datetime
    first_due_at: datetime
    is_due: bool


def open_due_periods(today: date) -> int:
    """Open every month that has begun for every active programme, with its returns and standings; return how many.

    Months before the first item was issued are never opened. Items issued or resumed since get their return in each
    open month, not due for it. Safe to run twice, and from two workers: the programme's row is the claim.
    Timetable: once a day, after midnight.
    """
    programmes = Programme.objects.filter(stage=Programme.Stage.ACTIVE, year__lte=today.year)
    return sum(_open_programme(pk, today) for pk in programmes.order_by("id").values_list("pk", flat=True))


@transaction.atomic
def _open_programme(programme_id: int, today: date) -> int:
    programme = Programme.objects.select_for_update().get(pk=programme_id)
    issued = Item.objects.filter(programme=programme).aggregate(first=Min("issued_at"))["first"]
    if issued is None:
        return 0
    known = {p.month: p for p in Period.objects.filter(programme=programme)}
    since = month_of(local(issued).date())
    opened = [
        _open_month(programme, month, today)
        for month in months_of(programme.year)
        if since <= month <= today and month not in known
    ]
    late = [p for p in known.values() if p.stage == Period.Stage.OPEN]
    for period in sorted(late, key=lambda p: p.month):
        _put_returns(period, today, made_with_period=False)
    return len(opened)


def _open_month(programme: Programme, month: date, today: date) -> Period:
    """Open one month: its days by the almanac, a return for every item that counts, a standing for every subject."""
    known = calendar(programme.region_path)
    days = period_days(month, known, programme.due_workday, programme.lock_workday)
    period = Period.objects.create(
        programme=programme,
        month=month,
        opens_on=days.open_on,
        due_on=days.due_on,
        lock_on=days.lock_on,
        opened_at=clock.now(),
    )
    n = _put_returns(period, today, made_with_period=True)
    standings.open_month(period, today)
    record(period, "period.open", HOUSE, month=month, due_on=days.due_on, n_returns=n)
    return period


def open_for_item(item: Item, today: date | None = None) -> int:
    """Give an item that was issued or resumed after a month opened its return there, not due for it; return how many.

    Safe to run twice; the daily timetable does the same for whatever was missed.
    """
    return open_for_items([item.pk], item.programme_id, today)


@transaction.atomic
def open_for_items(item_ids: Collection[int], programme_id: int, today: date | None = None) -> int:
    """As `open_for_item`, for many items of one programme at once."""
    open_now = Period.objects.filter(programme_id=programme_id, stage=Period.Stage.OPEN).order_by("month")
    day = today or clock.today()
    return sum(_put_returns(period, day, made_with_period=False, item_ids=item_ids) for period in open_now)


def _put_returns(
    period: Period, today: date, *, made_with_period: bool, item_ids: Collection[int] | None = None
) -> int:
    """Write the returns that are missing in a period, with their prefilled lines; return how many."""
    items = Item.objects.filter(programme_id=period.programme_id, issued_at__isnull=False).exclude(stage__in=NO_RETURN)
    items = items.exclude(pk__in=Return.objects.filter(period=period).values("item_id"))
    if item_ids is not None:
        items = items.filter(pk__in=item_ids)
    wanted = list(items.order_by("seq", "id"))
    if not wanted:
        return 0
    exemptions, known = exemptions_of(period), calendar(period.programme.region_path)
    now = clock.now()
    made = Return.objects.bulk_create(
        _new_return(period, item, owed(period, item.unit_id, item.pk, exemptions, known), made_with_period, now)
        for item in wanted
    )
    Line.objects.bulk_create(prefilled(period, {r.item_id: r for r in made}))
    if not made_with_period:
        standings.bring_up_to_date(period, [item.pk for item in wanted], today)
    return len(made)


def _new_return(period: Period, item: Item, owed: Owed, made_with_period: bool, now: datetime) -> Return:
    return Return(
        programme_id=period.programme_id,
        period=period,
        item=item,
        unit_id=item.unit_id,
        region_path=item.region_path,
        due_at=owed.due_at,
        first_due_at=owed.first_due_at,
        is_due=owed.is_due and made_with_period,
        stage_since=now,
    )


def exemptions_of(period: Period) -> list[Exemption]:
    """The exemptions that cover the day a period falls due. One query."""
    rows = Exemption.objects.filter(programme_id=period.programme_id, ended_at=None)
    return list(rows.filter(since__lte=period.due_on, until__gte=period.due_on).order_by("id"))


def owed(period: Period, unit_id: int, item_id: int, exemptions: Iterable[Exemption], known: WorkCalendar) -> Owed:
    """When a unit's return of an item is due: at closing time of the due day, or of the day an exemption gives.

    An exemption for one item counts for that item only; being excused outweighs an extension.
    """
    mine = [e for e in exemptions if e.unit_id == unit_id and e.item_id in (None, item_id)]
    first = closes_at(period.due_on, known)
    last = max((e.until for e in mine if e.kind == Exemption.Kind.EXTEND), default=period.due_on)
    return Owed(closes_at(last, known), first, not any(e.kind == Exemption.Kind.EXCUSE for e in mine))


def lock_due_periods(today: date) -> int:
    """Lock every open period whose lock day has ended; return how many. Safe to run twice.

    On the lock day itself a period stays open until offices close. Timetable: every quarter of an hour.
    """
    due = Period.objects.filter(stage=Period.Stage.OPEN, lock_on__lte=today, programme__stage=Programme.Stage.ACTIVE)
    n, almanac = 0, calendars()
    for period in due.select_related("programme").order_by("programme_id", "month"):
        known = almanac.at(period.programme.region_path)
        if period.lock_on < today or clock.now() >= closes_at(period.lock_on, known):
            n += _lock_unless_moved(period, today)
    return n


def _lock_unless_moved(period: Period, today: date) -> bool:
    try:
        lock(period, HOUSE, today, version=period.version)
    except Overtaken:
        return False
    return True


@transaction.atomic
def lock(period: Period, actor: Actor, today: date | None = None, *, version: int, key: str = "") -> Cut:
    """Lock a month: accepted returns become locked, who did not return is recorded, the standings are cut.

    Overtaken when it is locked already or changed since `version`, Refused when it is not yet due; NotYours for anybody
    but the office. Sent twice under one `key`, it is locked once and answers the cut of the lock.
    """
    if not steps.is_first_time(actor, key, "lock", period.pk, version):
        return Cut.objects.filter(programme_id=period.programme_id, month=period.month).earliest("id")
    day = today or clock.today()
    period = Period.objects.select_for_update().select_related("programme").get(pk=period.pk)
    _may(actor, period.programme)
    if period.stage == Period.Stage.LOCKED or period.version != version:
        raise Overtaken(meanwhile("period", period.pk, _("本月刚刚有了变化，请刷新页面后再办理。")))
    if day < period.due_on:
        facts = {"label": period.journal_label, "month": period.due_on.month, "day": period.due_on.day}
        raise Refused(_("%(label)s月报%(month)d月%(day)d日才截止，截止前不能锁定。") % facts)
    standings.relight(period.programme, day)
    n_locked = _lock_returns(period, actor)
    period.stage, period.locked_at, period.version = Period.Stage.LOCKED, clock.now(), period.version + 1
    period.save(update_fields=["stage", "locked_at", "version"])
    missing = list(_unaccepted(period).order_by("unit_id", "id").values_list("unit_id", "item_id", "stage"))
    record(
        period,
        "period.lock",
        actor,
        n_locked=n_locked,
        n_missing=len(missing),
        unit_ids=sorted({unit for unit, _item, _stage in missing}),
        item_ids=[item for _unit, item, _stage in missing],
    )
    return cuts.make(period.programme, day, Cut.Occasion.LOCK, actor, month=period.month)


def _may(actor: Actor, programme: Programme) -> None:
    place = Place(programme.region_path)
    if CHAIN.judge("lock", Stage.ACCEPTED, actor, place) is not Verdict.YES:
        raise NotYours


def _lock_returns(period: Period, actor: Actor) -> int:
    """Take every accepted return to locked, with its step; return how many."""
    now = clock.now()
    step = CHAIN.find("lock", Stage.ACCEPTED)
    target = step.target if step else Stage.LOCKED
    accepted = Return.objects.select_for_update().filter(period=period, stage=Stage.ACCEPTED)
    ready = list(accepted.order_by("id").only("pk", "round"))
    ReturnStep.objects.bulk_create(
        ReturnStep(
            of=r,
            round=r.round,
            name="lock",
            person_id=actor.person_id,
            person_name=actor.name,
            post_label=actor.post.label if actor.post else "",
            at=now,
        )
        for r in ready
    )
    Return.objects.filter(pk__in=[r.pk for r in ready]).update(stage=target, stage_since=now, version=F("version") + 1)
    return len(ready)


def _unaccepted(period: Period) -> QuerySet[Return]:
    """Returns that were due and are not accepted."""
    done = Q(stage__in=[Stage.LOCKED, Stage.CORRECTING, Stage.ACCEPTED])
    return Return.objects.filter(period=period, is_due=True).exclude(done).exclude(item__stage__in=NO_RETURN)


@transaction.atomic
def move_lock(period: Period, to: date, actor: Actor, *, version: int) -> Period:
    """Let a period lock on another day, as a meeting decided. Office only.

    Refused when it is locked, and for a day before it falls due; Overtaken when it changed since `version`.
    """
    period = Period.objects.select_for_update().select_related("programme").get(pk=period.pk)
    if not OFFICE.admits(actor, Place(period.programme.region_path)):
        raise NotYours
    if version != period.version:
        raise Overtaken(meanwhile("period", period.pk, _("本月刚刚有了变化，请刷新页面后再办理。")))
    if period.stage == Period.Stage.LOCKED:
        raise Refused(_("%(month)s月报已经锁定，不能再改锁定日期。") % {"month": period.journal_label})
    if to < period.due_on:
        facts = {"month": period.due_on.month, "day": period.due_on.day}
        raise Refused(_("锁定日期不能早于截止日期%(month)d月%(day)d日。") % facts, {"lock_on": _("早于截止日期")})
    before, period.lock_on, period.version = period.lock_on, to, period.version + 1
    period.save(update_fields=["lock_on", "version"])
    record(period, "period.move_lock", actor, before=before, to=to)
    return period
