"""The four supervision letters of the year: one closed at the second try, one extended, one just out, one later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.cases.actions.extensions import ask_extension, decide_extension
from shishi.cases.models import Case, Extension
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import at
from shishi.documents.actions.books import set_prefix
from shishi.documents.kinds import PREFIXED
from shishi.jobs.worker import run_one
from shishi.letters.actions import opening, settings
from shishi.letters.actions.replying import keep_seal
from shishi.letters.actions.steps import take
from shishi.letters.models import Letter
from shishi.letters.queries.page import desk_of
from shishi.lib.paper.label import label_picture
from shishi.programmes.models import Item, Programme
from shishi.rules.authority import Actor, Role

type Answers = Mapping[str, Any]
REPLIES: dict[str, Answers] = {
    "first": {
        "process": "局党组专题研究，明确分管负责人包抓，逐个点位排出计划。",
        "finished": "已完成方案编制和招标，具备条件的点位全部进场。",
        "undone": "部分点位管线迁改尚未完成，正与有关单位衔接。",
        "duty_person": "分管负责人",
    },
    "second": {
        "process": "补充逐点位完成时间，增加施工力量，实行每周调度。",
        "finished": "管线迁改全部完成，各点位按新计划推进。",
        "next_step": "按周报送进度，确保按时限完成。",
        "duty_person": "分管负责人",
    },
}


COLD, MEALS, GAS = "农产品产地冷藏保鲜设施建设", "农村老年助餐点建设", "城镇燃气管道老化更新"


def moments(cast: Cast, programme: Programme) -> Iterator[Moment]:
    """The moments of the year's letters."""
    letters = Letters(cast, programme)

    def moment(month: int, day: int, hour: int, act: Callable[..., object], *args: object) -> Moment:
        return Moment(at(date(programme.year, month, day), hour), 3, f"letter {act.__name__}", partial(act, *args))

    yield moment(1, 4, 10, letters.prefixes)
    yield moment(1, 19, 10, letters.desk)
    yield moment(7, 14, 9, letters.seal, COLD)
    yield moment(9, 11, 9, letters.seal, MEALS)
    yield moment(7, 12, 10, letters.send, COLD)
    yield moment(7, 13, 9, letters.sign_for, COLD)
    yield moment(7, 18, 15, letters.answer, COLD, "first")
    yield moment(7, 19, 10, letters.send_back, COLD)
    yield moment(7, 21, 15, letters.answer, COLD, "second")
    yield moment(7, 24, 10, letters.close, COLD)
    yield moment(9, 7, 10, letters.send, MEALS)
    yield moment(9, 8, 9, letters.sign_for, MEALS)
    yield moment(9, 13, 15, letters.ask, MEALS, date(programme.year, 9, 19))
    yield moment(9, 14, 9, letters.grant, MEALS)
    yield moment(9, 14, 15, letters.send, GAS)
    yield moment(9, 18, 9, letters.sign_for, GAS)
    yield moment(9, 19, 10, letters.answer, MEALS, "second")
    yield moment(9, 20, 15, letters.answer, GAS, "second")
    yield moment(9, 21, 10, letters.close, MEALS)
    yield moment(9, 22, 10, letters.close, GAS)
    yield moment(10, 24, 10, letters.send, COLD)
    yield moment(10, 25, 9, letters.sign_for, COLD)
    yield moment(10, 27, 15, letters.answer, COLD, "second")
    yield moment(10, 30, 10, letters.close, COLD)


class Letters:
    """Lets the office and the units act on the year's letters."""

    def __init__(self, cast: Cast, programme: Programme) -> None:
        self.cast, self.programme = cast, programme

    def desk(self) -> None:
        """The head sets what the letters have in common."""
        desk = settings.Desk(
            prefix="潭县民专督", contact=self.cast.holder(Role.OFFICE_STAFF).name, phone="0731-57880000"
        )
        office = self.programme.office
        settings.set_desk(office, desk, self.cast.holder(Role.OFFICE_ADMIN), desk_of(office).version)

    def prefixes(self) -> None:
        """The head sets under which 机关代字 the office's papers go out, before the first of the year."""
        set_prefix(
            self.programme.office, PREFIXED, self.programme.year, "潭县民专", self.cast.holder(Role.OFFICE_ADMIN)
        )

    def seal(self, item: str) -> None:
        """The unit keeps a picture for its answers; of the sample's own drawing, and it says so."""
        unit = Item.objects.select_related("unit").get(programme=self.programme, title=item).unit
        picture = label_picture("电子签章示例", unit.name)
        keep_seal(unit, SimpleUploadedFile("seal.png", picture, "image/png"), self.cast.approver(unit.pk))

    def send(self, item: str) -> None:
        """Drafted, reviewed, signed, set and delivered within the hour."""
        rows = Item.objects.select_related("programme__office", "unit")
        opening.open_for_item(rows.get(programme=self.programme, title=item), self.cast.holder(Role.OFFICE_STAFF))
        for name, role in (("send", Role.OFFICE_STAFF), ("review", Role.OFFICE_ADMIN), ("sign", Role.CONVENER)):
            self.step(item, name, self.cast.holder(role))
        while run_one("demo"):
            pass

    def sign_for(self, item: str) -> None:
        self.step(item, "acknowledge", self.cast.liaison(self.letter(item).unit_id), {"duty_person": "分管负责人"})

    def answer(self, item: str, which: str) -> None:
        self.step(item, "reply", self.cast.approver(self.letter(item).unit_id), REPLIES[which])
        while run_one("demo"):
            pass

    def send_back(self, item: str) -> None:
        reason = {"reason": "没有逐个点位写明完成时间，请补充后重新报送。"}
        self.step(item, "redo", self.cast.holder(Role.OFFICE_ADMIN), reason)

    def close(self, item: str) -> None:
        opinion = {"verdict": "done", "opinion": "措施具体，进度已赶上计划，同意办结。"}
        self.step(item, "accept", self.cast.holder(Role.OFFICE_ADMIN), opinion)

    def ask(self, item: str, until: date) -> None:
        case = self.letter(item).case
        reason = "设备到货延误，现场已完成大部分工作，申请延期。"
        ask_extension(case, until, reason, self.cast.approver(self.letter(item).unit_id), version=case.version)

    def grant(self, item: str) -> None:
        row = Extension.objects.get(case=self.letter(item).case, stage=Extension.Stage.ASKED)
        decide_extension(row, True, "同意延期，不得再延。", self.cast.holder(Role.OFFICE_ADMIN))

    def letter(self, item: str) -> Letter:
        """The item's latest letter as it is now."""
        rows = Letter.objects.select_related("case__office", "case__programme", "unit", "paper")
        return rows.filter(case__item__title=item, case__item__programme=self.programme).latest("pk")

    def step(self, item: str, name: str, actor: Actor, answers: Answers | None = None) -> Case:
        letter = self.letter(item)
        return take(letter, name, actor, answers, version=letter.case.version)
