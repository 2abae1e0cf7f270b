"""Meetings as programs read them."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404
from ninja import Query, Router
from pydantic import Field

from shishi.lib.rest import answers
from shishi.meetings.queries.page import MeetingRow, meeting_for, meetings_for
from shishi.meetings.queries.whole import MeetingSheet, sheet_of
from shishi.orgs.bearer import ApiRequest, api_key

router = Router()
REVEALS = "meetings within reach: the office's own, and for a unit those it is asked to"
Year = Annotated[int, Field(ge=1949, le=2200)]


@router.get("/meetings", auth=api_key(REVEALS), response=answers(list[MeetingRow]))
def list_meetings(request: ApiRequest, year: Annotated[Year | None, Query()] = None) -> list[MeetingRow]:
    """Meetings within reach, newest first, at most two hundred."""
    return meetings_for(request.actor, year)


@router.get("/meetings/{int:meeting_id}", auth=api_key(REVEALS), response=answers(MeetingSheet))
def read_meeting(request: ApiRequest, meeting_id: int) -> MeetingSheet:
    """One meeting: its agenda with frozen figures, who came, the decisions and the cases they became."""
    found = meeting_for(request.actor, meeting_id)
    if found is None:
        raise Http404
    return sheet_of(found, request.actor)
