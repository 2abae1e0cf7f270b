"""Research visits, and how many person-times they come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE, Case, F, When
from django.utils.translation import gettext as _

from shishi.inspections.kinds import VISIT_MODES
from shishi.inspections.models import Research
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class ResearchRow:
    """One visit. `stage` is planned, done or called_off."""

    id: int
    on: date
    mode: str
    unit: str
    who: str
    n_people: int
    place: str
    found: str
    services: str
    stage: str
    stage_label: str
    unit_id: int
    case_id: int | None
    number: str


@dataclass(frozen=True, slots=True)
class PersonTimes:
    """How many visits and person-times a year came to, and person-times by mode as (label, count)."""

    year: int
    n_visits: int
    n_people: int
    modes: tuple[tuple[str, int], ...]


def research_for(actor: Actor, limit: int = 200, *, pk: int | None = None) -> list[ResearchRow]:
    """Visits within reach: planned ones first, the next to come on top; then the others, newest first. Of one number
    only that visit. One query.
    """
    is_planned = Case(When(stage=Research.Stage.PLANNED, then=0), default=1)
    soonest = Case(When(stage=Research.Stage.PLANNED, then=F("on")))
    rows = Research.objects.visible_to(actor).select_related("unit", "case").order_by(is_planned, soonest, "-on", "-id")
    rows = rows if pk is None else rows.filter(pk=pk)
    return [
        ResearchRow(
            r.pk,
            r.on,
            _(VISIT_MODES[r.mode]),
            r.unit.short,
            r.who,
            r.n_people,
            r.place,
            r.found,
            r.services,
            r.stage,
            r.get_stage_display(),
            r.unit_id,
            r.case_id,
            r.case.number if r.case else "",
        )
        for r in rows.fetch_mode(FETCH_RAISE)[:limit]
    ]


def person_times(actor: Actor) -> list[PersonTimes]:
    """Visits made and person-times within reach by year. One query."""
    people: dict[int, Counter[str]] = {}
    visits: Counter[int] = Counter()
    done = Research.objects.visible_to(actor).filter(stage=Research.Stage.DONE)
    for year, mode, n in done.values_list("on__year", "mode", "n_people"):
        visits[year] += 1
        people.setdefault(year, Counter())[mode] += n
    return [
        PersonTimes(
            year,
            visits[year],
            modes.total(),
            tuple((_(label), modes[code]) for code, label in VISIT_MODES.items() if modes[code]),
        )
        for year, modes in sorted(people.items(), reverse=True)
    ]
