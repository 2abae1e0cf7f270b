"""The parts a supporting unit or a township reports itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.reports.actions.parting import report_own
from shishi.reports.forms.sheet import Reader
from shishi.reports.models import Return
from shishi.reports.queries.own import OwnPart, own_parts
from shishi.rules.authority import UNIT, Role

REPORTERS = UNIT | {Role.TOWNSHIP}
REVEALS = "the parts this post reports of other units' returns"


@officials_only(roles=REPORTERS, reveals=REVEALS)
@require_GET
def own(request: OfficialRequest) -> HttpResponse:
    """The list, each row a small form."""
    return _answer(request, own_parts(request.actor))


@officials_only(roles=REPORTERS, reveals=REVEALS)
@require_POST
def report(request: OfficialRequest, pk: int) -> HttpResponse:
    """Keep the actor's own parts of one return."""
    found = get_object_or_404(Return.objects.visible_to(request.actor).select_related("item"), pk=pk)
    rows, reader = own_parts(request.actor), Reader(request.POST)
    typed: dict[int, Decimal | None] = {}
    for row in rows:
        if row.return_id == pk and row.share.field.name in request.POST:
            readable, value = reader.figure(row.share.field.name, row.unit)
            typed |= {row.share.part.id: value} if readable else {}
    try:
        if reader.wrong or not typed:
            raise Refused(next(iter(reader.wrong.values()), _("没有可以填报的分解数字。")), reader.wrong)
        key = request.POST.get("once", "")[:64]
        report_own(found, typed, request.actor, version=read_at(request.POST), key=key)
    except Refused as refusal:
        return _answer(request, [_typed(request, row, pk) for row in rows], refusal)
    messages.success(request, _("“%(item)s”的分解数字已报给牵头单位。") % {"item": found.item.title})
    return redirect("return-own")


def _typed(request: OfficialRequest, row: OwnPart, pk: int) -> OwnPart:
    """A row of the refused return with what was typed in it."""
    if row.return_id != pk:
        return row
    field = replace(row.share.field, value=request.POST.get(row.share.field.name, row.share.field.value))
    return replace(row, share=replace(row.share, field=field))


def _answer(request: OfficialRequest, rows: list[OwnPart], refusal: Refused | None = None) -> HttpResponse:
    context = {
        "rows": rows,
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
        "once": get_random_string(24),
    }
    return render(request, "reports/own.html", context, status=refusal.status if refusal else 200)
