"""What the office does about a meeting."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.meetings.actions import agenda, holding, papers, planning, steps
from shishi.meetings.chain import CHAIN, DESK
from shishi.meetings.forms import PlanForm, came, day, initial_of
from shishi.meetings.queries.choices import chosen, orgs_by_id
from shishi.meetings.views.show import REVEALS, answer, find
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.models import Org
from shishi.rules.lifecycle import Place

BOTH = require_http_methods(["GET", "POST"])


def _carry_out(request: OfficialRequest, pk: int, act: Callable[[int], object], said: str) -> HttpResponse:
    """Do it and come back with a word; or show the meeting with what stands in the way."""
    meeting = find(request, pk)
    try:
        act(read_at(request.POST))
    except Refused as refusal:
        return answer(request, meeting, refusal)
    messages.success(request, said)
    return redirect("meeting", pk=pk)


def _unit(request: OfficialRequest, region_path: str) -> Org | None:
    pk = whole(request.POST.get("unit"))
    return next(iter(orgs_by_id([pk], region_path)), None) if pk is not None else None


@officials_only(reveals="the form of a meeting")
@BOTH
def new(request: OfficialRequest) -> HttpResponse:
    """Plan a meeting."""
    programme = chosen(request.actor, request.session.get("programme"))
    if programme is None:
        raise Http404
    if not DESK.admits(request.actor, Place(programme.region_path, home_path=programme.region_path)):
        raise NotYours
    form = PlanForm(programme.region_path, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = planning.plan(programme, form.plan(), request.actor, request.POST.get("once", "")[:64])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("meeting", pk=made.pk)
    context = {"form": form, "once": request.POST.get("once") or get_random_string(24), "programme": programme}
    return render(request, "meetings/plan.html", context, status=422 if form.is_bound else 200)


@officials_only(reveals=REVEALS)
@BOTH
def edit(request: OfficialRequest, pk: int) -> HttpResponse:
    """Change what is planned."""
    meeting = find(request, pk)
    if not DESK.admits(request.actor, Place(meeting.region_path, home_path=meeting.region_path)):
        raise NotYours
    is_sent = request.method == "POST"
    form = PlanForm(meeting.region_path, request.POST if is_sent else None, initial=initial_of(meeting))
    status = 422 if is_sent else 200
    if is_sent and form.is_valid():
        try:
            planning.change(pk, form.plan(), read_at(request.POST), request.actor)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            status = Overtaken.status if isinstance(refusal, Overtaken) else status
        else:
            return redirect("meeting", pk=pk)
    context = {"form": form, "meeting": meeting, "programme": meeting.programme}
    return render(request, "meetings/plan.html", context, status=status)


@officials_only(reveals=REVEALS)
@require_POST
def step(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Take one step."""
    label = CHAIN.by_name[name][0].label if name in CHAIN.by_name else name
    reason = request.POST.get("reason", "")
    said = _("已办理：%(step)s。") % {"step": _(label)}
    return _carry_out(request, pk, lambda version: steps.take_step(pk, name, version, request.actor, reason), said)


@officials_only(reveals=REVEALS)
@require_POST
def build(request: OfficialRequest, pk: int) -> HttpResponse:
    """Write the agenda from what is behind."""
    said = _("已按最新基准日和在办事项生成议程。")
    return _carry_out(request, pk, lambda version: agenda.build_agenda(pk, version, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def add_point(request: OfficialRequest, pk: int) -> HttpResponse:
    """Put a point of one's own on the agenda."""
    unit = _unit(request, find(request, pk).region_path)
    title, text = request.POST.get("title", ""), request.POST.get("text", "")
    said = _("已增加议题。")
    return _carry_out(request, pk, lambda v: agenda.add_point(pk, title, text, unit, v, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def arrange(request: OfficialRequest, pk: int, point_id: int) -> HttpResponse:
    """Move, drop or restore a point."""
    move = request.POST.get("move", "")
    said = _("已调整议程。")
    return _carry_out(request, pk, lambda v: agenda.arrange(pk, point_id, move, v, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def keep(request: OfficialRequest, pk: int) -> HttpResponse:
    """Keep who came and the minutes."""
    there, minutes = came(request.POST), request.POST.get("minutes", "")
    said = _("已保存出席情况和会议记录。")
    return _carry_out(request, pk, lambda v: holding.keep_record(pk, there, minutes, v, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def decide(request: OfficialRequest, pk: int) -> HttpResponse:
    """Write down a decision."""
    unit = _unit(request, find(request, pk).region_path)
    text, due_on = request.POST.get("text", ""), day(request.POST.get("due_on"))
    said = _("已登记议定事项，印发纪要时转为办理事项。")
    return _carry_out(request, pk, lambda v: holding.decide(pk, text, unit, due_on, v, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def undecide(request: OfficialRequest, pk: int, decision_id: int) -> HttpResponse:
    """Take a decision off the list."""
    said = _("已删除这条议定事项。")
    return _carry_out(request, pk, lambda v: holding.undecide(pk, decision_id, v, request.actor), said)


@officials_only(reveals=REVEALS)
@require_POST
def paper(request: OfficialRequest, pk: int, kind: str) -> HttpResponse:
    """Make the briefing pack, or a voided paper again."""
    said = _("正在制作，完成后可在本页下载。")
    return _carry_out(request, pk, lambda v: papers.make_paper(pk, kind, v, request.actor), said)
