"""The sheet a liaison fills: every item of the unit in one month, prefilled, judged and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from shishi.funds.queries import FundsTotal
from shishi.reports.chain import EDITABLE, LABELS, Stage
from shishi.reports.models import Line, Return
from shishi.reports.queries.checking import Checked, Draft, check
from shishi.reports.queries.field import Field
from shishi.reports.queries.measures import Facts, Step, below_the_line
from shishi.reports.queries.past import Before, Past, Piece, past_of
from shishi.reports.queries.saying import draft_of, field_of, say, shown, sum_behind
from shishi.reports.queries.split import Split, split_of
from shishi.rules.authority import Actor
from shishi.rules.figures import percent
from shishi.rules.findings import Severity
from shishi.rules.indicators import SUMMED, IndicatorType

PARTS = frozenset({IndicatorType.RATE, IndicatorType.COVERAGE})
NOTHING = Before()
TONES: dict[str, str] = {Stage.RETURNED: "red", Stage.DRAFT: "yellow", Stage.ACCEPTED: "green", Stage.LOCKED: "grey"}
TONES |= {Stage.SUBMITTED: "blue", Stage.UNIT_APPROVED: "blue"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the server works out of a line: rate, expected progress and deviation in per cent, light, remarks.

    shares  what its parts come to, in the printed unit
    """

    line_id: int
    rate: Decimal | None
    expected: Decimal | None
    deviation_pp: Decimal | None
    status: str
    was_behind: bool
    sum: str
    shares: str
    remarks: tuple[tuple[str, str], ...]
    asks_reason: bool


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone of the plan: done before, ticked in this return, or still to come."""

    title: str
    due_on: date
    done_on: date | None
    tick: Field
    day: Field


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of a card."""

    id: int
    facts: Facts
    kind: str
    target: str
    previous: str
    fields: Mapping[str, Field]
    milestones: tuple[Milestone, ...]
    evidence: tuple[Piece, ...]
    returned_reason: str
    shown: Shown
    split: Split | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the figure differs from last month's."""
        return self.fields["value"].value != self.previous

    @property
    def unit(self) -> str:
        """The unit beside the name; milestones and policies have none."""
        return "" if self.kind in ("milestones", "tick") else self.facts.unit


@dataclass(frozen=True, slots=True)
class Card:
    """One item of the sheet."""

    id: int
    version: int
    item_id: int
    seq: int
    title: str
    stage: str
    stage_label: str
    is_editable: bool
    is_untouched: bool
    is_no_change: bool
    due_at: datetime
    is_late: bool
    fields: Mapping[str, Field]
    last_progress: str
    rows: tuple[Row, ...]
    funds: FundsTotal
    returned_note: str
    has_more: bool

    @property
    def tone(self) -> str:
        """The colour of the stage's chip."""
        return TONES.get(self.stage, "")

    @property
    def funds_errors(self) -> list[str]:
        """What is wrong with the money typed on the card, and with the ledger as a whole."""
        return [f.error for name, f in self.fields.items() if name.startswith("funds") and f.error]


def sheet(actor: Actor, period_id: int, today: date) -> list[Card]:
    """The unit's returns of the month as cards, in the list's order. Ten queries at most."""
    returns = list(
        Return.objects.visible_to(actor)
        .filter(period_id=period_id, unit_id=actor.org_id)
        .with_note()
        .select_related("item", "period", "programme")
        .order_by("item__seq", "id")
    )
    return cards(returns, today)


def cards(returns: Sequence[Return], today: date, *, funds: Mapping[int, FundsTotal] | None = None) -> list[Card]:
    """Returns of one month, loaded with item, period, programme and the last note, as cards.

    funds  as for `past_of`
    """
    if not returns:
        return []
    past = past_of(returns, today, funds=funds)
    return [_card(r, past) for r in returns]


def _card(row: Return, past: Past) -> Card:
    fresh = row.stage == Stage.OPEN
    before = past.words.get(row.item_id, NOTHING)
    rows = tuple(_row(row, line, past, fresh) for line in past.lines[row.pk])
    fields = _words(row, before if fresh else None)
    return Card(
        id=row.pk,
        version=row.version,
        item_id=row.item_id,
        seq=row.item.seq,
        title=row.item.title,
        stage=row.stage,
        stage_label=LABELS[row.stage],
        is_editable=row.stage in EDITABLE,
        is_untouched=fresh,
        is_no_change=row.is_no_change,
        due_at=row.due_at,
        is_late=row.on_time is False,
        fields=fields,
        last_progress=before.progress,
        rows=rows,
        funds=past.funds.get(row.item_id, FundsTotal()),
        returned_note=getattr(row, "sent_back_note", "") or "" if row.stage in EDITABLE else "",
        has_more=any(fields[name].value for name in ("difficulty", "next_step", "finish_expected_on")),
    )


