"""Which month is spoken of when somebody says “now”. Source: docs/domain/standings.md, "The month in force"."""

from __future__ import annotations

from datetime import date

from shishi.programmes.models import Programme
from shishi.reports.models import Standing
from shishi.rules.periods import month_end


def month_in_force(programme: Programme, today: date) -> date | None:
    """The month a board or a cut of `today` shows; None before the first month has opened. One query.

    The latest month that is over; or the running month once every return due for it has been accepted; or, before any
    month of the programme is over, the running one.
    """
    rows = Standing.objects.filter(programme=programme, kind=Standing.Kind.PROGRAMME, month__lte=today)
    months = list(rows.order_by("-month").values_list("month", "n_due", "n_accepted")[:2])
    if not months:
        return None
    month, n_due, n_accepted = months[0]
    is_over = month_end(month) < today
    is_complete = 0 < n_due == n_accepted
    return month if is_over or is_complete or len(months) == 1 else months[1][0]
