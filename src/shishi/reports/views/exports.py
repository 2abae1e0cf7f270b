"""The office's forms as workbooks. Exports are POST and recorded."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from shishi.lib.text import safe_file_name
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.reports.actions import exporting
from shishi.reports.models import Period

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officials_only(reveals="the month's returns within reach, as a workbook")
@require_POST
def monthly_form(request: OfficialRequest, pk: int) -> HttpResponse:
    """The monthly return 月度报表."""
    period = get_object_or_404(Period.objects.visible_to(request.actor), pk=pk)
    return _workbook(exporting.monthly_form(period, request.actor), f"{period.month:%Y-%m}-returns.xlsx")


@officials_only(reveals="the month's standings within reach, as a workbook")
@require_POST
def summary(request: OfficialRequest, pk: int) -> HttpResponse:
    """The progress summary 进度汇总表."""
    period = get_object_or_404(Period.objects.visible_to(request.actor), pk=pk)
    return _workbook(exporting.summary(period, request.actor), f"{period.month:%Y-%m}-progress.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(safe_file_name(name))}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
