"""The rows of the forms that are printed from a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F

from shishi.orgs.models import Org
from shishi.programmes.models import Indicator
from shishi.reports.chain import LABELS
from shishi.reports.models import Line, Period, Return, Standing
from shishi.reports.queries.checking import check
from shishi.reports.queries.measures import Facts, printed_unit
from shishi.reports.queries.past import Past, past_of
from shishi.reports.queries.saying import draft_of
from shishi.rules.authority import Actor

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the monthly return: figures in the printed unit, rates in per cent, money in yuan."""

    item: str
    indicator: str
    unit_word: str
    unit: str
    target: Decimal | None
    value: Decimal | None
    step: Decimal | None
    rate: Decimal | None
    expected: Decimal | None
    deviation_pp: Decimal | None
    light: str
    arrived_yuan: Decimal
    paid_yuan: Decimal
    progress: str
    difficulty: str
    needs_coordination: bool
    next_step: str
    finish_expected_on: date | None
    n_evidence: int
    stage_label: str


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One indicator of the summary, in the printed unit; `rank` by rate, equal rates sharing a rank."""

    rank: int | None
    label: str
    unit: str
    unit_word: str
    target: Decimal | None
    accepted: Decimal | None
    rate: Decimal | None
    expected: Decimal | None
    deviation_pp: Decimal | None
    status: str
    light: str


def form_rows(period: Period, actor: Actor, today: date) -> list[FormRow]:
    """Every line of the month within reach, in the list's order. Nine queries at most."""
    returns = list(
        Return.objects.visible_to(actor)
        .filter(period=period)
        .select_related("item", "period", "programme", "unit")
        .order_by("item__seq", "id")
    )
    past = past_of(returns, today)
    return [_form_row(row, line, past) for row in returns for line in past.lines[row.pk]]


def _form_row(row: Return, line: Line, past: Past) -> FormRow:
    facts = past.facts[line.indicator_id]
    judged = check(row, facts, line.pk, draft_of(row, line, past), past).judged
    funds = past.funds.get(row.item_id) if past.is_first(facts) else None
    value, previous = _in(line.value, facts), _in(line.previous, facts)
    return FormRow(
        item=row.item.title,
        indicator=facts.name,
        unit_word=facts.unit,
        unit=row.unit.name,
        target=_in(facts.target, facts),
        value=value,
        step=None if value is None else value - (previous or ZERO),
        rate=judged.rate,
        expected=judged.expected,
        deviation_pp=judged.deviation_pp,
        light=judged.verdict.light.value,
        arrived_yuan=funds.arrived if funds else ZERO,
        paid_yuan=funds.paid if funds else ZERO,
        progress=row.progress,
        difficulty=row.difficulty,
        needs_coordination=row.needs_coordination,
        next_step=row.next_step,
        finish_expected_on=row.finish_expected_on,
        n_evidence=len(past.evidence.get(line.pk, ())),
        stage_label=LABELS[row.stage],
    )


def _in(value: Decimal | None, facts: Facts) -> Decimal | None:
    return None if value is None else value / facts.scale


def summary_rows(period: Period, actor: Actor) -> list[SummaryRow]:
    """The indicators' standings of the month within reach, best rate first, those without one last. Three queries."""
    rows = list(
        Standing.objects.visible_to(actor)
        .filter(programme_id=period.programme_id, month=period.month, kind=Standing.Kind.INDICATOR)
        .order_by(F("rate").desc(nulls_last=True), "sort", "id")
    )
    units = dict(Org.objects.filter(pk__in={r.unit_id for r in rows if r.unit_id}).values_list("pk", "name"))
    words = {i.pk: i for i in Indicator.objects.filter(pk__in=[int(r.subject) for r in rows])}
    found: list[SummaryRow] = []
    for at, row in enumerate(rows, 1):
        same = found[-1].rank if found and found[-1].rate == row.rate else at
        found.append(_summary_row(row, words[int(row.subject)], units, same if row.rate is not None else None))
    return found


def _summary_row(row: Standing, indicator: Indicator, units: dict[int, str], rank: int | None) -> SummaryRow:
    scale = indicator.scale
    return SummaryRow(
        rank=rank,
        label=row.label,
        unit=units.get(row.unit_id or 0, ""),
        unit_word=printed_unit(indicator.unit_word, scale),
        target=None if row.target is None else row.target / scale,
        accepted=None if row.accepted is None else row.accepted / scale,
        rate=row.rate,
        expected=row.expected,
        deviation_pp=row.deviation_pp,
        status=row.status,
        light=row.light,
    )
