"""Writing: which office, the letter itself, and the receipt with number and code, shown once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_http_methods

from shishi.cases.actions.opening import Opened
from shishi.lib import qr
from shishi.lib.codes import shown
from shishi.lib.refusal import Refused
from shishi.lib.whole import whole
from shishi.orgs.access import begin_following, network_of, open_to_all
from shishi.orgs.models import Org
from shishi.portal.actions import letters
from shishi.portal.forms import LetterForm
from shishi.portal.queries.mailboxes import mailboxes, office, places, unit_of

BOTH = require_http_methods(["GET", "POST"])
REVEALS = "names of offices, units and their heads' posts; no person"


@open_to_all(reveals=REVEALS)
@require_GET
def places_page(request: HttpRequest) -> HttpResponse:
    """Which region's office to write to; straight on to the letter where there is one only."""
    found = places()
    if len(found) == 1:
        return redirect("mailbox-letter", office=found[0].office_id)
    return render(request, "portal/places.html", {"places": found})


@open_to_all(reveals=REVEALS)
@BOTH
def letter(request: HttpRequest, office: int) -> HttpResponse:
    """A letter to an office or to the head of one of its units."""
    return _write(request, office, "request")


@open_to_all(reveals=REVEALS)
@BOTH
def suggestion(request: HttpRequest, office: int) -> HttpResponse:
    """A suggestion of how to do better."""
    return _write(request, office, "suggestion")


def _write(request: HttpRequest, office_id: int, kind: str) -> HttpResponse:
    to = office(office_id)
    if to is None:
        raise Http404
    sent = request.method == "POST"
    form = LetterForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        kind=kind,
        mailboxes=mailboxes(to),
        initial={"addressee": request.GET.get("to", "")[:12]},
    )
    status = 200
    if sent:
        try:
            if form.is_valid():
                return _receipt(request, to, _sent(request, to, kind, form))
            status = Refused.status
        except Refused as refusal:
            status = refusal.status
            _beside(form, refusal)
    once = request.POST.get("once", "")[:64] or get_random_string(24)
    context = {"form": form, "office": to, "kind": kind, "once": once, "many": len(places()) > 1}
    return render(request, "portal/letter.html", context, status=status)


def _sent(request: HttpRequest, to: Org, kind: str, form: LetterForm) -> Opened:
    answers = form.answers()
    if unit := unit_of(to, whole(form.cleaned_data.get("addressee", ""))):
        answers["addressee"] = unit
    key = request.POST.get("once", "")[:64]
    return letters.send_letter(kind, answers, form.cleaned_data["proof"], to, network_of(request), key)


def _beside(form: LetterForm, refusal: Refused) -> None:
    for name, sentence in refusal.fields.items():
        form.add_error(name if name in form.fields else None, sentence)
    if not refusal.fields:
        form.add_error(None, refusal.sentence)


def _receipt(request: HttpRequest, to: Org, opened: Opened) -> HttpResponse:
    """Number and code, this once. The square code holds them behind a hash, which no browser sends to a server."""
    address = request.build_absolute_uri(reverse("follow"))
    begin_following(request, opened.case.pk)
    context = {
        "case": opened.case,
        "office": to,
        "code": shown(opened.code),
        "address": address,
        "square": qr.picture(f"{address}#{opened.case.number}.{opened.code}"),
    }
    answer = render(request, "portal/receipt.html", context)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
