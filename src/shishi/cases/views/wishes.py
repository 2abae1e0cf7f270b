"""The board of small good deeds, made for the telephone: take one up with a tap, say that it is done."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.cases.actions.steps import take_step
from shishi.cases.forms import step_form
from shishi.cases.kinds import KINDS
from shishi.cases.kinds.answers import RATINGS
from shishi.cases.queries.opening import may_open
from shishi.cases.queries.sets import Span
from shishi.cases.queries.wishes import QUICK, SHOWS, claims_of, wish_board
from shishi.cases.views.show import find
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.ui.frame import Tab

REVEALS = "wishes within reach; who is helped, masked for whoever need not know"
AFTERWARDS = {"claim": "mine", "join": "mine", "start": "mine", "finish": "mine"}


@officials_only(reveals=REVEALS)
@require_GET
def board(request: OfficialRequest) -> HttpResponse:
    """The board as the address asks for it."""
    return _answer(request, request.GET.get("show", ""))


def _answer(request: OfficialRequest, show: str, refusal: Refused | None = None, pk: int = 0) -> HttpResponse:
    show = show if show in SHOWS else "open"
    year = clock.today().year
    address = reverse("wishes")
    # Figures of what one unit happens to see would say nothing about the place.
    sees_all = bool(request.actor.grants) and request.actor.grants[0].unit_id is None
    context = {
        "board": wish_board(request.actor, show, whole(request.GET.get("after"))),
        "tabs": [Tab(_(label), f"{address}?show={code}", code == show) for code, label in SHOWS.items()],
        "claims": claims_of(request.actor, Span(date(year, 1, 1), date(year + 1, 1, 1))) if sees_all else None,
        "ratings": [(code, _(word)) for code, word in RATINGS.items()],
        "may_open": may_open(KINDS["micro"], request.actor),
        "refusal": refusal,
        "refused": pk,
        "typed": request.POST,
        "once": get_random_string(24),
    }
    return render(request, "cases/wishes.html", context, status=refusal.status if refusal else 200)


@officials_only(reveals=REVEALS)
@require_POST
def act(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Take one of the quick steps; first come, first served."""
    case = find(request, pk)
    if case.kind != "micro" or name not in QUICK:
        raise Http404
    show = request.POST.get("show", "")
    try:
        form = step_form(case, name, request.actor, request.POST)
        given = form.answers() if form.is_valid() else {}
        version, key = read_at(request.POST), request.POST.get("once", "")[:64]
        take_step(case, name, request.actor, given, version=version, key=key)
    except Refused as refusal:
        return _answer(request, show, refusal, pk)
    messages.success(request, _("已办理：%(step)s。") % {"step": _(case.what.life.by_name[name][0].label)})
    return redirect(f"{reverse('wishes')}?show={AFTERWARDS.get(name, 'todo')}")
