"""撤销单位: a side of the system pages that asks what the organisation still has to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shishi.cases.actions.units import close_unit
from shishi.lib import clock
from shishi.orgs import system
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.forms.system import OrgCloseForm
from shishi.orgs.queries.system import org_for
from shishi.orgs.views.common import form_page, found, mark_shown, tried


@officials_only(roles=system.SYSTEM, reveals="form; the first thing an organisation of the own region still has to do")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: OfficialRequest, pk: int) -> HttpResponse:
    """Close an organisation from a day on."""
    one, mark = found(org_for(request.actor, pk)), mark_shown(request, "org", pk)
    form = OrgCloseForm(request.POST or None, initial={"on": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        close_unit(one, typed["on"], request.actor, mark)

    if request.method == "POST" and tried(form, act):
        return redirect("system-org", pk)
    words = {
        "heading": _("撤销%(org)s") % {"org": one.name},
        "intro": _(
            "撤销后不能再交办、任职，过去的记录不变。还有人任职、有下级单位、有没有办结的项目或事项的，不能撤销。"
        ),
        "submit": _("确认撤销"),
        "back": reverse("system-org", args=[pk]),
    }
    return form_page(request, form, words, "system-orgs", mark)
