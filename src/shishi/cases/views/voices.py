"""The desk of citizens' letters: calls to make, and what letters of one topic add up to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shishi.cases.actions.links import cluster
from shishi.cases.kinds import KINDS
from shishi.cases.queries.lists import by_ids
from shishi.cases.queries.opening import may_open
from shishi.cases.queries.voices import DESK_ROLES, LETTER, callbacks, letters_of, topics
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only


@officials_only(roles=DESK_ROLES, reveals="letters of the own office that wait for a call; no writer's name")
@require_GET
def calls(request: OfficialRequest) -> HttpResponse:
    """Whom to call back, longest waiting first."""
    return render(request, "cases/callbacks.html", {"found": callbacks(request.actor)})


@officials_only(roles=DESK_ROLES, reveals="counts of letters within reach, by topic, unit and month")
@require_http_methods(["GET", "POST"])
def topic_page(request: OfficialRequest) -> HttpResponse:
    """What letters are about; those of one topic at one unit are bound into one problem of governance."""
    refusal = None
    if request.method == "POST":
        try:
            return _bound(request)
        except Refused as found:
            refusal = found
    sent = request.POST if request.method == "POST" else request.GET
    topic, unit_id = sent.get("topic", "")[:30], whole(sent.get("unit"))
    months, rows = topics(request.actor)
    context = {
        "months": months,
        "rows": rows,
        "topic": topic,
        "unit": unit_id,
        "letters": letters_of(request.actor, topic, unit_id) if topic else (),
        "chosen": {whole(one) for one in request.POST.getlist("case")},
        "typed": request.POST,
        "refusal": refusal,
        "once": request.POST.get("once") or get_random_string(24),
        "may_bind": may_open(KINDS["problem"], request.actor),
    }
    return render(request, "cases/topics.html", context, status=refusal.status if refusal else 200)


def _bound(request: OfficialRequest) -> HttpResponse:
    if not may_open(KINDS["problem"], request.actor):
        raise NotYours
    ids = [pk for one in request.POST.getlist("case") if (pk := whole(one)) is not None]
    given = {"title": request.POST.get("title", ""), "text": request.POST.get("text", "")}
    given["topic"] = request.POST.get("topic", "")[:30]
    letters = [case for case in by_ids(request.actor, ids) if case.kind == LETTER]
    opened = cluster(letters, given, request.actor, request.POST.get("once", "")[:64])
    messages.success(request, _("已提出治理问题 %(number)s，选中的来信与它互相关联。") % {"number": opened.case.number})
    return redirect("case", pk=opened.case.pk)
