"""Editing a draft: words beside the live page, numerals bound or marked, figures computed again over a newer cut."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.cases.actions.allowing import admitted, lock
from shishi.cases.actions.finding import index
from shishi.cases.kinds.base import OFFICE_PEOPLE
from shishi.cases.models import Case
from shishi.documents.kinds import MARKS
from shishi.documents.queries.numerals import span_for
from shishi.documents.queries.runs import Runs, chip, joined, marked, text
from shishi.journal.actions import record
from shishi.letters.actions.opening import cut_of_today
from shishi.letters.models import Letter
from shishi.letters.queries.page import KIND
from shishi.letters.queries.words import BODY, REQUIREMENT, Typed, Words, words_from
from shishi.lib import clock
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.text import clean
from shishi.reports.queries.chips import rebound
from shishi.reports.queries.cuts import frozen
from shishi.rules.authority import Actor
from shishi.rules.wording import may_mark


@transaction.atomic
def write(pk: int, typed: Typed, version: int, actor: Actor, fix: str = "") -> Letter:
    """Put what was typed in place of the draft. Raises Refused beside fields, Overtaken for an older version.

    fix  a numeral settled at a click: field|run|start|end|key or mark (`figure:3`, `mark:date`)
    """
    case, letter = _held(pk, version, actor)
    _refuse_unfit(typed, letter)
    words = words_from(typed, letter.figures)
    if fix:
        words = _fixed(words, fix, letter)
    _check_marks(words)
    for name in BODY:
        setattr(letter, name, getattr(words, name))
    letter.requirements = list(words.requirements)
    letter.urgency, letter.due_on = clean(typed.urgency, 200), typed.due_on
    letter.feedback, letter.contact = clean(typed.feedback, 200), clean(typed.contact, 30)
    letter.phone, letter.copies_to = clean(typed.phone, 30), clean(typed.copies_to, 120)
    letter.save()
    case.title, case.type, case.level = clean(typed.title, 120), typed.type, typed.level
    _save_case(case, actor, "text")
    letter.case = case
    return letter


@transaction.atomic
def rebind(pk: int, version: int, actor: Actor) -> Letter:
    """Compute every figure of the draft again over a cut of today; the words stay."""
    case, letter = _held(pk, version, actor)
    if case.programme is None:
        raise Refused(_("这份函没有关联年度清单，没有可更新的数字。"))
    cut = cut_of_today(case.programme, actor)
    if cut is None:
        raise Refused(_("还没有开放的月份，没有可用的数字。"))
    letter.figures, letter.cut = rebound(letter.figures, frozen(cut)), cut
    letter.save(update_fields=["figures", "cut"])
    _save_case(case, actor, "figures")
    return letter


def _held(pk: int, version: int, actor: Actor) -> tuple[Case, Letter]:
    """The draft, held until the transaction ends. Raises NotYours for other hands than the office's, Refused for
    whoever keeps away from it.
    """
    case = lock(pk, version)
    admitted(case, actor, OFFICE_PEOPLE)
    if case.stage != "drafting":
        stage = _(case.what.stage_label(case.stage))
        raise Refused(_("督办函当前为“%(stage)s”，退回起草后才能修改。") % {"stage": stage})
    return case, Letter.objects.select_related("cut", "unit", "case").get(pk=pk)


def _save_case(case: Case, actor: Actor, what: str) -> None:
    case.version += 1
    case.save(update_fields=["title", "type", "level", "version"])
    index([case])
    record(case, "letter.edit", actor, what=what, level=case.level)


def _refuse_unfit(typed: Typed, letter: Letter) -> None:
    wrong: dict[str, str] = {}
    if not typed.title.strip():
        wrong["title"] = _("请填写标题。")
    if typed.type not in KIND.types or typed.level not in KIND.levels:
        raise Refused(_("请从列出的文种和级别中选择。"))
    first = letter.case.source != "escalation"
    if typed.level > 1 and first and not typed.urgency.strip():
        wrong["urgency"] = _("直接以预警或最终级别督办的，请写明紧急的理由。")
    if typed.due_on is not None:
        if typed.due_on <= clock.today():
            wrong["due_on"] = _("办复期限应晚于今天。")
        elif not calendar(letter.case.home_path).is_workday(typed.due_on):
            wrong["due_on"] = _("这一天不是工作日，请改为工作日。")
    if wrong:
        raise Refused(next(iter(wrong.values())), wrong)


def _fixed(words: Words, fix: str, letter: Letter) -> Words:
    """The words with one numeral bound to a figure or marked. Raises Overtaken for a place that is not there."""
    parts = fix.split("|")
    if len(parts) != 5 or not all(part.isascii() and part.isdigit() for part in parts[1:4]):
        raise Refused(_("表单内容不完整，请刷新页面后重试。"))
    field, what = parts[0], parts[4]
    run, start, end = (int(part) for part in parts[1:4])
    runs = next((runs for name, _label, runs in words.parts() if name == field), None)
    said = runs[run].get("text") if runs and run < len(runs) and "mark" not in runs[run] else None
    if runs is None or said is None or not 0 <= start < end <= len(said):
        raise Overtaken(_("这一段刚才已经改动，请在最新的页面上再点一次。"))
    new = joined([*runs[:run], *_settled(said, start, end, what, letter), *runs[run + 1 :]])
    if field.startswith(REQUIREMENT):
        n = int(field.removeprefix(REQUIREMENT))
        asked = (*words.requirements[:n], new, *words.requirements[n + 1 :])
        return Words(words.basis, words.facts, words.problems, asked)
    kept = {name: new if name == field else getattr(words, name) for name in BODY}
    return Words(**kept, requirements=words.requirements)


def _settled(said: str, start: int, end: int, what: str, letter: Letter) -> Runs:
    kind, _colon, value = what.partition(":")
    if kind == "figure" and value in letter.figures:
        return [text(said[:start]), chip(value), text(said[end:])]
    if kind != "mark" or value not in MARKS:
        raise Refused(_("没有这个数字，请从数字清单中插入。"))
    a, b = span_for(said, start, end, value)
    _check_mark(said[a:b], value)
    return [text(said[:a]), marked(said[a:b], value), text(said[b:])]


def _check_marks(words: Words) -> None:
    for _name, _label, runs in words.parts():
        for run in runs:
            if "mark" in run:
                _check_mark(run["text"], run["mark"])


def _check_mark(words: str, mark: str) -> None:
    if not may_mark(words, mark):
        facts = {"words": words, "label": MARKS[mark].label}
        raise Refused(_("“%(words)s”看起来是数字，不能标为%(label)s；请绑定台账数字。") % facts)
