"""一企一策: the enterprises whose cases are within reach."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shishi.cases.queries.enterprises import EnterpriseRow, enterprises
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.ui.tables import Cell, Column, Row, Table


@officials_only(reveals="enterprises named in cases within reach, and how many of their cases are open")
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """Every enterprise, the ones kept waiting first; each leads to its cases."""
    text = request.GET.get("q", "")[:60].replace("\x00", "").strip()
    return render(request, "cases/enterprises.html", {"table": _table(enterprises(request.actor, text)), "text": text})


def _table(found: tuple[EnterpriseRow, ...]) -> Table:
    columns = (
        Column("name", _("企业")),
        Column("open", _("在办"), kind="number"),
        Column("late", _("超期"), kind="number"),
        Column("closed", _("办结"), kind="number"),
        Column("due", _("最近到期"), kind="date"),
        Column("last", _("最近登记"), kind="date"),
    )
    empty = _("还没有涉及企业的事项。登记问题、诉求、要素保障时填写“涉及企业”，同一家企业的事项就归在这里。")
    return Table(_("一企一策"), columns, tuple(map(_row, found)), name="enterprises", empty=empty)


def _row(row: EnterpriseRow) -> Row:
    cells = (
        Cell(row.name, f"{reverse('cases')}?{row.query}"),
        row.n_open,
        row.n_late,
        row.n_closed,
        localtime(row.next_due_at).date() if row.next_due_at else None,
        localtime(row.last_opened_at).date(),
    )
    return Row(cells, key=row.name, tone="late" if row.n_late else "")
