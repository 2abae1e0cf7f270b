"""Pages of cases by key, each order served by an index of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import FETCH_RAISE, OrderBy, Q

from shishi.cases.models import Case, CaseQuerySet
from shishi.lib.whole import whole
from shishi.orgs.models import Org
from shishi.rules.authority import Actor

# What an order needs: of several ways only this is read, and what is shown is read by its numbers.
ORDERED = Case.objects.only("next_due_at").fetch_mode(FETCH_RAISE)


def with_orgs(cases: list[Case]) -> list[Case]:
    """The cases with their units and holders. One query, and no join that could mislead the database about the rest."""
    known = Org.objects.in_bulk({pk for case in cases for pk in (case.unit_id, case.holder_id) if pk})
    for case in cases:
        case.unit = known[case.unit_id] if case.unit_id else None
        case.holder = known[case.holder_id] if case.holder_id else None
    return cases


def by_due(ways: Sequence[CaseQuerySet], after: str, n: int, *, undated_too: bool) -> list[Case]:
    """Open cases found in one of these ways, none in two, from where the page before ended: those with a date in its
    order, then those without, by number. Of several ways only numbers and dates are read.

    Two queries, because databases do not agree where nothing stands in an order, and an index serves each of them.
    """
    moment, pk = _key(after)
    found: list[Case] = []
    if moment is not None or pk is None:
        dated = Q(next_due_at__isnull=False)
        if moment is not None:
            dated &= (Q(next_due_at__gt=moment) | Q(pk__gt=pk)) & Q(next_due_at__gte=moment)
        found = list(first_of(ORDERED, [rows.filter(dated) for rows in ways], n, "next_due_at", "id"))
    if len(found) < n and undated_too:
        undated = Q(next_due_at=None)
        if moment is None and pk is not None:
            undated &= Q(pk__gt=pk)
        found += first_of(ORDERED, [rows.filter(undated) for rows in ways], n - len(found), "id")
    return found


def first_of(read: CaseQuerySet, ways: Sequence[CaseQuerySet], n: int, *order: str | OrderBy) -> CaseQuerySet:
    """The first of what is found in one of these ways. Of several ways as many are looked up each, in the order of an
    index of its own, and read with the columns that `read` reads; one way is read as it is.
    """
    if len(ways) == 1:
        return ways[0].order_by(*order)[:n]
    first, *others = (read.filter(pk__in=rows.order_by(*order).values("pk")[:n]) for rows in ways)
    return first.union(*others, all=True).order_by(*order)[:n]


def reached(cases: Iterable[Case], actor: Actor) -> list[Case]:
    """Those of some cases that the actor reaches, read whole but for their text. One query: where few are asked for,
    their numbers say soonest whether they are reached.
    """
    ids = [case.pk for case in cases]
    found = Case.objects.visible_to(actor).defer("text").fetch_mode(FETCH_RAISE).in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


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


def moment_of(after: str) -> datetime | None:
    """The moment in whose order the page before ended; nothing for the first page. No query."""
    return _key(after)[0]


def after_of(case: Case, *, by_due: bool) -> str:
    """Where a page that ends with this case ends."""
    moment = case.next_due_at if by_due else case.opened_at
    return f"{moment.isoformat() if moment else ''}|{case.pk}"
