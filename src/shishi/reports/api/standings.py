"""Where everything stands: standings of a month, the headline, where a figure comes from, cuts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from shishi.lib import clock
from shishi.lib.rest import Id, Month, Paging, Rows, Strict, answers, month_day, one_of, page_of
from shishi.orgs.bearer import ApiRequest, answered_once, api_key
from shishi.programmes.models import Programme
from shishi.reports.actions import cuts as making
from shishi.reports.models import Cut, Standing
from shishi.reports.queries import flat, traces
from shishi.reports.queries.rows import Row
from shishi.reports.queries.standings import Head, current_month, headline
from shishi.rules.lights import Light

router = Router()
Kind = Annotated[str, Field(pattern=one_of(Standing.Kind.values))]
Colour = Annotated[str, Field(pattern=one_of(Light))]


class OfKind(Paging):
    """Which rows: of one kind, of one item, unit or matter, of one light."""

    kind: Kind | None = None
    item_id: Id | None = None
    unit_id: Id | None = None
    matter_id: Id | None = None
    light: Colour | None = None


class OfMonth(OfKind):
    """Which rows of which month; without a month those in force today."""

    month: Month | None = None


class CutIn(Strict):
    """The day to freeze: the standings of the month in force on it."""

    on: date


@router.get(
    "/programmes/{int:programme_id}/standings",
    auth=api_key("standings within reach"),
    response=answers(Rows[Row]),
)
def list_standings(request: ApiRequest, programme_id: int, page: Query[OfMonth]) -> Rows[Row]:
    """Where each subject stands in a month; without `month`, in the month in force. Figures are in base units."""
    programme = _programme(request, programme_id)
    month = month_day(page.month) if page.month else current_month(programme, clock.today())
    if month is None:
        return Rows([], None)
    wanted = page.dict(exclude={"after", "limit", "month"})
    found = flat.standings(programme, request.actor, page.after, page.limit, month=month, **wanted)
    return page_of(found, page.limit)


@router.get(
    "/programmes/{int:programme_id}/headline",
    auth=api_key("counts over the items within reach"),
    response=answers(Head | None),
)
def read_headline(
    request: ApiRequest, programme_id: int, month: Annotated[Month | None, Query()] = None
) -> Head | None:
    """Counts that add up over the items within reach, in a month or the month in force; null before the first month."""
    programme = _programme(request, programme_id)
    wanted = month_day(month) if month else current_month(programme, clock.today())
    return headline(programme, wanted, request.actor) if wanted else None


@router.get(
    "/standings/{int:standing_id}/trace",
    auth=api_key("a standing within reach, its parts, who reported and approved"),
    response=answers(traces.Trace),
)
def read_trace(request: ApiRequest, standing_id: int) -> traces.Trace:
    """Where a standing comes from: the formula in words, the rows below it, every version of the accepted figures."""
    found = traces.trace(standing_id, request.actor)
    if found is None:
        raise Http404
    return found


@router.get(
    "/programmes/{int:programme_id}/cuts",
    auth=api_key("when a programme within reach was frozen"),
    response=answers(list[flat.CutRow]),
)
def list_cuts(request: ApiRequest, programme_id: int) -> list[flat.CutRow]:
    """The cuts of a programme, newest first: everything printed reads one."""
    return flat.cuts(_programme(request, programme_id))


@router.post(
    "/programmes/{int:programme_id}/cuts",
    auth=api_key("when a programme within reach was frozen"),
    response=answers(flat.CutRow, writes=True, status=201),
)
def make_cut(request: ApiRequest, programme_id: int, body: CutIn) -> HttpResponse:
    """Freeze the standings as accepted at this instant; the office's. Takes an `Idempotency-Key`."""
    programme = _programme(request, programme_id)
    office = Cut.Occasion.OFFICE
    return answered_once(
        request, lambda: flat.cut_row(making.make(programme, body.on, office, request.actor)), status=201
    )


@router.get("/cuts/{int:cut_id}", auth=api_key("a cut of a programme within reach"), response=answers(flat.CutRow))
def read_cut(request: ApiRequest, cut_id: int) -> flat.CutRow:
    """One cut."""
    return _cut(request, cut_id)


@router.get("/cuts/{int:cut_id}/standings", auth=api_key("frozen standings within reach"), response=answers(Rows[Row]))
def list_frozen(request: ApiRequest, cut_id: int, page: Query[OfKind]) -> Rows[Row]:
    """The standings as the cut froze them; they never change."""
    _cut(request, cut_id)
    wanted = page.dict(exclude={"after", "limit"})
    return page_of(flat.frozen_standings(cut_id, request.actor, page.after, page.limit, **wanted), page.limit)


def _cut(request: ApiRequest, cut_id: int) -> flat.CutRow:
    found = flat.cut_of(request.actor, cut_id)
    if found is None:
        raise Http404
    return found


def _programme(request: ApiRequest, programme_id: int) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.actor), pk=programme_id)
