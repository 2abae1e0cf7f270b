"""What a case itself must meet before a step: each answers "" or the sentence that refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shishi.cases.models import Case, CasePart, CaseStep
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local

MOST_CALLS = 3
MOST_REDONE = 1
COPIED_FROM = 20
SHORTEST_COPY = 12

type Answers = Mapping[str, Any]
type Condition = Callable[[Case, Actor, Answers, datetime], str]


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
    waiting = CasePart.objects.filter(case=case, is_lead=False, stage=CasePart.Stage.OPEN).select_related("unit")
    names = [part.unit.short for part in waiting]
    if not names:
        return ""
    return _("配合单位还没有反馈：%(names)s。请先催办，或请办公室撤销其分工。") % {"names": "、".join(names)}


def _not_copied(case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    """The same words as this unit wrote in another case are no answer to this one."""
    said = str(answers.get("done") or answers.get("reply") or "").strip()
    if len(said) < SHORTEST_COPY:
        return ""
    names = ("self_check", "draft", "reply")
    past = CaseStep.objects.filter(case__unit=case.unit_id, case__kind=case.kind, name__in=names).exclude(case=case)
    for number, answered in past.order_by("-id").values_list("case__number", "answers")[:COPIED_FROM]:
        if said in (answered.get("done"), answered.get("reply")):
            return _("这段话与 %(number)s 一字不差。请写这件事自己的办理情况。") % {"number": number}
    return ""


def _notice_over(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    if case.stage != "noticed":
        return ""
    last = CaseStep.objects.filter(case=case, name="notify").order_by("-id").values_list("answers", flat=True).first()
    until = (last or {}).get("due_on", "")
    if until <= f"{local(now):%Y-%m-%d}":
        return ""
    return _("公示到 %(until)s 为止，期满后才能销号。") % {"until": until}


def _mergeable(case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    into = answers.get("into")
    if into is None:
        return ""
    if into.pk == case.pk:
        return _("不能并入自己。请填写另一件事项的编号。")
    if into.kind != case.kind or into.home_path != case.home_path:
        return _("%(number)s 与这件事不是同一类事项，不能并案。") % {"number": into.number}
    if into.merged_into_id:
        return _("%(number)s 已并入别的事项，请填写最终的那一件。") % {"number": into.number}
    return ""


def _is_consult(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return "" if case.type in ("", "consult") else _("只有咨询可以当即答复办结，其他类型请派单。")


def _was_contacted(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    has_phone = hasattr(case, "asker") and case.asker.phone_sealed
    if case.contacted_at or not has_phone:
        return ""
    return _("答复前应先联系来信人，并记录联系情况。")


def _calls_left(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return "" if case.n_calls < MOST_CALLS else _("已回访三次未接通，请办理“三次未接通办结”。")


def _tried_thrice(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if case.n_calls >= MOST_CALLS:
        return ""
    return _("只回访了 %(n)d 次。三次未接通才能这样办结。") % {"n": case.n_calls}


def _not_unsolved(_case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    if answers.get("resolved") != "not_resolved" and answers.get("rating") not in ("1", "2"):
        return ""
    return _("来信人认为没有解决或不满意，不能办结，请选“重办”。")


def _is_unsolved(_case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    if answers.get("resolved") == "not_resolved" or answers.get("rating") in ("1", "2"):
        return ""
    return _("来信人认为已解决且不是不满意，无须重办。")


def _redo_left(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if case.n_redone < MOST_REDONE:
        return ""
    return _("已经重办过一次。仍未解决的，由专班办公室主任说明情况后办结。")


def _was_redone(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return "" if case.n_redone else _("还没有重办过，请先重办。")


def _other_than_handler(case: Case, actor: Actor, _answers: Answers, _now: datetime) -> str:
    return _("承办单位不能回访自己办理的诉求。") if actor.org_id == case.unit_id else ""


def _not_rated(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    rated = CaseStep.objects.filter(case=case, name="rate", round=case.round).exists()
    return _("这一轮办理您已经评价过了，谢谢。") if rated else ""


def _is_overdue(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    if case.next_due_at and case.next_due_at < now:
        return ""
    return _("还没有超过期限，不能升级。")


CONDITIONS: dict[str, Condition] = {
    "not_ruled": _not_ruled,
    "transfers_left": _transfers_left,
    "planned_in_time": _planned_in_time,
    "parts_done": _parts_done,
    "not_copied": _not_copied,
    "notice_over": _notice_over,
    "mergeable": _mergeable,
    "is_consult": _is_consult,
    "was_contacted": _was_contacted,
    "calls_left": _calls_left,
    "tried_thrice": _tried_thrice,
    "not_unsolved": _not_unsolved,
    "is_unsolved": _is_unsolved,
    "redo_left": _redo_left,
    "was_redone": _was_redone,
    "other_than_handler": _other_than_handler,
    "not_rated": _not_rated,
    "is_overdue": _is_overdue,
}


def refusal_of(name: str, case: Case, actor: Actor, answers: Answers, now: datetime) -> str:
    """The sentence with which condition `name` refuses, or nothing."""
    return CONDITIONS[name](case, actor, answers, now)
