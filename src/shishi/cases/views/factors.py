"""The queue of what is asked for: who waits for what, and until when it is needed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shishi.cases.queries.factors import FactorQueue, FactorRow, queue
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.ui.marks import chip
from shishi.ui.tables import Cell, Column, Row, Table


@officials_only(reveals="requests for factors within reach")
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """The green channel first, then by the day it is needed."""
    found = queue(request.actor)
    return render(request, "cases/factors.html", {"found": found, "table": _table(found)})


def _table(found: FactorQueue) -> Table:
    columns = (
        Column("title", _("需要什么")),
        Column("type", _("要素"), kind="html"),
        Column("raiser", _("提出单位")),
        Column("unit", _("承办部门")),
        Column("helper", _("帮办员")),
        Column("stage", _("状态"), kind="html"),
        Column("days", _("办理剩余"), kind="due"),
        Column("needed", _("最迟需要"), kind="date"),
    )
    empty = _("没有正在办理的要素保障事项。项目缺用能、用地、资金、审批的，由责任单位提出。")
    rows = tuple(_row(row) for row in found.rows)
    return Table(caption=_("要素保障队列"), columns=columns, rows=rows, name="factors", empty=empty)


def _row(row: FactorRow) -> Row:
    kind = chip(_("绿色通道 · %(type)s") % {"type": row.type_label}, "green") if row.is_green else chip(row.type_label)
    missed = row.to_need is not None and row.to_need < 0
    cells = (
        Cell(row.title, reverse("case", args=[row.id])),
        kind,
        row.raiser or "—",
        row.unit or "—",
        row.helper or "—",
        chip(row.stage_label, row.tone),
        row.days,
        row.needed_on,
    )
    return Row(cells, key=str(row.id), tone="late" if missed else "")
