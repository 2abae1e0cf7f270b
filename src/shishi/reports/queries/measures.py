"""How a row of the register and a figure become the plain values the statute book asks for.

The one mapping for returns, standings and whatever else computes a rate, so that a screen and a paper cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from shishi.programmes.models import Indicator, PlanPoint, Programme, Target, Task
from shishi.reports.models import PastFigure, PeerProgress
from shishi.rules import schedule as schedules
from shishi.rules.indicators import WAN, YI, IndicatorType, ScheduleKind, Sense, unit_of
from shishi.rules.lights import Reading, Thresholds, Verdict, judge
from shishi.rules.periods import month_end
from shishi.rules.rates import Measure, Milestone, completion_rate, deviation_pp, expected_of, is_reached
from shishi.rules.schedule import PlannedStep, Schedule

DECEMBER = 12
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


def facts_of(item_ids: Iterable[int], month: date, as_of: date) -> dict[int, Facts]:
    """What is known of every indicator of the items, by indicator id, in the items' order.

    One query, and one each for milestones, typed curves and neighbours where an indicator has them.
    """
    indicators = list(_indicators(item_ids, month, as_of))
    stepped = [i.pk for i in indicators if i.type == IndicatorType.MILESTONE or i.schedule == ScheduleKind.MILESTONES]
    curved = [i.pk for i in indicators if i.schedule == ScheduleKind.CUSTOM_CURVE]
    steps = steps_of(stepped) if stepped else {}
    points = points_of(curved) if curved else {}
    compared = [i.pk for i in indicators if i.has_peers]
    peers = _peer_averages(compared, month) if compared else {}
    return {i.pk: _facts(i, month, steps.get(i.pk, []), points.get(i.pk, []), peers.get(i.pk)) for i in indicators}


def _indicators(item_ids: Iterable[int], month: date, as_of: date) -> Iterable[Any]:
    """Indicators with the target in force on `as_of`: the latest that holds, or the first promise where none does."""
    promises = Target.objects.filter(indicator_id=OuterRef("pk"))
    in_force = promises.filter(Q(since__lte=as_of) | Q(version=1)).order_by("-version")[:1]
    first = promises.filter(version=1)[:1]
    peers = PeerProgress.objects.filter(indicator_id=OuterRef("pk"), month=month, counts=True)
    a_year_ago = month.replace(year=month.year - 1)
    past = PastFigure.objects.filter(indicator_id=OuterRef("pk"), month=a_year_ago, counts=True)
    return (
        Indicator.objects.filter(item_id__in=list(item_ids))
        .select_related("item__programme")
        .annotate(
            target_now=Subquery(in_force.values("value")),
            due_now=Subquery(in_force.values("due_on")),
            has_target=Subquery(in_force.values("version")),
            first_target=Subquery(first.values("value")),
            first_due=Subquery(first.values("due_on")),
            has_peers=Exists(peers),
            past=Subquery(past.order_by("-entered_at", "-id").values("value")[:1]),
        )
        .order_by("item__seq", "item_id", "seq", "id")
    )


def _facts(
    indicator: Any, month: date, steps: list[Step], points: list[schedules.PlanPoint], peers: Decimal | None
) -> Facts:
    item = indicator.item
    due_on = indicator.due_now or item.due_on
    return Facts(
        id=indicator.pk,
        item_id=item.pk,
        name=indicator.name,
        type=IndicatorType(indicator.type),
        unit=printed_unit(indicator.unit_word, indicator.scale),
        scale=indicator.scale,
        decimals=indicator.decimals,
        sense=Sense(indicator.sense),
        is_assessed=indicator.is_assessed,
        weight=indicator.weight,
        target=indicator.target_now if indicator.has_target else indicator.target,
        start_on=item.start_on,
        due_on=due_on,
        schedule=Schedule(
            kind=ScheduleKind(indicator.schedule),
            year=item.programme.year,
            start=item.start_on,
            due=due_on,
            steps=tuple(PlannedStep(s.due_on, s.weight) for s in steps),
            points=tuple(points),
            peers=peers,
        ),
        steps=tuple(steps),
        peers=peers,
        last_year=_last_year(indicator, month),
        evidence_asked=indicator.evidence_asked,
        definition=indicator.definition,
        first=(indicator.first_target, indicator.first_due) if indicator.first_due else None,
        is_suspended=item.stage == item.Stage.SUSPENDED,
        is_terminated=item.stage == item.Stage.TERMINATED,
        is_completed=item.stage == item.Stage.COMPLETED,
    )


def steps_of(ids: list[int]) -> Mapping[int, list[Step]]:
    """The milestones of the indicators, in order. One query."""
    found: dict[int, list[Step]] = defaultdict(list)
    for t in Task.objects.filter(indicator_id__in=ids, weight__gt=0).order_by("indicator_id", "seq", "id"):
        found[t.indicator_id or 0].append(Step(t.pk, t.title, t.due_on, t.weight, t.done_on))
    return found


def points_of(ids: list[int]) -> Mapping[int, list[schedules.PlanPoint]]:
    """The typed curves of the indicators, by month. One query."""
    found: dict[int, list[schedules.PlanPoint]] = defaultdict(list)
    for p in PlanPoint.objects.filter(indicator_id__in=ids).order_by("indicator_id", "month"):
        found[p.indicator_id].append(schedules.PlanPoint(p.month, p.percent))
    return found


def _peer_averages(ids: list[int], month: date) -> dict[int, Decimal]:
    """The parent tier's published average where there is one, or else the mean of the neighbours' rates."""
    words = PeerProgress.objects.filter(indicator_id__in=ids, month=month, counts=True).oldest_first()
    last = {(p.indicator_id, p.region_id): p.rate for p in words}
    published = {pk: rate for (pk, region), rate in last.items() if region is None}
    rates: dict[int, list[Decimal | None]] = defaultdict(list)
    for (pk, region), rate in last.items():
        if region is not None:
            rates[pk].append(rate)
    means = {pk: schedules.peer_average(found) for pk, found in rates.items()}
    return {pk: mean for pk, mean in means.items() if mean is not None} | published


def _last_year(indicator: Any, month: date) -> Decimal | None:
    """The same month's figure of last year; December may use the year's total. None where it cannot be compared."""
    if not indicator.last_year_comparable:
        return None
    past: Decimal | None = indicator.past
    return indicator.last_year if past is None and month.month == DECEMBER else past
