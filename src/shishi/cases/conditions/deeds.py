"""Conditions about good deeds and pairings: room left, time up, as many as the mode says."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.models import Asker, Case, CasePart, CaseStep
from shishi.lib import sealed
from shishi.lib.masks import names_in
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local

TAKING = ("claim", "join")


def _room_left(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if case.n_takers < case.n_wanted:
        return ""
    return _("已有 %(n)d 人认领，名额已满。请看看其他微实事。") % {"n": case.n_takers}


def _not_taken_up(case: Case, actor: Actor, _answers: Answers, _now: datetime) -> str:
    mine = CaseStep.objects.filter(case=case, round=case.round, name__in=TAKING, person_id=actor.person_id)
    return _("您已经认领了这件微实事。") if mine.exists() else ""


def _stage_over(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    if case.stage_due_at and case.stage_due_at < now:
        return ""
    return _("还没有到期，不能自动处理。")


def _not_ahead(_case: Case, _actor: Actor, answers: Answers, now: datetime) -> str:
    held = answers.get("held_on")
    return _("走访日期还没有到，请填写已经走访的日期。") if held and held > local(now).date() else ""


def _mode_fits(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    """一帮一 has one helper and one helped, 多帮一 several helpers, 一帮多 several helped."""
    asker = Asker.objects.filter(case=case).first()
    n_helped = len(names_in(sealed.unseal(asker.name_sealed))) if asker else 0
    units = CasePart.objects.filter(case=case).exclude(unit=case.raiser_id, is_lead=False).count()
    n_helpers = max(units, len(names_in(case.duty_person)))
    facts = {"helpers": n_helpers, "helped": n_helped}
    match case.type:
        case "one_to_one" if (n_helpers, n_helped) != (1, 1):
            return (
                _("一帮一应是一名帮扶人帮扶一人，现在是 %(helpers)d 帮 %(helped)d。请结束后按实际方式重新登记。")
                % facts
            )
        case "many_to_one" if n_helpers < 2:
            return _("多帮一应有两名以上帮扶人或配合单位，现在只有一个。请结束后按实际方式重新登记。")
        case "one_to_many" if n_helped < 2:
            return _("一帮多应有两名以上帮扶对象，现在只有一人。请结束后按实际方式重新登记。")
    return ""


DEEDS: dict[str, Condition] = {
    "room_left": _room_left,
    "not_taken_up": _not_taken_up,
    "stage_over": _stage_over,
    "not_ahead": _not_ahead,
    "mode_fits": _mode_fits,
}
