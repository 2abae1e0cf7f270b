"""The way into a letter: first what help is needed, then with one click the draft."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods

from shishi.cases.models import Case
from shishi.letters.actions import opening
from shishi.letters.forms import how_from
from shishi.letters.models import Letter
from shishi.letters.queries.opening import Way, may_open_at, way_of_case, way_of_item, way_of_missing
from shishi.letters.queries.prefill import Missing
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.models import Org
from shishi.programmes.models import Item
from shishi.reports.models import Period, Return

type Subject = Case | Item | Missing


@officials_only(reveals="an item, a case or a month's missing returns within reach, to its office")
@require_http_methods(["GET", "POST"])
def new(request: OfficialRequest) -> HttpResponse:
    """What a letter would be about; sent, the draft is opened and the composer follows."""
    subject = _subject(request, request.POST if request.method == "POST" else request.GET)
    if subject is None:
        return redirect("letters")
    if not may_open_at(request.actor, _office(subject)):
        raise NotYours
    refusal = None
    if request.method == "POST":
        try:
            return redirect("letter-edit", pk=_opened(request, subject).pk)
        except Refused as found:
            refusal = found
    context: dict[str, Any] = {"way": _way(subject), "refusal": refusal, "once": get_random_string(24)}
    return render(request, "letters/new.html", context, status=refusal.status if refusal else 200)


def _subject(request: OfficialRequest, sent: QueryDict) -> Subject | None:
    """What the address or the form names: `from=case:7`, `late=3:12` (month and unit) or `item=5`; None for nothing."""
    if (case_id := whole(sent.get("from", "").removeprefix("case:"))) is not None:
        rows = Case.objects.visible_to(request.actor).select_related("office", "unit", "item", "programme__office")
        return get_object_or_404(rows, pk=case_id)
    if late := sent.get("late", ""):
        period_id, _colon, unit_id = late.partition(":")
        months = Period.objects.visible_to(request.actor).select_related("programme__office")
        period = get_object_or_404(months, pk=whole(period_id) or 0)
        units = Return.objects.visible_to(request.actor).filter(period=period).values("unit")
        return Missing(period, get_object_or_404(Org, pk=whole(unit_id) or 0, pk__in=units))
    if not sent.get("item"):
        return None
    items = Item.objects.visible_to(request.actor).select_related("programme__office", "programme__region", "unit")
    return get_object_or_404(items, pk=whole(sent.get("item")) or 0)


def _office(subject: Subject) -> Org:
    match subject:
        case Case():
            return subject.office
        case Missing():
            return subject.period.programme.office
    return subject.programme.office


def _way(subject: Subject) -> Way:
    match subject:
        case Case():
            return way_of_case(subject)
        case Missing():
            return way_of_missing(subject)
    return way_of_item(subject)


def _opened(request: OfficialRequest, subject: Subject) -> Letter:
    how, key = how_from(request.POST), request.POST.get("once", "")[:64]
    match subject:
        case Case():
            return opening.open_for_case(subject, request.actor, how, key)
        case Missing():
            return opening.open_for_missing(subject, request.actor, how, key)
    return opening.open_for_item(subject, request.actor, how, key)
