"""The item's page: progress, places and steps, changes and money, what happened."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shishi.cases.kinds import KINDS
from shishi.cases.queries.lists import Wanted, cases_for
from shishi.cases.queries.opening import may_open, openable
from shishi.cases.views.tables import cases_table
from shishi.cockpit.queries.item import item_page
from shishi.cockpit.queries.itemsides import changes, moments, places
from shishi.cockpit.views import itemparts, itemtables
from shishi.cockpit.views.addresses import address_of
from shishi.cockpit.views.choosing import month_asked
from shishi.letters.queries.opening import may_open_at
from shishi.letters.queries.register import letters_of_item
from shishi.letters.views.tables import letters_table
from shishi.lib import clock
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.models import Item
from shishi.rules.authority import OFFICE, UNIT_APPROVERS, Actor
from shishi.ui.frame import Tab


@officials_only(reveals="an item within reach: progress, months, difficulties")
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """Promise and definition, the curve with its forecast, indicators, every month's light, people, difficulties."""
    item = item_of(request, pk)
    page = item_page(item, month_asked(request.GET.get("month", "")), clock.today())
    context = _base(request, item, "item") | {
        "page": page,
        "board": page,
        "month": page.month,
        "indicators": itemparts.indicators(item, page),
        "history": itemparts.history(page),
        "curve": itemparts.curve_chart(page),
        "may_ask": may_open(KINDS["factor"], request.actor),
    }
    return render(request, "cockpit/item.html", context)


@officials_only(reveals="sites and steps of an item within reach")
@require_GET
def sites(request: OfficialRequest, pk: int) -> HttpResponse:
    """Where it is delivered, on a map and as a table; the steps with who and when."""
    item = item_of(request, pk)
    found = places(item, request.actor)
    today = clock.today()
    context = _base(request, item, "item-places") | {
        "found": found,
        "sites": itemtables.sites(found),
        "map": itemtables.site_map(item, found),
        "tasks": itemtables.tasks(found, today),
    }
    return render(request, "cockpit/item_places.html", context)


@officials_only(reveals="adjustments, funds and good practice of an item within reach")
@require_GET
def plan(request: OfficialRequest, pk: int) -> HttpResponse:
    """What was promised first and changed since, the money, what others can copy."""
    item = item_of(request, pk)
    found = changes(item)
    context = _base(request, item, "item-plan") | {
        "found": found,
        "targets": itemtables.targets(found),
        "adjustments": itemtables.adjustments(found),
    }
    return render(request, "cockpit/item_plan.html", context)


@officials_only(reveals="cases about an item within reach")
@require_GET
def loops(request: OfficialRequest, pk: int) -> HttpResponse:
    """Problems, letters, requests and the like about the item; what may be raised about it."""
    item = item_of(request, pk)
    asked = Wanted(item_id=pk, state="all", after=request.GET.get("after", "")[:60])
    context = _base(request, item, "item-loops") | {
        "table": cases_table(cases_for(request.actor, asked), request.GET, asked, is_picked=False),
        "openable": openable(request.actor),
        "letters": letters_table(letters_of_item(request.actor, pk), _("督办台账"), with_unit=False),
    }
    return render(request, "cockpit/item_loops.html", context)


@officials_only(reveals="the journal of an item within reach")
@require_GET
def log(request: OfficialRequest, pk: int) -> HttpResponse:
    """Everything that was done to the item and its returns, latest first."""
    item = item_of(request, pk)
    return render(request, "cockpit/item_log.html", _base(request, item, "item-log") | {"moments": list(moments(item))})


def item_of(request: OfficialRequest, pk: int) -> Item:
    """The item within reach, or 404."""
    reached = Item.objects.visible_to(request.actor).select_related(
        "programme__region__parent", "programme__office", "matter", "unit"
    )
    return get_object_or_404(reached, pk=pk)


def _base(request: OfficialRequest, item: Item, active: str) -> dict[str, object]:
    actor = request.actor
    sides = (
        ("item", _("进度")),
        ("item-places", _("点位与任务")),
        ("item-plan", _("方案、调整与资金")),
        ("item-loops", _("问题与督办")),
        ("item-log", _("经过")),
    )
    return {
        "item": item,
        "programme": item.programme,
        "tabs": [Tab(label, reverse(name, args=[item.pk]), name == active) for name, label in sides],
        "letter_url": letter_url_of(actor, item),
        "edit_url": address_of("item-edit", item.pk) if actor.is_any(OFFICE) else "",
        "adjust_url": address_of("item-adjust", item.pk)
        if actor.is_any(UNIT_APPROVERS) and actor.serves_unit(item.unit_id)
        else "",
    }


def letter_url_of(actor: Actor, item: Item) -> str:
    """Where the office presses the unit about this item; empty for everybody else."""
    return f"{reverse('letter-new')}?item={item.pk}" if may_open_at(actor, item.programme.office) else ""
