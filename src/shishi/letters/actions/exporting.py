"""The register as a workbook; every export is recorded with the number of its rows."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.letters.queries.register import Register, RegisterRow, register
from shishi.lib import clock
from shishi.lib.xlsx.write import Column, Sheet, Value, workbook
from shishi.orgs.models import Org
from shishi.rules.authority import Actor


@transaction.atomic
def export_register(actor: Actor, year: int | None, state: str = "", unit_id: int | None = None) -> bytes:
    """督办台账 of the year within reach, in the columns of the register book."""
    found = register(actor, year, state, unit_id)
    org = Org.objects.get(pk=actor.org_id or 0)
    record(org, "letter.export", actor, year=found.year, n_rows=len(found.rows))
    title = _("%(year)d年督办台账") % {"year": found.year}
    rows = [_row(n, row) for n, row in enumerate(reversed(found.rows), 1)]
    return workbook([Sheet(_("督办台账"), _columns(), rows, title=title, notes=[_note(org, found)])])


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("序号"), "whole", width=6),
        Column(_("统一编号"), width=24),
        Column(_("督查内容"), width=40),
        Column(_("级别"), width=8),
        Column(_("任务来源"), width=12),
        Column(_("发文时间"), "day", width=12),
        Column(_("承办单位"), width=18),
        Column(_("签收时间"), "day", width=12),
        Column(_("办复期限"), "day", width=12),
        Column(_("延期至"), width=14),
        Column(_("回函时间"), "day", width=12),
        Column(_("审结意见"), width=28),
        Column(_("审结时间"), "day", width=12),
        Column(_("状态"), width=10),
    )


def _row(n: int, row: RegisterRow) -> tuple[Value, ...]:
    return (
        n,
        row.number,
        row.title,
        row.level_label,
        row.source,
        row.issued_on,
        row.unit,
        row.acknowledged_on,
        row.first_due_on,
        row.extended,
        row.replied_on,
        row.verdict,
        row.closed_on,
        row.stage_label,
    )


def _note(org: Org, found: Register) -> str:
    facts = {"org": org.name, "day": f"{clock.today():%Y-%m-%d}", "n": len(found.rows)}
    return _("导出单位：%(org)s　导出日期：%(day)s　共 %(n)d 件") % facts
