"""The rows at the bottom of the standings: indicators, their allocations, and the items they belong to.

Nothing here reads or writes the database. Source: docs/domain/standings.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal

from shishi.programmes.models import Item
from shishi.reports.models import Standing
from shishi.reports.queries.ledger import Figure, Handed, Ledger, Share
from shishi.reports.queries.measures import Facts, Judged, as_of_day, judge_figure, measure_of, thresholds_of
from shishi.rules.deadlines import local
from shishi.rules.headline import REACHED
from shishi.rules.lights import Light, Status, Verdict, worst_of
from shishi.rules.ontime import Filing, is_on_time
from shishi.rules.periods import month_end
from shishi.rules.rates import HUNDRED, Measure, deviation_pp, item_rate, mean_of_capped
from shishi.rules.rollup import two_parts
from shishi.rules.schedule import linear_month

Kind = Standing.Kind
FINE = Decimal("0.0000000001")
COARSE = Decimal("0.000001")
WIDE = Context(prec=40, rounding=ROUND_HALF_EVEN)
LIGHT_COLUMNS = {light: f"n_{light}" for light in Light}


@dataclass(frozen=True, slots=True)
class Before:
    """What a subject's row of the month before says: the verdict, and since when it is reached."""

    verdict: Verdict
    finished_on: date | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One month being computed: the day it speaks of, and the rows of the month before."""

    ledger: Ledger
    month: date
    today: date
    now: datetime
    before: Mapping[tuple[str, str], Before]

    @property
    def moment(self) -> datetime:
        """The end of today, or the moment the month was locked."""
        return self.ledger.moment(self.month, self.today)

    @property
    def as_of(self) -> date:
        """The day figures are held against: the month's last day, or today while the month runs."""
        return as_of_day(self.month, self.moment.date())


def fine(value: Decimal | None) -> Decimal | None:
    """A rate as it is kept: ten decimals, so that kept and computed ones are equal."""
    return None if value is None else value.quantize(FINE, context=WIDE)


def coarse(value: Decimal | None) -> Decimal | None:
    """A figure as it is kept: six decimals."""
    return None if value is None else value.quantize(COARSE, context=WIDE)


def leaves(setting: Setting, item: Item, facts: Iterable[Facts]) -> list[Standing]:
    """The rows of one item and what stands below it; none for a month that was over when the item was issued."""
    if item.issued_at is not None and local(item.issued_at).date() > month_end(setting.month):
        return []
    rows, parts = [], []
    for place, one in enumerate(facts, 1):
        row, judged = _indicator_row(setting, item, one)
        below = [_share_row(setting, item, one, share) for share in setting.ledger.shares.get(one.id, ())]
        for each in (row, *below):
            each.sort += place
        rows += [row, *below]
        parts.append((one, row, judged))
    return [*rows, _item_row(setting, item, parts)]


def _stopped(setting: Setting, facts: Facts) -> Facts:
    """The facts with what an approved change has stopped by the row's day. 办结 comes with the certification."""
    stop = setting.ledger.stop(facts.item_id, setting.month, setting.moment)
    return replace(facts, is_suspended=stop == "suspend", is_terminated=stop == "terminate", is_completed=False)


def _indicator_row(setting: Setting, item: Item, facts: Facts) -> tuple[Standing, Judged]:
    ledger, month = setting.ledger, setting.month
    facts = _stopped(setting, facts)
    figures = [f for f in ledger.figures.get(facts.id, ()) if f.month <= month]
    last = next((f for f in reversed(figures) if f.is_accepted), None)
    before = setting.before.get((Kind.INDICATOR, str(facts.id)))
    judged = judge_figure(
        facts,
        _measure(setting, facts, last),
        setting.as_of,
        thresholds_of(ledger.programme),
        returned=not ledger.is_missing(item.pk, month, setting.moment),
        last_locked=before.verdict if before else None,
        pace_on=_pace_day(setting, item.pk, last.month if last else None),
    )
    row = _row(setting, Kind.INDICATOR, facts.id, facts.name, item)
    row.sort, row.type, row.unit_word = item.seq * 100, facts.type, facts.unit
    row.weight, row.is_assessed = facts.weight, facts.is_assessed
    row.last_year = facts.last_year
    row.reported = next((f.value for f in reversed(figures) if f.is_submitted), None)
    row.accepted = last.accepted if last else None
    row.accepted_parent = next((f.accepted_parent for f in reversed(figures) if f.accepted_parent is not None), None)
    row.finished_on = _finished_on(setting, facts, judged, last, before)
    _put_judged(row, facts, judged, setting)
    return row, judged


