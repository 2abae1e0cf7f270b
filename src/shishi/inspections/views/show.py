"""The yearly plan, one inspection, and its papers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shishi.documents.actions.papers import take_copy
from shishi.files.serving import serve
from shishi.inspections.actions import papers, planning, sampling, steps
from shishi.inspections.chain import CHAIN
from shishi.inspections.forms import PlanForm, numbers
from shishi.inspections.models import Inspection
from shishi.inspections.queries.choices import chosen, inspecting, orgs_by_id, units_of
from shishi.inspections.queries.page import inspection_for, inspections_for, page_of
from shishi.journal.queries import timeline
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.ui.life import Moment

REVEALS = "one inspection within reach; hidden ones to office, leaders and team until concluded"
BOTH = require_http_methods(["GET", "POST"])


@officials_only(reveals="inspections within reach; hidden ones to office, leaders and team until concluded")
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """The yearly plan."""
    programme = chosen(request.actor, request.session.get("programme"))
    year = whole(request.GET.get("year"))
    context = {
        "rows": inspections_for(request.actor, year if year and year < 10_000 else None),
        "may_plan": programme is not None and inspecting(programme, request.actor) is not None,
    }
    return render(request, "inspections/list.html", context)


def find(request: OfficialRequest, pk: int) -> Inspection:
    """The inspection, or 404 when it is out of reach."""
    found = inspection_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@officials_only(reveals=REVEALS)
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """One inspection."""
    return answer(request, find(request, pk))


def answer(
    request: OfficialRequest, row: Inspection, refusal: Refused | None = None, refused: str = ""
) -> HttpResponse:
    """The page, with what was refused above it and, for a step, beside its field."""
    page = page_of(row, request.actor)
    past = timeline("inspection", row.pk) if page.is_office else []
    context = {
        "page": page,
        "inspection": row,
        "refusal": refusal,
        "refused": refused,
        "fields": refusal.fields if refusal else {},
        "typed": request.POST,
        "units": units_of(row.programme) if page.may_change else [],
        "moments": [Moment(r.at, r.sentence, f"{r.actor_name} {r.post_label}".strip()) for r in past],
    }
    return render(request, "inspections/detail.html", context, status=refusal.status if refusal else 200)


@officials_only(reveals="the form of an inspection")
@BOTH
def new(request: OfficialRequest) -> HttpResponse:
    """Put an inspection into the yearly plan."""
    programme = chosen(request.actor, request.session.get("programme"))
    if programme is None:
        raise Http404
    office = inspecting(programme, request.actor)
    if office is None:
        raise NotYours
    form = PlanForm(programme, request.POST if request.method == "POST" else None, office=office)
    if form.is_bound and form.is_valid():
        try:
            made = planning.plan(programme, form.plan(), request.actor, request.POST.get("once", "")[:64])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("inspection", pk=made.pk)
    context = {"form": form, "once": request.POST.get("once") or get_random_string(24), "programme": programme}
    return render(request, "inspections/plan.html", context, status=422 if form.is_bound else 200)


def _carry_out(
    request: OfficialRequest, pk: int, act: Callable[[int], object], said: str, step: str = ""
) -> HttpResponse:
    row = find(request, pk)
    try:
        act(read_at(request.POST))
    except Refused as refusal:
        return answer(request, row, refusal, step)
    messages.success(request, said)
    return redirect("inspection", pk=pk)


@officials_only(reveals=REVEALS)
@require_POST
def step(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Take one step."""
    label = CHAIN.by_name[name][0].label if name in CHAIN.by_name else name
    typed, said = request.POST.get("said", ""), _("已办理：%(step)s。") % {"step": _(label)}
    return _carry_out(request, pk, lambda version: steps.take_step(pk, name, version, request.actor, typed), said, name)


@officials_only(reveals=REVEALS)
@require_POST
def draw(request: OfficialRequest, pk: int) -> HttpResponse:
    """Draw the sites to look at."""
    reason, said = request.POST.get("reason", ""), _("已抽样，种子和名单已留存。")
    return _carry_out(request, pk, lambda version: sampling.draw_sample(pk, reason, version, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def join(request: OfficialRequest, pk: int) -> HttpResponse:
    """Let the inspection look at more units."""
    units = orgs_by_id(numbers(request.POST, "units"), find(request, pk).region_path)
    said = _("已并入检查对象。")
    return _carry_out(request, pk, lambda version: planning.join(pk, units, version, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def paper(request: OfficialRequest, pk: int, kind: str) -> HttpResponse:
    """Make a voided paper again."""
    said = _("正在重新制作，完成后可在本页下载。")
    return _carry_out(request, pk, lambda version: papers.make_again(pk, kind, version, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def download(request: OfficialRequest, pk: int, paper_id: int) -> HttpResponseBase:
    """The kept bytes of one of the inspection's papers; journalled, so it is a POST."""
    row = find(request, pk)
    shown = {paper.id for paper in page_of(row, request.actor).papers}
    found = get_object_or_404(row.papers.select_related("paper__docx", "paper__pdf"), paper=paper_id, paper__in=shown)
    return serve(take_copy(found.paper, request.POST.get("form", ""), request.actor))
