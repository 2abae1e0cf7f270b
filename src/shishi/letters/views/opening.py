"""The way into a letter: first what help is needed, then with one click the draft."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods

from shishi.cases.models import Case
from shishi.letters.actions import opening
from shishi.letters.forms import how_from
from shishi.letters.models import Letter
from shishi.letters.queries.opening import may_open_at, way_of_case, way_of_item
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.models import Item


@officials_only(reveals="an item or case within reach and where it stands, to its office")
@require_http_methods(["GET", "POST"])
def new(request: OfficialRequest) -> HttpResponse:
    """What a letter would be about; sent, the draft is opened and the composer follows."""
    sent = request.POST if request.method == "POST" else request.GET
    case_id = whole(sent.get("from", "").removeprefix("case:"))
    if case_id is None and not sent.get("item"):
        return redirect("letters")
    subject = _case(request, case_id) if case_id is not None else _item(request, whole(sent.get("item")))
    office = subject.office if isinstance(subject, Case) else subject.programme.office
    if not may_open_at(request.actor, office):
        raise NotYours
    refusal = None
    if request.method == "POST":
        try:
            return redirect("letter-edit", pk=_opened(request, subject).pk)
        except Refused as found:
            refusal = found
    way = way_of_case(subject) if isinstance(subject, Case) else way_of_item(subject)
    context: dict[str, Any] = {"way": way, "refusal": refusal, "once": get_random_string(24)}
    return render(request, "letters/new.html", context, status=refusal.status if refusal else 200)


def _case(request: OfficialRequest, pk: int | None) -> Case:
    rows = Case.objects.visible_to(request.actor).select_related("office", "unit", "item", "programme__office")
    return get_object_or_404(rows, pk=pk)


def _item(request: OfficialRequest, pk: int | None) -> Item:
    if pk is None:
        raise Http404
    rows = Item.objects.visible_to(request.actor).select_related("programme__office", "programme__region", "unit")
    return get_object_or_404(rows, pk=pk)


def _opened(request: OfficialRequest, subject: Case | Item) -> Letter:
    how, key = how_from(request.POST), request.POST.get("once", "")[:64]
    if isinstance(subject, Case):
        return opening.open_for_case(subject, request.actor, how, key)
    return opening.open_for_item(subject, request.actor, how, key)
