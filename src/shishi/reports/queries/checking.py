"""The checks on a line of a return, with what is known of its past."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from shishi.reports.models import Return
from shishi.reports.queries.measures import Facts, Judged, judge_figure, measure_of, thresholds_of
from shishi.reports.queries.past import Past, Sites
from shishi.rules import quality
from shishi.rules.findings import Finding
from shishi.rules.indicators import SUMMED, IndicatorType
from shishi.rules.lights import Light
from shishi.rules.periods import next_month


@dataclass(frozen=True, slots=True)
class Draft:
    """A line as it stands on the form, in base units, with the words of its return.

    shares  what the parts of its target come to; None where the figure is not split, or nobody has said anything
    """

    value: Decimal | None
    denominator: Decimal | None = None
    reason: str = ""
    done: frozenset[int] = frozenset()
    progress: str = ""
    difficulty: str = ""
    next_step: str = ""
    needs_coordination: bool = False
    shares: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A line judged and checked."""

    judged: Judged
    findings: tuple[Finding, ...] = field(default=())

    @property
    def refusals(self) -> tuple[Finding, ...]:
        return quality.refusals(self.findings)

    @property
    def asks_reason(self) -> bool:
        """Whether a reason would turn what is found into a warning for the reviewer."""
        return any(f.code in EXPLAINABLE for f in self.findings)


EXPLAINABLE = frozenset({"cumulative_falls", "jump", "over_remaining", "unit_mismatch", "paid_over_arrived"})


def check(row: Return, facts: Facts, line_id: int, draft: Draft, past: Past) -> Checked:
    """The line judged and checked as if it were submitted now; asks the database nothing."""
    measure = measure_of(facts, draft.value, draft.denominator, draft.done or None)
    judged = judge_figure(
        facts, measure, past.as_of, thresholds_of(row.programme), last_locked=past.verdicts.get(facts.id)
    )
    return Checked(judged, quality.check_line(_as_line(row, facts, line_id, draft, past, judged)))


def _as_line(row: Return, facts: Facts, line_id: int, draft: Draft, past: Past, judged: Judged) -> quality.Line:
    """The line as the statute book checks it, in printed units."""
    unit = Decimal(facts.scale)
    pieces, sites = past.evidence.get(line_id, ()), past.sites.get(facts.id, Sites())
    funds = past.funds.get(facts.item_id) if past.is_first(facts) else None
    is_rate = facts.type is IndicatorType.RATE
    value = _in(draft.value, unit)
    if is_rate or facts.type is IndicatorType.MILESTONE:
        value = judged.measure.measured if is_rate else judged.rate
    target = draft.denominator if facts.type is IndicatorType.COVERAGE and draft.denominator else facts.target
    stands = sites.started if facts.type is IndicatorType.START_COUNT else sites.standing
    return quality.Line(
        name=facts.name,
        type=facts.type,
        month=row.period.month,
        value=value,
        target=target if is_rate else _in(target, unit),
        unit=facts.unit,
        history=tuple(h if is_rate else h / unit for h in past.history.get(facts.id, ())),
        reason=draft.reason,
        decimal_places=None if is_rate else facts.decimals,
        is_green=judged.verdict.light is Light.GREEN,
        is_last_month=next_month(row.period.month) > facts.due_on,
        text=draft.progress + draft.difficulty + draft.next_step,
        difficulty=draft.difficulty,
        needs_coordination=draft.needs_coordination,
        funds_arrived=funds.arrived if funds else None,
        funds_paid=funds.paid if funds else None,
        needs_evidence=bool(facts.evidence_asked),
        n_evidence=len(pieces),
        n_reused=sum(p.is_reused for p in pieces),
        photo_days=tuple(p.taken_on for p in pieces if p.taken_on),
        sites_sum=stands / unit if sites.n and facts.type in SUMMED else None,
        n_sites_not_in_use=sites.n_not_in_use,
        shares_sum=_in(draft.shares, unit) if facts.type in SUMMED else None,
    )


def _in(value: Decimal | None, unit: Decimal) -> Decimal | None:
    return None if value is None else value / unit
