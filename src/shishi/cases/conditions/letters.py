"""Conditions of supervision letters: other hands than the drafter's, one level up, once again within thirty days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.models import Case, CaseStep
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local, overdue_workdays

REVIEW_WITHIN = timedelta(days=30)
ESCALATE_AFTER_WORKDAYS = 1


def _not_own_letter(case: Case, actor: Actor, _answers: Answers, _now: datetime) -> str:
    """Whoever put the letter forward, in any round, does not judge its answer."""
    drafted = CaseStep.objects.filter(case=case, name="send", person_id=actor.person_id).exists()
    return _("这份函由您起草送审，按规定须换一位同志审核办复情况。") if drafted else ""


def _late_by_a_workday(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    due = case.next_due_at
    if (
        due is not None
        and due < now
        and overdue_workdays(due, now, calendar(case.home_path)) >= ESCALATE_AFTER_WORKDAYS
    ):
        return ""
    shown = f"{local(due):%Y-%m-%d}" if due else "—"
    return _("期限为 %(due)s，超期满一个工作日仍未办理的，才能升级督办。") % {"due": shown}


def _level_left(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if case.level < max(case.what.levels):
        return ""
    return _("已是最高一级督办，不能再升级。请提请约谈或挂牌督办。")


def _within_review_time(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    if case.closed_at and now > case.closed_at + REVIEW_WITHIN:
        return _("审结已超过三十日，不能再申请复核。")
    if CaseStep.objects.filter(case=case, name="ask_review").exists():
        return _("这件事已经复核过，不再重复复核。")
    return ""


LETTERS: dict[str, Condition] = {
    "not_own_letter": _not_own_letter,
    "late_by_a_workday": _late_by_a_workday,
    "level_left": _level_left,
    "within_review_time": _within_review_time,
}
