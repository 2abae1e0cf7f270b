"""The year of a made-up city, month by month: months open and lock by the real timetable, returns come in two ways.

`through_actions` fills, submits, approves and accepts each return as people do; `inserted` writes the same rows
directly. A test proves that both leave the same standings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random

from bench.city import YEAR, County
from shishi.lib import clock
from shishi.orgs.models import Account
from shishi.reports.actions import filling, periods, returns, standings
from shishi.reports.actions.typed import TypedLine, TypedReturn
from shishi.reports.chain import Stage
from shishi.reports.models import Line, LineVersion, Period, Return, ReturnStep
from shishi.rules.periods import next_month

BATCH = 500
HAND_IN_DAY = 3
WORDS = {
    "progress": "按计划推进，本月形象进度符合安排。",
    "difficulty": "部分点位用地手续偏慢。",
    "next_step": "加快办理。",
}
type HandIn = Callable[[County, Period, bool], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What a unit says of one return: a figure for each line, and the day the target was reached."""

    row: Return
    figures: dict[int, Decimal]
    finished_on: date | None


def run(counties: Sequence[County], months: int, hand_in: HandIn) -> date:
    """Let `months` months pass; returns come on the third of the next one, and all but the last month lock.

    Of the last month a third is accepted, a third waits for the office and a third is not filled. Returns the day on
    which it ends: the sixth of the month after.
    """
    for n in range(1, months + 1):
        month = date(YEAR, n, 1)
        _go(month if n > 1 else month.replace(day=5), 1)
        periods.open_due_periods(clock.today())
        after = next_month(month)
        _go(after.replace(day=HAND_IN_DAY), 9)
        for county in counties:
            hand_in(county, Period.objects.get(programme=county.programme, month=month), n == months)
        if n < months:
            _go(after.replace(day=25), 8)
            periods.lock_due_periods(clock.today())
    end = next_month(date(YEAR, months, 1)).replace(day=6)
    _go(end, 9)
    periods.open_due_periods(end)
    for county in counties:
        standings.rebuild(county.programme, end)
    return end


def _go(day: date, hour: int) -> None:
    clock.rehearse(clock.at(day, hour))


def told(county: County, period: Period, *, is_last: bool) -> Iterator[tuple[Told, str]]:
    """What the units say in a month, with how far each return comes, the same for the same seed; items in order."""
    rows = Return.objects.filter(period=period).select_related("item", "period", "programme", "unit")
    for n, row in enumerate(rows.order_by("item__seq")):
        goal = (Stage.ACCEPTED, Stage.UNIT_APPROVED, Stage.OPEN)[n % 3] if is_last else Stage.ACCEPTED
        pace = Random(f"{county.seed} pace {row.item.seq}").choice((50, 85, 95, 100, 105, 115))
        done = min(100, pace * period.month.month // 12)
        lines = Line.objects.filter(of=row).select_related("indicator").order_by("indicator__seq")
        figures = {line.pk: ((line.indicator.target or Decimal(0)) * done / 100).quantize(Decimal(1)) for line in lines}
        yield Told(row, figures, period.month.replace(day=20) if done == 100 else None), goal


def through_actions(county: County, period: Period, is_last: bool) -> None:
    """Each return by the hands of its unit; those for acceptance accepted by the office at once."""
    ready = []
    for one, goal in told(county, period, is_last=is_last):
        if goal == Stage.OPEN:
            continue
        n = county.units.index(one.row.unit) + 1
        liaison = county.actor(f"liaison{n}")
        row = filling.save(one.row, _typed(one), liaison, version=one.row.version)
        row = returns.take_step(row, "submit", liaison, version=row.version)
        row = returns.take_step(row, "approve", county.actor(f"director{n}"), version=row.version)
        if goal == Stage.ACCEPTED:
            ready.append(returns.Wanted(row.pk, row.version))
    refused = [o.sentence for o in returns.take_many(ready, "accept", county.actor("clerk")) if not o.done]
    if refused:
        raise SystemExit(f"not accepted: {refused[:3]}")


def _typed(one: Told) -> TypedReturn:
    lines = {pk: TypedLine({"value": value, "change_reason": "按计划推进"}) for pk, value in one.figures.items()}
    return TypedReturn({**WORDS, "finished_on": one.finished_on}, lines)


def inserted(county: County, period: Period, is_last: bool) -> None:
    """The same rows written directly, standings left to a rebuild."""
    now, before = clock.now(), _accepted_before(county, period)
    rows, lines, versions, steps = [], [], [], []
    people = {a.login: a for a in Account.objects.select_related("person").filter(login__startswith=county.login(""))}
    known = {line.pk: line for line in Line.objects.filter(of__period=period).select_related("indicator")}
    for one, goal in told(county, period, is_last=is_last):
        if goal == Stage.OPEN:
            continue
        rows.append(_as_handed_in(one, goal, now))
        steps += _steps(county, one.row, goal, people, now)
        for pk, value in one.figures.items():
            line = known[pk]
            line.previous, line.value, line.change_reason = before.get(line.indicator_id), value, "按计划推进"
            if goal == Stage.ACCEPTED:
                line.accepted = value
                versions.append(_version(line, now))
            lines.append(line)
    Return.objects.bulk_update(rows, [*RETURN_COLUMNS], batch_size=BATCH)
    Line.objects.bulk_update(lines, ["previous", "value", "change_reason", "accepted"], batch_size=BATCH)
    LineVersion.objects.bulk_create(versions, batch_size=BATCH)
    ReturnStep.objects.bulk_create(steps, batch_size=BATCH)


def _version(line: Line, now: datetime) -> LineVersion:
    return LineVersion(line=line, version=1, value=line.accepted, reported_by="-", approved_by="-", at=now)


RETURN_COLUMNS = (
    "stage",
    "submitted_at",
    "first_submitted_at",
    "accepted_at",
    "stage_since",
    "version",
    "finished_on",
    *WORDS,
)
PATH = {
    "save": ("liaison", Stage.DRAFT),
    "submit": ("liaison", Stage.SUBMITTED),
    "approve": ("director", Stage.UNIT_APPROVED),
    "accept": ("clerk", Stage.ACCEPTED),
}


def _accepted_before(county: County, period: Period) -> dict[int, Decimal | None]:
    """The figure accepted in the month before, by indicator."""
    month = next_month(period.month, -1)
    rows = Line.objects.filter(of__programme=county.programme, of__period__month=month, accepted__isnull=False)
    return dict(rows.values_list("indicator_id", "accepted"))


def _as_handed_in(one: Told, goal: str, now: datetime) -> Return:
    row = one.row
    row.stage, row.finished_on, row.stage_since = goal, one.finished_on, now
    row.submitted_at = row.first_submitted_at = now
    row.accepted_at = now if goal == Stage.ACCEPTED else None
    row.version += len(PATH)
    for name, words in WORDS.items():
        setattr(row, name, words)
    return row


def _steps(county: County, row: Return, goal: str, people: dict[str, Account], now: datetime) -> Iterator[ReturnStep]:
    n = county.units.index(row.unit) + 1
    for name, (who, stage) in PATH.items():
        person = people[county.login(who if who == "clerk" else f"{who}{n}")].person
        yield ReturnStep(of=row, round=1, name=name, person_id=person.pk, person_name=person.name, at=now)
        if stage == goal:
            return
