"""Meetings in a list, and one meeting: its agenda, who comes, what was decided, its papers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from shishi.documents.actions.papers import take_copy
from shishi.files.serving import serve
from shishi.journal.queries import timeline
from shishi.lib.refusal import Refused
from shishi.lib.whole import whole
from shishi.meetings.chain import DESK
from shishi.meetings.kinds import KINDS, PRESENCE
from shishi.meetings.models import Meeting, MeetingPaper
from shishi.meetings.queries.choices import chosen, who_may_be_asked
from shishi.meetings.queries.counts import by_year
from shishi.meetings.queries.page import meeting_for, meetings_for, page_of, printed_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.lifecycle import Place
from shishi.ui.life import Moment

REVEALS = "one meeting within reach: the office's own, and for a unit those it is asked to"


@officials_only(reveals="meetings within reach, with how many took place a year")
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """Every meeting, newest first, and how many took place."""
    programme = chosen(request.actor, request.session.get("programme"))
    path = programme.region_path if programme else ""
    year, kind = whole(request.GET.get("year")), request.GET.get("kind", "")
    context = {
        "rows": meetings_for(request.actor, year if year and year < 10_000 else None, kind if kind in KINDS else ""),
        "years": by_year(request.actor),
        "kinds": KINDS.items(),
        "kind": kind,
        "year": year,
        "may_plan": programme is not None and DESK.admits(request.actor, Place(path, home_path=path)),
    }
    return render(request, "meetings/list.html", context)


def find(request: OfficialRequest, pk: int) -> Meeting:
    """The meeting, or 404 when it is out of reach."""
    found = meeting_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@officials_only(reveals=REVEALS)
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """The page of one meeting."""
    return answer(request, find(request, pk))


def answer(request: OfficialRequest, meeting: Meeting, refusal: Refused | None = None) -> HttpResponse:
    """The page, with what was refused above it and what was typed kept."""
    page = page_of(meeting, request.actor)
    context: dict[str, Any] = {
        "page": page,
        "meeting": meeting,
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
        "typed": request.POST,
        "presence": PRESENCE.items(),
        "units": who_may_be_asked(meeting.region_path) if page.is_office else [],
        "moments": _moments(meeting.pk),
    }
    return render(request, "meetings/detail.html", context, status=refusal.status if refusal else 200)


def _moments(pk: int) -> list[Moment]:
    rows = timeline("meeting", pk)
    return [Moment(row.at, row.sentence, f"{row.actor_name} {row.post_label}".strip()) for row in rows]


@officials_only(reveals=REVEALS)
@require_POST
def download(request: OfficialRequest, pk: int, paper_id: int) -> HttpResponseBase:
    """The kept bytes of one of the meeting's papers; journalled, so it is a POST."""
    find(request, pk)
    rows = MeetingPaper.objects.visible_to(request.actor).filter(meeting=pk).select_related("paper__docx", "paper__pdf")
    found = get_object_or_404(rows, paper=paper_id)
    return serve(take_copy(found.paper, request.POST.get("form", ""), request.actor))


@officials_only(reveals=REVEALS)
@require_GET
def figure(request: OfficialRequest, pk: int, key: str) -> HttpResponse:
    """A figure printed in one of the meeting's papers leads to where it is computed again."""
    address = printed_at(find(request, pk), key)
    if not address:
        raise Http404
    return redirect(address)
