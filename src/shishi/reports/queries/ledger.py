"""What standings are computed from: the register's groups, and every figure that was reported, accepted or split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from shishi.orgs.models import Region
from shishi.programmes.models import Adjustment, Item, Programme
from shishi.reports.chain import Stage
from shishi.reports.models import Period
from shishi.rules.deadlines import CHINA, local
from shishi.rules.periods import next_month

ACCEPTED = frozenset({Stage.ACCEPTED, Stage.LOCKED, Stage.CORRECTING})
SUBMITTED = ACCEPTED | {Stage.SUBMITTED, Stage.UNIT_APPROVED}
STOPS = {Adjustment.Effect.SUSPEND: True, Adjustment.Effect.TERMINATE: True, Adjustment.Effect.RESUME: False}


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator's line in one month's return: what was reported, and what was accepted."""

    month: date
    indicator_id: int
    stage: str
    value: Decimal | None
    accepted: Decimal | None
    accepted_denominator: Decimal | None
    accepted_parent: Decimal | None

    @property
    def is_accepted(self) -> bool:
        return self.stage in ACCEPTED

    @property
    def is_submitted(self) -> bool:
        return self.stage in SUBMITTED


@dataclass(frozen=True, slots=True)
class Handed:
    """One item's return of one month: whether it is due, when it was handed in, how far it came."""

    item_id: int
    month: date
    stage: str
    is_due: bool
    due_at: datetime
    submitted_at: datetime | None
    finished_on: date | None
    times: tuple[datetime, ...] = ()

    @property
    def is_accepted(self) -> bool:
        return self.stage in ACCEPTED

    def is_in(self, moment: datetime) -> bool:
        """Whether the return was handed in by `moment` and not taken back since; sent back it has been in."""
        if self.stage not in SUBMITTED and self.stage != Stage.RETURNED:
            return False
        return self.submitted_at is None or self.submitted_at <= moment


@dataclass(frozen=True, slots=True)
class Group:
    """A subject that sums items up: what it is called, where it stands, and in which order it is shown."""

    kind: str
    subject: str
    label: str
    region_path: str
    sort: int = 0
    unit_id: int | None = None
    matter_id: int | None = None
    list_code: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of an indicator's target that a region or a unit answers for, with its accepted figures by month."""

    id: int
    indicator_id: int
    label: str
    target: Decimal
    region_path: str
    region_id: int | None
    unit_id: int | None
    accepted: Mapping[date, Decimal]


@dataclass
class Ledger:
    """Everything standings of one programme are computed from."""

    programme: Programme
    periods: dict[date, Period]
    items: dict[int, Item]
    groups: dict[tuple[str, str], Group]
    groups_of: dict[int, list[tuple[str, str]]]
    lists: dict[int, str]
    regions: dict[str, Region] = field(default_factory=dict)
    split_to: Mapping[int, set[str]] = field(default_factory=dict)
    figures: Mapping[int, list[Figure]] = field(default_factory=dict)
    handed: dict[tuple[int, date], Handed] = field(default_factory=dict)
    milestones: Mapping[int, list[tuple[date, int, date]]] = field(default_factory=dict)
    stops: Mapping[int, list[tuple[datetime, str]]] = field(default_factory=dict)
    shares: Mapping[int, list[Share]] = field(default_factory=dict)

    def moment(self, month: date, today: date) -> datetime:
        """The moment a month's row speaks of: the end of today, or the moment the month was locked."""
        period = self.periods.get(month)
        end = datetime.combine(today, time.max, CHINA)
        return end if period is None or period.locked_at is None else min(end, local(period.locked_at))

    def is_missing(self, item_id: int, month: date, moment: datetime) -> bool:
        """Whether an item is unreported 未报: its return of the latest month that has fallen due has not come."""
        row = self.handed.get((item_id, month))
        if row is None or not row.is_due or row.is_in(moment):
            return False
        if local(row.due_at).date() < moment.date():
            return True
        before = next_month(month, -1)
        return before in self.periods and self.is_missing(item_id, before, moment)

    def stop(self, item_id: int, month: date, moment: datetime) -> str:
        """`suspend` or `terminate` where an approved change had stopped the item by `moment`, else nothing."""
        changes = [effect for at, effect in self.stops.get(item_id, ()) if at <= moment]
        if changes:
            return changes[-1] if STOPS[Adjustment.Effect(changes[-1])] else ""
        period = self.periods.get(month)
        if self.stops.get(item_id) or (period is not None and period.locked_at is not None):
            return ""
        stage = self.items[item_id].stage
        return {Item.Stage.SUSPENDED: "suspend", Item.Stage.TERMINATED: "terminate"}.get(Item.Stage(stage), "")
