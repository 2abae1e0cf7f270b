"""Issuing: what is still missing, the proposal, the convener's hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.lib.refusal import Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.actions import issue as actions
from shishi.programmes.actions.hands import convenes, keeps
from shishi.programmes.forms.programme import OpinionForm
from shishi.programmes.models import Item, Programme
from shishi.programmes.queries.checklist import checklist
from shishi.programmes.views.common import around, programme_of
from shishi.programmes.views.tabs import tabs_of


@officials_only(reveals="draft items within reach, with what they lack")
@require_GET
def page(request: OfficialRequest, pk: int) -> HttpResponse:
    """The check list, and the act that is next."""
    return _page(request, programme_of(request, pk))


@officials_only(reveals="nothing")
@require_POST
def propose(request: OfficialRequest, pk: int) -> HttpResponse:
    """The office asks the convener to issue what is ready and chosen."""
    programme = programme_of(request, pk)
    chosen = [item for one in request.POST.getlist("item") if (item := whole(one)) is not None]
    try:
        actions.propose_issue(programme, request.actor, chosen or None)
    except Refused as refusal:
        return _page(request, programme, refusal)
    messages.success(request, _("已提请召集人批准。"))
    return redirect("programme-issue", pk=pk)


@officials_only(reveals="nothing")
@require_POST
def step(request: OfficialRequest, pk: int, proposal: int, name: str) -> HttpResponse:
    """Withdraw, approve or send back a proposal."""
    programme = programme_of(request, pk)
    found = get_object_or_404(programme.proposals, pk=proposal)
    opinion = request.POST.get("opinion", "")[:300]
    try:
        if name == "approve":
            actions.issue_programme(found, request.actor, opinion)
        elif name == "send-back":
            actions.send_back(found, opinion, request.actor)
        elif name == "withdraw":
            actions.withdraw_proposal(found, request.actor)
        else:
            raise Http404
    except Refused as refusal:
        return _page(request, programme, refusal)
    return redirect("programme-issue", pk=pk)


def _page(request: OfficialRequest, programme: Programme, refusal: Refused | None = None) -> HttpResponse:
    mine = keeps(request.actor, programme)
    reached = set(Item.objects.visible_to(request.actor).filter(programme=programme).values_list("pk", flat=True))
    rows = [row for row in checklist(programme) if row.id in reached]
    form = OpinionForm(request.POST if refusal else None)
    if refusal:
        form.blame(refusal.sentence, {k: v for k, v in refusal.fields.items() if k == "opinion"})
    context = {
        "tabs": tabs_of(programme, "issue", mine),
        "rows": rows,
        "n_ready": sum(1 for row in rows if not row.problems and not row.is_proposed),
        "n_short": sum(1 for row in rows if row.problems),
        "proposals": programme.proposals.select_related("proposed_by", "decided_by").order_by("-id")[:20],
        "mine": mine,
        "convenes": convenes(request.actor, programme),
        "form": form,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "programmes/issue.html", around(programme) | context, status=status)
