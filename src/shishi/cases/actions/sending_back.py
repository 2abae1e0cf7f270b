"""Workbooks around outside tickets: the blank one to fill in, and the answers that go back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.tickets import must_desk
from shishi.cases.kinds.tickets import TICKETS
from shishi.cases.queries.tickets import MOST, AnswersAsked, answer_rows, answered
from shishi.journal.actions import record
from shishi.lib.refusal import Refused
from shishi.lib.xlsx.write import Column, Kind, Sheet, workbook
from shishi.rules.authority import Actor

KINDS: dict[str, Kind] = {"received_at": "moment", "due_on": "day"}
LONGEST_DAYS = 366


def blank_workbook(actor: Actor) -> bytes:
    """The form without rows, with a line on how to fill it. Nothing is revealed, nothing recorded."""
    must_desk(actor)
    columns = [Column(field.label, KINDS.get(field.code, "text")) for field in TICKETS.fields]
    notes = [
        _("说明：工单号、受理时间、诉求内容必填；受理时间写到分，16:30 以后按次一工作日收到计算。"),
        _("说明：写了承办单位的，导入时直接派单；没有写的，留在待派单。来电人和电话加密保存。"),
    ]
    return workbook([Sheet(_("外部工单"), columns, (), notes=notes)])


@transaction.atomic
def export_answers(actor: Actor, asked: AnswersAsked) -> bytes:
    """The answers of a span of days as a workbook for the platform they go back to. Recorded with the number of rows.

    No name and no telephone is in it: the platform knows its own numbers.
    """
    office = must_desk(actor)
    if asked.until < asked.since or (asked.until - asked.since).days > LONGEST_DAYS:
        sentence = _("请填写起止日期，最长一年，止日不早于起日。")
        raise Refused(sentence, {"until": sentence})
    n = answered(actor, asked).count()
    if not n or n > MOST:
        none = _("这段时间没有答复过带外部编号的工单，请换一段日期。")
        raise Refused(_("超过 %(most)d 件，请缩短日期。") % {"most": MOST} if n else none)
    content = workbook([Sheet(_("答复回传"), _columns(), answer_rows(actor, asked))])
    days = f"{asked.since}/{asked.until}"
    record(office, "case.answers_back", actor, n_rows=n, days=days, channel=asked.channel)
    return content


def _columns() -> list[Column]:
    return [
        Column(_("工单号"), width=22),
        Column(_("本系统编号"), width=20),
        Column(_("标题"), width=28),
        Column(_("承办单位"), width=18),
        Column(_("办理状态"), width=12),
        Column(_("答复内容"), width=60),
        Column(_("答复时间"), "moment", width=18),
        Column(_("是否解决"), width=12),
        Column(_("满意程度"), width=12),
        Column(_("回访时间"), "moment", width=18),
        Column(_("办结时间"), "moment", width=18),
    ]
