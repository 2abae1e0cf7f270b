"""A letter, its slips and its answer as official papers. Source: docs/domain/letters.md, "Papers"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shishi.documents.queries.runs import Runs, read_aloud, shown
from shishi.letters.queries.words import Words
from shishi.lib.paper.model import Block, Column, Head, Heading, Imprint, Paper, Paragraph, Run, Signature, Table, plain
from shishi.lib.paper.wording import chinese_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a letter says, apart from where it stands: enough to draw it and to set it."""

    type: str
    type_label: str
    title: str
    mark: str
    office: str
    unit: str
    words: Words
    figures: Mapping[str, Any]
    due_on: date
    level_label: str
    feedback: str
    contact: str
    phone: str
    copies_to: str

    @property
    def deadline(self) -> str:
        """The sentence that names the day; the house writes it, nobody types it."""
        return _("请于%(day)s前办结，并以本单位名义书面反馈办理情况报告（加盖公章），附佐证材料。") % {
            "day": chinese_date(self.due_on)
        }

    @property
    def contact_line(self) -> str:
        parts = [_("联系人：%(who)s") % {"who": self.contact}] if self.contact else []
        parts += [_("电话：%(phone)s") % {"phone": self.phone}] if self.phone else []
        return "，".join(parts)

    @property
    def is_slip(self) -> bool:
        return self.type != "letter"


def paper_of(sheet: Sheet, number: str, on: date) -> Paper:
    """The letter as a paper in the letter format, numbered and dated."""
    return Paper(
        kind="letter",
        head=Head(mark=sheet.mark, number=number),
        title=sheet.type_label if sheet.is_slip else sheet.title,
        recipient="" if sheet.is_slip else sheet.unit,
        blocks=(_slip(sheet, number),) if sheet.is_slip else tuple(_letter(sheet)),
        signature=Signature(sheet.office, on),
        note=sheet.contact_line,
        imprint=Imprint(copies_to=sheet.copies_to) if sheet.copies_to else None,
    )


def _letter(sheet: Sheet) -> list[Block]:
    blocks: list[Block] = [_paragraph(sheet.words.basis, sheet), _paragraph(sheet.words.facts, sheet)]
    blocks += [Heading(1, _("存在问题")), _paragraph(sheet.words.problems, sheet), Heading(1, _("整改要求"))]
    blocks += [Heading(3, "", _runs(runs, sheet)) for runs in sheet.words.requirements]
    blocks += [Heading(1, _("办复时限和反馈方式")), plain(sheet.deadline + sheet.feedback)]
    return blocks


def _slip(sheet: Sheet, number: str) -> Table:
    """The short form: one table of what, why, by whom and by when."""
    said = {name: read_aloud(runs, sheet.figures) for name, _label, runs in sheet.words.parts()}
    asked = [read_aloud(runs, sheet.figures) for runs in sheet.words.requirements]
    rows = (
        (_("编号"), number),
        (_("级别"), sheet.level_label),
        (_("督办事项"), sheet.title),
        (_("事由与依据"), said["basis"] + said["facts"]),
        (_("存在问题"), said["problems"]),
        (_("办理要求"), "　".join(f"{n}.{text}" for n, text in enumerate(asked, 1))),
        (_("责任单位"), sheet.unit),
        (_("办理时限"), chinese_date(sheet.due_on)),
        (_("反馈要求"), sheet.deadline + sheet.feedback),
    )
    return Table(columns=(Column(2, "center"), Column(9)), header=(), rows=rows)


def _paragraph(runs: Runs, sheet: Sheet) -> Paragraph:
    return Paragraph(_runs(runs, sheet))


def _runs(runs: Runs, sheet: Sheet) -> tuple[Run, ...]:
    return tuple(Run(shown(run, sheet.figures), "figure" if "figure" in run else "normal") for run in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A unit's answer, as its paper says it. `code` is the house's own check over its words; `seal` a picture."""

    title: str
    office: str
    unit: str
    number: str
    answers: Mapping[str, str]
    proofs: Sequence[str]
    signer: str
    code: str
    seal: str = ""


REPLY_PARTS = {
    "process": "办理过程",
    "finished": "已完成事项",
    "undone": "未完成事项及原因",
    "next_step": "下步措施与时间",
    "duty_person": "责任人",
}


def reply_paper(reply: Reply, on: date) -> Paper:
    """办理情况报告 in the unit's name."""
    blocks: list[Block] = [
        plain(
            _("你办《%(title)s》（%(number)s）收悉。现将办理情况报告如下：")
            % {"number": reply.number, "title": reply.title}
        )
    ]
    for name, label in REPLY_PARTS.items():
        if said := reply.answers.get(name, ""):
            blocks.append(Heading(1, _(label)))
            blocks += [plain(line) for line in str(said).splitlines() if line.strip()]
    note = _("本件由办理系统生成并留痕，校验码%(code)s") % {"code": reply.code}
    if reply.seal:
        note = _("所盖为电子印章图样，非国家统一电子印章；校验码%(code)s") % {"code": reply.code}
    return Paper(
        title=_("关于督办事项办理情况的报告"),
        recipient=reply.office,
        blocks=tuple(blocks),
        attachments=tuple(reply.proofs),
        signature=Signature(reply.unit, on, sealed=bool(reply.seal), seal=reply.seal),
        note=note,
    )
