"""What stands against sending, reviewing and signing a letter. Source: docs/domain/letters.md, "Checks"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shishi.documents.queries.numerals import Loose, loose_in
from shishi.documents.queries.runs import read_aloud
from shishi.letters.queries.words import Words
from shishi.rules.wording import personal_in, unexplained

PERSONAL_WORDS = {"id_number": "身份证号", "phone": "手机号", "bank_card": "银行卡号"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to settle first. `loose` is a numeral typed by hand, with what it may be."""

    field: str
    sentence: str
    loose: Loose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the checks read."""

    title: str
    words: Words
    figures: Mapping[str, Any]
    names: Sequence[str]
    changed: Sequence[str] = ()
    feedback: str = ""


def check(facts: Facts) -> tuple[Finding, ...]:
    """Everything that blocks. No query."""
    return (*_title(facts), *_texts(facts), *_changed(facts))


def _title(facts: Facts) -> Iterator[Finding]:
    if not facts.title.strip():
        yield Finding("title", _("标题为空。"))
    for name, words in (("title", facts.title), ("feedback", facts.feedback)):
        for numeral in unexplained(words, facts.names):
            sentence = _("“%(text)s”没有依据，请删去或改写；期限和编号由系统生成。")
            yield Finding(name, sentence % {"text": numeral.text})


def _texts(facts: Facts) -> Iterator[Finding]:
    if not facts.words.requirements:
        yield Finding("requirement-0", _("至少写一条整改要求。"))
    for name, label, runs in facts.words.parts():
        said = read_aloud(runs, facts.figures)
        if not said.strip():
            yield Finding(name, _("%(label)s为空。") % {"label": label})
        for kind, digits in personal_in(said):
            sentence = _("%(label)s中疑似有%(kind)s（尾号%(tail)s），请删去。")
            yield Finding(name, sentence % {"label": label, "kind": _(PERSONAL_WORDS[kind]), "tail": digits[-2:]})
        for loose in loose_in(runs, facts.figures, facts.names):
            sentence = _("%(label)s中的“%(text)s”是手工输入的数字，请绑定台账数字，或标为名称、序号、日期。")
            yield Finding(name, sentence % {"label": label, "text": loose.text}, loose)


def _changed(facts: Facts) -> Iterator[Finding]:
    for key in facts.changed:
        sentence = _("数字“%(shown)s”所依据的基准日数据与取数时不一致，不能签发。请报告系统管理员。")
        yield Finding("facts", sentence % {"shown": facts.figures[key]["shown"]})
