"""How people want to be told, and what the bell in the top bar says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery

from shishi.inbox.models import Habit
from shishi.journal.models import Telling
from shishi.journal.sentences import all_reasons
from shishi.orgs.models import Person
from shishi.rules.telling import USUAL_QUIET, QuietHours, Way


@dataclass(frozen=True, slots=True)
class HabitOf:
    """One person's settings; without any, everything comes at once and the usual hours are quiet."""

    quiet: QuietHours = USUAL_QUIET
    ways: dict[str, str] = field(default_factory=dict)

    def way(self, reason: str) -> Way | None:
        """What was chosen for a reason, if anything was."""
        return Way(self.ways[reason]) if reason in self.ways else None


def habits_of(person_ids: Collection[int]) -> dict[int, HabitOf]:
    """The settings of some people, all of them in the answer. One query, or none for nobody."""
    rows = Habit.objects.filter(person_id__in=person_ids) if person_ids else ()
    kept = {one.person_id: HabitOf(one.quiet, one.ways) for one in rows}
    return {person: kept.get(person) or HabitOf() for person in sorted(person_ids)}


@dataclass(frozen=True, slots=True)
class Bell:
    """How many things somebody was told of and has not opened, and whether it is their quiet hours."""

    n_unread: int
    is_quiet: bool


def bell(person_id: int, now: datetime) -> Bell:
    """What the top bar shows. One query."""
    unread: Any = Telling.objects.unread(now).filter(person_id=OuterRef("pk")).order_by().values("person_id")
    counted = Subquery(unread.annotate(n=Count("pk")).values("n"))
    row = (
        Person.objects.filter(pk=person_id)
        .annotate(n=counted)
        .values_list("n", "habit__quiet_since", "habit__quiet_until")
        .first()
    )
    n, since, until = row or (0, None, None)
    quiet = USUAL_QUIET if since is None or until is None else QuietHours(since, until)
    return Bell(n or 0, quiet.cover(now))


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason as its person may choose for it. `way`: at_once, digest or never; `asks`: never is not open."""

    code: str
    words: str
    asks: bool
    way: str


@dataclass(frozen=True, slots=True)
class Settings:
    """One person's reminder settings. Hours are written 22:00; equal ones mean that no hours are quiet."""

    quiet_since: str
    quiet_until: str
    reasons: list[ReasonRow]


def settings_of(person_id: int) -> Settings:
    """The settings with every reason of the house, what asks something first. One query."""
    habit = habits_of([person_id])[person_id]
    rows = [
        ReasonRow(code, str(reason.words), reason.asks, (habit.way(code) or Way.AT_ONCE).value)
        for code, reason in all_reasons().items()
    ]
    hours = habit.quiet
    ordered = sorted(rows, key=lambda row: not row.asks)
    return Settings(f"{hours.since:%H:%M}", f"{hours.until:%H:%M}", ordered)
