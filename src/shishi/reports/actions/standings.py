"""Keeping the standings: with every acceptance, with every day that passes, and all over again.

All three compute the same rows from the same ledger, so that rebuilt equals kept. Source: docs/domain/standings.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Case, IntegerField, Q, Value, When

from shishi.lib import clock
from shishi.programmes.models import Item, Programme
from shishi.reports.actions.groups import Member, Other, groups
from shishi.reports.actions.leaves import Before, Setting, leaves
from shishi.reports.actions.prefill import carry_forward
from shishi.reports.models import Period, Standing
from shishi.reports.queries.facts import facts_of
from shishi.reports.queries.ledger_figures import ledger_of
from shishi.reports.queries.measures import Facts
from shishi.rules.lights import Light, Status, Verdict
from shishi.rules.periods import next_month

Kind = Standing.Kind
LEAVES = (Kind.ALLOCATION, Kind.INDICATOR, Kind.ITEM)
LOCK_ORDER = (*LEAVES, Kind.UNIT, Kind.MATTER, Kind.LIST, Kind.REGION, Kind.PROGRAMME)
KEY = ("programme", "month", "kind", "subject")
KEPT = [f.name for f in Standing._meta.concrete_fields if f.name not in {"id", *KEY}]
SAID = [name for name in KEPT if name != "updated_at"]
type Kept = dict[tuple[date, str, str], tuple[object, ...]]
BATCH = 400


@transaction.atomic
def bring_up_to_date(period: Period, item_ids: Iterable[int], today: date) -> int:
    """Recompute the items' rows and every ancestor once, from the period's month on; return how many rows.

    Call it inside the transaction that submits, takes back, accepts, corrects, suspends or resumes. Later months follow
    because an unreturned month carries the last accepted figure over; so do months before that are still open, because
    what is decided today counts in them. The number of queries does not depend on how many
    items there are, up to `BATCH` rows a write.
    """
    ids = sorted(set(item_ids))
    months = _months_from(period)
    programme = Programme.objects.get(pk=period.programme_id)
    if not ids:
        return 0
    carry_forward(period, ids)
    return _recompute(programme, months, ids, today)


def _months_from(period: Period) -> list[date]:
    """Every month from the period's on, and from the first that is still open. One query."""
    rows = Period.objects.filter(programme_id=period.programme_id).order_by("month").values_list("month", "stage")
    months = list(rows)
    first = min([period.month, *(month for month, stage in months if stage == Period.Stage.OPEN)])
    return [month for month, _stage in months if month >= first]


@transaction.atomic
def open_month(period: Period, today: date) -> int:
    """Write the rows of every subject in a month that has just opened; return how many."""
    programme = Programme.objects.get(pk=period.programme_id)
    return _recompute(programme, [period.month], None, today)


@transaction.atomic
def relight(programme: Programme, today: date) -> int:
    """Recompute what only time changes in the months that are not locked; return how many rows. Safe to run twice.

    A locked month stays as it was locked. Timetable: once a day, after midnight.
    """
    months = list(
        Period.objects.filter(programme=programme, stage=Period.Stage.OPEN)
        .order_by("month")
        .values_list("month", flat=True)
    )
    return _recompute(programme, months, None, today)


def relight_all(today: date) -> int:
    """Re-light every active programme; return how many rows. Safe to run twice."""
    return sum(relight(p, today) for p in Programme.objects.filter(stage=Programme.Stage.ACTIVE).order_by("id"))


@transaction.atomic
def rebuild(programme: Programme, today: date | None = None) -> int:
    """Recompute all rows of a programme from its accepted lines; return how many rows there are.

    Rows of subjects that no longer exist are dropped. What is kept equals what is rebuilt; a test holds it.
    """
    months = list(Period.objects.filter(programme=programme).order_by("month").values_list("month", flat=True))
    Standing.objects.filter(programme=programme).exclude(month__in=months).delete()
    return _recompute(programme, months, None, today or clock.today())


