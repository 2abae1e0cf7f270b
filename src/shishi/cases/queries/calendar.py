"""What falls due on which day."""

from __future__ import annotations

import calendar as months
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import FETCH_RAISE

from shishi.almanac.queries import calendars
from shishi.cases.models import Case
from shishi.cases.queries.lists import CaseRow, Wanted, narrowed, next_month, row_of
from shishi.lib import clock
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local

MOST = 400
A_DAY = 4


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day: the first few cases due, and how many more."""

    on: date
    is_in_month: bool
    is_workday: bool
    is_today: bool
    rows: tuple[CaseRow, ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class DueMonth:
    """A month in weeks from Monday. `is_cut` when there are more than the page can count."""

    month: date
    before: date
    after: date
    weeks: tuple[tuple[DueDay, ...], ...]
    n: int
    is_cut: bool


def month_of(actor: Actor, wanted: Wanted, month: date) -> DueMonth:
    """The open cases within reach due in a month, by day. One query, and one for the calendar."""
    first, last = clock.at(month, 0), clock.at(next_month(month), 0)
    asked = Wanted(kind=wanted.kind, unit_id=wanted.unit_id, mine=wanted.mine, state="open")
    rows = narrowed(Case.objects.visible_to(actor), actor, asked).filter(next_due_at__gte=first, next_due_at__lt=last)
    found = list(
        rows.order_by("next_due_at", "id").select_related("unit", "holder").defer("text").fetch_mode(FETCH_RAISE)[:MOST]
    )
    known, now, by_day = calendars(), clock.now(), defaultdict[date, list[CaseRow]](list)
    here = known.at(actor.post.region_path if actor.post else "")
    for case in found:
        if case.next_due_at:
            by_day[local(case.next_due_at).date()].append(row_of(case, now, known))
    weeks = tuple(
        tuple(
            DueDay(
                on,
                on.month == month.month,
                here.is_workday(on),
                on == clock.today(),
                tuple(by_day[on][:A_DAY]),
                max(0, len(by_day[on]) - A_DAY),
            )
            for on in week
        )
        for week in months.Calendar().monthdatescalendar(month.year, month.month)
    )
    before = (month - timedelta(days=1)).replace(day=1)
    return DueMonth(month, before, next_month(month), weeks, len(found), len(found) == MOST)
