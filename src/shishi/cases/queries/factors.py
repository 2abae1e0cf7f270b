"""What is asked for and not there yet: the green channel first, then by the day it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE, F
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendars
from shishi.cases.models import Case
from shishi.cases.queries.lists import days_left, tone_of
from shishi.lib import clock
from shishi.rules.authority import Actor

MOST = 300


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One thing asked for. `to_need` is days until it is needed, `days` workdays left to whoever holds it."""

    id: int
    title: str
    type_label: str
    stage_label: str
    tone: str
    is_green: bool
    raiser: str
    unit: str
    helper: str
    needed_on: date | None
    to_need: int | None
    days: int | None


@dataclass(frozen=True, slots=True)
class FactorQueue:
    """The queue, and how many of it are green and how many already come too late."""

    rows: tuple[FactorRow, ...]
    n_green: int
    n_missed: int


def queue(actor: Actor) -> FactorQueue:
    """What is asked for within reach and not over. One query, and one for the calendar."""
    rows = Case.objects.visible_to(actor).open().filter(kind="factor").select_related("unit", "raiser").defer("text")
    ordered = rows.order_by(F("is_green").desc(), F("needed_on").asc(nulls_last=True), "id")
    known, now, today = calendars(), clock.now(), clock.today()
    found = tuple(
        FactorRow(
            id=case.pk,
            title=case.title,
            type_label=_(case.what.type_label(case.type)),
            stage_label=_(case.what.stage_label(case.stage)),
            tone=tone_of(case, now),
            is_green=case.is_green,
            raiser=case.raiser.short if case.raiser else "",
            unit=case.unit.short if case.unit else "",
            helper=case.helper,
            needed_on=case.needed_on,
            to_need=(case.needed_on - today).days if case.needed_on else None,
            days=days_left(case.next_due_at, now, known.at(case.home_path)),
        )
        for case in ordered.fetch_mode(FETCH_RAISE)[:MOST]
    )
    missed = sum(1 for row in found if row.to_need is not None and row.to_need < 0)
    return FactorQueue(found, sum(row.is_green for row in found), missed)
