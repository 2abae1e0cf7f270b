"""How a row of the register and a figure become the plain values the statute book asks for.

The one mapping for returns, standings and whatever else computes a rate, so that a screen and a paper cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shishi.programmes.models import Programme
from shishi.reports.queries.rows import Row
from shishi.rules import schedule as schedules
from shishi.rules.achievements import in_words
from shishi.rules.indicators import WAN, YI, IndicatorType, Sense, unit_of
from shishi.rules.lights import Reading, Thresholds, Verdict, judge
from shishi.rules.periods import month_end
from shishi.rules.rates import Measure, Milestone, completion_rate, deviation_pp, expected_of, is_reached
from shishi.rules.schedule import Schedule
from shishi.rules.sentences import Sentence

SCALE_WORDS = {1: "", int(WAN): "万", int(YI): "亿"}


@dataclass(frozen=True, slots=True)
class Step:
    """A task that is a milestone: its id, words, day and weight, and when it was done."""

    id: int
    title: str
    due_on: date
    weight: Decimal
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one indicator at the end of a month, apart from the figure itself.

    target, due_on  in force on `as_of`; the target in base units
    unit            as printed, 万 and 亿 included; `scale` base units make one of it
    peers           the parent tier's average of the month, in per cent
    last_year       last year's figure in base units, where it may be compared
    first           the first promise, (target in base units, due day); as in force while nothing was adjusted
    """

    id: int
    item_id: int
    name: str
    type: IndicatorType
    unit: str
    scale: int
    decimals: int
    sense: Sense
    is_assessed: bool
    weight: Decimal
    target: Decimal | None
    start_on: date
    due_on: date
    schedule: Schedule
    steps: tuple[Step, ...] = ()
    peers: Decimal | None = None
    last_year: Decimal | None = None
    evidence_asked: str = ""
    definition: str = ""
    first: tuple[Decimal | None, date] | None = None
    is_suspended: bool = False
    is_terminated: bool = False
    is_completed: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure judged: its measure, rate, expected progress and deviation in per cent, status and light."""

    measure: Measure
    rate: Decimal | None
    expected: Decimal | None
    deviation_pp: Decimal | None
    reached: bool | None
    verdict: Verdict


def as_of_day(month: date, today: date) -> date:
    """The day a month's figures are held against: its last day, or today while it still runs."""
    return min(month_end(month), today)


def printed_unit(unit_word: str, scale: int) -> str:
    """The unit as printed: 人 at a scale of 10 000 is 万人; a word that carries its scale stays."""
    return unit_word if int(unit_of(unit_word).scale) == scale else SCALE_WORDS.get(scale, "") + unit_word


def thresholds_of(programme: Programme) -> Thresholds:
    """The lines between the lights, as the programme sets them, in percentage points."""
    return Thresholds(
        tolerance_pp=programme.tolerance_pp,
        ahead_pp=programme.ahead_pp,
        behind_pp=programme.behind_pp,
        severe_pp=programme.severe_pp,
        not_started_red_months=programme.late_start_months,
    )


def measure_of(
    facts: Facts, value: Decimal | None, denominator: Decimal | None = None, done: Collection[int] | None = None
) -> Measure:
    """The measure of a figure in base units.

    value, denominator  by kind: rate, coverage and recurring carry both (a rate without a denominator is itself per
                        cent); a policy is 1 when done, 0 when not; a milestone plan ignores both
    done                ids of the milestones that count as done; None takes those recorded in the plan
    """
    milestones: tuple[Milestone, ...] = ()
    if facts.type is IndicatorType.MILESTONE:
        milestones = tuple(
            Milestone(s.weight, s.done_on is not None if done is None else s.id in done) for s in facts.steps
        )
    return Measure(
        type=facts.type,
        target=facts.target,
        value=value,
        sense=facts.sense,
        unit=facts.unit,
        numerator=value if denominator is not None else None,
        denominator=denominator,
        milestones=milestones,
        done=None if value is None or facts.type is not IndicatorType.POLICY else value >= 1,
    )


def achieved(facts: Facts, row: Row) -> Sentence | None:
    """What an indicator's row has achieved, as a table says it and in the printed unit; nothing for milestones, whose
    steps a row does not name.
    """
    if facts.type is IndicatorType.MILESTONE:
        return None

    def printed(value: Decimal | None) -> Decimal | None:
        return None if value is None else value / facts.scale

    has_parts = facts.type in {IndicatorType.RATE, IndicatorType.COVERAGE, IndicatorType.RECURRING}
    return in_words(
        Measure(
            type=facts.type,
            target=printed(row.target),
            value=printed(row.accepted),
            sense=facts.sense,
            unit=facts.unit,
            numerator=printed(row.numerator) if has_parts and row.accepted is not None else None,
            denominator=printed(row.denominator) if has_parts and row.accepted is not None else None,
            done=None if row.accepted is None else row.accepted >= 1,
        )
    )


def below_the_line(facts: Facts, month: date, known: Decimal | None) -> Decimal | None:
    """What a figure is a share of: what is known, or else the closed list; of payments always those due by `month`.

    Payments fall due monthly from the item's start, or the year's; never more than the year owes.
    """
    if facts.type is not IndicatorType.RECURRING:
        return facts.target if known is None and facts.type is IndicatorType.COVERAGE else known
    first = max(facts.start_on, date(month.year, 1, 1))
    months = Decimal(max(0, (month.year - first.year) * 12 + month.month - first.month + 1))
    return months if facts.target is None else min(months, facts.target)


def judge_figure(
    facts: Facts,
    measure: Measure,
    as_of: date,
    thresholds: Thresholds,
    *,
    returned: bool = True,
    last_locked: Verdict | None = None,
    pace_on: date | None = None,
) -> Judged:
    """A measure held against its plan on `as_of`. Source: docs/domain/schedule.md, docs/domain/lights.md.

    pace_on  the day whose plan the figure answers, where that is another: a figure carried over from an earlier month
             (docs/domain/standings.md)
    """
    rate = completion_rate(measure)
    expected = expected_of(measure, schedules.expected(facts.schedule, pace_on or as_of))
    reached = is_reached(measure, as_of, facts.due_on)
    reading = Reading(
        as_of=as_of,
        start=facts.start_on,
        due=facts.due_on,
        rate=rate,
        expected=expected,
        reached=reached,
        returned=returned,
        completed=facts.is_completed,
        suspended=facts.is_suspended,
        terminated=facts.is_terminated,
    )
    verdict = judge(reading, thresholds, last_locked)
    return Judged(measure, rate, expected, deviation_pp(rate, expected), reached, verdict)
