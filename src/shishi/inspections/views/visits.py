"""On the spot: one page per object, made for a phone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.files.serving import serve
from shishi.inspections.actions.visiting import keep_visit, may_visit
from shishi.inspections.forms import ROWS, seen
from shishi.inspections.kinds import VERDICTS
from shishi.inspections.models import Visit
from shishi.inspections.queries.page import asked_of, earlier_visits, visit_for
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only

REVEALS = "one object of an inspection within reach, with earlier visits to it"


def find(request: OfficialRequest, pk: int) -> Visit:
    """The visit, or 404 when it is out of reach."""
    found = visit_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@officials_only(reveals=REVEALS)
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """One object with its checklist."""
    return answer(request, find(request, pk))


def answer(request: OfficialRequest, visit: Visit, refusal: Refused | None = None) -> HttpResponse:
    """The page, with what was refused above it and what was typed kept."""
    mine = may_visit(visit.inspection, request.actor)
    kept = [(f.title, "" if f.text == f.title else f.text) for f in visit.findings.all()]
    rows = [*kept, *[("", "")] * ROWS][:ROWS]
    context = {
        "visit": visit,
        "inspection": visit.inspection,
        "asked": asked_of(visit),
        "verdicts": [(code, _(label)) for code, label in VERDICTS.items()],
        "findings": list(enumerate(rows)),
        "photos": list(visit.photos.select_related("file")),
        "earlier": earlier_visits(visit) if mine else [],
        "may_write": mine and visit.inspection.stage == "under_way",
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
    }
    return render(request, "inspections/visit.html", context, status=refusal.status if refusal else 200)


@officials_only(reveals=REVEALS)
@require_POST
def keep(request: OfficialRequest, pk: int) -> HttpResponse:
    """Keep what was seen, as a draft or for good. What cannot be handed in yet is kept as a draft with the reason."""
    visit = find(request, pk)
    is_done = request.POST.get("act") == "submit"
    try:
        keep_visit(pk, seen(request), read_at(request.POST), request.actor, is_done=is_done)
    except Refused as refusal:
        return answer(request, _as_typed(visit, request), refusal)
    messages.success(request, _("已提交检查记录。") if is_done else _("已暂存，可以继续填写。"))
    return redirect("inspection", pk=visit.inspection_id) if is_done else redirect("visit", pk=pk)


def _as_typed(visit: Visit, request: OfficialRequest) -> Visit:
    """The visit as the form had it, to be shown again; nothing of it is kept."""
    typed = seen(request)
    visit.answers = {str(n): {"verdict": one.verdict, "note": one.note} for n, one in typed.answers.items()}
    visit.result, visit.place = typed.result, typed.place
    return visit


@officials_only(reveals="a photograph of an object within reach")
@require_GET
def photo(request: OfficialRequest, pk: int, photo_id: int) -> HttpResponseBase:
    """A photograph, as a download."""
    visit = find(request, pk)
    return serve(get_object_or_404(visit.photos.select_related("file"), pk=photo_id).file)
