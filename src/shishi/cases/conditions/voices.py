"""What citizens' letters, suggestions and petitions must meet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.models import Case, CaseStep
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local
from shishi.rules.workdays import workdays_between

MOST_SUPPLEMENTS = 5
OBJECTION_WORKDAYS = 5
REVIEW_DAYS = 30
EXCLUDING = ("propose_exclusion", "exclude", "keep_counted")


def _supplements_left(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    n = CaseStep.objects.filter(case=case, name="supplement").count()
    if n < MOST_SUPPLEMENTS:
        return ""
    return _("已经补充过 %(n)d 次。还有新情况的，请在承办单位联系您时说明，或另写一封信。") % {"n": n}


def _not_excluded(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    if case.is_excluded:
        return _("这件诉求已经不计入三率。")
    return _("已经提请，等待办公室主任审定。") if _exclusion_waits(case) else ""


def _exclusion_proposed(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return "" if _exclusion_waits(case) else _("还没有人提请不计入三率。须先由受理员提请并说明情形。")


def _exclusion_waits(case: Case) -> bool:
    """Whether the last word on leaving it out was a proposal. One query."""
    last = CaseStep.objects.filter(case=case, name__in=EXCLUDING).order_by("-id").values_list("name", flat=True)
    return last.first() == "propose_exclusion"


def _is_campaign(case: Case, _actor: Actor, _answers: Answers, _now: datetime) -> str:
    return "" if case.type == "campaign" else _("只有专题征集的建议可以集中反馈，日常建议请逐件答复。")


def _objection_in_time(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    gone = workdays_between(local(case.stage_since).date(), local(now).date(), calendar(case.home_path))
    if gone <= OBJECTION_WORKDAYS:
        return ""
    return _("收到转送已超过 %(n)d 个工作日，不能再提出异议。") % {"n": OBJECTION_WORKDAYS}


def _review_window_over(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    until = local(case.stage_since) + timedelta(days=REVIEW_DAYS)
    if local(now) >= until:
        return ""
    return _("信访人可以在 %(until)s 以前申请，期满后才能办结。") % {"until": f"{until:%Y-%m-%d}"}


def _review_window_open(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    until = local(case.stage_since) + timedelta(days=REVIEW_DAYS)
    if local(now) <= until:
        return ""
    return _("申请期已于 %(until)s 届满。") % {"until": f"{until:%Y-%m-%d}"}


VOICES: dict[str, Condition] = {
    "supplements_left": _supplements_left,
    "not_excluded": _not_excluded,
    "exclusion_proposed": _exclusion_proposed,
    "is_campaign": _is_campaign,
    "objection_in_time": _objection_in_time,
    "review_window_over": _review_window_over,
    "review_window_open": _review_window_open,
}
