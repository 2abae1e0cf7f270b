"""What the parent tier publishes of the neighbours, and last year's figures: entered by the office, never computed.

Source: docs/domain/benchmarks.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.actions.hands import lock_programme
from shishi.programmes.models import Indicator, Item, Programme
from shishi.reports.actions import cuts, standings
from shishi.reports.models import PastFigure, PeerFinish, PeerProgress, Period
from shishi.reports.queries.benchmarks import day_field, n_words, neighbours_of, past_field, rate_field
from shishi.rules.authority import OFFICE, Actor
from shishi.rules.periods import month_of, next_month

HIGHEST_RATE = Decimal(1000)
HIGHEST_FIGURE = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Finish:
    """The day another region finished an item; None while it has not."""

    item_id: int
    region_id: int
    finished_on: date | None


@dataclass(frozen=True, slots=True)
class Rate:
    """Another region's completion rate at the end of a month, in per cent; no region is the parent tier's average."""

    indicator_id: int
    region_id: int | None
    month: date
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Past:
    """Last year's cumulative figure at the end of a month, in base units."""

    indicator_id: int
    month: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """What is entered at once, of one programme."""

    rates: tuple[Rate, ...] = ()
    past: tuple[Past, ...] = ()
    finishes: tuple[Finish, ...] = ()


def may_enter(programme: Programme, actor: Actor) -> bool:
    """Whether the actor is of the programme's office, or of one above it."""
    return actor.is_any(OFFICE) and actor.covers_region(programme.region_path)


@transaction.atomic
def put(programme: Programme, said: Words, source: str, actor: Actor, *, seen: int, corrects: bool = False) -> int:
    """Keep a table of words as the office typed or sent it; returns how many are new or differ from the last word.

    seen  how many words the programme had when the table was read; Overtaken (409) when somebody entered one since
    Refused with a sentence beside each field that is no rate, no figure, of a month to come or of another region.
    """
    programme = lock_programme(programme.pk)
    _must_be_office(programme, actor, source)
    if seen != n_words(programme):
        raise Overtaken(_("您打开之后，同级或上年数据已被他人更新。请核对最新数据后再保存。"))
    wrong = _wrong(programme, said)
    if wrong:
        raise Refused(_("有%(n)d处需要改正，没有保存。") % {"n": len(wrong)}, wrong)
    n = put_rates(programme, said.rates, source, actor, corrects=corrects) if said.rates else 0
    n += put_past(programme, said.past, source, actor, corrects=corrects) if said.past else 0
    return n + (put_finishes(programme, said.finishes, source, actor) if said.finishes else 0)


def _wrong(programme: Programme, said: Words) -> dict[str, str]:
    """A sentence by field for every word that cannot be kept. Three queries."""
    today, year = clock.today(), programme.year
    known = set(Indicator.objects.filter(item__programme=programme).values_list("pk", flat=True))
    items = set(Item.objects.filter(programme=programme).values_list("pk", flat=True))
    places = {None, *(place.id for place in neighbours_of(programme))}
    wrong: dict[str, str] = {}
    for r in said.rates:
        if r.indicator_id not in known or r.region_id not in places or not _is_month(r.month, year, today):
            wrong[rate_field(r.indicator_id, r.region_id)] = _("这里只收本清单的指标、同级地区和已经开始的月份。")
        elif not 0 <= r.rate <= HIGHEST_RATE:
            wrong[rate_field(r.indicator_id, r.region_id)] = _("完成率应在0至1000之间，单位为%(unit)s。") % {
                "unit": "%"
            }
    for p in said.past:
        if p.indicator_id not in known or not _is_month(next_month(p.month, 12), year, today):
            wrong[past_field(p.indicator_id)] = _("这里只收本清单的指标和上年同期的月份。")
        elif not 0 <= p.value < HIGHEST_FIGURE:
            wrong[past_field(p.indicator_id)] = _("上年同期数不能是负数，也不会这样大。")
    for f in said.finishes:
        if f.item_id not in items or f.region_id not in places:
            wrong[day_field(f.item_id, f.region_id)] = _("这里只收本清单的项目和同级地区。")
        elif f.finished_on is not None and f.finished_on > today:
            wrong[day_field(f.item_id, f.region_id)] = _("达标日期不能晚于今天。")
    return wrong


def _is_month(month: date, year: int, today: date) -> bool:
    """Whether it is the first day of a month of the year that has begun."""
    return month == month_of(month) and month.year == year and month <= today


@transaction.atomic
def put_finishes(programme: Programme, rows: Iterable[Finish], source: str, actor: Actor) -> int:
    """Keep the neighbours' finish days; returns how many are new or differ from the last word.

    A day entered again is another word, dated now: cuts made before keep what was known to them.
    """
    _must_be_office(programme, actor, source)
    items = set(Item.objects.filter(programme=programme).values_list("pk", flat=True))
    wanted = {(r.item_id, r.region_id): r.finished_on for r in rows if r.item_id in items}
    words = PeerFinish.objects.filter(item__programme=programme).oldest_first()
    last = {(item, region): day for item, region, day in words.values_list("item_id", "region_id", "finished_on")}
    now = clock.now()
    fresh = [
        PeerFinish(item_id=key[0], region_id=key[1], finished_on=day, source=source, entered_at=now)
        for key, day in wanted.items()
        if key not in last or last[key] != day
    ]
    PeerFinish.objects.bulk_create(fresh)
    record(programme, "programme.peers", actor, n=len(fresh))
    return len(fresh)


