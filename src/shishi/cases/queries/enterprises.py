"""一企一策: what each enterprise asked for or was found to need, kept together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Q

from shishi.cases.models import Case
from shishi.lib import clock
from shishi.rules.authority import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """One enterprise: how many of its cases are open, late and closed, the next due moment, the last one opened."""

    name: str
    n_open: int
    n_late: int
    n_closed: int
    next_due_at: datetime | None
    last_opened_at: datetime
    query: str


def enterprises(actor: Actor, text: str = "") -> tuple[EnterpriseRow, ...]:
    """Enterprises with cases within reach, those with most late and open ones first; `text` narrows by name.

    One query.
    """
    is_open, is_late = Q(closed_at=None), Q(closed_at=None, next_due_at__lt=clock.now())
    rows = Case.objects.visible_to(actor).filter(enterprise__gt="", enterprise__icontains=text)
    counted = rows.values("enterprise").annotate(
        n_open=Count("pk", filter=is_open),
        n_late=Count("pk", filter=is_late),
        n_closed=Count("pk", filter=~is_open),
        due=Min("next_due_at", filter=is_open),
        last=Max("opened_at"),
    )
    return tuple(
        EnterpriseRow(
            name=row["enterprise"],
            n_open=row["n_open"],
            n_late=row["n_late"],
            n_closed=row["n_closed"],
            next_due_at=row["due"],
            last_opened_at=row["last"],
            query=urlencode({"state": "all", "enterprise": row["enterprise"]}),
        )
        for row in counted.order_by("-n_late", "-n_open", "enterprise")[:MOST]
    )
