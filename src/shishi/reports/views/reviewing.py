"""The reviewer's queue, and acts on many of its rows."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.reports.actions import accepting, returns
from shishi.reports.actions.returns import Outcome, Wanted
from shishi.reports.models import Return
from shishi.reports.queries.review import Filters, queue
from shishi.rules.authority import OFFICE, UNIT_APPROVERS
from shishi.rules.lights import LIGHT_MARKS
from shishi.ui.tables import kept

REVEALS = "returns that wait for this post"
REVIEWERS = OFFICE | UNIT_APPROVERS


@officials_only(reveals=REVEALS)
@require_GET
def review(request: OfficialRequest) -> HttpResponse:
    """What waits for this post, with what changed since last month in bold."""
    return _answer(request, [])


def _answer(request: OfficialRequest, outcomes: list[Outcome], refusal: Refused | None = None) -> HttpResponse:
    asked = request.GET
    filters = Filters(
        asked.get("month", ""),
        asked.get("unit", ""),
        asked.get("light", ""),
        bool(asked.get("late")),
        whole(asked.get("after")) or 0,
    )
    found = queue(request.actor, filters, clock.today())
    context = {
        "queue": found,
        "filters": filters,
        "onward": urlencode([*kept(asked, without=["after"]), ("after", found.after)]) if found.after else "",
        "start": urlencode(kept(asked, without=["after"])),
        "lights": [(light.value, mark.word) for light, mark in LIGHT_MARKS.items()],
        "outcomes": outcomes,
        "refusal": refusal,
        "once": get_random_string(24),
    }
    status = refusal.status if refusal else 422 if any(not o.done for o in outcomes) else 200
    return render(request, "reports/review.html", context, status=status)


@officials_only(roles=REVIEWERS, reveals=REVEALS)
@require_POST
def many(request: OfficialRequest) -> HttpResponse:
    """Approve, accept, accept for the parent tier, or send back those that are ticked; each says what became of it."""
    ticked = [pk for one in request.POST.getlist("return") if (pk := whole(one)) is not None]
    seen = Return.objects.visible_to(request.actor).filter(pk__in=ticked).values_list("pk", flat=True)
    if not seen:
        messages.info(request, _("请先勾选要办理的月报。"))
        return redirect("return-review")
    act, key = request.POST.get("act", ""), request.POST.get("once", "")[:64]
    wanted = [Wanted(pk, read_at(request.POST, f"version-{pk}")) for pk in seen]
    if act == "accept_above":
        return _accept_above(request, wanted, key)
    if act not in ("approve", "accept", "return"):
        raise Refused(_("没有这个步骤。"))
    answers = {"reason": request.POST.get("reason", "").strip()}
    outcomes = returns.take_many(wanted, act, request.actor, answers=answers, key=key)
    n_done = sum(o.done for o in outcomes)
    if n_done:
        messages.success(request, ngettext("已办理 %(n)d 份。", "已办理 %(n)d 份。", n_done) % {"n": n_done})
    return redirect("return-review") if n_done == len(outcomes) else _answer(request, outcomes)


def _accept_above(request: OfficialRequest, wanted: list[Wanted], key: str) -> HttpResponse:
    try:
        n = accepting.accept_for_parent([(w.id, w.version) for w in wanted], request.actor, key=key)
    except Refused as refusal:
        return _answer(request, [], refusal)
    if n:
        messages.success(request, _("已认定 %(n)d 份。") % {"n": n})
    return redirect("return-review")
