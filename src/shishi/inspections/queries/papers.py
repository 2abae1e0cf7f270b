"""An inspection's papers as values: plan, sample, record of each object, conclusion or look-back report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from shishi.inspections.kinds import MODES, VERDICTS
from shishi.inspections.models import Finding, Inspection, Visit
from shishi.lib.paper import Block, Column, Head, Heading, Imprint, Paper, Signature, Table, plain
from shishi.lib.paper.wording import chinese_date

type Value = Callable[[Inspection, str, date], Paper]


def _paper(row: Inspection, number: str, title: str, blocks: list[Block], today: date) -> Paper:
    return Paper(
        head=Head(mark=row.office.name, number=number),
        title=title,
        blocks=tuple(blocks),
        signature=Signature(row.office.name, today),
        imprint=Imprint(issuer=row.office.name, issued_on=today),
    )


def _form(row: Inspection, number: str, title: str, blocks: list[Block], today: date) -> Paper:
    """A form without the red head: its number stands above what it holds."""
    first: list[Block] = [plain(_("编号：%(number)s") % {"number": number})]
    return Paper(title=title, blocks=(*first, *blocks), signature=Signature(row.office.name, today))


def titled(row: Inspection, label: str) -> str:
    """The inspection with what the paper is: 八月“四不两直”督查 and 督查结论 make 八月“四不两直”督查结论."""
    first = _("督查")
    return row.title.removesuffix(first) + label if label.startswith(first) else row.title + label


def plan_of(row: Inspection, number: str, today: date) -> Paper:
    """督查方案: what, how, when, who, and the requirements."""
    facts = {"since": chinese_date(row.since), "until": chinese_date(row.until), "mode": _(MODES[row.mode])}
    units = list(dict.fromkeys(v.unit.short for v in row.visits.select_related("unit")))
    people = [m.person.name for m in row.team.select_related("person")]
    blocks: list[Block] = [
        plain(_("检查主题：%(topic)s。组织单位：%(by)s。") % {"topic": row.topic, "by": row.by_whom}),
        Heading(1, _("时间和方式")),
        plain(_("%(since)s至%(until)s，采取%(mode)s方式。") % facts),
        Heading(1, _("检查对象")),
        plain("、".join(units) + "。"),
        Heading(1, _("检查内容")),
        *(plain(f"{n}. {line}。") for n, line in enumerate(row.checklist, 1)),
        Heading(1, _("检查人员")),
        plain("、".join(people) + "。"),
    ]
    return _paper(row, number, titled(row, _("督查方案")), blocks, today)


def sample_of(row: Inspection, number: str, today: date) -> Paper:
    """抽样名单: the seed, from how many, which; anybody may draw the same again."""
    visits = list(row.visits.filter(is_drawn=True).select_related("unit", "site"))
    facts = {"n": len(visits), "all": len(row.candidates), "seed": row.seed}
    words = _("从%(all)d个点位中抽取%(n)d个。抽样种子：%(seed)s。用同一种子对同一名单重抽，结果相同。") % facts
    draws = [
        _("第%(n)d次抽样，种子%(seed)s，%(by)s。%(why)s")
        % {"n": n, "seed": d.seed, "by": d.by_name, "why": _("重抽理由：%(r)s。") % {"r": d.reason} if d.reason else ""}
        for n, d in enumerate(row.draws.all(), 1)
    ]
    table = Table(
        columns=(Column(2, "center"), Column(5), Column(12)),
        header=((_("序号"), _("责任单位"), _("点位")),),
        rows=tuple((str(n), v.unit.short, v.title) for n, v in enumerate(visits, 1)),
    )
    blocks: list[Block] = [plain(words), *(plain(d) for d in draws), table]
    return _form(row, number, titled(row, _("抽样名单")), blocks, today)


def sheet_of(row: Inspection, number: str, today: date) -> Paper:
    """检查记录表: every object with each requirement."""
    blocks: list[Block] = []
    for visit in row.visits.select_related("unit"):
        at = chinese_date(visit.visited_at.date()) if visit.visited_at else ""
        blocks += [
            Heading(1, visit.title),
            plain(
                _("检查人：%(who)s，%(at)s。检查情况：%(said)s")
                % {"who": visit.visited_by_name, "at": at, "said": visit.result}
            ),
            _checklist(row, visit),
        ]
    return _form(row, number, titled(row, _("检查记录表")), blocks, today)


def _checklist(row: Inspection, visit: Visit) -> Table:
    def line(n: int, asked: str) -> tuple[str, ...]:
        one = visit.answers.get(str(n), {})
        return (str(n + 1), asked, _(VERDICTS.get(one.get("verdict", ""), "—")), one.get("note", "") or "—")

    return Table(
        columns=(Column(2, "center"), Column(8), Column(3, "center"), Column(6)),
        header=((_("序号"), _("检查内容"), _("判定"), _("说明")),),
        rows=tuple(line(n, asked) for n, asked in enumerate(row.checklist)),
    )


def result_of(row: Inspection, number: str, today: date) -> Paper:
    """督查结论 or 回头看报告: the conclusion, and each finding with the problem it became."""
    label = _("回头看报告") if row.mode == "look_back" else _("督查结论")
    findings = (
        Finding.objects.filter(visit__inspection=row).select_related("visit__unit", "case").order_by("visit", "id")
    )
    lines = tuple(
        (
            str(n),
            f.visit.unit.short,
            f"{f.title}：{f.text}" if f.text != f.title else f.title,
            f.case.number if f.case else "—",
        )
        for n, f in enumerate(findings, 1)
    )
    table = Table(
        columns=(Column(2, "center"), Column(5), Column(12), Column(5)),
        header=((_("序号"), _("责任单位"), _("问题"), _("整改编号")),),
        rows=lines,
    )
    found: list[Block] = [table] if lines else [plain(_("没有发现需要整改的问题。"))]
    again = [plain(_("%(on)s前对整改情况进行复查。") % {"on": chinese_date(row.recheck_on)})] if row.recheck_on else []
    said = [plain(line) for line in row.conclusion.splitlines() if line.strip()]
    blocks: list[Block] = [*said, Heading(1, _("发现的问题")), *found, *again]
    return _paper(row, number, titled(row, label), blocks, today)


VALUES: dict[str, Value] = {
    "inspection_plan": plan_of,
    "sample_list": sample_of,
    "inspection_sheet": sheet_of,
    "inspection_result": result_of,
    "look_back_report": result_of,
}
