"""Returns as programs read them: figures in base units, judged as the page judges them, with versions and steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import FETCH_RAISE, Prefetch

from shishi.reports.chain import LABELS, open_steps
from shishi.reports.models import Line, LineVersion, Return
from shishi.reports.queries import sheet
from shishi.reports.queries.past import Piece
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place, Taken


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return in a list."""

    id: int
    programme_id: int
    period_id: int
    month: date
    item_id: int
    item: str
    unit_id: int
    unit: str
    stage: str
    stage_label: str
    round: int
    is_due: bool
    due_at: datetime
    first_submitted_at: datetime | None
    is_late: bool
    is_no_change: bool
    accepted_at: datetime | None
    parent_accepted_at: datetime | None
    n_sent_back: int
    version: int


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A milestone of the plan: `done_on` where it was done before, `reported_on` where this return reports it."""

    task_id: int
    title: str
    due_on: date
    weight: Decimal
    done_on: date | None
    reported_on: date | None


@dataclass(frozen=True, slots=True)
class LineShareRow:
    """What one allocation brought of a line's figure, in base units.

    name, target  of the township or unit
    previous      what was accepted of it in the months before; it stands while this return says nothing of it
    is_reported   whether this return says something of it: `value`, and `accepted` once the office accepted
    """

    allocation_id: int
    name: str
    target: Decimal
    previous: Decimal | None
    is_reported: bool
    value: Decimal | None
    accepted: Decimal | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A figure as it was accepted or corrected; version 1 is the first acceptance."""

    version: int
    value: Decimal | None
    denominator: Decimal | None
    text: str
    reason: str
    reported_by: str
    approved_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LineRow:
    """One indicator's figure. Figures are in base units (`scale` of them are one printed unit).

    rate, expected, deviation_pp   as of the month, in per cent and points; of the figure as it stands on the sheet
    remarks                        severity and sentence of what the checks find
    """

    id: int
    indicator_id: int
    name: str
    type: str
    unit: str
    scale: int
    target: Decimal | None
    previous: Decimal | None
    value: Decimal | None
    denominator: Decimal | None
    text: str
    change_reason: str
    returned_reason: str
    accepted: Decimal | None
    accepted_denominator: Decimal | None
    parent_accepted: Decimal | None
    rate: Decimal | None
    expected: Decimal | None
    deviation_pp: Decimal | None
    status: str
    remarks: tuple[tuple[str, str], ...]
    evidence: tuple[Piece, ...]
    milestones: tuple[PlannedTask, ...]
    shares: tuple[LineShareRow, ...]
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step the return took."""

    name: str
    round: int
    person_name: str
    post_label: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """One return with everything in it. `open_steps` are those the reader may take now."""

    row: ReturnRow
    progress: str
    difficulty: str
    needs_coordination: bool
    next_step: str
    finish_expected_on: date | None
    finished_on: date | None
    lines: tuple[LineRow, ...]
    steps: tuple[TakenStep, ...]
    open_steps: tuple[str, ...]


def returns(actor: Actor, after: int, limit: int, **wanted: Any) -> list[ReturnRow]:
    """Returns within reach by id, one more than `limit`. One query."""
    chosen = {lookup: value for lookup, value in wanted.items() if value is not None}
    rows = Return.objects.visible_to(actor).filter(pk__gt=after, **chosen).select_related("item", "unit", "period")
    return [return_row(r) for r in rows.order_by("pk").fetch_mode(FETCH_RAISE)[: limit + 1]]


def return_row(r: Return) -> ReturnRow:
    """A return fetched with item, unit and period. No query."""
    return ReturnRow(
        r.pk, r.programme_id, r.period_id, r.period.month, r.item_id, r.item.title, r.unit_id, r.unit.name, r.stage,
        LABELS[r.stage], r.round, r.is_due, r.due_at, r.first_submitted_at, r.on_time is False, r.is_no_change,
        r.accepted_at, r.parent_accepted_at, r.n_sent_back, r.version,
    )  # fmt: skip


def return_sheet(found: Return, actor: Actor, today: date) -> ReturnSheet:
    """One return whole. Fourteen queries at most, whatever hangs on it."""
    row = (
        Return.objects.filter(pk=found.pk)
        .with_note()
        .select_related("item", "period", "programme", "unit")
        .prefetch_related("steps")
        .get()
    )
    [card] = sheet.cards([row], today)
    steps = sorted(row.steps.all(), key=lambda s: s.pk)
    taken = [Taken(s.name, s.person_id) for s in steps if s.round == row.round]
    may = open_steps(row.stage, actor, Place(row.region_path, (row.unit_id,)), taken)
    lines = _lines(row)
    return ReturnSheet(
        return_row(row), row.progress, row.difficulty, row.needs_coordination, row.next_step, row.finish_expected_on,
        row.finished_on, tuple(_line(judged, lines[judged.id]) for judged in card.rows),
        tuple(TakenStep(s.name, s.round, s.person_name, s.post_label, s.at, s.note) for s in steps),
        tuple(dict.fromkeys(s.name for s in may)),
    )  # fmt: skip


def _lines(row: Return) -> dict[int, Line]:
    """The stored lines with milestones and versions. Three queries."""
    versions = Prefetch("versions", LineVersion.objects.order_by("version"))
    return {line.pk: line for line in row.lines.prefetch_related("milestones", versions)}


def _line(judged: sheet.Row, line: Line) -> LineRow:
    facts, shown = judged.facts, judged.shown
    done = {m.task_id: m.done_on for m in line.milestones.all()}
    steps = facts.steps if judged.kind == "milestones" else ()
    shares = [share.part for share in judged.split.shares] if judged.split else []
    return LineRow(
        line.pk, line.indicator_id, facts.name, facts.type.value, facts.unit, facts.scale, facts.target,
        line.previous, line.value, line.denominator, line.text, line.change_reason, line.returned_reason,
        line.accepted, line.accepted_denominator, line.parent_accepted, shown.rate, shown.expected,
        shown.deviation_pp, shown.status, shown.remarks, judged.evidence,
        tuple(PlannedTask(s.id, s.title, s.due_on, s.weight, s.done_on, done.get(s.id)) for s in steps),
        tuple(LineShareRow(p.id, p.label, p.target, p.previous, p.is_reported, p.reported, p.accepted) for p in shares),
        tuple(_version(v) for v in line.versions.all()),
    )  # fmt: skip


def _version(v: LineVersion) -> VersionRow:
    return VersionRow(v.version, v.value, v.denominator, v.text, v.reason, v.reported_by, v.approved_by, v.at)
