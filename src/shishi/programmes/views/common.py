"""What the pages of the lists share: finding within reach, carrying a form to its action, where things stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shishi.journal.actions import SentTwice
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.access import OfficialRequest
from shishi.programmes.actions.hands import keeps
from shishi.programmes.forms.sheet import Typed
from shishi.programmes.models import Item, Programme

FORM = "programmes/form.html"


def programme_of(request: OfficialRequest, pk: int) -> Programme:
    """The programme within reach, else 404."""
    return get_object_or_404(Programme.objects.visible_to(request.actor).select_related("region"), pk=pk)


def item_of(request: OfficialRequest, pk: int) -> Item:
    """The item within reach, else 404."""
    found = Item.objects.visible_to(request.actor).select_related("programme", "matter", "unit")
    return get_object_or_404(found, pk=pk)


def must_keep(request: OfficialRequest, programme: Programme) -> None:
    """403 for whoever does not keep this programme's lists."""
    if not keeps(request.actor, programme):
        raise NotYours


def carry_out(request: OfficialRequest, form: Typed, act: Callable[[], object], onward: str, done: str) -> Any:
    """What answers a POST: a redirect when the act was done or had been done already, else None; `form` says why."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act()
    except SentTwice:
        return redirect(onward)
    except Refused as refusal:
        form.blame(refusal.sentence, refusal.fields)
        form.status = refusal.status  # type: ignore[attr-defined]
        return None
    messages.success(request, done)
    return redirect(onward)


def form_page(request: OfficialRequest, form: Typed, context: Mapping[str, Any], template: str = FORM) -> HttpResponse:
    """The page with the form; 422 or 409 when something is wrong with it, and what was typed kept."""
    status = getattr(form, "status", 422) if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def address(route: str, pk: int, otherwise: str) -> str:
    """The address of a detail page, or of ours while the house has no such page."""
    try:
        return reverse(route, args=[pk])
    except NoReverseMatch:
        return reverse(otherwise, args=[pk])


def around(programme: Programme, item: Item | None = None) -> dict[str, Any]:
    """What the breadcrumb of every page needs."""
    return {
        "programme": programme,
        "programme_url": address("programme", programme.pk, "programme-lists"),
        "item": item,
        "item_url": address("item", item.pk, "item-sites") if item else "",
    }


def saved() -> str:
    """What is said when something was saved: what to look at, not that it went well."""
    return _("已保存，修改记入日志。")
