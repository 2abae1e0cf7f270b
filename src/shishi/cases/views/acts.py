"""What is done about a case besides its steps: a later date, parts, splitting, duty list, sponsor, repeat, recusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shishi.cases.actions import extensions, links, parts
from shishi.cases.models import Extension
from shishi.cases.queries.acts import case_numbered, leader_of, person_of, units_of
from shishi.cases.views.show import answer, find
from shishi.lib.htmx import go_to
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only

REVEALS = "one case within reach"


def _carry_out(request: OfficialRequest, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it and come back to the case with a word; or show the case with what stands in the way."""
    try:
        act()
    except Refused as refusal:
        return answer(request, pk, refusal)
    messages.success(request, said)
    return go_to(request, f"/cases/{pk}/")


def _key(request: OfficialRequest) -> str:
    return request.POST.get("once", "")[:64]


@officials_only(reveals=REVEALS)
@require_POST
def ask(request: OfficialRequest, pk: int) -> HttpResponse:
    """Ask for a later date."""
    case = find(request, pk)

    def act() -> object:
        try:
            until = date.fromisoformat(request.POST.get("until", ""))
        except ValueError:
            raise Refused(_("请填写新的期限。"), {"until": _("请填写日期，例如 2023-09-15。")}) from None
        reason, version = request.POST.get("reason", ""), read_at(request.POST)
        return extensions.ask_extension(case, until, reason, request.actor, version=version, key=_key(request))

    return _carry_out(request, pk, act, _("已提交延期申请，请等待批复。"))


@officials_only(reveals=REVEALS)
@require_POST
def decide(request: OfficialRequest, pk: int, extension_id: int) -> HttpResponse:
    """Approve or refuse a later date."""
    find(request, pk)
    row = get_object_or_404(Extension.objects.visible_to(request.actor).filter(case=pk), pk=extension_id)
    approve, opinion = request.POST.get("decision") == "approve", request.POST.get("opinion", "")
    said = _("已同意延期。") if approve else _("已答复不同意延期。")
    return _carry_out(
        request, pk, lambda: extensions.decide_extension(row, approve, opinion, request.actor, _key(request)), said
    )


@officials_only(reveals=REVEALS)
@require_POST
def charge(request: OfficialRequest, pk: int) -> HttpResponse:
    """Charge supporting units with a part."""
    case = find(request, pk)
    ids = [found for one in request.POST.getlist("supporting") if (found := whole(one)) is not None]
    task = request.POST.get("task", "")
    return _carry_out(
        request,
        pk,
        lambda: parts.charge(case, units_of(case, ids, "supporting"), task, request.actor, read_at(request.POST)),
        _("已增加配合单位并通知。"),
    )


@officials_only(reveals=REVEALS)
@require_POST
def report(request: OfficialRequest, pk: int) -> HttpResponse:
    """A supporting unit reports its part."""
    case = find(request, pk)
    words = request.POST.get("report", "")
    figures = {name: whole(request.POST.get(name)) for name in ("n_checked", "n_found")}
    return _carry_out(
        request, pk, lambda: parts.report_part(case, words, request.actor, figures), _("已反馈给牵头单位。")
    )


@officials_only(reveals=REVEALS)
@require_POST
def release(request: OfficialRequest, pk: int, part_id: int) -> HttpResponse:
    """Take a part back."""
    case = find(request, pk)
    said = _("已撤销该单位的分工。")
    return _carry_out(request, pk, lambda: parts.release(case, part_id, request.actor, read_at(request.POST)), said)


@officials_only(reveals=REVEALS)
@require_POST
def split(request: OfficialRequest, pk: int) -> HttpResponse:
    """Open another case for what this one holds besides."""
    case = find(request, pk)
    given = {"title": request.POST.get("title", ""), "text": request.POST.get("text", "")}
    return _carry_out(
        request,
        pk,
        lambda: links.split_case(case, given, request.actor, read_at(request.POST)),
        _("已拆分，新的事项列在“关联事项”中。"),
    )


@officials_only(reveals=REVEALS)
@require_POST
def duty(request: OfficialRequest, pk: int) -> HttpResponse:
    """Take it into the duty list, or out of it."""
    case = find(request, pk)
    version = read_at(request.POST)
    said = _("已移出履职清单。") if case.is_duty else _("已转入履职清单：责任单位、责任人和期限沿用，不用另填。")
    return _carry_out(request, pk, lambda: links.list_as_duty(case, not case.is_duty, request.actor, version), said)


@officials_only(reveals=REVEALS)
@require_POST
def take_on(request: OfficialRequest, pk: int) -> HttpResponse:
    """A leader takes it on, or the office's head names one."""
    case = find(request, pk)
    leader = leader_of(whole(request.POST.get("leader")))
    return _carry_out(
        request,
        pk,
        lambda: links.take_on(case, request.actor, leader, read_at(request.POST)),
        _("已确定包案领导。"),
    )


@officials_only(reveals=REVEALS)
@require_POST
def repeat(request: OfficialRequest, pk: int) -> HttpResponse:
    """Say that it is the same thing again."""
    case = find(request, pk)
    number = request.POST.get("earlier", "")
    return _carry_out(
        request,
        pk,
        lambda: links.link_repeat(case, case_numbered(number, request.actor), request.actor),
        _("已标为重复反映，两件事项互相可以看到。"),
    )


@officials_only(reveals=REVEALS)
@require_POST
def recuse(request: OfficialRequest, pk: int) -> HttpResponse:
    """Keep away from the case oneself."""
    case = find(request, pk)
    person, reason = person_of(request.actor), request.POST.get("reason", "")
    return _carry_out(request, pk, lambda: links.recuse(case, person, reason, request.actor), _("已登记回避。"))
