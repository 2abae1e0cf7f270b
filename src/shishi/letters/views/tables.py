"""The register as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.letters.queries.register import Register, RegisterRow
from shishi.ui.marks import chip
from shishi.ui.tables import Cell, Column, Row, Table


def register_table(found: Register) -> Table:
    """The year's register."""
    return letters_table(found.rows, _("%(year)d年督办台账") % {"year": found.year}, with_unit=True)


def letters_table(rows: Iterable[RegisterRow], caption: str, *, with_unit: bool) -> Table:
    """Letters, newest first; an item's own without the column of the unit."""
    columns = [
        Column("title", _("督查内容")),
        Column("number", _("统一编号")),
        Column("level", _("级别"), kind="html"),
        Column("source", _("任务来源")),
        Column("unit", _("承办单位")),
        Column("issued", _("发文"), kind="date"),
        Column("received", _("签收"), kind="date"),
        Column("due", _("办复期限"), kind="date"),
        Column("extended", _("延期至")),
        Column("replied", _("回函"), kind="date"),
        Column("closed", _("审结"), kind="date"),
        Column("stage", _("状态"), kind="html"),
        Column("left", _("剩余"), kind="due"),
    ]
    made = tuple(_row(row, with_unit=with_unit) for row in rows)
    if not with_unit:
        columns = [column for column in columns if column.key != "unit"]
    empty = _("这里将列出督办函。在亮红灯的项目、超期的事项页面点“督办”开始。")
    return Table(caption=caption, columns=tuple(columns), rows=made, name="letters", empty=empty)


def _row(row: RegisterRow, *, with_unit: bool) -> Row:
    cells: list[object] = [
        Cell(row.title, reverse("letter", args=[row.id])),
        row.number or "—",
        chip(row.level_label, row.level_tone),
        row.source,
        row.unit,
        row.issued_on,
        row.acknowledged_on,
        row.first_due_on,
        row.extended or "—",
        row.replied_on,
        row.closed_on,
        chip(row.stage_label, row.tone),
        row.days,
    ]
    if not with_unit:
        del cells[4]
    return Row(tuple(cells), key=str(row.id), tone="late" if row.days is not None and row.days < 0 else "")
