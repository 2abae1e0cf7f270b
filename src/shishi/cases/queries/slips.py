"""A step's form as a paper: what stands in the records, in the lines of the office's own form."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from shishi.cases.kinds.papers import form_of
from shishi.cases.models import Case, CaseFile, CaseStep
from shishi.cases.queries.detail import names_of, said_of
from shishi.cases.queries.ledger import cell_of
from shishi.cases.queries.lists import local_day
from shishi.cases.queries.load import LoadBoard, LoadRow
from shishi.cases.queries.rates import RateBoard, RateRow
from shishi.lib import clock
from shishi.lib.paper.model import Column, Paper, Signature, Table
from shishi.rules.deadlines import local

LABEL_SHARE, WORDS_SHARE = 22, 78


def slip_of(case: Case, step: CaseStep, paper: str) -> Paper:
    """The form `paper` as it stands after `step`. Six queries.

    Only what was done up to the step is on it; who asked is never named.
    """
    steps = [one for one in CaseStep.objects.filter(case=case).order_by("id") if one.pk <= step.pk]
    last = {one.name: one for one in steps}
    files = defaultdict[str, list[str]](list)
    for row in CaseFile.objects.filter(case=case, step_id__lte=step.pk).select_related("file").order_by("id"):
        files[row.answer].append(row.file.name)
    lines = [pair for label, where in form_of(paper) for pair in _lines(case, step, last, dict(files), label, where)]
    columns = (Column(LABEL_SHARE, "center"), Column(WORDS_SHARE))
    heading = (_("项目"), _("内容"))
    return Paper(
        title=_(paper),
        blocks=(Table(columns, (heading,), tuple((_(label), words or "—") for label, words in lines)),),
        signature=Signature(case.office.name, local(step.at).date()),
        watermark=_("样张") if settings.DEMO else "",
        sample_note=_("示例：人名、单位和数字均为虚构") if settings.DEMO else "",
        author=case.office.name,
    )


def _lines(
    case: Case, step: CaseStep, last: dict[str, CaseStep], files: dict[str, list[str]], label: str, where: str
) -> list[tuple[str, str]]:
    if where == "*":
        named = names_of([step])
        said = (said_of(case.what, name, value, named) for name, value in step.answers.items())
        return [*((one.label, one.value) for one in said if one), (label, _signed(step))]
    if where.startswith("files:"):
        names = files.get(where.removeprefix("files:"), [])
        return [
            (label, _("%(n)d 张，见附件：%(names)s") % {"n": len(names), "names": "、".join(names)} if names else "")
        ]
    words = str(cell_of(case.what, 0, case, last, 0, where.removesuffix("!")))
    signer = last.get(where.partition(".")[0]) if where.endswith("!") else None
    return [(label, f"{words}\n{_signed(signer)}".strip() if signer else words)]


def _signed(step: CaseStep) -> str:
    return " ".join(part for part in (step.person_name, step.post_label, local_day(step.at)) if part)


def rates_paper(board: RateBoard, load: LoadBoard, office: str) -> Paper:
    """The rates as a table, each rate with its two figures, and what everybody has in hand. No query."""
    columns = (Column(24), Column(10, "right"), *(Column(16, "right") for _label in board.labels))
    lines = [*board.rows, board.total, *(row for row in (board.before, board.year_ago) if row)]
    facts = {"kind": board.kind_label, "since": board.span.since, "until": board.span.until - timedelta(days=1)}
    return Paper(
        kind="table",
        title=_("%(kind)s办理情况统计表（%(since)s 至 %(until)s）") % facts,
        blocks=(
            Table(columns, ((_("分组"), _("登记"), *board.labels),), tuple(_rate_line(row) for row in lines)),
            *_load_table(load),
        ),
        signature=Signature(office, clock.today()),
        watermark=_("样张") if settings.DEMO else "",
        sample_note=_("示例：人名、单位和数字均为虚构") if settings.DEMO else "",
        author=office,
    )


def _rate_line(row: RateRow) -> tuple[str, ...]:
    return (row.name, str(row.n), *(f"{c.shown}（{c.share.part}/{c.share.whole}）" for c in row.cells))


def _load_table(load: LoadBoard) -> tuple[Table, ...]:
    columns = (Column(40), *(Column(15, "right") for _column in range(4)))
    header = (_("在谁手里"), _("在办"), _("超期"), _("最长超期（工作日）"), _("最久在手（工作日）"))
    rows = tuple(_load_line(row) for row in (*load.units, *load.people))
    return (Table(columns, (header,), rows, caption=_("在手与超期（今天）")),) if rows else ()


def _load_line(row: LoadRow) -> tuple[str, ...]:
    figures = (row.load.n_open, row.load.n_overdue, row.load.longest, row.load.longest_held)
    return (f"{row.name}（{row.unit}）" if row.unit else row.name, *map(str, figures))
