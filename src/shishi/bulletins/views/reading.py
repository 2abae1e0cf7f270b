"""Bulletins to read, sign, open and download."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.bulletins.actions import drafting, steps
from shishi.bulletins.actions.copies import take_public_copy
from shishi.bulletins.forms import number
from shishi.bulletins.kinds import LAYOUTS
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.opening import opened
from shishi.bulletins.queries.page import bulletin_for, bulletins_for, cuts_of, page_of
from shishi.bulletins.queries.programme import chosen, cut_in
from shishi.documents.actions.papers import take_copy
from shishi.files.serving import serve
from shishi.journal.queries import timeline
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.models import Programme
from shishi.reports.actions import cuts
from shishi.reports.models import Cut
from shishi.reports.queries.months import month_in_force
from shishi.rules.authority import OFFICE
from shishi.ui.life import Moment


def found_or_404(request: OfficialRequest, pk: int) -> Bulletin:
    """The bulletin within reach."""
    found = bulletin_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@officials_only(reveals="bulletins within reach; drafts to offices and leaders")
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """Every bulletin, and for the office the way to the next one."""
    return _index(request)


def _index(request: OfficialRequest, refusal: Refused | None = None) -> HttpResponse:
    programme = chosen(request.actor, request.session.get("programme"))
    may_draft = programme is not None and request.actor.is_any(OFFICE)
    known = cuts_of(programme.pk) if programme and may_draft else []
    context = {
        "programme": programme,
        "refusal": refusal,
        "has_month": bool(known) or (programme is not None and month_in_force(programme, clock.today()) is not None),
        "rows": bulletins_for(request.actor, programme.pk if programme else None),
        "may_draft": may_draft,
        "cuts": known,
        "layouts": LAYOUTS.values(),
        "today": clock.today(),
    }
    return render(request, "bulletins/list.html", context, status=refusal.status if refusal else 200)


@officials_only(reveals="nothing")
@require_POST
def draft(request: OfficialRequest) -> HttpResponse:
    """Write a draft from a cut, made today where none is chosen."""
    programme = chosen(request.actor, number(request.POST, "programme"), exactly=True)
    if programme is None:
        raise Http404
    try:
        with transaction.atomic():
            made = drafting.draft(programme, _cut(request, programme), request.actor, request.POST.get("layout", ""))
    except Refused as refusal:
        return _index(request, refusal)
    return redirect("bulletin-edit", pk=made.pk)


def _cut(request: OfficialRequest, programme: Programme) -> Cut:
    """The chosen cut, or a new one of today; when no draft comes of it, none is left behind."""
    if request.POST.get("cut", "") == "today":
        return cuts.make(programme, clock.today(), Cut.Occasion.OFFICE, request.actor)
    return cut_in(programme, number(request.POST, "cut"))


@officials_only(reveals="a bulletin within reach, its figures and its journal")
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """The bulletin as it is read."""
    found = found_or_404(request, pk)
    past = [Moment(r.at, r.sentence, f"{r.actor_name} {r.post_label}".strip()) for r in timeline("bulletin", pk)]
    return render(request, "bulletins/detail.html", {"page": page_of(found, request.actor), "moments": past})


@officials_only(reveals="nothing")
@require_POST
def step(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Take a step of the chain."""
    found_or_404(request, pk)
    steps.take_step(
        pk,
        name,
        read_at(request.POST),
        request.actor,
        reason=request.POST.get("reason", ""),
        hides_red=request.POST.get("hides_red") == "1",
    )
    return redirect("bulletin", pk=pk)


@officials_only(reveals="an issued bulletin's file")
@require_POST
def download(request: OfficialRequest, pk: int) -> HttpResponseBase:
    """The kept bytes of an issued bulletin, or of its public version."""
    found = found_or_404(request, pk)
    if found.paper is None:
        raise Refused(_("通报尚未印发，还没有可下载的文件。"))
    if request.POST.get("form") == "public":
        return serve(take_public_copy(found, request.actor))
    return serve(take_copy(found.paper, request.POST.get("form", ""), request.actor))


@officials_only(reveals="the rows a printed figure came from; who reported only within reach")
@require_GET
def figure(request: OfficialRequest, pk: int, key: str) -> HttpResponse:
    """Where a figure comes from, computed again over the frozen rows."""
    found = found_or_404(request, pk)
    context = opened(found, key, request.actor)
    if context is None:
        raise Http404
    shown = {"figure": context, "of": found, "list_url": "/bulletins/", "list_label": _("情况通报")}
    return render(request, "reports/printed_figure.html", shown | {"own_url": f"/bulletins/{pk}/"})
