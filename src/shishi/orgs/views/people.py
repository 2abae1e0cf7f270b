"""Organisations as a tree, their posts, and what is proposed for them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shishi.lib import clock
from shishi.orgs import system
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.actions import orgs as org_actions
from shishi.orgs.actions import posts, rights
from shishi.orgs.forms.system import (
    AppointForm,
    EndForm,
    GrantForm,
    HandOverForm,
    NewAccountForm,
    OrgChangeForm,
    OrgForm,
)
from shishi.orgs.queries import system as queries
from shishi.orgs.views.common import form_page, found, mark_shown, tried
from shishi.rules.authority import Role

SIDE = "system-orgs"
form_view = require_http_methods(["GET", "HEAD", "POST"])


@officials_only(roles=system.HERE, reveals="which system pages the post may use")
@require_GET
def home(request: OfficialRequest) -> HttpResponse:
    """The system pages this post may use."""
    return render(request, "orgs/system/home.html", {"cards": system.cards(request.actor)})


@officials_only(roles=system.ORGS, reveals="organisations of the own region and below; no business content")
@require_GET
def org_list(request: OfficialRequest) -> HttpResponse:
    """The organisations as a tree."""
    context = {
        "tree": queries.org_tree(request.actor, clock.today()),
        "tabs": system.tabs(request.actor, SIDE),
        "may_add": request.actor.is_any(system.SYSTEM),
    }
    return render(request, "orgs/system/orgs.html", context)


@officials_only(roles=system.ORGS, reveals="posts and reach of one organisation of the own region")
@require_GET
def org(request: OfficialRequest, pk: int) -> HttpResponse:
    """One organisation: who holds which post, and what is granted and lent."""
    one = found(queries.org_for(request.actor, pk))
    is_open = not one.is_closed_on(clock.today())
    context = {
        "org": one,
        "seats": queries.seats(one, clock.today()),
        "tabs": system.tabs(request.actor, SIDE),
        "may_propose": request.actor.is_any(system.PROPOSERS) and is_open,
        "may_change": request.actor.is_any(system.SYSTEM) and is_open,
    }
    return render(request, "orgs/system/org.html", context)


@officials_only(roles=system.SYSTEM, reveals="form")
@form_view
def new_org(request: OfficialRequest) -> HttpResponse:
    """Add an organisation."""
    choices = {"region": queries.region_choices(request.actor), "parent": queries.org_choices(request.actor)}
    form = OrgForm(request.POST or None, choices=choices)

    def act(typed: dict[str, Any]) -> None:
        region = found(queries.region_for(request.actor, typed["region"]))
        above = queries.org_for(request.actor, typed["parent"]) if typed["parent"] else None
        org_actions.create_org(typed["name"], typed["kind"], region, request.actor, short=typed["short"], parent=above)

    if request.method == "POST" and tried(form, act):
        return redirect(SIDE)
    return form_page(request, form, {"heading": _("新增单位"), "back": reverse(SIDE)}, SIDE)


@officials_only(roles=system.SYSTEM, reveals="form; organisations of the own region")
@form_view
def change_org(request: OfficialRequest, pk: int) -> HttpResponse:
    """Rename an organisation, or move it under another."""
    one, mark = found(queries.org_for(request.actor, pk)), mark_shown(request, "org", pk)
    above = [row for row in queries.org_choices(request.actor) if row[0] != pk]
    typed_before = {"name": one.name, "short": one.short_name, "parent": one.parent_id}
    form = OrgChangeForm(request.POST or None, choices={"parent": above}, initial=typed_before)

    def act(typed: dict[str, Any]) -> None:
        parent = found(queries.org_for(request.actor, typed["parent"])) if typed["parent"] else None
        org_actions.change_org(one, typed["name"], typed["short"], request.actor, parent=parent, mark=mark)

    if request.method == "POST" and tried(form, act):
        return redirect("system-org", pk)
    words = {"heading": _("修改%(org)s") % {"org": one.name}, "back": reverse("system-org", args=[pk])}
    return form_page(request, form, words, SIDE, mark)


@officials_only(roles=system.PROPOSERS, reveals="form")
@form_view
def new_account(request: OfficialRequest, pk: int) -> HttpResponse:
    """Propose a new person with an account and a post in this organisation."""
    one = found(queries.org_for(request.actor, pk))
    form = NewAccountForm(request.POST or None, initial={"since": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        rights.propose_account(
            typed["name"],
            typed["login"],
            one,
            typed["title"],
            Role(typed["role"]),
            typed["since"],
            request.actor,
            until=typed["until"],
        )

    if request.method == "POST" and tried(form, act):
        return _proposed(request, one.pk)
    return form_page(request, form, _words(_("为%(org)s提请新账号") % {"org": one.name}, one.pk), SIDE)


@officials_only(roles=system.PROPOSERS, reveals="form; names of people in the own region")
@form_view
def appoint(request: OfficialRequest, pk: int) -> HttpResponse:
    """Propose a post in this organisation for somebody who has an account."""
    one = found(queries.org_for(request.actor, pk))
    people = queries.person_choices(request.actor, clock.today())
    form = AppointForm(request.POST or None, choices={"person": people}, initial={"since": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        person = found(queries.person_by_id(typed["person"]))
        rights.propose_post(
            person, one, typed["title"], Role(typed["role"]), typed["since"], request.actor, until=typed["until"]
        )

    if request.method == "POST" and tried(form, act):
        return _proposed(request, one.pk)
    return form_page(request, form, _words(_("在%(org)s任职") % {"org": one.name}, one.pk), SIDE)


@officials_only(roles=system.PROPOSERS, reveals="form; names of people in the own region")
@form_view
def hand_over(request: OfficialRequest, pk: int) -> HttpResponse:
    """Propose who takes a post over."""
    post = found(queries.post_for(request.actor, pk))
    people = queries.person_choices(request.actor, clock.today())
    form = HandOverForm(request.POST or None, choices={"successor": people}, initial={"until": clock.today()})
    mark = mark_shown(request, "post", pk)

    def act(typed: dict[str, Any]) -> None:
        heir = found(queries.person_by_id(typed["successor"]))
        posts.hand_over(post, heir, typed["until"], request.actor, typed["n_open"], mark)

    if request.method == "POST" and tried(form, act):
        return _proposed(request, post.org_id)
    heading = _("%(org)s%(title)s %(name)s 交接") % {
        "org": post.org.short, "title": post.title, "name": post.person.name
    }  # fmt: skip
    return form_page(request, form, _words(heading, post.org_id), SIDE, mark)


@officials_only(roles=system.PROPOSERS, reveals="form")
@form_view
def end_post(request: OfficialRequest, pk: int) -> HttpResponse:
    """End a post without a successor."""
    post = found(queries.post_for(request.actor, pk))
    form, mark = EndForm(request.POST or None, initial={"until": clock.today()}), mark_shown(request, "post", pk)

    def act(typed: dict[str, Any]) -> None:
        posts.end_post(post, typed["until"], request.actor, mark)

    if request.method == "POST" and tried(form, act):
        return redirect("system-org", post.org_id)
    heading = _("%(name)s 离任（%(title)s）") % {"name": post.person.name, "title": post.title}
    words = {"heading": heading, "back": reverse("system-org", args=[post.org_id]), "submit": _("确认离任")}
    return form_page(request, form, words, SIDE, mark)


@officials_only(roles=system.SYSTEM, reveals="form; organisations and regions of the own region")
@form_view
def grant(request: OfficialRequest, pk: int) -> HttpResponse:
    """Propose that a post sees more for a time."""
    post = found(queries.post_for(request.actor, pk))
    choices = {"region": queries.region_choices(request.actor), "unit": queries.org_choices(request.actor)}
    form = GrantForm(request.POST or None, choices=choices, initial={"since": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        rights.propose_grant(
            post,
            request.actor,
            since=typed["since"],
            until=typed["until"],
            reason=typed["reason"],
            region=queries.region_for(request.actor, typed["region"]) if typed["region"] else None,
            unit=queries.org_for(request.actor, typed["unit"]) if typed["unit"] else None,
            item_id=typed["item"],
        )

    if request.method == "POST" and tried(form, act):
        return _proposed(request, post.org_id)
    heading = _("为%(name)s（%(title)s）增加可见范围") % {"name": post.person.name, "title": post.title}
    return form_page(request, form, _words(heading, post.org_id), SIDE)


def _words(heading: str, org_id: int) -> dict[str, str]:
    return {
        "heading": heading,
        "back": reverse("system-org", args=[org_id]),
        "submit": _("提请审批"),
        "intro": _("提交后由安全管理员批准，批准后生效。"),
    }


def _proposed(request: OfficialRequest, org_id: int) -> HttpResponse:
    messages.success(request, _("已提请安全管理员审批。"))
    return redirect("system-org", org_id)
