"""What programs send about cases, and how JSON becomes what the forms of the pages read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field

from shishi.cases.forms import AnswersForm
from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.kinds.answers import ANSWERS, Sort
from shishi.cases.kinds.lists import LISTS
from shishi.cases.queries.lists import STATES
from shishi.cases.queries.rates import GROUPS
from shishi.lib.refusal import Refused
from shishi.lib.rest import Id, Malformed, Month, Strict, cleaned, one_of
from shishi.rules.deadlines import LimitUnit

MOST_MANY = 2_000
MOST_ANSWERS = 40
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBERS = frozenset({Sort.NUMBER, Sort.UNIT, Sort.LEADER, Sort.ITEM, Sort.SITE, Sort.REGION})
VersionNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]
Code = Annotated[str, Field(max_length=30, pattern=r"^[a-z0-9_]*$")]
Answer = bool | int | str | list[Id] | None
Given = Annotated[dict[str, Answer], Field(max_length=MOST_ANSWERS)]
Reason = Annotated[str, Field(max_length=500), cleaned(500, lines=True)]
Opinion = Annotated[str, Field(max_length=300), cleaned(300)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Title = Annotated[str, Field(max_length=120), cleaned(120)]
Words = Annotated[str, Field(max_length=4000), cleaned(4000, lines=True)]
Report = Annotated[str, Field(max_length=1000), cleaned(1000, lines=True)]


class OpenIn(Strict):
    """What is to be opened: answers by name, as the kind's catalogue asks them; `from_case_id` where it comes from."""

    kind: Code
    answers: Given
    from_case_id: Id | None = None


class CaseStepIn(Strict):
    """A step's answers by name; `version` unless `If-Match` says it."""

    version: VersionNumber | None = None
    answers: Given = {}


class CaseAt(Strict):
    """One of many: which case, at which version."""

    id: Id
    version: VersionNumber


class ManyCasesIn(Strict):
    """The cases of a step on many, and the answers they share."""

    cases: Annotated[list[CaseAt], Field(min_length=1, max_length=MOST_MANY)]
    answers: Given = {}


class ExtensionIn(Strict):
    """A later date for the whole, and why."""

    version: VersionNumber | None = None
    until: date
    reason: Reason


class DecisionIn(Strict):
    """Whether the later date is granted; refusing needs an opinion."""

    approve: bool
    opinion: Opinion = ""


class PartIn(Strict):
    """What a supporting unit did of its part; in a campaign how much it checked and found."""

    report: Report
    n_checked: Count | None = None
    n_found: Count | None = None


class ChargeIn(Strict):
    """Which units are to support, and with what."""

    version: VersionNumber | None = None
    unit_ids: Annotated[list[Id], Field(min_length=1, max_length=100)]
    task: Annotated[str, Field(max_length=200), cleaned(200)] = ""


class ReleaseIn(Strict):
    """The version of the case a part is taken back at."""

    version: VersionNumber | None = None


class SplitIn(Strict):
    """What the other case is about."""

    version: VersionNumber | None = None
    title: Title
    text: Words


class DutyIn(Strict):
    """Whether the case stands in the duty list."""

    version: VersionNumber | None = None
    is_duty: bool


class SponsorIn(Strict):
    """Who takes personal charge: a leader of the place, oneself where nobody is named."""

    version: VersionNumber | None = None
    leader_id: Id | None = None


class RepeatIn(Strict):
    """Which earlier case it is the same as."""

    earlier_id: Id


class RecusalIn(Strict):
    """Why one keeps away."""

    reason: Annotated[str, Field(max_length=200), cleaned(200)]


class ClusterIn(Strict):
    """The letters that become one problem, and what it is about."""

    case_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_MANY)]
    title: Title
    text: Words
    topic: Annotated[str, Field(max_length=30), cleaned(30)] = ""


class LimitIn(Strict):
    """A limit of a stage, or with an empty one of the whole, from a day on, with the paper it rests on."""

    stage: Code = ""
    type: Code = ""
    n: Annotated[int, Field(ge=1, le=2**15 - 1)]
    unit: Annotated[str, Field(pattern=one_of(LimitUnit))]
    since: date
    basis: Annotated[str, Field(max_length=200), cleaned(200)]


class RatesIn(Strict):
    """Which rates are printed: of one kind or of all, grouped, from a day up to another."""

    kind: Code = ""
    by: Annotated[str, Field(pattern=one_of(GROUPS))] = "unit"
    since: date
    until: date


class RegisterIn(Strict):
    """Which cases of the kind, as the list narrows them; `which` is one of the prints of problems."""

    which: Annotated[str, Field(pattern=one_of(("", *LISTS)))] = ""
    state: Annotated[str, Field(pattern=one_of(STATES))] = "open"
    stage: Code = ""
    unit_id: Id | None = None
    item_id: Id | None = None
    type: Code = ""
    source: Code = ""
    month: Month | None = None
    is_duty: bool = False


def kind_of(code: str) -> CaseKind:
    """The kind with this code. Raises Malformed for one nobody knows."""
    if code not in KINDS:
        raise Malformed(_("没有这一类事项。"), kind=_("没有这一类事项。"))
    return KINDS[code]


def typed(form: AnswersForm) -> AnswersForm:
    """The form, when everything sent to it is asked and of the right type. Raises Refused beside what is not."""
    sent = {**form.data, **form.files}
    wrong = {name[:40]: sentence for name, value in sent.items() if (sentence := _unfit(form, name, value))}
    if wrong:
        raise Refused(_("有 %(n)d 处需要填写或修改。") % {"n": len(wrong)}, wrong)
    return form


def _unfit(form: AnswersForm, name: str, value: Any) -> str:
    if name not in form.fields:
        return _("这里没有这一项，请核对名称。")
    sort = ANSWERS[name].sort
    if value is None or ((sort is Sort.FILES) == (name in form.files) and _fits(sort, value)):
        return ""
    return _("格式不对，应为%(what)s。") % {"what": _wanted(sort)}


def _fits(sort: Sort, value: Any) -> bool:
    if sort is Sort.FILES:
        return True
    if sort is Sort.UNITS:
        return isinstance(value, list)
    if sort is Sort.YES:
        return isinstance(value, bool)
    if sort in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and (sort is not Sort.DAY or not value or bool(ISO_DAY.fullmatch(value)))


def _wanted(sort: Sort) -> str:
    named: Mapping[Sort, str] = {
        Sort.FILES: _("文件，以 multipart 发送"),
        Sort.UNITS: _("编号的列表"),
        Sort.YES: _("true 或 false"),
        Sort.DAY: _("日期，例如 2023-09-15"),
    }
    return named.get(sort, _("整数") if sort in NUMBERS else _("文字"))
