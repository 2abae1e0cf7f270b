"""The months a unit fills, and which of them a page opens with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from shishi.reports.chain import EDITABLE, FILLERS
from shishi.reports.models import Period
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class MonthTab:
    """A month the unit has returns in: how many are still to be handed in."""

    period_id: int
    month: date
    n_left: int
    is_open: bool


def months_of_unit(actor: Actor, limit: int = 6) -> list[MonthTab]:
    """The latest months with returns of the actor's unit, oldest first. One query."""
    rows: Any = (
        Period.objects.filter(returns__unit_id=actor.org_id)
        .annotate(n_left=Count("returns", Q(returns__unit_id=actor.org_id, returns__stage__in=EDITABLE)))
        .order_by("-month", "-id")[:limit]
    )
    return [
        MonthTab(p.pk, p.month, p.n_left, p.stage == Period.Stage.OPEN) for p in sorted(rows, key=lambda p: p.month)
    ]


def current_month(tabs: Sequence[MonthTab], wanted: str = "") -> MonthTab | None:
    """The month asked for as 2023-08, else the oldest open one with something to hand in, else the latest."""
    asked = next((t for t in tabs if f"{t.month:%Y-%m}" == wanted), None)
    return asked or next((t for t in tabs if t.is_open and t.n_left), None) or (tabs[-1] if tabs else None)


def may_fill(actor: Actor) -> bool:
    """Whether the post fills returns at all."""
    return actor.is_any(FILLERS.roles)
