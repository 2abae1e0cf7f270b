"""Rates of the closed loop; every figure opens to its cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.cases.actions.printing import print_rates
from shishi.cases.forms import asked_rates
from shishi.cases.kinds import KINDS
from shishi.cases.queries.load import load_board
from shishi.cases.queries.rates import GROUPS, READERS, rate_board
from shishi.files.serving import serve
from shishi.orgs.access import OfficialRequest, officials_only

REVEALS = "counts and rates of cases within reach"


@officials_only(roles=READERS, reveals=REVEALS)
@require_GET
def rates(request: OfficialRequest) -> HttpResponse:
    """The board of one kind, or of all."""
    asked = asked_rates(request.GET)
    context = {
        "board": rate_board(request.actor, asked.kind, asked.by, asked.span),
        "load": load_board(request.actor, asked.kind),
        "asked": asked,
        "kinds": [(kind.code, _(kind.label)) for kind in KINDS.values() if not kind.retired],
        "groups": [(code, _(label)) for code, label in GROUPS.items()],
    }
    return render(request, "cases/rates.html", context)


@officials_only(roles=READERS, reveals=REVEALS)
@require_POST
def paper(request: OfficialRequest) -> HttpResponseBase:
    """The board as a paper."""
    asked = asked_rates(request.POST)
    board = rate_board(request.actor, asked.kind, asked.by, asked.span)
    load = load_board(request.actor, asked.kind)
    return serve(print_rates(board, load, request.POST.get("form", "pdf"), request.actor))
