"""The two clocks of a case: how long the stage may take, and how long the whole may."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shishi.almanac.queries import Calendars, calendars
from shishi.cases.kinds import CaseKind
from shishi.cases.models import Case, TimeLimit
from shishi.rules.deadlines import Limit, LimitUnit, closes_at, due_at, local
from shishi.rules.workdays import WorkCalendar, add_workdays, workdays_between

WHOLE = ""


@dataclass
class Clocks:
    """Limits and workdays at one moment, read once for many cases."""

    now: datetime
    calendars: Calendars = field(default_factory=calendars)
    kept: dict[str, list[TimeLimit]] = field(default_factory=dict)

    def limit(self, case: Case, stage: str) -> Limit | None:
        """The limit of a stage, of the whole for an empty one: the region's parameter of the day, else the kind's."""
        found = self._parameter(case, stage)
        kind = case.what
        if case.is_green and not (found and found.is_green) and (shorter := kind.green_limit(stage, case.type)):
            return shorter
        if found is not None:
            return Limit(found.n, LimitUnit(found.unit))
        if stage != WHOLE:
            return kind.limits.get(stage)
        own = kind.types[case.type].whole if case.type in kind.types else None
        by_level = kind.levels[case.level].whole if case.level in kind.levels else None
        return own or by_level or kind.whole

    def _parameter(self, case: Case, stage: str) -> TimeLimit | None:
        if case.kind not in self.kept:
            self.kept[case.kind] = list(TimeLimit.objects.filter(kind=case.kind).order_by("since", "id"))
        fitting = [p for p in self.kept[case.kind] if p.stage == stage and self._fits(p, case)]
        return max(fitting, key=_particular, default=None)

    def _fits(self, one: TimeLimit, case: Case) -> bool:
        return (
            case.region_path.startswith(one.region_path)
            and one.type in ("", case.type)
            and one.level in (None, case.level)
            and one.is_green <= case.is_green
            and one.since <= local(self.now).date()
        )

    def enter(self, case: Case, stage: str) -> None:
        """Set the stage and its clock; let both clocks stand still, or run on, where the kind says so."""
        kind = case.what
        if case.stopped_at and stage not in kind.stopped:
            self._run_on(case)
        elif stage in kind.stopped and case.stopped_at is None:
            case.stopped_at = self.now
        case.stage, case.stage_since = stage, self.now
        limit = self.limit(case, stage) if stage not in kind.stopped else None
        case.stage_due_at = due_at(self.now, limit, self.calendars.at(case.home_path)) if limit else None

    def _run_on(self, case: Case) -> None:
        limit = self.limit(case, WHOLE)
        if case.due_at and case.stopped_at:
            known = self.calendars.at(case.home_path)
            case.due_at = shifted(case.due_at, case.stopped_at, self.now, limit, known)
        case.stopped_at = None

    def start_whole(self, case: Case, until: date | None = None) -> None:
        """Start the clock of the whole, to a day that was named or by the limit. The first promise is kept for ever.

        Started again by the limit, it does not fall short of what was granted before.
        """
        limit, known = self.limit(case, WHOLE), self.calendars.at(case.home_path)
        if until is not None:
            case.due_at = closes_at(until, known)
        elif limit is not None:
            again = due_at(self.now, limit, known)
            case.due_at = max(again, case.due_at) if case.due_at else again
        if case.first_due_at is None:
            case.first_due_at = case.due_at

    def settle(self, case: Case) -> None:
        """Bring `next_due_at` up to date: the earlier of the two, none once closed or while the clocks stand still."""
        case.next_due_at = next_due(case.what, case)


def next_due(kind: CaseKind, case: Case) -> datetime | None:
    """The earlier of the two due moments that still run."""
    if case.closed_at is not None or case.stopped_at is not None:
        return None
    whole = None if case.stage in kind.met else case.due_at
    return min((moment for moment in (case.stage_due_at, whole) if moment), default=None)


def shifted(due: datetime, stopped: datetime, now: datetime, limit: Limit | None, calendar: WorkCalendar) -> datetime:
    """The due moment moved on by the time the clock stood still, in the limit's own unit."""
    if limit is None or limit.unit in (LimitUnit.WORKDAY, LimitUnit.HALF_WORKDAY):
        days = workdays_between(local(stopped).date(), local(now).date(), calendar)
        here = local(due)
        return datetime.combine(add_workdays(here.date(), days, calendar), here.timetz())
    if limit.unit is LimitUnit.HOUR:
        return due + (now - stopped)
    return due + timedelta(days=(local(now).date() - local(stopped).date()).days)


def _particular(one: TimeLimit) -> tuple[bool, int, bool, bool, date, int]:
    return (one.is_green, len(one.region_path), bool(one.type), one.level is not None, one.since, one.pk)
