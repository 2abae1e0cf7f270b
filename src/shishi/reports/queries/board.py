"""The period board: units by items for one month, who returned in time, late or not at all (催报)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q

from shishi.almanac.queries import calendar, doubt_about
from shishi.programmes.models import Item
from shishi.reports.chain import EDITABLE, LABELS, UNDONE, Stage
from shishi.reports.models import Exemption, Period, Return, ReturnStep, Urge
from shishi.rules.authority import UNIT, Actor
from shishi.rules.ontime import Filing, OnTime, on_time_rate

STOPPED = (Item.Stage.SUSPENDED, Item.Stage.TERMINATED)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One month in the list of months."""

    id: int
    month: date
    programme: str
    due_on: date
    lock_on: date
    is_open: bool
    n_due: int
    n_submitted: int
    n_accepted: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One return on the board: returned, late, missing, sent back, excused, and its stage in words."""

    id: int
    title: str
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the board. `n_late` came after the due moment; `n_missing` has not come."""

    id: int
    name: str
    marks: tuple[Mark, ...]
    n_due: int
    n_returned: int
    n_late: int
    n_missing: int
    n_sent_back: int
    on_time: OnTime
    urged: tuple[datetime, ...]
    exemption: str

    @property
    def is_late(self) -> bool:
        return any(mark.state == "missing" for mark in self.marks)

    @property
    def owes(self) -> bool:
        return bool(self.n_missing or self.n_sent_back)


@dataclass(frozen=True, slots=True)
class Board:
    """The month's board."""

    rows: tuple[UnitRow, ...]
    n_due: int
    n_returned: int
    n_late: int
    n_missing: int
    n_sent_back: int
    n_waiting: int
    on_time: OnTime
    exemptions: tuple[Exemption, ...]


def periods(actor: Actor) -> list[PeriodRow]:
    """The months within reach, latest first. One query."""
    mine = Q(returns__in=Return.objects.visible_to(actor), returns__is_due=True)
    if actor.is_any(UNIT):
        mine &= Q(returns__unit_id=actor.org_id)
    sent = ~Q(returns__stage__in=EDITABLE)
    done = Q(returns__stage__in=[Stage.ACCEPTED, Stage.LOCKED, Stage.CORRECTING])
    rows: Any = (
        Period.objects.visible_to(actor)
        .select_related("programme")
        .annotate(
            n_due=Count("returns", mine), n_sent=Count("returns", mine & sent), n_done=Count("returns", mine & done)
        )
        .order_by("-month", "programme_id", "id")[:60]
    )
    return [
        PeriodRow(
            p.pk,
            p.month,
            p.programme.name,
            p.due_on,
            p.lock_on,
            p.stage == Period.Stage.OPEN,
            p.n_due,
            p.n_sent,
            p.n_done,
        )
        for p in rows
    ]


def doubt(period: Period) -> str:
    """A sentence where the days of an open month are counted into a year not published yet. One query, or none."""
    if period.stage == Period.Stage.LOCKED:
        return ""
    return doubt_about([period.due_on, period.lock_on], calendar(period.programme.region_path))


def board(period: Period, actor: Actor, now: datetime) -> Board:
    """The month as this actor may see it; for a unit the headline counts its own returns. Four queries."""
    submits = Prefetch("steps", ReturnStep.objects.filter(name="submit").order_by("id"))
    returns = list(
        Return.objects.visible_to(actor)
        .filter(period=period)
        .select_related("item", "unit")
        .prefetch_related(submits)
        .order_by("unit__sort", "unit_id", "item__seq", "id")
    )
    urges = _urges(period)
    exemptions = tuple(
        Exemption.objects.filter(
            programme_id=period.programme_id, ended_at=None, since__lte=period.due_on, until__gte=period.due_on
        )
        .select_related("unit", "item")
        .order_by("unit__sort", "id")
    )
    by_unit: dict[int, list[Return]] = defaultdict(list)
    for row in returns:
        by_unit[row.unit_id].append(row)
    rows = tuple(_unit_row(mine, urges.get(unit, ()), exemptions, now) for unit, mine in by_unit.items())
    counted = [r for r in rows if _counts_for(actor, r.id)]
    return Board(
        rows=rows,
        n_due=sum(r.n_due for r in counted),
        n_returned=sum(r.n_returned for r in counted),
        n_late=sum(r.n_late for r in counted),
        n_missing=sum(r.n_missing for r in counted),
        n_sent_back=sum(r.n_sent_back for r in counted),
        n_waiting=sum(r.stage in (Stage.SUBMITTED, Stage.UNIT_APPROVED) for r in returns),
        on_time=_joined(r.on_time for r in counted),
        exemptions=exemptions,
    )


