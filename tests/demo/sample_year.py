"""Reads the sample year as plain values and judges it by the statute book, without a database."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from shishi.lib import days, quantity
from shishi.rules.indicators import INDICATOR_TYPE_LABELS, SCHEDULE_KIND_LABELS, IndicatorType, ScheduleKind
from shishi.rules.lights import Reading, Verdict, judge, worst_of
from shishi.rules.quality import Line
from shishi.rules.rates import Measure, Milestone, completion_rate, expected_of, is_reached
from shishi.rules.schedule import PlannedStep, PlanPoint, Schedule, expected, peer_average

SAMPLE = Path(__file__).parents[2] / "src/shishi/demo/sample"
YEAR = 2023

Row = dict[str, str]
TYPES = {label: kind for kind, label in INDICATOR_TYPE_LABELS.items()}
SCHEDULES = {label: kind for kind, label in SCHEDULE_KIND_LABELS.items()}


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of one file of the sample, by heading."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def figure(typed: str) -> Decimal | None:
    """A figure as the office typed it: 1.2万, ４２０, 不低于650."""
    read = quantity.quantity(typed)
    return None if read is None else read.value


def day(typed: str) -> date | None:
    """A day as the office typed it: 2023年11月底, 2023-12-31."""
    return days.day(typed, year=YEAR)


@dataclass(frozen=True)
class Step:
    """A weighted task of a milestone indicator."""

    title: str
    due_on: date
    weight: Decimal


@dataclass(frozen=True)
class Indicator:
    """One row of the list."""

    no: int
    item: str
    name: str
    type: IndicatorType
    target: Decimal
    start: date | None
    due: date | None
    schedule: ScheduleKind
    points: tuple[PlanPoint, ...]
    steps: tuple[Step, ...]
    unit: str
    needs_evidence: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.item, self.name


@cache
def indicators() -> tuple[Indicator, ...]:
    """The fifty indicators of the list."""
    return tuple(_indicator(row) for row in rows("source/list.csv"))


def _indicator(row: Row) -> Indicator:
    plan, _, curve = row["进度安排"].partition("：")
    target = figure(row["年度目标"])
    assert target is not None
    return Indicator(
        no=int(row["序号"]),
        item=row["项目名称"],
        name=row["考核指标"],
        type=TYPES[row["指标类型"]],
        target=target,
        start=day(row["开始时间"]),
        due=day(row["完成时限"]),
        schedule=SCHEDULES[plan],
        points=tuple(PlanPoint(date(YEAR, i, 1), Decimal(p)) for i, p in enumerate(curve.split("/"), 1) if p),
        steps=_steps(row["项目名称"], row["考核指标"]),
        unit=row["计量单位"],
        needs_evidence=bool(row["佐证要求"]),
    )


def _steps(item: str, name: str) -> tuple[Step, ...]:
    tasks = [
        row for row in rows("source/tasks.csv") if (row["项目名称"], row["考核指标"]) == (item, name) and row["权重"]
    ]
    return tuple(Step(t["任务"], date.fromisoformat(t["完成时限"]), Decimal(t["权重"])) for t in tasks)


@cache
def returns() -> dict[tuple[int, str, str], Row]:
    """The returned rows by month number, item and indicator."""
    return {(int(row["month"][5:]), row["item"], row["indicator"]): row for row in rows("returns-2023.csv")}


def milestones_done(key: tuple[str, str], month: int) -> dict[str, date]:
    """Tasks reported done by the returns up to this month."""
    done = {}
    for m in range(1, month + 1):
        for part in filter(None, returns()[m, *key]["milestones"].split("；")):
            title, _, when = part.partition("=")
            done[title] = date.fromisoformat(when)
    return done


def measure(indicator: Indicator, month: int) -> Measure:
    """What the return of that month says."""
    row = returns()[month, *indicator.key]
    done = milestones_done(indicator.key, month)
    return Measure(
        type=indicator.type,
        target=indicator.target,
        value=figure(row["value"]),
        numerator=figure(row["numerator"]),
        denominator=figure(row["denominator"]),
        milestones=tuple(Milestone(step.weight, step.title in done) for step in indicator.steps),
        done=row["met"] == "是" if row["met"] else None,
    )


def is_accepted(row: Row, as_of: date) -> bool:
    """Whether the office had accepted the return by then."""
    return date.fromisoformat(row["accepted_on"]) <= as_of


@dataclass(frozen=True)
class Look:
    """Which month's standings, judged on which day, with what was accepted by which day."""

    month: int
    judged_on: date
    accepted_by: date


def expected_progress(indicator: Indicator, look: Look) -> Decimal | None:
    """What should stand by then, by the indicator's own schedule."""
    peers = [
        Decimal(row["rate"])
        for row in rows("peers-2023.csv")
        if row["kind"] == "rate" and row["indicator"] == indicator.name and row["month"] == f"{YEAR}-{look.month:02d}"
    ]
    steps = tuple(PlannedStep(step.due_on, step.weight) for step in indicator.steps)
    schedule = Schedule(
        indicator.schedule, YEAR, indicator.start, indicator.due, steps, indicator.points, peer_average(peers)
    )
    return expected(schedule, look.judged_on)


def verdict(indicator: Indicator, look: Look, before: Verdict | None = None) -> Verdict:
    """Status and light of one indicator; `before` is its verdict at the last lock."""
    found = measure(indicator, look.month)
    reading = Reading(
        as_of=look.judged_on,
        start=indicator.start,
        due=indicator.due,
        rate=completion_rate(found),
        expected=expected_of(found, expected_progress(indicator, look)),
        reached=is_reached(found, look.judged_on, indicator.due),
        returned=is_accepted(returns()[look.month, *indicator.key], look.accepted_by),
    )
    return judge(reading, last_locked=before)


def item_verdicts(look: Look, locked: Look | None = None) -> dict[int, Verdict]:
    """Each item's verdict, that of its worst indicator, with the trace of the last locked month."""
    found = defaultdict(list)
    for indicator in indicators():
        before = verdict(indicator, locked) if locked else None
        found[indicator.no].append(verdict(indicator, look, before))
    return {no: worst_of(each) for no, each in found.items()}


def line(indicator: Indicator, month: int, value: Decimal | None = None) -> Line:
    """The indicator's line in that month's return as the checks see it; `value` stands in for the figure accepted."""
    row = returns()[month, *indicator.key]
    past = [figure(returns()[m, *indicator.key]["value"]) for m in range(1, month)]
    return Line(
        name=indicator.name,
        type=indicator.type,
        month=date(YEAR, month, 1),
        value=figure(row["value"]) if value is None else value,
        target=indicator.target,
        unit=indicator.unit,
        history=tuple(each for each in past if each is not None),
        reason=row["change_reason"],
        is_last_month=month == 12,
        text=row["progress"] + row["difficulty"] + row["next_step"],
        difficulty=row["difficulty"],
        needs_coordination=row["needs_coordination"] == "是",
        needs_evidence=indicator.needs_evidence,
        n_evidence=1 if row["evidence"] else 0,
    )


def finished_on() -> dict[str, date]:
    """The day each item reached the last of its targets."""
    found: dict[str, date] = {}
    for row in rows("returns-2023.csv"):
        if row["reached_on"]:
            reached = date.fromisoformat(row["reached_on"])
            found[row["item"]] = max(found.get(row["item"], reached), reached)
    return found