def _recompute(programme: Programme, months: list[date], item_ids: list[int] | None, today: date) -> int:
    """Lock, load, compute month by month, write. `item_ids` None means every item, and drops rows of lost subjects."""
    if not months:
        return 0
    kept = _lock(programme, months, item_ids)
    ledger = ledger_of(programme, item_ids, months[-1])
    wanted = [i for i in ledger.items.values() if item_ids is None or i.pk in set(item_ids)]
    before = _rows_before(programme, next_month(months[0], -1), [i.pk for i in wanted])
    untouched = _untouched(programme, months, {i.pk for i in wanted}) if item_ids is not None else {}
    n = 0
    for month in months:
        setting = Setting(ledger, month, today, clock.now(), before)
        rows = _month(setting, wanted, untouched.get(month, []))
        n += _write(rows, kept)
        if item_ids is None:
            _drop_lost(programme, month, rows)
        before = {(r.kind, r.subject): _before(r) for r in rows}
    _date_items(wanted, before)
    return n


def _lock(programme: Programme, months: list[date], item_ids: list[int] | None) -> Kept:
    """Lock the rows about to change in one fixed order, by kind, then by id; return what they say. One query."""
    order = Case(*(When(kind=k, then=Value(n)) for n, k in enumerate(LOCK_ORDER)), output_field=IntegerField())
    rows = Standing.objects.filter(programme=programme, month__in=months)
    if item_ids is not None:
        rows = rows.filter(~Q(kind__in=LEAVES) | Q(item_id__in=item_ids))
    found = rows.order_by(order, "id").select_for_update().values_list("month", "kind", "subject", *SAID)
    return {(month, kind, subject): tuple(said) for month, kind, subject, *said in found}


def _rows_before(programme: Programme, month: date, item_ids: list[int]) -> dict[tuple[str, str], Before]:
    rows = Standing.objects.filter(programme=programme, month=month, kind__in=LEAVES, item_id__in=item_ids)
    return {(r.kind, r.subject): _before(r) for r in rows}


def _before(row: Standing) -> Before:
    verdict = Verdict(Status(row.status or Status.NO_DATA), Light(row.light or Light.GREY), row.was_behind)
    return Before(verdict, row.finished_on)


def _untouched(programme: Programme, months: list[date], item_ids: Collection[int]) -> dict[date, list[Member]]:
    """The rows of all other items, and of what is split to regions, that the groups still need. One query."""
    found: dict[date, list[Member]] = defaultdict(list)
    kinds = (Kind.ITEM, Kind.ALLOCATION)
    rows = Standing.objects.filter(programme=programme, month__in=months, kind__in=kinds)
    ordered = rows.exclude(item_id__in=item_ids).order_by("id")
    for month, *columns in ordered.values_list("month", *Other._fields):
        found[month].append(Other(*columns))
    return found


def _month(setting: Setting, wanted: list[Item], untouched: list[Member]) -> list[Standing]:
    """All rows of one month that have to be written, leaves first."""
    facts: dict[int, list[Facts]] = defaultdict(list)
    for one in facts_of([i.pk for i in wanted], setting.month, setting.as_of).values():
        facts[one.item_id].append(one)
    rows = [row for item in wanted for row in leaves(setting, item, facts[item.pk])]
    keys = {key for item in wanted for key in setting.ledger.groups_of[item.pk]}
    return [*rows, *groups(setting, [*rows, *untouched], keys)]


def _write(rows: list[Standing], kept: Kept) -> int:
    """Insert the rows, or bring those that say something else up to date; return how many rows there are."""
    news = [r for r in rows if kept.get((r.month, r.kind, r.subject)) != tuple(getattr(r, name) for name in SAID)]
    news.sort(key=lambda r: (LOCK_ORDER.index(Kind(r.kind)), r.subject))
    Standing.objects.bulk_create(news, batch_size=BATCH, update_conflicts=True, unique_fields=KEY, update_fields=KEPT)
    return len(rows)


def _drop_lost(programme: Programme, month: date, rows: list[Standing]) -> None:
    """Remove rows of subjects that no longer stand in the register."""
    known = {(r.kind, r.subject) for r in rows}
    kept = Standing.objects.filter(programme=programme, month=month).values_list("pk", "kind", "subject")
    Standing.objects.filter(pk__in=[pk for pk, *key in kept if tuple(key) not in known]).delete()


def _date_items(wanted: list[Item], last: dict[tuple[str, str], Before]) -> None:
    """Keep on each item the day its accepted figures reached all assessed targets."""
    changed = []
    for item in wanted:
        row = last.get((Kind.ITEM, str(item.pk)))
        day = row.finished_on if row else None
        if item.finished_on != day:
            item.finished_on = day
            changed.append(item)
    if changed:
        Item.objects.bulk_update(changed, ["finished_on"])
