"""Workdays as the house counts them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Path, Query, Router
from pydantic import Field

from shishi.almanac import queries
from shishi.lib.rest import answers
from shishi.orgs.bearer import ApiRequest, api_key

router = Router()
Year = Annotated[int, Path(), Field(ge=1949, le=2200)]
Count = Annotated[int, Query(), Field(ge=0, le=1000)]
Start = Annotated[date, Query(), Field(ge=date(1949, 10, 1), le=date(2200, 1, 1))]


@router.get("/almanac/{int:year}", auth=api_key("public holidays"), response=answers(queries.YearDays))
def read_year(request: ApiRequest, year: Year) -> queries.YearDays:
    """One year's holidays and make-up workdays, with the local days of the caller's region and those above it."""
    return queries.year_days(year, queries.region_of(request.actor))


@router.get("/almanac/workday-after", auth=api_key("public holidays"), response=answers(queries.WorkdayAnswer))
def workday_after(request: ApiRequest, start: Start, count: Count) -> queries.WorkdayAnswer:
    """The day that lies `count` workdays after `start` in the caller's region; `start` itself is not counted."""
    return queries.workday_after(start, count, queries.region_of(request.actor))
