"""Cases as a table."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shishi.cases.queries.duties import Duty
from shishi.cases.queries.lists import CasePage, CaseRow, Wanted
from shishi.ui.html import joined
from shishi.ui.marks import chip
from shishi.ui.tables import Cell, Column, Row, Table, kept


def cases_table(page: CasePage, query: QueryDict, asked: Wanted, *, is_picked: bool = True) -> Table:
    """The page of a list; `is_picked` with check boxes for acts on many."""
    columns = (
        Column("title", _("事项")),
        Column("number", _("编号"), "code", choice=True),
        Column("kind", _("类别"), choice=True),
        Column("stage", _("状态"), kind="html"),
        Column("holder", _("现由谁办理")),
        Column("unit", _("责任单位"), choice=True),
        Column("due", _("剩余"), kind="due"),
        Column("opened", _("登记日期"), kind="date", choice=True),
    )
    rows = tuple(_row(row) for row in page.rows)
    return Table(
        caption=_("闭环事项"),
        columns=columns,
        rows=rows,
        name="cases",
        query=kept(query),
        after=_onward(page, query),
        pick="case" if is_picked else "",
        form="many",
        empty=_("没有符合条件的事项。")
        if asked.text or asked.kind
        else _("这里将列出需要办理的问题、诉求、督办等事项。"),
    )


def duty_table(page: CasePage, query: QueryDict, duties: Mapping[int, Duty]) -> Table:
    """The duty list: the problem, what is to be done about it, by whom, until when, how far it is."""
    columns = (
        Column("title", _("问题")),
        Column("number", _("编号"), "code", choice=True),
        Column("measure", _("履职措施")),
        Column("unit", _("责任单位")),
        Column("person", _("责任人")),
        Column("due_on", _("完成时限"), kind="date"),
        Column("progress", _("最近进展"), choice=True),
        Column("stage", _("状态"), kind="html"),
        Column("due", _("剩余"), kind="due"),
    )
    return Table(
        caption=_("履职清单"),
        columns=columns,
        rows=tuple(_duty_row(row, duties[row.id]) for row in page.rows),
        name="duties",
        query=kept(query),
        after=_onward(page, query),
        pick="case",
        form="many",
        empty=_("履职清单还是空的：交办问题时勾选“同时列入履职清单”，或在事项页转入。"),
    )


def _onward(page: CasePage, query: QueryDict) -> str:
    """The address of the next page, empty on the last."""
    pairs = [(key, value) for key, value in kept(query) if key != "after"]
    return "?" + urlencode([*pairs, ("after", page.after)]) if page.after else ""


def _duty_row(row: CaseRow, duty: Duty) -> Row:
    due_on = localtime(duty.due_at).date() if duty.due_at else None
    cells = (
        *(Cell(row.title, reverse("case", args=[row.id])), row.number, duty.measure or _("待报方案"), row.unit or "—"),
        *(duty.person or "—", due_on, duty.progress or "—", _state(row), _left(row)),
    )
    return Row(cells, key=str(row.id), tone="late" if row.days is not None and row.days < 0 else "")


def _state(row: CaseRow) -> str:
    """Where the case stands, and how often it came back."""
    stands = chip(row.stage_label, row.tone)
    if not row.n_relapses:
        return stands
    return joined(("<span>", stands, " ", chip(_("反弹%(n)d次") % {"n": row.n_relapses}, "red"), "</span>"))


def _left(row: CaseRow) -> int | str | None:
    """Workdays left while it is open, then the day it was closed."""
    return row.days if row.closed_at is None else _("%(day)s 办结") % {"day": f"{localtime(row.closed_at):%Y-%m-%d}"}


def _row(row: CaseRow) -> Row:
    cells = (
        Cell(row.title, reverse("case", args=[row.id])),
        row.number,
        row.kind_label + (f" · {row.type_label}" if row.type_label else ""),
        _state(row),
        row.holder or "—",
        row.unit or "—",
        _left(row),
        localtime(row.opened_at).date(),
    )
    return Row(cells, key=str(row.id), tone="late" if row.days is not None and row.days < 0 else "")
