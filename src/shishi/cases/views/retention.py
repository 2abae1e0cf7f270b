"""个人信息保存期限: how long who asked is kept after a case is over, and erasing what is due."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shishi.cases.actions.forgetting import forget_now, set_retention
from shishi.cases.queries.retention import retention_page
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.whole import whole
from shishi.orgs import system
from shishi.orgs.access import OfficialRequest, officials_only

USUAL_MONTHS = 24


@officials_only(roles=system.SECURITY, reveals="how long personal data are kept, and counts of what is due; no case")
@require_http_methods(["GET", "POST"])
def page(request: OfficialRequest) -> HttpResponse:
    """What holds, and setting it anew from a day on."""
    refusal = None
    if request.method == "POST":
        try:
            _set(request)
            messages.success(request, _("已设定保存期限。到期的每天夜里自动清除，也可以现在清除。"))
            return redirect("retention")
        except Refused as refused:
            refusal = refused
    context = {
        "found": retention_page(request.actor),
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
        "typed": request.POST if refusal else {"months": USUAL_MONTHS, "since": f"{clock.today():%Y-%m-%d}"},
        "tabs": system.tabs(request.actor, "retention"),
    }
    return render(request, "cases/retention.html", context, status=refusal.status if refusal else 200)


def _set(request: OfficialRequest) -> None:
    months = whole(request.POST.get("months"))
    try:
        since = date.fromisoformat(request.POST.get("since", ""))
    except ValueError:
        raise Refused(_("请填写起用日期。"), {"since": _("请填写日期，例如 2023-09-15。")}) from None
    set_retention(months or 0, since, request.POST.get("basis", ""), request.actor)


@officials_only(roles=system.SECURITY, reveals="nothing")
@require_POST
def forget(request: OfficialRequest) -> HttpResponse:
    """Erase what is due at once."""
    if request.POST.get("sure") != "1":
        messages.error(request, _("清除后不能恢复，请先勾选确认。"))
        return redirect("retention")
    n = forget_now(request.actor)
    messages.success(request, _("已清除 %(n)d 件的个人信息，事项和统计保留。") % {"n": n})
    return redirect("retention")
