"""Following a letter by number and code: where it stands, rating it, adding to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shishi.cases.models import Case
from shishi.lib.refusal import Refused
from shishi.orgs.access import (
    CitizenRequest,
    begin_following,
    citizens,
    network_of,
    open_to_all,
    stop_following,
)
from shishi.portal.actions import letters
from shishi.portal.forms import FollowForm, RateForm, SupplementForm
from shishi.portal.queries.follow import followed

REVEALS = "one letter to whoever proved its code; no official's name, nothing internal"


@sensitive_post_parameters("code")
@open_to_all(reveals="nothing: the form for number and code")
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Number and code open the letter for thirty minutes; everything else is answered alike."""
    form = FollowForm(request.POST or None, initial={"number": request.GET.get("number", "")[:30]})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        case = letters.prove(typed["number"], typed["code"], network_of(request))
        if case is not None:
            begin_following(request, case.pk)
            return redirect("follow-letter")
        form.add_error(None, _("编号或查询码不正确，或查询过于频繁。请核对回执，稍候再试。"))
    answer = render(request, "portal/follow.html", {"form": form}, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _case(request: CitizenRequest) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.actor).select_related("unit", "asker"))


@citizens(reveals=REVEALS)
@require_GET
def letter(request: CitizenRequest) -> HttpResponse:
    """The letter and what has become of it."""
    return _page(request)


def _page(request: CitizenRequest, refusal: Refused | None = None, **bound: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "letter": followed(_case(request), request.actor),
        "rating": bound.get("rating") or RateForm(),
        "supplement": bound.get("supplement") or SupplementForm(),
        "refusal": refusal,
        "once": get_random_string(24),
    }
    return render(request, "portal/letter_page.html", context, status=refusal.status if refusal else 200)


@citizens(reveals=REVEALS)
@require_POST
def rate(request: CitizenRequest) -> HttpResponse:
    """Rate what was answered, once a round."""
    form = RateForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("还没有提交，请看下面标红的地方。"))
        letters.rate(_case(request), form.cleaned_data, request.actor, request.POST.get("once", "")[:64])
    except Refused as refusal:
        return _page(request, refusal, rating=form)
    messages.success(request, _("谢谢您的评价，已经记下。"))
    return redirect("follow-letter")


@citizens(reveals=REVEALS)
@require_POST
def supplement(request: CitizenRequest) -> HttpResponse:
    """Say more about it."""
    form = SupplementForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused(_("还没有提交，请看下面标红的地方。"))
        typed = form.cleaned_data
        key = request.POST.get("once", "")[:64]
        letters.supplement(_case(request), typed["supplement"], typed["photos"], request.actor, key)
    except Refused as refusal:
        return _page(request, refusal, supplement=form)
    messages.success(request, _("已补充，办理的同志会看到。"))
    return redirect("follow-letter")


@open_to_all(reveals="nothing")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget at once which letter this browser followed."""
    stop_following(request)
    return redirect("follow")