def _pace_day(setting: Setting, item_id: int, spoken_of: date | None) -> date:
    """The day whose plan a figure answers: the end of the month it speaks of.

    A figure carried over is not held against a month it says nothing of while its successor is not yet due or waits
    for the office; one that is excused from returning is.
    """
    row = setting.ledger.handed.get((item_id, setting.month))
    if spoken_of is None or spoken_of == setting.month or (row is not None and not row.is_due):
        return setting.as_of
    return month_end(spoken_of)


def _measure(setting: Setting, facts: Facts, last: Figure | None) -> Measure:
    """The measure of the last accepted figure; nothing is measured where none was ever accepted."""
    if last is None:
        return Measure(type=facts.type, target=facts.target, sense=facts.sense, unit=facts.unit)
    milestones = setting.ledger.milestones.get(facts.id, ())
    done = {task for month, task, _ in milestones if month <= setting.month}
    return measure_of(facts, last.accepted, last.accepted_denominator, done)


def _finished_on(
    setting: Setting, facts: Facts, judged: Judged, last: Figure | None, before: Before | None
) -> date | None:
    """The day the target was reached: kept from the month before, else the last milestone's, else the day the unit
    states, else the day it handed the figure in, which is never later than the month's end.
    """
    if not judged.reached or last is None:
        return None
    if before is not None and before.finished_on is not None:
        return before.finished_on
    days = [on for month, _, on in setting.ledger.milestones.get(facts.id, ()) if month <= setting.month]
    if days:
        return max(days)
    handed = setting.ledger.handed.get((facts.item_id, last.month))
    if handed is not None and handed.finished_on is not None:
        return handed.finished_on
    if handed is None or handed.submitted_at is None:
        return month_end(last.month)
    return min(local(handed.submitted_at).date(), month_end(last.month))


def _put_judged(row: Standing, facts: Facts, judged: Judged, setting: Setting) -> None:
    """Write what a judged figure says into its row, as it is kept."""
    above, below = two_parts(judged.measure)
    row.numerator, row.denominator = coarse(above), coarse(below)
    row.target, row.due_on = facts.target, facts.due_on
    row.rate, row.expected = fine(judged.rate), fine(judged.expected)
    row.rate_capped = None if row.rate is None else min(row.rate, HUNDRED)
    row.expected_linear = fine(linear_month(setting.ledger.programme.year, setting.as_of))
    row.peer_average = fine(facts.peers)
    row.deviation_pp = fine(deviation_pp(row.rate, row.expected))
    _put_verdict(row, judged.verdict)
    row.n_total, row.n_met = 1, int(row.is_reached)


def _put_verdict(row: Standing, verdict: Verdict) -> None:
    row.status, row.light, row.was_behind = str(verdict.status), str(verdict.light), verdict.caught_up
    row.is_reached = verdict.status in REACHED
    setattr(row, LIGHT_COLUMNS[verdict.light], 1)