def _words(row: Return, before: Before | None) -> dict[str, Field]:
    """The words of the return; of a fresh one, those of the month before, save the sentence on this month."""
    said = before or Before(row.progress, row.difficulty, row.needs_coordination, row.next_step, row.finish_expected_on)
    finished = row.finished_on or row.item.finished_on
    found = {
        "progress": row.progress,
        "difficulty": said.difficulty,
        "needs_coordination": "on" if said.needs_coordination else "",
        "next_step": said.next_step,
        "finish_expected_on": said.finish_expected_on.isoformat() if said.finish_expected_on else "",
        "finished_on": finished.isoformat() if finished else "",
        "funds": "",
        "funds_kind": "",
        "funds_amount": "",
        "funds_on": "",
        "funds_number": "",
    }
    return {name: Field(f"r{row.pk}-{name}", value) for name, value in found.items()}


def _row(row: Return, line: Line, past: Past, fresh: bool) -> Row:
    facts = past.facts[line.indicator_id]
    draft = _draft(row, line, past, fresh)
    checked = check(row, facts, line.pk, draft, past)
    found = {
        "value": shown(draft.value, facts),
        "denominator": shown(draft.denominator, facts),
        "change_reason": line.change_reason,
        "file": "",
    }
    return Row(
        id=line.pk,
        facts=facts,
        kind=kind_of(facts),
        target=shown(facts.target, facts),
        previous=_before(line, facts),
        fields={name: Field(f"l{line.pk}-{name}", value) for name, value in found.items()},
        milestones=tuple(_milestone(line, step) for step in facts.steps) if kind_of(facts) == "milestones" else (),
        evidence=past.evidence.get(line.pk, ()),
        returned_reason=line.returned_reason,
        shown=shown_of(line.pk, row.pk, facts, checked, draft.shares),
        split=split_of(line.pk, past.parts.get(facts.id, ()), draft.value, facts.type, facts.scale),
    )


def _draft(row: Return, line: Line, past: Past, fresh: bool) -> Draft:
    """The line as stored; of a fresh return, as it was accepted last."""
    stored = draft_of(row, line, past)
    if not fresh:
        return stored
    value = line.previous if line.value is None else line.value
    known = past.denominators.get(line.indicator_id) if line.denominator is None else line.denominator
    below = below_the_line(past.facts[line.indicator_id], row.period.month, known)
    return Draft(value=value, denominator=below, done=stored.done, shares=stored.shares)


def _before(line: Line, facts: Facts) -> str:
    """Last month's figure as the reader knows it: milestones in per cent, a policy in a word."""
    if line.previous is None:
        return ""
    if facts.type is IndicatorType.MILESTONE:
        return percent(line.previous)
    if facts.type is IndicatorType.POLICY:
        return _("已出台") if line.previous >= 1 else _("未出台")
    return shown(line.previous, facts)


def kind_of(facts: Facts) -> str:
    """How the figure is typed: number, parts (two numbers), paid (of those due), tick, or milestones."""
    if facts.type is IndicatorType.MILESTONE:
        return "milestones"
    if facts.type is IndicatorType.POLICY:
        return "tick"
    if facts.type is IndicatorType.RECURRING:
        return "paid"
    return "parts" if facts.type in PARTS else "number"


def shown_of(line_id: int, return_id: int, facts: Facts, checked: Checked, shares: Decimal | None = None) -> Shown:
    """A checked line as the screen shows it; remarks are pairs of severity and sentence, one each."""
    judged = checked.judged
    mine = [f for f in checked.findings if field_of(f, return_id, line_id).startswith("l")]
    quiet = judged.rate is None
    return Shown(
        line_id=line_id,
        rate=judged.rate,
        expected=judged.expected,
        deviation_pp=judged.deviation_pp,
        status=judged.verdict.status.value,
        was_behind=judged.verdict.caught_up,
        sum=sum_behind(judged, facts),
        shares=shown(shares, facts) if facts.type in SUMMED else "",
        remarks=tuple((f.severity.value, say(f)) for f in mine if not (quiet and f.severity is Severity.REFUSE)),
        asks_reason=checked.asks_reason,
    )


def _milestone(line: Line, step: Step) -> Milestone:
    ticked = {m.task_id: m.done_on for m in line.milestones.all()}
    day = ticked.get(step.id)
    name = f"l{line.pk}-task-{step.id}"
    return Milestone(
        step.title,
        step.due_on,
        step.done_on,
        Field(name, "on" if day else ""),
        Field(f"{name}-on", day.isoformat() if day else ""),
    )
