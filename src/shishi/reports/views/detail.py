"""One return: its chain, its figures and their versions, what was done to it; and every step taken from there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from shishi.funds.actions import reverse_entry
from shishi.funds.models import FundsEntry
from shishi.journal.queries import timeline
from shishi.lib import clock
from shishi.lib.htmx import go_to, page_or_part
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.reports.actions import accepting, corrections, returns
from shishi.reports.forms.sheet import Reader
from shishi.reports.models import Correction, Line, Return
from shishi.reports.queries.detail import Detail, detail
from shishi.reports.queries.measures import printed_unit
from shishi.reports.queries.review import following
from shishi.reports.queries.tabs import may_fill
from shishi.ui.life import Moment

REVEALS = "one return within reach"
SAID = {
    "submit": gettext_lazy("“%(item)s”的月报已提交，等待本单位审核。"),
    "recall": gettext_lazy("“%(item)s”的月报已撤回，可以继续修改。"),
    "approve": gettext_lazy("“%(item)s”的月报已审核通过，送专班办审核。"),
    "accept": gettext_lazy("“%(item)s”的月报已审核通过，计入本月数据。"),
    "return": gettext_lazy("“%(item)s”的月报已退回，填报人会收到退回原因。"),
    "reopen": gettext_lazy("“%(item)s”的月报已撤销通过并退回，填报人会收到原因。"),
}


def _find(request: OfficialRequest, pk: int) -> Return:
    rows = Return.objects.visible_to(request.actor).select_related("item", "period", "programme", "unit")
    return get_object_or_404(rows.with_note().prefetch_related("steps"), pk=pk)


@officials_only(reveals=REVEALS)
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """The page of one return."""
    return _answer(request, pk)


def _answer(request: OfficialRequest, pk: int, refusal: Refused | None = None) -> HttpResponse:
    found = detail(_find(request, pk), request.actor, clock.today())
    context = {
        "found": found,
        "card": found.card,
        "may_fill": may_fill(request.actor),
        "may_return": found.may_return,
        "following": following(request.actor, pk) if {"approve", "accept"} & {a.name for a in found.acts} else None,
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
        "typed": request.POST,
        "moments": _moments(found),
        "once": get_random_string(24),
    }
    return page_or_part(request, "reports/detail.html", "body", context, status=refusal.status if refusal else 200)


def _moments(found: Detail) -> list[Moment]:
    notes = {(s.at.replace(microsecond=0), s.person_name): s.note for s in found.steps if s.note}
    return [
        Moment(
            row.at,
            row.sentence,
            f"{row.actor_name} {row.post_label}".strip(),
            note=notes.get((row.at.replace(microsecond=0), row.actor_name), ""),
        )
        for row in timeline("return", found.card.id)
    ]


@officials_only(reveals=REVEALS)
@require_POST
def step(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Take one step of the chain; `next` leads a reviewer to the following return."""
    row = _find(request, pk)
    if name not in returns.STEPS:
        raise Refused(_("没有这个步骤。"))
    try:
        answers = {"reason": request.POST.get("reason", "").strip()}
        returns.take_step(row, name, request.actor, version=read_at(request.POST), answers=answers, key=_once(request))
    except Refused as refusal:
        return _answer(request, pk, refusal)
    return _onward(request, pk, SAID[name] % {"item": row.item.title})


@officials_only(reveals=REVEALS)
@require_POST
def figures(request: OfficialRequest, pk: int) -> HttpResponse:
    """Send single figures back, each with its reason."""
    row = _find(request, pk)
    reasons = {
        line: request.POST.get(f"l{line}-reason", "")
        for one in request.POST.getlist("line")
        if (line := whole(one)) is not None
    }
    try:
        returns.return_figures(row, reasons, request.actor, version=read_at(request.POST), key=_once(request))
    except Refused as refusal:
        return _answer(request, pk, refusal)
    return _onward(request, pk, _("已退回选中的数字，填报人会收到退回原因。"))


@officials_only(reveals=REVEALS)
@require_POST
def accept_above(request: OfficialRequest, pk: int) -> HttpResponse:
    """Accept for the parent tier."""
    row = _find(request, pk)
    try:
        accepting.accept_for_parent([(row.pk, read_at(request.POST))], request.actor, key=_once(request))
    except Refused as refusal:
        return _answer(request, pk, refusal)
    return _onward(request, pk, _("“%(item)s”的月报已由上级认定。") % {"item": row.item.title})


@officials_only(reveals=REVEALS)
@require_POST
def ask_correction(request: OfficialRequest, pk: int) -> HttpResponse:
    """Ask that a locked figure be corrected."""
    row = _find(request, pk)
    lines = Line.objects.visible_to(request.actor).filter(of=row).select_related("indicator", "of")
    line = get_object_or_404(lines, pk=whole(request.POST.get("line")) or 0)
    reader = Reader(request.POST)
    unit = printed_unit(line.indicator.unit_word, line.indicator.scale)
    readable, new = reader.figure("new", unit)
    try:
        if not readable:
            raise Refused(reader.wrong["new"], reader.wrong)
        reason, upload = request.POST.get("reason", ""), request.FILES.get("file")
        version = read_at(request.POST)
        corrections.ask(line, new, reason, request.actor, upload=upload, version=version, key=_once(request))
    except Refused as refusal:
        return _answer(request, pk, refusal)
    return _onward(request, pk, _("更正申请已提交，等待专班办主任审批。"))


@officials_only(reveals=REVEALS)
@require_POST
def decide_correction(request: OfficialRequest, pk: int) -> HttpResponse:
    """Approve or refuse a correction."""
    found = get_object_or_404(Correction.objects.visible_to(request.actor).select_related("line"), pk=pk)
    approve, opinion = request.POST.get("decision") == "approve", request.POST.get("opinion", "")
    try:
        corrections.decide(found, approve, opinion, request.actor, version=read_at(request.POST), key=_once(request))
    except Refused as refusal:
        return _answer(request, found.line.of_id, refusal)
    said = _("已同意更正，新数字进入新的基准日。") if approve else _("未同意更正，原数字不变，申请人会收到意见。")
    return _onward(request, found.line.of_id, said)


@officials_only(reveals=REVEALS)
@require_POST
def reverse_funds(request: OfficialRequest, pk: int, entry_id: int) -> HttpResponse:
    """Cancel a row of the item's ledger."""
    row = _find(request, pk)
    entry = get_object_or_404(FundsEntry.objects.visible_to(request.actor).filter(item_id=row.item_id), pk=entry_id)
    try:
        reverse_entry(entry, request.actor, key=f"{_once(request)}{entry_id}" if _once(request) else "")
    except Refused as refusal:
        return _answer(request, pk, refusal)
    return _onward(request, pk, _("已冲销这笔资金，台账保留原记录和冲销记录。"))


def _onward(request: OfficialRequest, pk: int, said: str) -> HttpResponse:
    """To the next return of the queue where the reviewer asked for it, else back to this one; `said` what was done."""
    messages.success(request, said)
    wanted = whole(request.POST.get("next")) or pk
    if request.htmx:
        return go_to(request, f"/returns/{wanted}/")
    return redirect("return", pk=wanted)


def _once(request: OfficialRequest) -> str:
    return request.POST.get("once", "")[:64]
