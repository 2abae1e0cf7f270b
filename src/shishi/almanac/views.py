"""The year's holidays: looking, importing a notice, local days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shishi.almanac import actions, queries
from shishi.almanac.forms import LocalDayForm, NoticeForm
from shishi.almanac.notice import read_notice, read_table
from shishi.lib import clock
from shishi.lib.whole import whole
from shishi.orgs import system
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.views.common import form_page, mark_shown, tried

SIDE = "holidays"
FIRST, LAST = 2020, 2100


@officials_only(roles=system.HERE, reveals="published holidays")
@require_GET
def holidays(request: OfficialRequest) -> HttpResponse:
    """One year as a grid, and its local days."""
    return _page(request, LocalDayForm())


def _page(request: OfficialRequest, form: LocalDayForm) -> HttpResponse:
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == 4 else clock.today().year
    context = {
        "page": queries.year_page(min(max(year, FIRST), LAST), request.actor),
        "form": form,
        "may_change": request.actor.is_any(actions.KEEPERS),
        "tabs": system.tabs(request.actor, SIDE),
    }
    return render(request, "almanac/year.html", context, status=422 if form.errors else 200)


@officials_only(roles=actions.KEEPERS, reveals="form")
@require_http_methods(["GET", "HEAD", "POST"])
def import_notice(request: OfficialRequest) -> HttpResponse:
    """Put a year's notice in the place of what stands there."""
    form = NoticeForm(request.POST or None, request.FILES or None, initial={"year": clock.today().year + 1})
    mark = mark_shown(request, "almanac_year", noun="almanac")

    def act(typed: dict[str, Any]) -> None:
        text = read_table(typed["file"].read()) if typed["file"] else typed["text"]
        days = read_notice(text, typed["year"])
        actions.import_notice(typed["year"], typed["source"], days, request.actor, mark)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("已导入%(year)d年安排。") % {"year": form.cleaned_data["year"]})
        return redirect(reverse(SIDE) + f"?year={form.cleaned_data['year']}")
    return form_page(request, form, {"heading": _("导入节假日通知"), "back": reverse(SIDE)}, SIDE, mark)


@officials_only(roles=actions.KEEPERS, reveals="nothing")
@require_POST
def add_local(request: OfficialRequest) -> HttpResponse:
    """Add a local day off."""
    form = LocalDayForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        actions.add_local(typed["on"], typed["name"], typed["half"], request.actor)

    if tried(form, act):
        return redirect(reverse(SIDE) + f"?year={form.cleaned_data['on'].year}")
    return _page(request, form)


@officials_only(roles=actions.KEEPERS, reveals="nothing")
@require_POST
def remove_local(request: OfficialRequest, pk: int) -> HttpResponse:
    """Take a local day back."""
    actions.remove_local(pk, request.actor)
    return redirect(reverse(SIDE) + f"?year={whole(request.POST.get('year')) or clock.today().year}")
