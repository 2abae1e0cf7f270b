"""The register as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from shishi.letters.queries.register import Register, RegisterRow
from shishi.ui.marks import chip
from shishi.ui.tables import Column, Row, Table


def register_table(found: Register) -> Table:
    """The year's register."""
    return letters_table(found.rows, _("%(year)d年督办台账") % {"year": found.year}, with_unit=True)


def letters_table(rows: Iterable[RegisterRow], caption: str, *, with_unit: bool) -> Table:
    """Letters, newest first; an item's own without the column of the unit."""
    columns = [
        Column("title", _("督查内容"), kind="html"),
        Column("level", _("级别"), kind="html"),
        Column("unit", _("承办单位") if with_unit else _("任务来源"), kind="html"),
        Column("issued", _("发文"), kind="date"),
        Column("received", _("签收"), kind="date"),
        Column("due", _("办复期限"), kind="html"),
        Column("replied", _("回函"), kind="date"),
        Column("closed", _("审结"), kind="date"),
        Column("stage", _("状态"), kind="html"),
        Column("left", _("剩余"), kind="due"),
    ]
    made = tuple(_row(row, with_unit=with_unit) for row in rows)
    empty = _("这里将列出发出的督办函，以及签收、办复和审结的情况。")
    return Table(caption=caption, columns=tuple(columns), rows=made, name="letters", empty=empty)


def _row(row: RegisterRow, *, with_unit: bool) -> Row:
    """Number under the matter, source under the unit, the day a limit was moved to under the first one."""
    title = format_html('<a href="{}">{}</a>', reverse("letter", args=[row.id]), row.title)
    due = f"{row.first_due_on:%Y-%m-%d}" if row.first_due_on else "—"
    cells = (
        _two(title, row.number or row.case_number, "title-cell"),
        chip(row.level_label, row.level_tone),
        _two(row.unit if with_unit else row.source, row.source if with_unit else "", "text-nowrap"),
        row.issued_on,
        row.acknowledged_on,
        _two(due, _moved(row), "d"),
        row.replied_on,
        row.closed_on,
        chip(row.stage_label, row.tone),
        row.days if row.closed_on is None else "—",
    )
    return Row(cells, key=str(row.id), tone="late" if row.days is not None and row.days < 0 else "")


def _moved(row: RegisterRow) -> str:
    """The days the limit was moved to: by extensions agreed, and where it stands since, when it came back."""
    moved = [_("延至 %(days)s") % {"days": row.extended}] if row.extended else []
    stands, last = f"{row.due_on:%Y-%m-%d}" if row.due_on else "", row.extended or str(row.first_due_on or "")
    if not last.endswith(stands):
        moved.append(_("重办至 %(day)s") % {"day": stands})
    return "，".join(moved)


def _two(value: str, under: str, name: str) -> str:
    """A value with a quieter line under it."""
    return format_html('<span class="{}">{}{}</span>', name, value, _under(under) if under else "")


def _under(words: str) -> str:
    return format_html('<span class="under">{}</span>', words)