def _counts_for(actor: Actor, unit_id: int) -> bool:
    """Whether the headline counts the unit's returns: for a unit its own, not those of items it only supports."""
    return not actor.is_any(UNIT) or actor.serves_unit(unit_id)


def _joined(parts: Iterable[OnTime]) -> OnTime:
    known = list(parts)
    return OnTime(sum(p.n_on_time for p in known), sum(p.n_due for p in known))


def _urges(period: Period) -> dict[int, tuple[datetime, ...]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for one in Urge.objects.filter(period=period).order_by("id"):
        found[one.unit_id].append(one.at)
    return {unit: tuple(at) for unit, at in found.items()}


def _unit_row(
    mine: Sequence[Return], urged: tuple[datetime, ...], exemptions: Sequence[Exemption], now: datetime
) -> UnitRow:
    unit = mine[0].unit
    marks = tuple(_mark(r, now) for r in mine)
    states = [m.state for m in marks]
    excused = next((e for e in exemptions if e.unit_id == unit.pk), None)
    return UnitRow(
        id=unit.pk,
        name=unit.short,
        marks=marks,
        n_due=sum(s != "excused" for s in states),
        n_returned=sum(s in ("returned", "late") for s in states),
        n_late=states.count("late"),
        n_missing=states.count("missing") + states.count("waited"),
        n_sent_back=states.count("sent_back"),
        on_time=on_time_rate(filing(r) for r in mine if r.due_at <= now or r.first_submitted_at is not None),
        urged=urged,
        exemption=excused.get_kind_display() if excused else "",
    )


def filing(row: Return) -> Filing:
    """A return as the on-time rate counts it (docs/domain/quality.md): what was issued late or stopped is left out."""
    return Filing(
        due_at=row.due_at,
        submitted_at=tuple(s.at for s in row.steps.all() if s.name == "submit"),
        issued_late=not row.is_due,
        suspended=row.item.stage in STOPPED,
    )


def _mark(row: Return, now: datetime) -> Mark:
    label = LABELS[row.stage]
    if row.first_submitted_at is None:
        state = (
            "excused" if not row.is_due or row.item.stage in STOPPED else "missing" if row.due_at <= now else "waited"
        )
    elif row.stage == Stage.RETURNED or (row.stage == Stage.DRAFT and row.n_sent_back):
        state = "sent_back"
    else:
        state = "returned" if row.on_time else "late"
    return Mark(row.pk, row.item.title, state, label)


def owed_by(period: Period, unit_ids: Iterable[int]) -> dict[int, int]:
    """How many returns each unit has still to hand in, sent-back ones among them. One query."""
    rows = (
        Return.objects.filter(period=period, unit_id__in=list(unit_ids), is_due=True, stage__in=EDITABLE)
        .exclude(item__stage__in=STOPPED)
        .values("unit_id")
        .annotate(n=Count("id"))
        .order_by("unit_id")
    )
    return {r["unit_id"]: r["n"] for r in rows}


def late_of(period: Period, unit_id: int, now: datetime) -> list[str]:
    """The items whose return is past its moment and has not come from the unit. One query."""
    rows = Return.objects.filter(period=period, unit=unit_id, is_due=True, first_submitted_at=None, due_at__lte=now)
    return list(rows.exclude(item__stage__in=STOPPED).order_by("item__seq", "id").values_list("item__title", flat=True))


@dataclass(frozen=True, slots=True)
class Consequence:
    """What locking a month now would do."""

    n_locked: int
    n_unaccepted: int
    unaccepted: tuple[tuple[str, str, str], ...]


def if_locked_now(period: Period) -> Consequence:
    """Returns that would be locked, and those that would count as not returned: unit, item, stage. Two queries."""
    mine = Return.objects.filter(period=period)
    missing = list(
        mine.filter(stage__in=UNDONE, is_due=True)
        .exclude(item__stage__in=STOPPED)
        .order_by("unit__sort", "unit_id", "item__seq")
        .values_list("unit__name", "item__title", "stage")
    )
    rows = tuple((unit, title, LABELS[stage]) for unit, title, stage in missing)
    return Consequence(mine.filter(stage=Stage.ACCEPTED).count(), len(rows), rows)
