"""办理时限: what holds, and setting another limit for one's own region from a day on."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shishi.cases.actions.settings import set_limit
from shishi.cases.kinds import KINDS
from shishi.cases.queries.limits import kinds_with_limits, limits_of, unit_choices, unit_of
from shishi.lib.refusal import Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.authority import LEADERS, OFFICE, Role
from shishi.rules.deadlines import Limit


@officials_only(roles=OFFICE | LEADERS, reveals="the limits of the kinds of case in the post's region")
@require_http_methods(["GET", "POST"])
def limits(request: OfficialRequest) -> HttpResponse:
    """The limits of one kind; the office's head sets others."""
    kind = KINDS.get(request.GET.get("kind", ""), kinds_with_limits()[0])
    refusal = None
    if request.method == "POST":
        try:
            _set(request, kind.code)
            messages.success(request, _("已设定。自起用之日起新进入该环节的事项按新时限算，以前的不变。"))
            return redirect(f"{reverse('cases-limits')}?kind={kind.code}")
        except Refused as refused:
            refusal = refused
    path = request.actor.post.region_path if request.actor.post else ""
    context = {
        "kind": kind,
        "kinds": [(one.code, _(one.label)) for one in kinds_with_limits()],
        "rows": limits_of(kind, path),
        "units": unit_choices(),
        "may_set": request.actor.role == Role.OFFICE_ADMIN,
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
        "typed": request.POST,
    }
    return render(request, "cases/limits.html", context, status=refusal.status if refusal else 200)


def _set(request: OfficialRequest, kind: str) -> None:
    stage, _bar, code = request.POST.get("what", "")[:50].partition("|")
    n, unit = whole(request.POST.get("n")), unit_of(request.POST.get("unit", ""))
    if n is None or unit is None:
        raise Refused(_("请填写时限的数值和单位。"), {"n": _("请填写整数。")})
    try:
        since = date.fromisoformat(request.POST.get("since", ""))
    except ValueError:
        raise Refused(_("请填写起用日期。"), {"since": _("请填写日期，例如 2023-09-15。")}) from None
    set_limit(kind, stage, code, Limit(n, unit), since, request.POST.get("basis", ""), request.actor)
