"""Plans alone: what is expected of indicators month by month. Source: docs/domain/schedule.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery

from shishi.programmes.models import Indicator, Programme, Target
from shishi.reports.queries.facts import points_of, steps_of
from shishi.rules.indicators import ScheduleKind
from shishi.rules.schedule import PlannedStep, Schedule


@dataclass(frozen=True, slots=True)
class Planned:
    """An indicator's plan and nothing else: enough to draw what is expected, month by month."""

    id: int
    item_id: int
    weight: Decimal
    is_assessed: bool
    schedule: Schedule


def plans_of(programme: Programme, item_ids: Iterable[int], as_of: date) -> list[Planned]:
    """The plans of the items' indicators by the due days in force on `as_of`; what neighbours did is left out.

    One query, and one each for milestones and typed curves where an indicator has them.
    """
    promises = Target.objects.filter(indicator_id=OuterRef("pk"))
    in_force = promises.filter(Q(since__lte=as_of) | Q(version=1)).order_by("-version")[:1]
    rows = list(
        Indicator.objects.filter(item_id__in=list(item_ids))
        .order_by("item__seq", "item_id", "seq", "id")
        .values_list(
            "pk",
            "item_id",
            "weight",
            "is_assessed",
            "schedule",
            "item__start_on",
            "item__due_on",
            Subquery(in_force.values("due_on")),
        )
    )
    stepped = [row[0] for row in rows if row[4] == ScheduleKind.MILESTONES]
    curved = [row[0] for row in rows if row[4] == ScheduleKind.CUSTOM_CURVE]
    steps = steps_of(stepped) if stepped else {}
    points = points_of(curved) if curved else {}
    return [
        Planned(
            pk,
            item_id,
            weight,
            is_assessed,
            Schedule(
                ScheduleKind(kind),
                programme.year,
                start,
                due or item_due,
                tuple(PlannedStep(s.due_on, s.weight) for s in steps.get(pk, [])),
                tuple(points.get(pk, [])),
            ),
        )
        for pk, item_id, weight, is_assessed, kind, start, item_due, due in rows
    ]
