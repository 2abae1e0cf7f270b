"""The diary of pairings: whom one helps, when one was last there, when to go next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendars
from shishi.cases.kinds.answers import HELPED
from shishi.cases.models import Asker, Case, CasePart, CaseStep
from shishi.cases.queries.helped import AskerCard, helped_card
from shishi.cases.queries.lists import days_left, tone_of
from shishi.lib import clock
from shishi.rules.authority import Actor

PAGE = 20
LATEST = 3


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One note of the diary."""

    id: int
    on: str
    where: str
    diary: str
    who: str


@dataclass(frozen=True, slots=True)
class PairingCard:
    """One pairing with its latest notes; `next_at` is when the next visit or review falls due."""

    id: int
    number: str
    title: str
    mode: str
    category: str
    who: AskerCard | None
    unit: str
    helpers: str
    n_visits: int
    visits: tuple[VisitRow, ...]
    stage_label: str
    tone: str
    next_at: datetime | None
    days: int | None
    version: int
    may_visit: bool


@dataclass(frozen=True, slots=True)
class PairingPage:
    """A page of the diary; `after` leads on."""

    cards: tuple[PairingCard, ...]
    after: int | None


def pairings(actor: Actor, after: int | None = None) -> PairingPage:
    """The running pairings within reach, the latest first. Four queries, one more for the calendar."""
    rows = Case.objects.visible_to(actor).open().filter(kind="pairing")
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-id").select_related("unit").fetch_mode(FETCH_RAISE)[: PAGE + 1])
    shown = found[:PAGE]
    ids = [case.pk for case in shown]
    askers = {one.case_id: one for one in Asker.objects.filter(case__in=ids)}
    parts = defaultdict[int, list[int]](list)
    for case_id, unit in CasePart.objects.filter(case__in=ids).values_list("case_id", "unit_id"):
        parts[case_id].append(unit)
    visits, now, known = _visits(ids), clock.now(), calendars()
    cards = []
    for case in shown:
        place = case.standing((), parts[case.pk])
        who = helped_card(askers[case.pk], case, actor, place) if case.pk in askers else None
        steps = case.what.life.open_steps(case.stage, actor, place)
        days = days_left(case.next_due_at, now, known.at(case.home_path))
        cards.append(_card(case, who, visits[case.pk], any(s.name == "visit" for s in steps), tone_of(case, now), days))
    return PairingPage(tuple(cards), shown[-1].pk if len(found) > PAGE else None)


def visits_of(case: Case) -> list[VisitRow]:
    """Every note of one pairing, the earliest first. One query."""
    return [_visit(step) for step in CaseStep.objects.filter(case=case, name="visit").order_by("id")]


def _visits(ids: list[int]) -> dict[int, list[VisitRow]]:
    latest = defaultdict[int, list[VisitRow]](list)
    for step in CaseStep.objects.filter(case__in=ids, name="visit").order_by("-id"):
        if len(latest[step.case_id]) < LATEST:
            latest[step.case_id].append(_visit(step))
    return latest


def _visit(step: CaseStep) -> VisitRow:
    said: Mapping[str, str] = step.answers
    return VisitRow(step.pk, said.get("held_on", ""), said.get("where", ""), said.get("diary", ""), step.person_name)


def _card(
    case: Case, who: AskerCard | None, visits: list[VisitRow], may_visit: bool, tone: str, days: int | None
) -> PairingCard:
    kind = case.what
    return PairingCard(
        id=case.pk,
        number=case.number,
        title=case.title,
        mode=_(kind.type_label(case.type)),
        category=_(HELPED.get(case.category, case.category)),
        who=who,
        unit=case.unit.short if case.unit else "",
        helpers=case.duty_person,
        n_visits=case.n_visits,
        visits=tuple(visits),
        stage_label=_(kind.stage_label(case.stage)),
        tone=tone,
        next_at=case.next_due_at,
        days=days,
        version=case.version,
        may_visit=may_visit,
    )
