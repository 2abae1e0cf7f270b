"""Conditions about ending a case: its own words, its notice over, another case it goes into."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.models import Case, CaseStep
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local

COPIED_FROM = 60
SHORTEST_COPY = 12


def _not_copied(case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    """The same words as this unit wrote in another of its latest cases are no answer to this one. Two queries."""
    said = str(answers.get("done") or answers.get("reply") or "").strip()
    if len(said) < SHORTEST_COPY:
        return ""
    names = ("self_check", "draft", "reply", "report", "mediate")
    others = Case.objects.filter(unit=case.unit_id, kind=case.kind).exclude(pk=case.pk).order_by("-opened_at", "-id")
    latest = list(others.values_list("pk", flat=True)[:COPIED_FROM])
    past = CaseStep.objects.filter(case__in=latest, name__in=names).order_by("-id")
    for number, answered in past.values_list("case__number", "answers"):
        if said in (answered.get("done"), answered.get("reply")):
            return _("这段话与 %(number)s 一字不差。请写这件事自己的办理情况。") % {"number": number}
    return ""


def _notice_over(case: Case, _actor: Actor, _answers: Answers, now: datetime) -> str:
    if case.stage != "noticed":
        return ""
    last = CaseStep.objects.filter(case=case, name="notify").order_by("-id").values_list("answers", flat=True).first()
    until = (last or {}).get("notice_until", "")
    if until <= f"{local(now):%Y-%m-%d}":
        return ""
    return _("公示到 %(until)s 为止，期满后才能销号。") % {"until": until}


def _mergeable(case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    if not (named := answers.get("into")):
        return ""
    into = Case.objects.get(pk=named.pk)
    if into.pk == case.pk:
        return _("不能并入自己。请填写另一件事项的编号。")
    if into.kind != case.kind or into.home_path != case.home_path:
        return _("%(number)s 与这件事不是同一类事项，不能并案。") % {"number": into.number}
    if into.merged_into_id:
        return _("%(number)s 已并入别的事项，请填写最终的那一件。") % {"number": into.number}
    if not into.is_open:
        return _("%(number)s 已经办结，并进去就没有人办了。请标为重复反映，或并入在办的事项。") % {
            "number": into.number
        }
    return ""


CLOSING: dict[str, Condition] = {
    "not_copied": _not_copied,
    "notice_over": _notice_over,
    "mergeable": _mergeable,
}
