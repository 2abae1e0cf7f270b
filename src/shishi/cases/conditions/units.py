"""Conditions about the units a case is put to: returned, in parts, in time."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.models import Case, CasePart
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local


def _not_ruled(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if not case.n_rulings:
        return ""
    return _("专班办公室已裁定由本单位承办，不能再退单；确有困难的，请申请延期或在进展中说明。")


def _transfers_left(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    most = case.what.max_transfers
    if case.n_transfers <= most:
        return ""
    return _("这件事已退单 %(n)d 次，超过 %(most)d 次，须由专班办公室主任裁定承办单位。") % {
        "n": case.n_transfers,
        "most": most,
    }


def _planned_in_time(case: Case, _actor: Actor, answers: Answers, now: datetime) -> str:
    planned = answers.get("planned_on")
    if planned is None or case.due_at is None:
        return ""
    if planned > local(case.due_at).date():
        facts = {"due": f"{local(case.due_at):%Y-%m-%d}"}
        return _("计划完成日期晚于办结期限 %(due)s。请提前，或先申请延期。") % facts
    return _("计划完成日期已经过去，请重新填写。") if planned < local(now).date() else ""


def _parts_done(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if not (names := _owing(case)):
        return ""
    return _("配合单位还没有反馈：%(names)s。请先催办，或请办公室撤销其分工。") % {"names": names}


def _all_reported(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if not (names := _owing(case)):
        return ""
    return _("还没有报告自查情况的单位：%(names)s。请先催报，或撤销其任务。") % {"names": names}


def _owing(case: Case) -> str:
    """The units that have not yet answered for their part. One query."""
    waiting = CasePart.objects.filter(case=case, is_lead=False, stage=CasePart.Stage.OPEN).select_related("unit")
    return "、".join(part.unit.short for part in waiting)


UNITS: dict[str, Condition] = {
    "not_ruled": _not_ruled,
    "transfers_left": _transfers_left,
    "planned_in_time": _planned_in_time,
    "parts_done": _parts_done,
    "all_reported": _all_reported,
}
