"""Answers as a step may keep them: known by name, of the right sort, words cleaned and not too long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from shishi.cases.kinds import CaseKind
from shishi.cases.kinds.answers import ANSWERS, Answer, Sort
from shishi.lib.refusal import Refused
from shishi.lib.text import UnfitTextError, clean

WORDS = frozenset({Sort.LINE, Sort.TEXT})


def settled(answers: Mapping[str, Any], asks: Iterable[str], offers: Iterable[str] = ()) -> dict[str, Any]:
    """The answers that were asked for, cleaned. Raises Refused with a sentence beside each field that is missing or
    unfit; answers nobody asked for are left out.
    """
    must = tuple(asks)
    wrong: dict[str, str] = {}
    kept: dict[str, Any] = {}
    for name in dict.fromkeys((*must, *offers)):
        try:
            kept[name] = _fit(ANSWERS[name], answers.get(name))
        except (Refused, UnfitTextError) as problem:
            wrong[name] = problem.sentence
            continue
        if name in must and kept[name] in (None, "", [], False):
            wrong[name] = _("请填写%(label)s。") % {"label": _(ANSWERS[name].label)}
    if wrong:
        raise Refused(_("有 %(n)d 处需要填写或修改。") % {"n": len(wrong)}, wrong)
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


def charged_fitly(kind: CaseKind, answers: Mapping[str, Any]) -> None:
    """Raise Refused when an organisation is charged that this kind may not go to."""
    charged = [unit for unit in (answers.get("unit"), *answers.get("supporting", ())) if unit]
    if kind.charges and any(unit.kind not in kind.charges for unit in charged):
        sentence = _("“%(kind)s”只能交给纪检监察机关。") % {"kind": _(kind.label)}
        raise Refused(sentence, {"unit": sentence})


def refuse_past_due(answers: Mapping[str, Any], today: date) -> None:
    """Refuse a due day that is over: what is late the moment it is given can be kept by nobody."""
    due_on = answers.get("due_on")
    if due_on is not None and due_on < today:
        sentence = _("办结期限不能早于今天。")
        raise Refused(sentence, {"due_on": sentence})


def _fit(answer: Answer, value: Any) -> Any:
    if value in (None, ""):
        return None
    if answer.sort in WORDS:
        words = clean(str(value), answer.most, lines=answer.sort is Sort.TEXT)
        return words.upper() if answer.capitals else words
    if answer.sort is Sort.CHOICE and str(value) not in answer.choices:
        raise Refused(_("请从列出的选项中选择。"))
    if answer.sort in (Sort.DAY,) and not isinstance(value, date):
        raise Refused(_("请填写日期，例如 2023-09-15。"))
    if answer.sort is Sort.NUMBER and not 0 <= int(value) <= answer.most:
        raise Refused(_("请填写 0 到 %(most)d 之间的整数。") % {"most": answer.most})
    return value


def kept_with_step(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the step keeps them in JSON: rows by number, days as text; what is about a person stays out."""
    return {
        name: _plain(value)
        for name, value in answers.items()
        if not ANSWERS[name].personal and ANSWERS[name].sort is not Sort.FILES
    }


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
