"""Registers of cases as workbooks and Word files; every export is recorded with the number of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS
from shishi.cases.kinds.lists import LISTS
from shishi.cases.models import Case
from shishi.cases.queries.ledger import MOST, ledger_rows
from shishi.cases.queries.lists import Wanted, narrowed
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.paper.apart import NotRendered, rendered_apart
from shishi.lib.paper.model import Column as PaperColumn
from shishi.lib.paper.model import Paper, Table, plain
from shishi.lib.refusal import Refused
from shishi.lib.xlsx.write import Column, Sheet, workbook
from shishi.orgs.models import Org
from shishi.rules.authority import Actor

WIDE = frozenset({"text", "plan.measure", "report.progress", "draft.reply", "look_back.finding", "title"})
MOST_ON_PAPER = 500
# How much of a page on its side a column takes: words, days, and the rest.
WIDE_SHARE, DAY_SHARE, SHARE, NUMBER_SHARE = 9, 6, 4, 2


@dataclass(frozen=True, slots=True)
class Register:
    """A register ready to be written: title, columns as (label, where it comes from), rows, and the note under it."""

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]
    note: str


@transaction.atomic
def register_of(wanted: Wanted, form: str, actor: Actor, most: int = MOST) -> Register:
    """The register of one kind, of the cases within reach that fit the list; recorded with the number of its rows.

    form  empty for the whole register; of problems one of the three lists, or the duty list with what is on it
    """
    kind = KINDS.get(wanted.kind)
    if kind is None or kind.ledger is None:
        raise Refused(_("请先选择一类事项，再导出台账。"))
    found = narrowed(Case.objects.visible_to(actor), actor, wanted).order_by("id")
    found = found.filter(is_duty=True) if form == "duties" else found
    cases = list(found.select_related("unit", "raiser", "item", "sponsor")[: most + 1])
    if len(cases) > most:
        raise Refused(_("符合条件的超过 %(most)d 件，请缩小范围，或改用 Excel 导出。") % {"most": most})
    ledger = LISTS[form] if form in LISTS and kind.code == "problem" else kind.ledger
    title, columns = ledger.title, ledger.columns
    rows = tuple(ledger_rows(kind, cases, columns))
    org = Org.objects.get(pk=actor.org_id or 0)
    record(org, "case.export", actor, kind=kind.code, n_rows=len(rows), form=form)
    facts = {"org": org.name, "day": f"{clock.today():%Y-%m-%d}", "n": len(rows)}
    note = _("导出单位：%(org)s　导出日期：%(day)s　共 %(n)d 件") % facts
    return Register(_(title), tuple((_(label), where) for label, where in columns), rows, note)


def export_ledger(wanted: Wanted, form: str, actor: Actor) -> bytes:
    """The register as a workbook."""
    found = register_of(wanted, form, actor)
    heads = tuple(
        Column(label, "whole" if where in ("#", "proofs") else "text", width=36 if where in WIDE else 14)
        for label, where in found.columns
    )
    return workbook([Sheet(found.title, heads, found.rows, title=found.title, notes=[found.note])])


def export_paper(wanted: Wanted, form: str, actor: Actor) -> bytes:
    """The register as a Word file, on its side, at most 500 rows: a longer one is no paper."""
    found = register_of(wanted, form, actor, MOST_ON_PAPER)
    columns = tuple(PaperColumn(_share(where), "center" if where == "#" else "left") for _label, where in found.columns)
    wheres = [where for _label, where in found.columns]
    lines = tuple(tuple(_printed(cell, where) for cell, where in zip(row, wheres, strict=True)) for row in found.rows)
    paper = Paper(
        kind="table",
        title=found.title,
        blocks=(Table(columns, (tuple(label for label, _where in found.columns),), lines), plain(found.note)),
        watermark=_("样张") if settings.DEMO else "",
        sample_note=_("示例：人名、单位和数字均为虚构") if settings.DEMO else "",
    )
    try:
        return rendered_apart(paper, tuple(str(folder) for folder in settings.FONT_DIRS)).docx
    except NotRendered as problem:
        raise Refused(_("文书未能制作，请联系系统管理员。")) from problem


def _printed(cell: Any, where: str) -> str:
    """A cell on paper: a day is written with points, which no line breaks at."""
    words = str(cell) if cell not in (None, "") else "—"
    return words.replace("-", ".") if _share(where) == DAY_SHARE else words


def _share(where: str) -> int:
    if where in WIDE:
        return WIDE_SHARE
    if where.endswith(("_at", ".at", "_on")):
        return DAY_SHARE
    return NUMBER_SHARE if where in ("#", "proofs", "closed") else SHARE
