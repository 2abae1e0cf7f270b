"""What the checks find, in the reader's words and beside the right field; and a stored line as the checks read it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from shishi.reports.models import Line, Return
from shishi.reports.queries.checking import Draft
from shishi.reports.queries.measures import Facts, Judged
from shishi.reports.queries.parts import sum_of
from shishi.reports.queries.past import Past
from shishi.rules.figures import number, percent, points
from shishi.rules.findings import Finding
from shishi.rules.indicators import SCHEDULE_KIND_LABELS, IndicatorType

FIELD_OF = {"funds_paid": "r{r}-funds", "funds_arrived": "r{r}-funds", "text_progress": "r{r}-progress"}
FIELD_OF |= {"difficulty": "r{r}-difficulty", "evidence": "l{l}-file", "value": "l{l}-value"}


def field_of(finding: Finding, return_id: int, line_id: int) -> str:
    """The name of the form's field that a finding stands beside."""
    return FIELD_OF[finding.field].format(r=return_id, l=line_id)


def say(finding: Finding) -> str:
    """A finding's sentence in the reader's language."""
    sentence = finding.sentence
    return _(sentence.pattern) % sentence.facts


def draft_of(row: Return, line: Line, past: Past) -> Draft:
    """The stored line as the checks read it; its milestones must have been prefetched."""
    facts = past.facts[line.indicator_id]
    done = {s.id for s in facts.steps if s.done_on is not None}
    if facts.type is IndicatorType.MILESTONE:
        done |= {m.task_id for m in line.milestones.all()}
    return Draft(
        value=line.value,
        denominator=line.denominator,
        reason=line.change_reason,
        done=frozenset(done),
        progress=row.progress,
        difficulty=row.difficulty,
        next_step=row.next_step,
        needs_coordination=row.needs_coordination,
        shares=sum_of(past.parts.get(line.indicator_id, ())),
    )


def shown(value: Decimal | None, facts: Facts) -> str:
    """A figure in base units as the form shows it, in the printed unit; nothing where there is none."""
    return "" if value is None else number(value / facts.scale)


def sum_behind(judged: Judged, facts: Facts) -> str:
    """How a light came about: rate, expected progress and which one it is, deviation."""
    if judged.rate is None:
        return ""
    return _("完成率 %(rate)s，%(kind)s应达 %(expected)s，偏差 %(gap)s") % {
        "rate": percent(judged.rate),
        "kind": _(SCHEDULE_KIND_LABELS[facts.schedule.kind]),
        "expected": percent(judged.expected),
        "gap": points(judged.deviation_pp),
    }
