"""The journal, for the audit administrator alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.journal import queries
from shishi.lib.xlsx.write import Column, Sheet, workbook
from shishi.orgs import system
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.actions import audit as actions
from shishi.orgs.forms.audit import SoughtForm
from shishi.ui.tables import kept

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officials_only(roles=system.AUDIT, reveals="the whole journal")
@require_GET
def journal(request: OfficialRequest) -> HttpResponse:
    """Search the journal, fifty entries a page."""
    return _page(request)


def _page(request: OfficialRequest, report: queries.ChainReport | None = None) -> HttpResponse:
    form = SoughtForm(request.GET)
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    rows = queries.search(form.sought(), number, PAGE + 1)
    context = {
        "form": form,
        "rows": rows[:PAGE],
        "before": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "kept": kept(request.GET, without=("before",)),
        "report": report,
        "tabs": system.tabs(request.actor, "system-journal"),
    }
    return render(request, "orgs/system/journal.html", context)


@officials_only(roles=system.AUDIT, reveals="the whole journal as a workbook")
@require_POST
def export(request: OfficialRequest) -> HttpResponse:
    """What matches, as a workbook."""
    rows = actions.export_journal(SoughtForm(request.POST).sought(), request.actor)
    columns = (
        Column(_("序号"), "whole"),
        Column(_("时间"), width=20),
        Column(_("操作人")),
        Column(_("岗位"), width=30),
        Column(_("内容"), width=60),
        Column(_("结果")),
        Column(_("代码")),
    )
    values = (
        (
            row.id,
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}",
            row.actor_name,
            row.post_label,
            row.sentence,
            _("拒绝") if row.is_refusal else _("成功"),
            row.verb,
        )
        for row in rows
    )
    answer = HttpResponse(workbook([Sheet(_("操作记录"), columns, values)]), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="journal.xlsx"'
    return answer


@officials_only(roles=system.AUDIT, reveals="whether the seals are sound")
@require_POST
def verify(request: OfficialRequest) -> HttpResponse:
    """Recompute every seal and say what came out."""
    return _page(request, actions.verify_journal(request.actor))
