"""Whose names and telephones are kept longer than their region has said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from shishi.cases.models import Asker, Retention
from shishi.lib import clock
from shishi.orgs.reach import below
from shishi.rules.authority import Actor
from shishi.rules.deadlines import add_months

KNOWN = Q(name_sealed__isnull=False) | Q(phone_sealed__isnull=False) | Q(place_sealed__isnull=False)


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """What holds in the actor's region, what was set before, and how many are due."""

    now: Retention | None
    rows: tuple[Retention, ...]
    n_due: int
    n_kept: int


def in_force(today: date) -> dict[str, Retention]:
    """What holds today, by region. One query."""
    rows = Retention.objects.filter(since__lte=today).order_by("since", "id")
    return {row.region_path: row for row in rows}


def due(row: Retention, others: Iterable[str], today: date) -> QuerySet[Asker]:
    """Who asked in cases of a region that have been over longer than it keeps them; places that have said otherwise
    themselves are left to their own row. What is open again is not over. No query.
    """
    kept_from = clock.at(add_months(today, -row.months), 0)
    rows = Asker.objects.filter(KNOWN, below("case__home_path", row.region_path))
    rows = rows.filter(case__closed_at__lt=kept_from)
    for path in others:
        if path != row.region_path and path.startswith(row.region_path):
            rows = rows.exclude(below("case__home_path", path))
    return rows


def retention_page(actor: Actor) -> RetentionPage:
    """What the security administrator sees of their region. Four queries."""
    path, today = actor.post.region_path if actor.post else "-", clock.today()
    known = in_force(today)
    above = [known[path[:n]] for n in range(len(path), 0, -1) if path[:n] in known]
    now = above[0] if above else None
    here = Asker.objects.filter(KNOWN, below("case__home_path", path))
    n_due = due(now, known, today).filter(below("case__home_path", path)).count() if now else 0
    rows = Retention.objects.filter(region_path=path)
    return RetentionPage(now, tuple(rows), n_due, here.filter(case__closed_at__isnull=False).count())
