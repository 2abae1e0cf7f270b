"""Inspections as programs read them."""

from __future__ import annotations

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from shishi.inspections.queries.page import InspectionRow, inspections_for
from shishi.inspections.queries.research import ResearchRow, research_for
from shishi.lib.rest import answers
from shishi.orgs.bearer import ApiRequest, api_key

router = Router()
REVEALS = "inspections within reach; hidden ones to office, leaders and team until concluded"
Year = Annotated[int, Field(ge=1949, le=2200)]


@router.get("/inspections", auth=api_key(REVEALS), response=answers(list[InspectionRow]))
def list_inspections(request: ApiRequest, year: Annotated[Year | None, Query()] = None) -> list[InspectionRow]:
    """Inspections within reach, newest first, at most two hundred."""
    return inspections_for(request.actor, year)


@router.get("/research", auth=api_key("research visits within reach"), response=answers(list[ResearchRow]))
def list_research(request: ApiRequest) -> list[ResearchRow]:
    """Research visits within reach, newest first, at most two hundred."""
    return research_for(request.actor)
