"""What every board asks first: which programme, which month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from shishi.lib import clock
from shishi.orgs.access import OfficialRequest
from shishi.programmes.models import Programme
from shishi.reports.queries.months import Months, months_of_standings


@dataclass(frozen=True, slots=True)
class Board:
    """A programme in one month, as chosen by the address; `month` is None before the first one has opened."""

    programme: Programme
    months: Months
    month: date | None

    @property
    def is_past(self) -> bool:
        return self.months.is_past(self.month)


def board_of(request: OfficialRequest, pk: int) -> Board:
    """The programme within reach, else 404, and the month asked for, else the one in force. Two queries."""
    programme = get_object_or_404(Programme.objects.visible_to(request.actor).select_related("region", "office"), pk=pk)
    months = months_of_standings(programme, clock.today())
    return Board(programme, months, months.choose(month_asked(request.GET.get("month", ""))))


def month_asked(text: str) -> date | None:
    """The month of `2023-08`, or None for anything else."""
    year, _dash, month = text.partition("-")
    if len(text) != 7 or not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        return None
    return date(int(year), int(month), 1) if 1 <= int(month) <= 12 and int(year) >= 1 else None
