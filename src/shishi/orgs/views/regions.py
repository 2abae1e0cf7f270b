"""The tree of regions: looking, loading, adding, renaming, abolishing, villages from a table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shishi.lib.htmx import page_or_part
from shishi.orgs import system
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.actions import regions as actions
from shishi.orgs.forms.system import CloseForm, LoadForm, RegionForm, RenameForm, UploadForm
from shishi.orgs.queries import region_by_code
from shishi.orgs.queries import regions as queries
from shishi.orgs.queries.system import region_for
from shishi.orgs.views.common import form_page, found, mark_shown, tried
from shishi.orgs.villages import read_villages

SIDE = "system-regions"
form_view = require_http_methods(["GET", "HEAD", "POST"])


@officials_only(roles=system.ORGS, reveals="the public tree of regions")
@require_GET
def region_list(request: OfficialRequest) -> HttpResponse:
    """The provinces loaded, or what was searched for."""
    typed = request.GET.get("q", "").strip()[:60]
    context = {
        "rows": queries.find_regions(typed) if typed else queries.branch(None),
        "typed": typed,
        "tabs": system.tabs(request.actor, SIDE),
        "may_change": request.actor.is_any(system.SYSTEM),
    }
    return page_or_part(request, "orgs/system/regions.html", "tree", context)


@officials_only(roles=system.ORGS, reveals="the public tree of regions")
@require_GET
def branch(request: OfficialRequest, pk: int) -> HttpResponse:
    """The regions under one, as a branch to be put into the tree."""
    rows = queries.branch(found(region_for(request.actor, pk)))
    return render(request, "orgs/system/regions.html#branch", {"rows": rows})


@officials_only(roles=system.ORGS, reveals="one region, its former names and those under it")
@require_GET
def region(request: OfficialRequest, pk: int) -> HttpResponse:
    """One region."""
    one = found(region_for(request.actor, pk))
    context = {
        "region": one,
        "pasts": queries.pasts_of(one),
        "rows": queries.branch(one, closed=True),
        "tabs": system.tabs(request.actor, SIDE),
        "may_change": request.actor.is_any(system.SYSTEM),
    }
    return render(request, "orgs/system/region.html", context)


@officials_only(roles=system.SYSTEM, reveals="form")
@form_view
def load(request: OfficialRequest) -> HttpResponse:
    """Load the state's regions under some codes."""
    form = LoadForm(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        codes = [code for code in typed["codes"].replace("，", ",").replace(" ", ",").split(",") if code]
        n = actions.load_regions(codes, request.actor)
        messages.success(request, _("新载入区划 %(n)d 个。") % {"n": n})

    if request.method == "POST" and tried(form, act):
        return redirect(SIDE)
    return form_page(request, form, {"heading": _("载入行政区划"), "back": reverse(SIDE)}, SIDE)


@officials_only(roles=system.SYSTEM, reveals="form")
@form_view
def add(request: OfficialRequest, pk: int) -> HttpResponse:
    """Add a region under another."""
    one, form = found(region_for(request.actor, pk)), RegionForm(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        actions.add_region(one, typed["name"], typed["level"], request.actor, code=typed["code"], since=typed["since"])

    if request.method == "POST" and tried(form, act):
        return redirect("system-region", pk)
    return form_page(request, form, _words(_("在%(name)s下新增区划") % {"name": one.name}, pk), SIDE)


@officials_only(roles=system.SYSTEM, reveals="form")
@form_view
def rename(request: OfficialRequest, pk: int) -> HttpResponse:
    """Give a region another name from a day on."""
    one, form = found(region_for(request.actor, pk)), RenameForm(request.POST or None)
    mark = mark_shown(request, "region", pk)

    def act(typed: dict[str, Any]) -> None:
        actions.rename_region(one, typed["name"], typed["since"], request.actor, code=typed["code"], mark=mark)

    if request.method == "POST" and tried(form, act):
        return redirect("system-region", pk)
    return form_page(request, form, _words(_("%(name)s更名") % {"name": one.name}, pk), SIDE, mark)


@officials_only(roles=system.SYSTEM, reveals="form")
@form_view
def close(request: OfficialRequest, pk: int) -> HttpResponse:
    """Abolish a region from a day on."""
    one, form = found(region_for(request.actor, pk)), CloseForm(request.POST or None)
    mark = mark_shown(request, "region", pk)

    def act(typed: dict[str, Any]) -> None:
        heir = found(region_by_code(typed["successor"])) if typed["successor"] else None
        actions.close_region(one, typed["on"], request.actor, successor=heir, mark=mark)

    if request.method == "POST" and tried(form, act):
        return redirect("system-region", pk)
    return form_page(request, form, _words(_("撤销%(name)s") % {"name": one.name}, pk), SIDE, mark)


@officials_only(roles=system.SYSTEM, reveals="form")
@form_view
def villages(request: OfficialRequest, pk: int) -> HttpResponse:
    """Add villages from the office's own table."""
    one = found(region_for(request.actor, pk))
    form = UploadForm(request.POST or None, request.FILES or None)

    def act(typed: dict[str, Any]) -> None:
        n = actions.add_villages(one, read_villages(typed["file"].read()), request.actor)
        messages.success(request, _("新增村（社区）%(n)d 个。") % {"n": n})

    if request.method == "POST" and tried(form, act):
        return redirect("system-region", pk)
    return form_page(request, form, _words(_("向%(name)s导入村（社区）") % {"name": one.name}, pk), SIDE)


def _words(heading: str, pk: int) -> dict[str, str]:
    return {"heading": heading, "back": reverse("system-region", args=[pk])}
