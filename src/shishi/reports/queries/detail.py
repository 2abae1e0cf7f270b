"""One return as its own page shows it: chain, steps, figures with their versions, corrections, money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from shishi.funds.queries import FundsRow, rows_of_item, total_of
from shishi.reports.chain import LABELS, Stage, is_above, open_steps
from shishi.reports.models import Correction, LineVersion, Return, ReturnStep
from shishi.reports.queries.measures import Facts, as_of_day
from shishi.reports.queries.saying import shown
from shishi.reports.queries.sheet import Card, cards
from shishi.rules.authority import UNIT, Actor
from shishi.rules.lifecycle import Place, Step, Taken

PATH = (Stage.DRAFT, Stage.SUBMITTED, Stage.UNIT_APPROVED, Stage.ACCEPTED, Stage.LOCKED)
FILLED_ON_SHEET = frozenset({"save", "submit"})
WITH_OWN_FORM = frozenset({"ask_correction", "correct", "refuse_correction"})


@dataclass(frozen=True, slots=True)
class Station:
    """A stage of the chain as it is drawn: passed, here, or still to come; who passed it and when."""

    label: str
    state: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A figure as it was accepted or corrected."""

    indicator: str
    version: int
    value: str
    unit: str
    reason: str
    reported_by: str
    approved_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A correction somebody asked for."""

    id: int
    indicator: str
    old: str
    new: str
    unit: str
    reason: str
    stage: str
    stage_label: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    opinion: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything on the page of one return."""

    card: Card
    unit_name: str
    month: date
    stations: tuple[Station, ...]
    steps: tuple[ReturnStep, ...]
    acts: tuple[Step, ...]
    versions: tuple[Version, ...]
    corrections: tuple[Asked, ...]
    ledger: tuple[FundsRow, ...]
    may_ask: bool
    may_decide: bool
    may_accept_above: bool
    may_return: bool
    may_book: bool
    parent_accepted_at: datetime | None


def detail(row: Return, actor: Actor, today: date) -> Detail:
    """The page of a return loaded with item, period, programme, unit and steps.

    Seven queries at most, one more for versions once it was accepted and one for corrections once one was asked for.
    """
    ledger = tuple(rows_of_item(row.item_id))
    funds = total_of(ledger, as_of_day(row.period.month, today))
    [card] = cards([row], today, funds={row.item_id: funds})
    steps = tuple(sorted(row.steps.all(), key=lambda s: s.pk))
    place = Place(row.region_path, (row.unit_id,))
    taken = [Taken(s.name, s.person_id) for s in steps if s.round == row.round]
    open_now = open_steps(row.stage, actor, place, taken)
    names = {s.name for s in open_now}
    taken_ever = {s.name for s in steps}
    facts = {r.facts.id: r.facts for r in card.rows}
    return Detail(
        card=card,
        unit_name=row.unit.name,
        month=row.period.month,
        stations=_stations(row, steps),
        steps=tuple(s for s in steps if s.name != "save"),
        acts=tuple(s for s in open_now if s.name not in FILLED_ON_SHEET | WITH_OWN_FORM | {"lock"}),
        versions=_versions(row, facts) if row.accepted_at or "accept" in taken_ever else (),
        corrections=_corrections(row, facts) if "ask_correction" in taken_ever else (),
        ledger=ledger,
        may_ask="ask_correction" in names,
        may_decide="correct" in names or "refuse_correction" in names,
        may_accept_above=is_above(actor, place)
        and row.parent_accepted_at is None
        and row.stage in (Stage.ACCEPTED, Stage.LOCKED),
        may_return="return" in names,
        may_book=row.item.unit_id == actor.org_id and actor.is_any(UNIT),
        parent_accepted_at=row.parent_accepted_at,
    )


LEADS_TO = {
    Stage.DRAFT: ("save",),
    Stage.SUBMITTED: ("submit",),
    Stage.UNIT_APPROVED: ("approve",),
    Stage.ACCEPTED: ("accept",),
    Stage.LOCKED: ("lock",),
}


def _stations(row: Return, steps: Sequence[ReturnStep]) -> tuple[Station, ...]:
    """The chain with what this round has passed; a return sent back stands at the beginning again."""
    here = {Stage.OPEN: Stage.DRAFT, Stage.RETURNED: Stage.DRAFT, Stage.CORRECTING: Stage.LOCKED}.get(
        Stage(row.stage), Stage(row.stage)
    )
    place = PATH.index(here)
    found = []
    for n, stage in enumerate(PATH):
        state = "here" if n == place else "done" if n < place else "ahead"
        step = next((s for s in reversed(steps) if s.name in LEADS_TO[stage] and s.round == row.round), None)
        label = LABELS[row.stage] if state == "here" else LABELS[stage]
        known = step is not None and state != "ahead"
        found.append(
            Station(_(label), state, step.person_name if step and known else "", step.at if step and known else None)
        )
    return tuple(found)


def _versions(row: Return, facts: dict[int, Facts]) -> tuple[Version, ...]:
    rows = LineVersion.objects.filter(line__of=row).select_related("line").order_by("line_id", "-version")
    return tuple(
        Version(
            facts[v.line.indicator_id].name,
            v.version,
            _figure(v.value, v.denominator, facts[v.line.indicator_id]),
            facts[v.line.indicator_id].unit,
            v.reason,
            v.reported_by,
            v.approved_by,
            v.at,
        )
        for v in rows
    )


def _figure(value: Decimal | None, denominator: Decimal | None, facts: Facts) -> str:
    below = shown(denominator, facts)
    return shown(value, facts) + (f" / {below}" if below else "")


def _corrections(row: Return, facts: dict[int, Facts]) -> tuple[Asked, ...]:
    rows = Correction.objects.filter(line__of=row).select_related("line").order_by("-asked_at", "-id")
    return tuple(_asked(c, facts[c.line.indicator_id]) for c in rows)


def _asked(one: Correction, facts: Facts) -> Asked:
    return Asked(
        id=one.pk,
        indicator=facts.name,
        old=shown(one.old, facts),
        new=shown(one.new, facts),
        unit=facts.unit,
        reason=one.reason,
        stage=one.stage,
        stage_label=one.get_stage_display(),
        asked_by=one.asked_by_name,
        asked_at=one.asked_at,
        decided_by=one.decided_by_name,
        opinion=one.opinion,
    )
