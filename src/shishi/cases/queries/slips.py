"""A step's form as a paper: what stands in the records, in the lines of the office's own form."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice, zip_longest
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from shishi.cases.kinds.answers import ANSWERS, Sort
from shishi.cases.kinds.papers import NOTES, PICTURED, WORDED, Wording, form_of
from shishi.cases.models import Case, CaseFile, CaseStep
from shishi.cases.queries.ledger import cell_of
from shishi.cases.queries.lists import local_day
from shishi.cases.queries.load import LoadBoard, LoadRow
from shishi.cases.queries.past import names_of, said_of
from shishi.cases.queries.rates import RateBoard, RateRow
from shishi.files.queries import path_of
from shishi.lib import clock
from shishi.lib.paper.model import Column, Paper, Paragraph, Picture, Signature, Table, plain
from shishi.rules.deadlines import local

LABEL_SHARE, WORDS_SHARE = 22, 78
MOST_PAIRS = 6
PRINTED, LARGEST = frozenset({"image/jpeg", "image/png"}), 12 * 1024 * 1024
ROWS = frozenset({Sort.UNIT, Sort.UNITS, Sort.LEADER, Sort.ITEM, Sort.CASE})
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class _Told:
    """What the records say of a case up to one step: the last step of each name, names of rows, files by answer."""

    case: Case
    step: CaseStep
    last: Mapping[str, CaseStep]
    named: Mapping[Any, str]
    files: Mapping[str, list[CaseFile]]


def slip_of(case: Case, step: CaseStep, paper: str, *, pictures: bool = True) -> Paper:
    """The form `paper` as it stands after `step`. Ten queries at most.

    Only what was done up to the step is on it; who asked is never named.
    """
    steps = [one for one in CaseStep.objects.filter(case=case).order_by("id") if one.pk <= step.pk]
    files = defaultdict[str, list[CaseFile]](list)
    for row in CaseFile.objects.filter(case=case, step_id__lte=step.pk).select_related("file").order_by("id"):
        files[row.answer].append(row)
    told = _Told(case, step, {one.name: one for one in steps}, names_of(steps), dict(files))
    worded = WORDED.get(paper)
    signs = case.unit if worded and worded.signs == "unit" and case.unit else case.office
    return Paper(
        title=_(paper),
        recipient=_(worded.recipient) if worded else "",
        blocks=_paragraphs(told, worded) if worded else (_table(told, paper),),
        signature=Signature(signs.name, local(step.at).date()),
        note=_(NOTES[paper]) if paper in NOTES else "",
        watermark=_("样张") if settings.DEMO else "",
        sample_note=_("示例：人名、单位和数字均为虚构") if settings.DEMO else "",
        author=signs.name,
        pictures=_pictures(told, paper) if pictures else (),
        pictures_heading=_("整改前后对比照片"),
    )


def _table(told: _Told, paper: str) -> Table:
    lines = [pair for label, where in form_of(paper) for pair in _lines(told, label, where)]
    columns = (Column(LABEL_SHARE, "center"), Column(WORDS_SHARE))
    rows = tuple((_(label), words or "—") for label, words in lines)
    return Table(columns, ((_("项目"), _("内容")),), rows)


def _paragraphs(told: _Told, worded: Wording) -> tuple[Paragraph, ...]:
    """The letter with its facts put in; what is told at length keeps its own lines."""
    facts = {name: _fact(told, where) for name, where in worded.facts.items()}
    lines = [line for text in worded.paragraphs for line in (_(text) % facts).splitlines()]
    return tuple(plain(line) for line in lines if line.strip())


def _fact(told: _Told, where: str) -> str:
    """A fact in words; `here` is the step itself, a day is written as papers do."""
    if where.startswith("here."):
        name = where.removeprefix("here.")
        step = told.case.what.life.find(told.step.name, told.step.source)
        return _(step.label) if step and name == "label" else str(told.step.answers.get(name, "")) or "—"
    words = _words(told, where)
    found = DAY.fullmatch(words)
    return f"{int(found[1])}年{int(found[2])}月{int(found[3])}日" if found else words or "—"


def _words(told: _Told, where: str) -> str:
    name, dot, answer = where.partition(".")
    if dot and answer in ANSWERS and ANSWERS[answer].sort in ROWS:
        step = told.last.get(name)
        said = (
            said_of(told.case.what, answer, step.answers[answer], told.named)
            if step and step.answers.get(answer)
            else None
        )
        return said.value if said else ""
    return str(cell_of(told.case.what, 0, told.case, told.last, 0, where))


def _pictures(told: _Told, paper: str) -> tuple[Picture, ...]:
    """Photographs before and after in pairs, those handed in last, at most six pairs; the others are only named."""
    if paper not in PICTURED:
        return ()
    sides = [(_(label), _latest(told.files.get(answer, []))) for label, answer in PICTURED[paper]]
    pairs = zip_longest(*(files for _label, files in sides))
    labels = [label for label, _files in sides]
    found = [
        _picture(file, _("%(side)s %(n)d") % {"side": label, "n": n})
        for n, pair in enumerate(islice(pairs, MOST_PAIRS), 1)
        for label, file in zip(labels, pair, strict=True)
    ]
    return tuple(found) if any(one.content for one in found) else ()


def _latest(rows: list[CaseFile]) -> list[CaseFile]:
    """The photographs of the step that handed any in last, of kinds and sizes a paper takes."""
    last = max((row.step_id or 0 for row in rows), default=0)
    return [row for row in rows if row.step_id == last and row.file.mime in PRINTED and row.file.size <= LARGEST]


def _picture(row: CaseFile | None, caption: str) -> Picture:
    path = path_of(row.file) if row else None
    if row is None or path is None or not path.exists():
        return Picture("")
    taken = f"　{local(row.file.taken_at):%Y-%m-%d}" if row.file.taken_at else ""
    return Picture(base64.b64encode(path.read_bytes()).decode(), caption + taken)


def _lines(told: _Told, label: str, where: str) -> list[tuple[str, str]]:
    if where == "*":
        said = (said_of(told.case.what, name, value, told.named) for name, value in told.step.answers.items())
        return [*((one.label, one.value) for one in said if one), (label, _signed(told.step))]
    if where.startswith("files:"):
        names = [row.file.name for row in told.files.get(where.removeprefix("files:"), [])]
        facts = {"n": len(names), "names": "、".join(names)}
        return [(label, _("%(n)d 张，见附件：%(names)s") % facts if names else "")]
    words = _words(told, where.removesuffix("!"))
    signer = told.last.get(where.partition(".")[0]) if where.endswith("!") else None
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
