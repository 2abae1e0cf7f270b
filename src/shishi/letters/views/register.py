"""The register of letters, its rates, its export, and what an office's letters have in common."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shishi.documents.queries.papers import office_of
from shishi.letters.actions.exporting import export_register
from shishi.letters.actions.settings import Desk, set_desk
from shishi.letters.forms import DeskForm
from shishi.letters.queries.page import desk_of
from shishi.letters.queries.register import STATES, register
from shishi.letters.views.tables import register_table
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import safe_file_name
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.authority import OFFICE, Role
from shishi.ui.frame import Tab

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REVEALS = "letters within reach; drafts to offices and leaders"


@officials_only(reveals=REVEALS)
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """The year's register with its rates."""
    state, unit = request.GET.get("state", ""), whole(request.GET.get("unit"))
    found = register(request.actor, whole(request.GET.get("year")), state, unit)
    context = {
        "found": found,
        "table": register_table(found),
        "state": state if state in STATES else "",
        "unit": unit or "",
        "tabs": [Tab(_(label), f"?year={found.year}&state={code}", state == code) for code, label in STATES.items()],
        "may_draft": request.actor.is_any(OFFICE),
        "may_set": request.actor.role == Role.OFFICE_ADMIN,
    }
    return render(request, "letters/list.html", context)


@officials_only(reveals=REVEALS)
@require_POST
def export(request: OfficialRequest) -> HttpResponse:
    """The register as a workbook."""
    year, state, unit = whole(request.POST.get("year")), request.POST.get("state", ""), whole(request.POST.get("unit"))
    answer = HttpResponse(export_register(request.actor, year, state, unit), content_type=XLSX)
    name = safe_file_name(_("督办台账%(day)s.xlsx") % {"day": f"{clock.today():%Y%m%d}"})
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@officials_only(roles=frozenset({Role.OFFICE_ADMIN}), reveals="what the own office's letters have in common")
@require_http_methods(["GET", "POST"])
def desk(request: OfficialRequest) -> HttpResponse:
    """Mark, prefix, contact, copies, and whether the head may sign."""
    office = office_of(request.actor)
    if office is None:
        raise NotYours
    row = desk_of(office)
    form = DeskForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            set_desk(office, Desk(**form.cleaned_data), request.actor, read_at(request.POST))
            messages.success(request, _("已保存。"))
            return redirect("letters")
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    status = 422 if request.method == "POST" else 200
    return render(request, "letters/desk.html", {"form": form, "version": row.version, "office": office}, status=status)
