"""Conditions about somebody who asked: contacted, called back, content or not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.models import Case, CaseStep
from shishi.rules.authority import Actor
from shishi.rules.threerates import CALLS_BEFORE_UNREACHABLE

MOST_REDONE = 1


def _is_consult(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return "" if case.type in ("", "consult", "praise") else _("只有咨询和表扬可以当即答复办结，其他类型请派单。")


def _was_contacted(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    has_phone = hasattr(case, "asker") and case.asker.phone_sealed
    if case.contacted_at or not has_phone:
        return ""
    return _("答复前应先联系来信人，并记录联系情况。")


def _calls_left(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return "" if case.n_calls < CALLS_BEFORE_UNREACHABLE else _("已回访三次未接通，请办理“三次未接通办结”。")


def _tried_thrice(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if case.n_calls >= CALLS_BEFORE_UNREACHABLE:
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


def _was_dispatched(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return "" if case.unit_id else _("这件事当即答复，没有派过单。请办理“当即答复后仍不满意，转派单”。")


def _never_dispatched(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return _("这件事已有承办单位，请办理“评价不满意，重办”。") if case.unit_id else ""


def _other_than_handler(case: Case, actor: Actor, _answers: Answers, _now: datetime) -> str:
    return _("承办单位不能回访自己办理的诉求。") if actor.org_id == case.unit_id else ""


def _not_rated(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    rated = CaseStep.objects.filter(case=case, name="rate", round=case.round).exists()
    return _("这一轮办理您已经评价过了，谢谢。") if rated else ""


ASKING: dict[str, Condition] = {
    "is_consult": _is_consult,
    "was_contacted": _was_contacted,
    "calls_left": _calls_left,
    "tried_thrice": _tried_thrice,
    "not_unsolved": _not_unsolved,
    "is_unsolved": _is_unsolved,
    "redo_left": _redo_left,
    "was_redone": _was_redone,
    "was_dispatched": _was_dispatched,
    "never_dispatched": _never_dispatched,
    "other_than_handler": _other_than_handler,
    "not_rated": _not_rated,
}
