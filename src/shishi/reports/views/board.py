"""The months and the board of one month: who returned, urging, exceptions, the lock."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from shishi.lib import clock, days
from shishi.lib.refusal import Refused
from shishi.lib.unreadable import UnreadableError
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.reports.actions import exemptions, periods, urging
from shishi.reports.models import Exemption, Period
from shishi.reports.queries import board as boards
from shishi.rules.authority import OFFICE

REVEALS = "who returned in which month, within reach"
KEEPS = "the programme's own office moves months, urges and excuses"


@officials_only(reveals=REVEALS)
@require_GET
def months(request: OfficialRequest) -> HttpResponse:
    """The months within reach, latest first."""
    return render(request, "reports/periods.html", {"rows": boards.periods(request.actor)})


@officials_only(reveals=REVEALS)
@require_GET
def board(request: OfficialRequest, pk: int) -> HttpResponse:
    """Units by items for one month."""
    return _answer(request, _find(request, pk))


def _find(request: OfficialRequest, pk: int) -> Period:
    return get_object_or_404(Period.objects.visible_to(request.actor).select_related("programme"), pk=pk)


def _answer(request: OfficialRequest, period: Period, refusal: Refused | None = None) -> HttpResponse:
    mine = request.actor.is_any(OFFICE) and request.actor.org_id == period.programme.office_id
    context = {
        "period": period,
        "board": boards.board(period, request.actor, clock.now()),
        "may_keep": mine,
        "consequence": boards.if_locked_now(period) if mine and period.stage == Period.Stage.OPEN else None,
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
        "typed": request.POST,
        "once": get_random_string(24),
        "doubt": boards.doubt(period),
    }
    return render(request, "reports/board.html", context, status=refusal.status if refusal else 200)


@officials_only(roles=OFFICE, reveals=KEEPS)
@require_POST
def urge(request: OfficialRequest, pk: int) -> HttpResponse:
    """Urge the units that are ticked, once each."""
    period = _find(request, pk)
    try:
        said = urging.urge(period, _numbers(request, "unit"), request.actor, key=request.POST.get("once", "")[:64])
    except Refused as refusal:
        return _answer(request, period, refusal)
    n = sum(not one.sentence for one in said)
    if n:
        messages.success(request, ngettext("已催报 %(n)d 个单位。", "已催报 %(n)d 个单位。", n) % {"n": n})
    for one in said:
        if one.sentence:
            messages.warning(request, one.sentence)
    return redirect("period", pk=pk)


@officials_only(roles=OFFICE, reveals=KEEPS)
@require_POST
def exempt(request: OfficialRequest, pk: int) -> HttpResponse:
    """Grant one unit more time, or excuse it, with a reason and an end."""
    period = _find(request, pk)
    try:
        exemptions.grant(period.programme, _wish(request, period), request.actor)
    except Refused as refusal:
        return _answer(request, period, refusal)
    messages.success(request, _("已批准，单位的截止时间随之调整。"))
    return redirect("period", pk=pk)


def _wish(request: OfficialRequest, period: Period) -> exemptions.Wish:
    unit = next(iter(_numbers(request, "unit")), 0)
    return exemptions.Wish(
        unit_id=unit,
        kind=request.POST.get("kind", ""),
        since=period.due_on,
        until=_day(request, "until"),
        reason=request.POST.get("reason", "")[:200],
    )


@officials_only(roles=OFFICE, reveals=KEEPS)
@require_POST
def end_exemption(request: OfficialRequest, pk: int, exemption_id: int) -> HttpResponse:
    """End an exception now."""
    period = _find(request, pk)
    found = get_object_or_404(Exemption.objects.visible_to(request.actor).select_related("unit"), pk=exemption_id)
    try:
        exemptions.end(found, request.actor, key=request.POST.get("once", "")[:64])
    except Refused as refusal:
        return _answer(request, period, refusal)
    messages.success(request, _("已终止%(unit)s的例外，截止时间恢复原定。") % {"unit": found.unit.name})
    return redirect("period", pk=period.pk)


@officials_only(roles=OFFICE, reveals=KEEPS)
@require_POST
def move_lock(request: OfficialRequest, pk: int) -> HttpResponse:
    """Let the month lock on another day, as a meeting decided."""
    period = _find(request, pk)
    try:
        periods.move_lock(period, _day(request, "lock_on"), request.actor, version=read_at(request.POST))
    except Refused as refusal:
        return _answer(request, period, refusal)
    messages.success(request, _("锁定日期已调整。"))
    return redirect("period", pk=pk)


@officials_only(roles=OFFICE, reveals=KEEPS)
@require_POST
def lock(request: OfficialRequest, pk: int) -> HttpResponse:
    """Lock the month now."""
    period = _find(request, pk)
    try:
        key = request.POST.get("once", "")[:64]
        periods.lock(period, request.actor, clock.today(), version=read_at(request.POST), key=key)
    except Refused as refusal:
        return _answer(request, period, refusal)
    messages.success(request, _("已锁定，并留存了基准日数据。"))
    return redirect("period", pk=pk)


def _numbers(request: OfficialRequest, name: str) -> list[int]:
    return [found for one in request.POST.getlist(name) if (found := whole(one)) is not None]


def _day(request: OfficialRequest, name: str) -> date:
    try:
        found = days.day(request.POST.get(name, "").strip() or None, year=clock.today().year)
    except UnreadableError as problem:
        raise Refused(problem.sentence, {name: problem.sentence}) from None
    if found is None:
        raise Refused(_("请填写日期。"), {name: _("请填写日期。")})
    return found
