"""One case as programs read it: what its page shows, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shishi.almanac.queries import calendars
from shishi.cases.models import Case, CasePart, Extension
from shishi.cases.queries.catalogue import Asked, asked_of
from shishi.cases.queries.detail import CaseDetail, LinkRow, StageMark, detail
from shishi.cases.queries.helped import AskerCard
from shishi.cases.queries.lists import CaseRow, row_of
from shishi.cases.queries.past import PastStep
from shishi.lib import clock
from shishi.orgs.models import Org
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Step


@dataclass(frozen=True, slots=True)
class CaseUnit:
    """An organisation a case speaks of."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class CaseClocks:
    """The clocks of a case. `days` and `whole_days` are workdays left, negative when late.

    first_due_at  the first promise; `due_at` is what an extension moves. `next_due_at` is the earlier of stage and
    whole. `stopped_at` since when both stand still
    """

    stage_since: datetime
    stage_due_at: datetime | None
    due_at: datetime | None
    first_due_at: datetime | None
    next_due_at: datetime | None
    stopped_at: datetime | None
    contact_due_at: datetime | None
    days: int | None
    whole_days: int | None


@dataclass(frozen=True, slots=True)
class CaseMoments:
    """When what was done."""

    opened_at: datetime
    assigned_at: datetime | None
    acknowledged_at: datetime | None
    contacted_at: datetime | None
    replied_at: datetime | None
    called_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How often what happened."""

    n_transfers: int
    n_rulings: int
    n_redone: int
    n_relapses: int
    n_extensions: int
    n_calls: int


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step the reader may take now, and what it asks."""

    name: str
    label: str
    is_aside: bool
    sends_back: bool
    paper: str
    asks: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class CasePartRow:
    """What one unit has to do; `is_mine` when the reader may report it."""

    id: int
    unit_id: int
    unit: str
    is_lead: bool
    is_mine: bool
    task: str
    stage: str
    report: str
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True, slots=True)
class CaseExtension:
    """A later date asked for, and what was decided."""

    id: int
    round: int
    stage: str
    old_due_at: datetime
    wanted_at: datetime
    reason: str
    asked_at: datetime
    asked_by: str
    opinion: str
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """Everything the page of a case shows. `asker` is who asked, as far as the reader may know."""

    id: int
    number: str
    version: int
    round: int
    kind: str
    kind_label: str
    type: str
    type_label: str
    title: str
    text: str
    stage: str
    stage_label: str
    tone: str
    side: str
    holder: str
    office: CaseUnit
    unit: CaseUnit | None
    raiser_id: int | None
    duty_person: str
    sponsor: str
    region_path: str
    place: str
    programme_id: int | None
    item_id: int | None
    site_id: int | None
    source: str
    channel: str
    severity: str
    topic: str
    enterprise: str
    level: int
    secrecy: int
    is_duty: bool
    is_green: bool
    outcome: str
    resolved: str
    rating: str
    opened_by: str
    clocks: CaseClocks
    moments: CaseMoments
    counts: CaseCounts
    chain: tuple[StageMark, ...]
    open_steps: tuple[OpenStep, ...]
    parts: tuple[CasePartRow, ...]
    extensions: tuple[CaseExtension, ...]
    may_extend: bool
    may_decide: bool
    links: tuple[LinkRow, ...]
    recused: tuple[str, ...]
    past: tuple[PastStep, ...]
    asker: AskerCard | None


def rows_of(cases: Iterable[Case]) -> list[CaseRow]:
    """Cases as a list shows them now. One query for the calendars, and those for units not fetched yet."""
    known, now = calendars(), clock.now()
    return [row_of(case, now, known) for case in cases]


def case_sheet(case: Case, actor: Actor) -> CaseSheet:
    """One case, fetched with office, unit, holder and sponsor. As many queries as `detail`."""
    found = detail(case, actor)
    plain = {name: getattr(case, name) for name in PLAIN}
    return CaseSheet(
        **plain,
        kind_label=_(found.kind.label),
        type_label=_(found.kind.type_label(case.type)) if case.type else "",
        stage_label=found.stage_label,
        tone=found.tone,
        holder=found.holder,
        office=CaseUnit(case.office.pk, case.office.name),
        unit=_unit(case.unit),
        sponsor=case.sponsor.name if case.sponsor else "",
        opened_by=case.opened_by_name,
        clocks=_clocks(case, found),
        moments=CaseMoments(**{name: getattr(case, name) for name in CaseMoments.__slots__}),
        counts=CaseCounts(**{name: getattr(case, name) for name in CaseCounts.__slots__}),
        chain=found.chain,
        open_steps=tuple(_open_step(case, step) for step in found.steps),
        parts=_parts(found.parts, found.my_part),
        extensions=tuple(_extension(row) for row in found.extensions),
        may_extend=found.may_extend,
        may_decide=found.may_decide,
        links=found.links,
        recused=tuple(row.person_name for row in found.recusals),
        past=found.past,
        asker=found.asker,
    )


PLAIN = (
    "id", "number", "version", "round", "kind", "type", "title", "text", "stage", "side", "raiser_id", "duty_person",
    "region_path", "place", "programme_id", "item_id", "site_id", "source", "channel", "severity", "topic", "level",
    "enterprise", "secrecy", "is_duty", "is_green", "outcome", "resolved", "rating",
)  # fmt: skip


def _unit(unit: Org | None) -> CaseUnit | None:
    return CaseUnit(unit.pk, unit.name) if unit else None


def _clocks(case: Case, found: CaseDetail) -> CaseClocks:
    return CaseClocks(
        stage_since=case.stage_since,
        stage_due_at=case.stage_due_at,
        due_at=case.due_at,
        first_due_at=case.first_due_at,
        next_due_at=case.next_due_at,
        stopped_at=case.stopped_at,
        contact_due_at=case.contact_due_at,
        days=found.days,
        whole_days=found.whole_days,
    )


def _open_step(case: Case, step: Step) -> OpenStep:
    asks = asked_of(case.what, step.asks, step.offers)
    return OpenStep(step.name, _(step.label), step.aside, step.sends_back, step.paper, asks)


def _parts(parts: Iterable[CasePart], mine: CasePart | None) -> tuple[CasePartRow, ...]:
    return tuple(
        CasePartRow(
            id=part.pk,
            unit_id=part.unit_id,
            unit=part.unit.name,
            is_lead=part.is_lead,
            is_mine=mine is not None and part.pk == mine.pk,
            task=part.task,
            stage=part.stage,
            report=part.report,
            done_at=part.done_at,
            done_by=part.done_by_name,
        )
        for part in parts
    )


def _extension(row: Extension) -> CaseExtension:
    return CaseExtension(
        id=row.pk,
        round=row.round,
        stage=row.stage,
        old_due_at=row.old_due_at,
        wanted_at=row.wanted_at,
        reason=row.reason,
        asked_at=row.asked_at,
        asked_by=row.asked_by_name,
        opinion=row.opinion,
        decided_at=row.decided_at,
        decided_by=row.decided_by_name,
    )