def _share_row(setting: Setting, item: Item, facts: Facts, share: Share) -> Standing:
    """The row of an allocation: its own target and accepted part, held against the indicator's plan."""
    facts = replace(_stopped(setting, facts), target=share.target)
    months = [m for m in share.accepted if m <= setting.month]
    last = max(months, default=None)
    value = share.accepted[last] if last else None
    before = setting.before.get((Kind.ALLOCATION, str(share.id)))
    judged = judge_figure(
        facts,
        measure_of(facts, value, done=()) if last else Measure(type=facts.type, target=share.target, sense=facts.sense),
        setting.as_of,
        thresholds_of(setting.ledger.programme),
        returned=not setting.ledger.is_missing(item.pk, setting.month, setting.moment),
        last_locked=before.verdict if before else None,
        pace_on=_pace_day(setting, item.pk, last),
    )
    row = _row(setting, Kind.ALLOCATION, share.id, share.label, item)
    row.sort, row.type, row.unit_word = item.seq * 100, facts.type, facts.unit
    row.region_path = share.region_path or item.region_path
    row.unit_id = share.unit_id or item.unit_id
    row.accepted = value
    _put_judged(row, facts, judged, setting)
    return row


def _item_row(setting: Setting, item: Item, parts: list[tuple[Facts, Standing, Judged]]) -> Standing:
    """The row of an item: the worst light, the weighted mean and the counts of its assessed indicators."""
    assessed = [part for part in parts if part[0].is_assessed]
    row = _row(setting, Kind.ITEM, item.pk, item.title, item)
    row.sort = item.seq * 100
    mean = item_rate((f.weight, r.rate, r.is_reached) for f, r, _ in assessed)
    row.n_total, row.n_met = mean.n_total, mean.n_met
    row.rate_capped = fine(mean.mean)
    row.expected = fine(mean_of_capped((f.weight, r.expected) for f, r, _ in assessed))
    row.expected_linear = fine(linear_month(setting.ledger.programme.year, setting.as_of))
    row.due_on = max((f.due_on for f, _, _ in assessed), default=item.due_on)
    if len(assessed) == 1:
        _copy_only(row, assessed[0][1])
    else:
        row.rate, row.numerator, row.denominator = row.rate_capped, Decimal(mean.n_met), Decimal(mean.n_total)
    row.deviation_pp = fine(deviation_pp(row.rate, row.expected))
    _put_verdict(row, worst_of(j.verdict for _, _, j in assessed))
    days = [r.finished_on for _, r, _ in assessed]
    row.finished_on = max((d for d in days if d), default=None) if days and all(days) else None
    _put_return(row, setting, setting.ledger.handed.get((item.pk, setting.month)))
    return row


def _copy_only(row: Standing, only: Standing) -> None:
    """An item of one assessed indicator shows that indicator's own figures."""
    for name in ("target", "numerator", "denominator", "reported", "accepted", "accepted_parent", "rate", "last_year"):
        setattr(row, name, getattr(only, name))
    row.type, row.unit_word, row.peer_average = only.type, only.unit_word, only.peer_average


def _put_return(row: Standing, setting: Setting, handed: Handed | None) -> None:
    """Count the item's return: due, handed in, in time, accepted. What is stopped owes none."""
    if handed is None:
        return
    filing = Filing(
        due_at=handed.due_at,
        submitted_at=handed.times,
        issued_late=not handed.is_due,
        suspended=row.status in {Status.SUSPENDED, Status.TERMINATED},
    )
    row.n_due = int(filing.counts)
    row.n_returned = int(handed.is_in(setting.moment) and filing.counts)
    row.n_accepted = int(handed.is_accepted and filing.counts)
    row.n_on_time = int(is_on_time(filing) and filing.counts)


def _row(setting: Setting, kind: Standing.Kind, subject: int, label: str, item: Item) -> Standing:
    """An empty row that says whose it is."""
    return Standing(
        programme_id=item.programme_id,
        month=setting.month,
        kind=kind,
        subject=str(subject),
        label=label[:120],
        region_path=item.region_path,
        unit_id=item.unit_id,
        matter_id=item.matter_id,
        item_id=item.pk,
        list_code=setting.ledger.lists.get(item.matter_id, ""),
        as_of=setting.as_of,
        updated_at=setting.now,
    )
