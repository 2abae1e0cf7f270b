"""One case: where it stands and what is asked next; every step is taken from here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.cases.actions.printing import print_step
from shishi.cases.actions.steps import take_step
from shishi.cases.forms import AnswersForm, read_step, step_form
from shishi.cases.models import Case, CaseFile, CaseStep
from shishi.cases.queries.campaign import campaign
from shishi.cases.queries.detail import CaseDetail, detail
from shishi.cases.queries.opening import openable
from shishi.cases.queries.voices import recurring
from shishi.files.serving import serve
from shishi.journal.queries import timeline
from shishi.lib.htmx import go_to, page_or_part
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.ui.life import Moment

REVEALS = "one case within reach; who asked, as far as the reader may know"


def find(request: OfficialRequest, pk: int) -> Case:
    """The case, or 404 when it is out of reach."""
    rows = Case.objects.visible_to(request.actor).select_related(
        "office", "unit", "holder", "item", "site", "sponsor", "programme", "merged_into"
    )
    return get_object_or_404(rows, pk=pk)


@officials_only(reveals=REVEALS)
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """The page of one case; a kind with a room of its own has its page there."""
    if room := find(request, pk).what.room:
        return redirect(room, pk=pk)
    return answer(request, pk)


def answer(
    request: OfficialRequest,
    pk: int,
    refusal: Refused | None = None,
    refused: tuple[str, AnswersForm] | None = None,
    *,
    is_beside: bool = False,
) -> HttpResponse:
    """The page, with what was refused beside its field and what was typed kept; nothing is said twice."""
    case = find(request, pk)
    found = detail(case, request.actor)
    same_phone, sounds_alike = recurring(case, request.actor)
    acts = _acts(request, found, refused)
    context = {
        "found": found,
        "same_phone": same_phone,
        "sounds_alike": sounds_alike,
        "case": case,
        "acts": acts,
        "campaign": campaign(case, request.actor) if case.kind == "self_check" else None,
        "openable": openable(request.actor),
        "refusal": refusal,
        "is_beside": is_beside and any(act["is_open"] for act in acts),
        "fields": refusal.fields if refusal else {},
        "typed": request.POST,
        "moments": _moments(pk),
        "once": get_random_string(24),
    }
    return page_or_part(request, "cases/detail.html", "body", context, status=refusal.status if refusal else 200)


def _acts(request: OfficialRequest, found: CaseDetail, refused: tuple[str, AnswersForm] | None) -> list[dict[str, Any]]:
    """Every open step with its form. The page's main act stands first: of those not aside the first that leads on, for
    one that was taken and may be taken again is not what is waited for.
    """
    usual = [step for step in found.steps if not step.aside and not step.sends_back]
    onward = (step for step in usual if step.leads_from(found.case.stage) != found.case.stage)
    main = next(onward, usual[0] if usual else None)
    return [
        {
            "step": step,
            "label": _(step.label),
            "form": refused[1]
            if refused and refused[0] == step.name
            else step_form(found.case, step.name, request.actor),
            "is_main": step is main,
            "is_open": bool(refused and refused[0] == step.name),
        }
        for step in sorted(found.steps, key=lambda one: one is not main)
    ]


def _moments(pk: int) -> list[Moment]:
    return [Moment(row.at, row.sentence, f"{row.actor_name} {row.post_label}".strip()) for row in timeline("case", pk)]


@officials_only(reveals=REVEALS)
@require_POST
def step(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Take one step with what was typed."""
    case = find(request, pk)
    form = step_form(case, name, request.actor, request.POST, request.FILES)
    known = case.what.life.find(name, case.stage)
    label = _(known.label) if known else ""
    try:
        given = read_step(case, name, request.actor, form)
        version, key = read_at(request.POST), request.POST.get("once", "")[:64]
        take_step(case, name, request.actor, given, version=version, key=key)
    except Refused as refusal:
        is_beside = bool(form.errors)
        form.point_out(refusal)
        return answer(request, pk, refusal, (name, form), is_beside=is_beside)
    messages.success(request, _("已办理：%(step)s。") % {"step": label})
    return go_to(request, f"/cases/{pk}/")


@officials_only(reveals="the form a step of a case within reach left behind")
@require_POST
def paper(request: OfficialRequest, pk: int, step_id: int) -> HttpResponseBase:
    """The form a step left, as PDF or Word."""
    case = find(request, pk)
    step = get_object_or_404(CaseStep.objects.visible_to(request.actor).filter(case=pk), pk=step_id)
    return serve(print_step(case, step, request.POST.get("form", "pdf"), request.actor))


@officials_only(reveals="a file handed in with a case within reach")
@require_GET
def file(request: OfficialRequest, pk: int, file_id: int) -> HttpResponseBase:
    """A file of the case, as a download."""
    find(request, pk)
    rows = CaseFile.objects.visible_to(request.actor).filter(case=pk).select_related("file")
    return serve(get_object_or_404(rows, pk=file_id).file)
