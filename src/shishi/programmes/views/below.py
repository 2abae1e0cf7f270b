"""What hangs on an item: steps, sites, and how its targets are split."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.lib.refusal import NotYours
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.actions import allocation
from shishi.programmes.actions import indicator as indicator_actions
from shishi.programmes.actions import site as site_actions
from shishi.programmes.actions.hands import keeps
from shishi.programmes.forms.item import SiteForm, TaskForm
from shishi.programmes.forms.split import SplitForm
from shishi.programmes.models import Site, Task
from shishi.programmes.queries.boards import matrix
from shishi.programmes.views import tables
from shishi.programmes.views.common import around, carry_out, form_page, item_of, must_keep, programme_of, saved
from shishi.programmes.views.tabs import item_tabs, tabs_of
from shishi.rules.authority import UNIT


@officials_only(reveals="steps of an item within reach")
def tasks(request: OfficialRequest, pk: int) -> HttpResponse:
    """The item's steps, and a form for another one while in draft."""
    item = item_of(request, pk)
    mine = keeps(request.actor, item.programme)
    if request.method == "POST":
        must_keep(request, item.programme)
    form = TaskForm(request.POST or None, item=item, keeps=True)
    done = carry_out(
        request,
        form,
        lambda: indicator_actions.add_task(item, form.values, request.actor, form.key),
        reverse("item-tasks", args=[pk]),
        saved(),
    )
    context = around(item.programme, item) | {"tabs": item_tabs(item, "tasks", mine), "table": tables.tasks(item)}
    context["may_add"] = mine and item.is_draft
    return done or form_page(request, form, context, "programmes/tasks.html")


@officials_only(reveals="a step of an item within reach")
def task(request: OfficialRequest, pk: int) -> HttpResponse:
    """One step: its plan for the office, its date done for the unit."""
    found = get_object_or_404(Task.objects.visible_to(request.actor).select_related("item__programme"), pk=pk)
    item = item_of(request, found.item_id)
    mine = keeps(request.actor, item.programme)
    if not mine and not (request.actor.is_any(UNIT) and request.actor.serves_unit(item.unit_id)):
        raise NotYours
    form = TaskForm(request.POST or None, instance=found, item=item, keeps=mine)
    done = carry_out(
        request,
        form,
        lambda: indicator_actions.change_task(found, form.values, request.actor, form.read_at),
        reverse("item-tasks", args=[item.pk]),
        saved(),
    )
    context = around(item.programme, item) | {"wide": True, "heading": found.title, "submit": _("保存")}
    context["removal"] = reverse("task-remove", args=[pk]) if mine and item.is_draft else ""
    return done or form_page(request, form, context)


@officials_only(reveals="nothing")
@require_POST
def task_remove(request: OfficialRequest, pk: int) -> HttpResponse:
    """Remove a step of an item in draft."""
    found = get_object_or_404(Task.objects.visible_to(request.actor).select_related("item__programme"), pk=pk)
    item_of(request, found.item_id)
    indicator_actions.remove_task(found, request.actor, read_at(request.POST))
    return redirect("item-tasks", pk=found.item_id)


@officials_only(reveals="sites of an item within reach")
@require_GET
def sites(request: OfficialRequest, pk: int) -> HttpResponse:
    """The item's sites."""
    item = item_of(request, pk)
    mine = keeps(request.actor, item.programme)
    context = {"tabs": item_tabs(item, "sites", mine), "table": tables.sites(item), "mine": mine}
    return render(request, "programmes/sites.html", around(item.programme, item) | context)


@officials_only(reveals="a form for sites of an item within reach")
def site_new(request: OfficialRequest, pk: int) -> HttpResponse:
    """A new site."""
    item = item_of(request, pk)
    must_keep(request, item.programme)
    form = SiteForm(request.POST or None, item=item, keeps=True, initial={"unit": item.unit_id})
    done = carry_out(
        request,
        form,
        lambda: site_actions.add_site(item, form.values, request.actor, form.key),
        reverse("item-sites", args=[pk]),
        saved(),
    )
    context = around(item.programme, item) | {"wide": True, "heading": _("新增点位"), "submit": _("保存")}
    return done or form_page(request, form, context)


@officials_only(reveals="a site within reach")
def site(request: OfficialRequest, pk: int) -> HttpResponse:
    """One site: its plan for the office, stage and dates for unit and township."""
    reached = Site.objects.visible_to(request.actor).select_related("item__programme", "region")
    found = get_object_or_404(reached, pk=pk)
    item, mine = found.item, keeps(request.actor, found.item.programme)
    if not site_actions.may_date(request.actor, found, item):
        raise NotYours
    form = SiteForm(request.POST or None, instance=found, item=item, keeps=mine)
    done = carry_out(
        request,
        form,
        lambda: site_actions.change_site(found, form.values, request.actor, form.read_at),
        reverse("item-sites", args=[item.pk]),
        saved(),
    )
    context = around(item.programme, item) | {"wide": True, "heading": found.name, "submit": _("保存")}
    context["removal"] = reverse("site-remove", args=[pk]) if mine and item.is_draft else ""
    return done or form_page(request, form, context)


@officials_only(reveals="where a site within reach is kept")
@require_GET
def site_where(request: OfficialRequest, pk: int) -> HttpResponse:
    """Lead from a site to the page that shows it: its form for whoever keeps it, the item's list for the others."""
    found = get_object_or_404(Site.objects.visible_to(request.actor).select_related("item__programme"), pk=pk)
    if site_actions.may_date(request.actor, found, found.item):
        return redirect("site-edit", pk=pk)
    return redirect("item-sites", pk=found.item_id)


@officials_only(reveals="nothing")
@require_POST
def site_remove(request: OfficialRequest, pk: int) -> HttpResponse:
    """Remove a site that was never started."""
    found = get_object_or_404(Site.objects.visible_to(request.actor).select_related("item__programme"), pk=pk)
    site_actions.remove_site(found, request.actor, read_at(request.POST))
    return redirect("item-sites", pk=found.item_id)


@officials_only(reveals="splits of the items within reach")
@require_GET
def programme_matrix(request: OfficialRequest, pk: int) -> HttpResponse:
    """Regions and units × indicators of the whole programme."""
    programme = programme_of(request, pk)
    mine = keeps(request.actor, programme)
    table = tables.matrix(matrix(programme, request.actor), mine=mine)
    context = {"tabs": tabs_of(programme, "matrix", mine), "table": table}
    return render(request, "programmes/matrix.html", around(programme) | context)


@officials_only(reveals="splits of an item within reach")
def allocations(request: OfficialRequest, pk: int) -> HttpResponse:
    """The item's splits: places × indicators, sums that must close."""
    item = item_of(request, pk)
    must_keep(request, item.programme)
    form = SplitForm(request.POST or None, item=item)
    done = carry_out(
        request,
        form,
        lambda: allocation.allocate_matrix(item, form.shares, request.actor, read_at(form.cleaned_data)),
        reverse("item-allocations", args=[pk]),
        saved(),
    )
    context = around(item.programme, item) | {"tabs": item_tabs(item, "allocations", True), "grid": form.grid()}
    return done or form_page(request, form, context, "programmes/allocations.html")
