"""What I may see, in words; my posts lent and borrowed; my keys to the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shishi.lib import clock
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.actions import accounts, posts
from shishi.orgs.forms.system import LoanForm, TokenForm
from shishi.orgs.queries import me, system
from shishi.orgs.queries.keys import keys_of
from shishi.orgs.views.common import form_page, found, tried

form_view = require_http_methods(["GET", "HEAD", "POST"])


@officials_only(reveals="one's own posts, reach in words, loans and keys")
@require_GET
def mine(request: OfficialRequest) -> HttpResponse:
    """Everything about oneself on one page."""
    return _page(request)


def _page(request: OfficialRequest, secret: str = "", form: TokenForm | None = None) -> HttpResponse:
    context = {
        "me": me(request.actor, request.user.login),
        "loans": system.loans_of(request.actor.person_id, clock.today()),
        "keys": keys_of(request.user.pk),
        "form": form or TokenForm(),
        "secret": secret,
        "person_id": request.actor.person_id,
        "may_lend": bool(request.actor.post and not request.actor.post.delegated_by),
    }
    return render(request, "orgs/mine.html", context, status=422 if form and form.errors else 200)


@officials_only(reveals="form; names of people of one's own region")
@form_view
def lend(request: OfficialRequest) -> HttpResponse:
    """Lend the post acted from for a date range."""
    today = clock.today()
    form = LoanForm(
        request.POST or None,
        choices={"to_person": system.person_choices(request.actor, today)},
        initial={"since": today},
    )

    def act(typed: dict[str, Any]) -> None:
        person = found(system.person_by_id(typed["to_person"]))
        posts.delegate(person, typed["since"], typed["until"], typed["reason"], request.actor)

    if request.method == "POST" and tried(form, act):
        return redirect("mine")
    label = request.actor.post.label if request.actor.post else ""
    words = {
        "heading": _("委托他人代行“%(post)s”") % {"post": label},
        "back": reverse("mine"),
        "submit": _("委托"),
        "intro": _("到期自动终止；代行期间的文书同时显示两人姓名。"),
    }
    return form_page(request, form, words, "")


@officials_only(reveals="nothing")
@require_POST
def end_loan(request: OfficialRequest, pk: int) -> HttpResponse:
    """End a loan before its day."""
    posts.end_delegation(found(system.loan_for(pk, request.actor.person_id)), request.actor)
    return redirect("mine")


@officials_only(reveals="a new key, once")
@require_POST
def new_key(request: OfficialRequest) -> HttpResponse:
    """Make a key to the API and show it this once."""
    form, made = TokenForm(request.POST), [""]

    def act(typed: dict[str, Any]) -> None:
        made[0] = accounts.create_token(request.user, typed["name"], request.actor)

    return _page(request, made[0]) if tried(form, act) else _page(request, form=form)


@officials_only(reveals="nothing")
@require_POST
def revoke_key(request: OfficialRequest, pk: int) -> HttpResponse:
    """Revoke one of one's keys."""
    accounts.revoke_token(pk, request.actor)
    return redirect("mine")
