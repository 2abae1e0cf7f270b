"""How the neighbours stand and last year's figures: read by whoever reaches the items, entered by the office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from shishi.lib import clock
from shishi.lib.rest import Id, Month, Strict, answers, cleaned, month_day
from shishi.orgs.bearer import ApiRequest, answered_once, api_key
from shishi.programmes.models import Programme
from shishi.reports.actions.benchmarks import Finish, Past, Rate, Words, put
from shishi.reports.queries.benchmarks import Benchmarks, benchmarks
from shishi.reports.queries.standings import current_month
from shishi.rules.periods import next_month

router = Router()
REVEALS = "neighbours' and last year's figures beside items within reach"
MOST_WORDS = 5000
Percent = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=4, allow_inf_nan=False)]
Figure = Annotated[Decimal, Field(ge=0, max_digits=20, decimal_places=6, allow_inf_nan=False)]


class RateIn(Strict):
    """A region's completion rate in per cent; without a region the parent tier's average."""

    indicator_id: Id
    region_id: Id | None = None
    rate: Percent


class PastIn(Strict):
    """Last year's cumulative figure at the end of the same month, in base units."""

    indicator_id: Id
    value: Figure


class FinishIn(Strict):
    """The day a region finished an item; null: it has not."""

    item_id: Id
    region_id: Id
    finished_on: date | None


class BenchmarksIn(Strict):
    """Words about one month, whence they are, and `n_words` as they were read."""

    month: Month
    source: Annotated[str, Field(min_length=1, max_length=120), cleaned(120)]
    corrects: bool = False
    n_words: Annotated[int, Field(ge=0, le=2**31 - 1)]
    rates: Annotated[list[RateIn], Field(max_length=MOST_WORDS)] = []
    past: Annotated[list[PastIn], Field(max_length=MOST_WORDS)] = []
    finishes: Annotated[list[FinishIn], Field(max_length=MOST_WORDS)] = []


@router.get("/programmes/{int:programme_id}/benchmarks", auth=api_key(REVEALS), response=answers(Benchmarks))
def read_benchmarks(
    request: ApiRequest, programme_id: int, month: Annotated[Month | None, Query()] = None
) -> Benchmarks:
    """The last words on one month, or the month in force. Rates in per cent, last year's figures in base units."""
    programme, today = _programme(request, programme_id), clock.today()
    wanted = _month(programme, month) if month else current_month(programme, today) or date(programme.year, 1, 1)
    return benchmarks(programme, wanted, request.actor)


@router.put(
    "/programmes/{int:programme_id}/benchmarks", auth=api_key(REVEALS), response=answers(Benchmarks, writes=True)
)
def put_benchmarks(request: ApiRequest, programme_id: int, body: BenchmarksIn) -> HttpResponse:
    """Enter words; what the body leaves out stays. Overtaken (409) when somebody entered one since `n_words`."""
    programme = _programme(request, programme_id)
    month = _month(programme, body.month)
    said, seen = _words(body, month), body.n_words

    def run() -> Benchmarks:
        put(programme, said, body.source, request.actor, corrects=body.corrects, seen=seen)
        return benchmarks(programme, month, request.actor)

    return answered_once(request, run)


def _words(body: BenchmarksIn, month: date) -> Words:
    before = next_month(month, -12)
    return Words(
        rates=tuple(Rate(r.indicator_id, r.region_id, month, r.rate) for r in body.rates),
        past=tuple(Past(p.indicator_id, before, p.value) for p in body.past),
        finishes=tuple(Finish(f.item_id, f.region_id, f.finished_on) for f in body.finishes),
    )


def _programme(request: ApiRequest, programme_id: int) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.actor), pk=programme_id)


def _month(programme: Programme, text: str) -> date:
    """The month of the programme's year; another year's is not found."""
    month = month_day(text)
    if month.year != programme.year:
        raise Http404
    return month
