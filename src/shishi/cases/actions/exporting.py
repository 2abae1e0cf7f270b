"""Registers of cases as workbooks and Word files; every export is recorded with the number of its rows."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS
from shishi.cases.models import Case
from shishi.cases.queries.ledger import MOST, THREE_LISTS, ledger_rows
from shishi.cases.queries.lists import Wanted, narrowed
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.xlsx.write import Column, Sheet, workbook
from shishi.orgs.models import Org
from shishi.rules.authority import Actor

WIDE = frozenset({"text", "plan.measure", "report.progress", "draft.reply", "look_back.finding", "title"})


@transaction.atomic
def export_ledger(wanted: Wanted, form: str, actor: Actor) -> bytes:
    """The register of one kind as a workbook, of the cases within reach that fit the list; recorded.

    form  empty for the whole register, or one of the three lists: problem, duty, task
    """
    kind = KINDS.get(wanted.kind)
    if kind is None or kind.ledger is None:
        raise Refused(_("请先选择一类事项，再导出台账。"))
    rows = narrowed(Case.objects.visible_to(actor), actor, wanted).order_by("id")
    cases = list(rows.select_related("unit", "raiser", "item", "sponsor")[:MOST])
    title, labels = THREE_LISTS.get(form, (kind.ledger.title, ()))
    columns = [pair for pair in kind.ledger.columns if not labels or pair[0] in labels]
    table = ledger_rows(kind, cases, columns)
    org = Org.objects.get(pk=actor.org_id or 0)
    record(org, "case.export", actor, kind=kind.code, n_rows=len(table), form=form)
    heads = tuple(
        Column(_(label), "whole" if where in ("#", "proofs") else "text", width=36 if where in WIDE else 14)
        for label, where in columns
    )
    note = _("导出单位：%(org)s　导出日期：%(day)s　共 %(n)d 件") % {
        "org": org.name,
        "day": f"{clock.today():%Y-%m-%d}",
        "n": len(table),
    }
    return workbook([Sheet(_(title), heads, table, title=_(title), notes=[note])])