@transaction.atomic
def put_rates(programme: Programme, rows: Iterable[Rate], source: str, actor: Actor, *, corrects: bool = False) -> int:
    """Keep the neighbours' rates of months; refuses a rate below nought or above a thousand per cent.

    corrects  let locked months follow too, each with a new cut; otherwise they keep what they were locked with
    Returns how many rates are new or differ from the last word.
    """
    _must_be_office(programme, actor, source)
    known = set(Indicator.objects.filter(item__programme=programme).values_list("pk", flat=True))
    wanted = {(r.indicator_id, r.region_id, r.month): r.rate for r in rows if r.indicator_id in known}
    if any(not 0 <= rate <= HIGHEST_RATE for rate in wanted.values()):
        raise Refused(_("完成率应在0%至1000%之间，请核对后再保存。"))
    words = PeerProgress.objects.filter(indicator__item__programme=programme).oldest_first()
    columns = words.values_list("indicator_id", "region_id", "month", "rate", "counts")
    last: dict[tuple[int, int | None, date], tuple[Decimal, bool]] = {
        (pk, region, month): (rate, counts) for pk, region, month, rate, counts in columns
    }
    locked, now = _locked(programme), clock.now()
    fresh = []
    for (pk, region, month), rate in wanted.items():
        word = rate, corrects or month not in locked
        if _is_news(last.get((pk, region, month)), word):
            keys = {"indicator_id": pk, "region_id": region, "month": month}
            fresh.append(PeerProgress(**keys, rate=rate, source=source, entered_at=now, counts=word[1]))
    PeerProgress.objects.bulk_create(fresh)
    _settle(programme, [(p.indicator_id, p.month) for p in fresh if p.counts], locked, actor)
    record(programme, "programme.peers", actor, n=len(fresh), n_kept_out=sum(not p.counts for p in fresh))
    return len(fresh)


@transaction.atomic
def put_past(programme: Programme, rows: Iterable[Past], source: str, actor: Actor, *, corrects: bool = False) -> int:
    """Keep last year's figures by month; the latest word holds, in locked months only where it `corrects` them.

    Returns how many figures are new or differ from the last word.
    """
    _must_be_office(programme, actor, source)
    known = set(Indicator.objects.filter(item__programme=programme).values_list("pk", flat=True))
    wanted = {(r.indicator_id, r.month): r.value for r in rows if r.indicator_id in known}
    words = PastFigure.objects.filter(indicator__item__programme=programme).oldest_first()
    columns = words.values_list("indicator_id", "month", "value", "counts")
    last = {(pk, month): (value, counts) for pk, month, value, counts in columns}
    locked, now = _locked(programme), clock.now()
    fresh = []
    for (pk, month), value in wanted.items():
        word = value, corrects or next_month(month, 12) not in locked
        if _is_news(last.get((pk, month)), word):
            keys = {"indicator_id": pk, "month": month}
            fresh.append(PastFigure(**keys, value=value, source=source, entered_at=now, counts=word[1]))
    PastFigure.objects.bulk_create(fresh)
    _settle(programme, [(p.indicator_id, next_month(p.month, 12)) for p in fresh if p.counts], locked, actor)
    record(programme, "programme.past", actor, n=len(fresh), n_kept_out=sum(not p.counts for p in fresh))
    return len(fresh)


def _is_news(last: tuple[Decimal, bool] | None, word: tuple[Decimal, bool]) -> bool:
    """Whether a figure says something else than the last word, or counts where that one was kept out."""
    return last is None or last[0] != word[0] or (word[1] and not last[1])


def _locked(programme: Programme) -> dict[date, Period]:
    """The locked months, held until the transaction ends so that none locks meanwhile. One query."""
    periods = Period.objects.select_for_update().filter(programme=programme).order_by("month")
    return {p.month: p for p in periods if p.stage == Period.Stage.LOCKED}


def _settle(
    programme: Programme, spoken_of: Collection[tuple[int, date]], locked: Mapping[date, Period], actor: Actor
) -> None:
    """Bring the standings that show these figures up to date; a corrected month gets a new cut, old ones stay."""
    if not spoken_of:
        return
    first = min(month for _pk, month in spoken_of)
    period = Period.objects.filter(programme=programme, month__gte=first).order_by("month").first()
    if period is None:
        return
    items = Indicator.objects.filter(pk__in={pk for pk, _month in spoken_of}).values_list("item_id", flat=True)
    standings.bring_up_to_date(period, items, clock.today())
    for month in sorted({month for _pk, month in spoken_of} & locked.keys()):
        cuts.after_correction(locked[month], actor)


def _must_be_office(programme: Programme, actor: Actor, source: str) -> None:
    if not may_enter(programme, actor):
        raise NotYours
    if not source.strip():
        raise Refused(_("请写明数据来源，例如“市专班2023年8月通报”。"), {"source": _("请写明数据来源。")})
