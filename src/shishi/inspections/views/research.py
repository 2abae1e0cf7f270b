"""Research visits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shishi.inspections.actions.research import GOES, call_off, carry_out, keep_research, raise_problem
from shishi.inspections.forms import ResearchForm
from shishi.inspections.models import Research
from shishi.inspections.queries.choices import chosen
from shishi.inspections.queries.research import person_times, research_for
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only


@officials_only(reveals="research visits within reach")
@require_http_methods(["GET", "POST"])
def index(request: OfficialRequest) -> HttpResponse:
    """Every research visit with person-times, and the form of another."""
    is_sent = request.method == "POST"
    programme = chosen(request.actor, request.session.get("programme"))
    if is_sent and programme is None:
        raise Http404
    if is_sent and not request.actor.is_any(GOES):
        raise NotYours
    form = ResearchForm(request.POST if is_sent else None)
    if programme is not None and form.is_bound and form.is_valid():
        try:
            kept = keep_research(programme, form.trip(), request.actor, request.POST.get("once", "")[:64])
        except Refused as refusal:
            form.point_out(refusal)
        else:
            messages.success(request, _("已列入计划，当天会提醒。") if kept.stage == "planned" else _("已登记。"))
            return redirect("research")
    return _page(request, form, status=422 if is_sent else 200)


def _page(request: OfficialRequest, form: ResearchForm, status: int) -> HttpResponse:
    programme = chosen(request.actor, request.session.get("programme"))
    context = {
        **_acting(request),
        "rows": research_for(request.actor),
        "years": person_times(request.actor),
        "form": form,
        "may_keep": programme is not None and request.actor.is_any(GOES),
        "once": request.POST.get("once") or get_random_string(24),
    }
    return render(request, "inspections/research.html", context, status=status)


def _acting(request: OfficialRequest, refused: Refused | None = None) -> dict[str, Any]:
    """What the acts of a visit ask for on either page."""
    return {"own": request.actor.org_id, "today": clock.today(), "refusal": refused, "typed": request.POST}


@officials_only(reveals="a research visit within reach")
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """One visit: what a message about it leads to."""
    return _own_page(request, pk)


def _own_page(request: OfficialRequest, pk: int, refused: Refused | None = None) -> HttpResponse:
    """The visit; what was refused stands with the form, and what was typed there is kept."""
    found = research_for(request.actor, pk=pk)
    if not found:
        raise Http404
    context = {**_acting(request, refused), "row": found[0], "may_keep": request.actor.is_any(GOES)}
    status = refused.status if refused else 200
    return render(request, "inspections/research_visit.html", context, status=status)


@officials_only(reveals="research visits within reach")
@require_POST
def settle(request: OfficialRequest, pk: int) -> HttpResponse:
    """Write down what a planned visit brought, or call it off."""
    row = get_object_or_404(Research.objects.visible_to(request.actor), pk=pk)
    try:
        if request.POST.get("act") == "call_off":
            call_off(row, request.actor)
        else:
            carry_out(row, request.POST.get("found", ""), whole(request.POST.get("n_people")) or 0, request.actor)
    except Refused as refusal:
        return _own_page(request, pk, refusal)
    return redirect("research-visit", pk=pk)


@officials_only(reveals="nothing")
@require_POST
def problem(request: OfficialRequest, pk: int) -> HttpResponse:
    """Let what was found become a problem."""
    row = get_object_or_404(Research.objects.visible_to(request.actor), pk=pk)
    try:
        made = raise_problem(row, request.POST.get("title", ""), request.actor)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("research-visit", pk=pk)
    return redirect("case", pk=made.case_id)
