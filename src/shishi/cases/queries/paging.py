"""Pages of cases by key, each order served by an index of its own."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shishi.cases.models import Case, CaseQuerySet
from shishi.lib.whole import whole
from shishi.orgs.models import Org


def with_orgs(cases: list[Case]) -> list[Case]:
    """The cases with their units and holders. One query, and no join that could mislead the database about the rest."""
    known = Org.objects.in_bulk({pk for case in cases for pk in (case.unit_id, case.holder_id) if pk})
    for case in cases:
        case.unit = known[case.unit_id] if case.unit_id else None
        case.holder = known[case.holder_id] if case.holder_id else None
    return cases


def by_due(rows: CaseQuerySet, after: str, n: int, *, undated_too: bool) -> list[Case]:
    """Open cases from where the page before ended: those with a date in its order, then those without, by number.

    Two queries, because databases do not agree where nothing stands in an order, and an index serves each of them.
    """
    moment, pk = _key(after)
    found: list[Case] = []
    if moment is not None or pk is None:
        dated = rows.filter(next_due_at__isnull=False)
        if moment is not None:
            later = Q(next_due_at__gt=moment) | Q(pk__gt=pk)
            dated = dated.filter(later, next_due_at__gte=moment)
        found = list(dated.order_by("next_due_at", "id")[:n])
    if len(found) < n and undated_too:
        undated = rows.filter(next_due_at=None)
        if moment is None and pk is not None:
            undated = undated.filter(pk__gt=pk)
        found += undated.order_by("id")[: n - len(found)]
    return found


def latest(rows: CaseQuerySet, after: str, n: int) -> list[Case]:
    """Cases from where the page before ended, the latest opened first. One query."""
    moment, pk = _key(after)
    if moment is not None:
        rows = rows.filter(Q(opened_at__lt=moment) | Q(pk__lt=pk), opened_at__lte=moment)
    return list(rows.order_by("-opened_at", "-id")[:n])


def _key(after: str) -> tuple[datetime | None, int | None]:
    """Where the page before ended; nothing for an address that cannot be read."""
    stamp, _bar, number = after.rpartition("|")
    pk = whole(number)
    try:
        return (datetime.fromisoformat(stamp) if stamp and pk is not None else None), pk
    except ValueError:
        return None, None


def after_of(case: Case, *, by_due: bool) -> str:
    """Where a page that ends with this case ends."""
    moment = case.next_due_at if by_due else case.opened_at
    return f"{moment.isoformat() if moment else ''}|{case.pk}"
