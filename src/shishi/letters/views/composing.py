"""The composer: the form at the left, the live A4 page at the right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shishi.letters.actions import editing
from shishi.letters.actions.steps import take
from shishi.letters.forms import typed_from
from shishi.letters.models import Letter
from shishi.letters.queries.composer import composer_of, typed_view
from shishi.letters.queries.page import letter_for
from shishi.letters.queries.words import Typed, typed_of
from shishi.lib.htmx import go_to, page_or_part
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.authority import OFFICE

REVEALS = "a draft, to its office"


def found_or_404(request: OfficialRequest, pk: int) -> Letter:
    """The letter within reach."""
    found = letter_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@officials_only(roles=OFFICE, reveals=REVEALS)
@require_http_methods(["GET", "POST"])
def edit(request: OfficialRequest, pk: int) -> HttpResponse:
    """The draft; sent, it is saved, a numeral settled where one was clicked, and put forward where asked."""
    letter = found_or_404(request, pk)
    if letter.case.home_path != (request.actor.post.region_path if request.actor.post else ""):
        raise NotYours
    if letter.case.stage != "drafting":
        return redirect("letter", pk=pk)
    if request.method == "GET":
        return _page(request, letter, typed_of(letter))
    try:
        typed = typed_from(request.POST)
        return _saved(request, pk, typed)
    except Refused as refusal:
        return _page(request, letter, _typed_again(request), refusal)


def _saved(request: OfficialRequest, pk: int, typed: Typed) -> HttpResponse:
    letter = editing.write(pk, typed, read_at(request.POST), request.actor, request.POST.get("fix", "")[:120])
    if request.POST.get("act") != "send":
        if not request.POST.get("fix"):
            messages.success(request, _("已保存。"))
        return go_to(request, f"/letters/{pk}/edit/")
    try:
        take(letter, "send", request.actor, version=letter.case.version)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return go_to(request, f"/letters/{pk}/edit/")
    messages.success(request, _("已送审。"))
    return go_to(request, f"/letters/{pk}/")


def _typed_again(request: OfficialRequest) -> Typed:
    """What was typed, to be shown again; a day that is none is left out."""
    data = request.POST.copy()
    try:
        return typed_from(data)
    except Refused:
        data["due_on"] = ""
        return typed_from(data)


def _page(request: OfficialRequest, letter: Letter, typed: Typed, refusal: Refused | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "letter": letter,
        "composer": composer_of(letter, typed),
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
    }
    return page_or_part(request, "letters/edit.html", "composer", context, status=refusal.status if refusal else 200)


@officials_only(roles=OFFICE, reveals=REVEALS)
@require_POST
def preview(request: OfficialRequest, pk: int) -> HttpResponse:
    """The A4 page as what is typed would make it; nothing is saved."""
    letter = found_or_404(request, pk)
    try:
        shown = typed_view(letter, typed_from(request.POST))
    except Refused as refusal:
        shown = typed_view(letter, None, refusal.sentence)
    return page_or_part(request, "letters/edit.html", "live", {"letter": letter, "live": shown})


@officials_only(roles=OFFICE, reveals=REVEALS)
@require_POST
def rebind(request: OfficialRequest, pk: int) -> HttpResponse:
    """Compute every figure again over a cut of today."""
    found_or_404(request, pk)
    editing.rebind(pk, read_at(request.POST), request.actor)
    messages.success(request, _("已按今天的数据重新取数。"))
    return redirect("letter-edit", pk=pk)
