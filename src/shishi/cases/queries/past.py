"""What was done in one case, step by step: who, when, with which words and files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shishi.cases.kinds.answers import ANSWERS, Sort
from shishi.cases.kinds.base import CaseKind
from shishi.cases.models import Case, CaseFile, CaseStep
from shishi.orgs.models import Org, Person
from shishi.programmes.models import Item
from shishi.rules.docnumber import numeral

# Steps by which whoever asked is answered; a draft belongs to the answer that follows it.
REPLIES = frozenset({"reply", "answer_now", "answer_together"})


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it is read."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file of a case; `answer` says what it shows."""

    id: int
    name: str
    answer: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that was taken; where somebody was answered more than once, its label says which answer it belongs to."""

    id: int
    name: str
    label: str
    who: str
    post: str
    at: datetime
    round: int
    said: tuple[Said, ...]
    files: tuple[FileLink, ...]
    paper: str
    sends_back: bool

    @property
    def pictures(self) -> tuple[FileLink, ...]:
        """What can be looked at side by side, in the order in which the step asked for it."""
        return tuple(file for file in self.files if file.is_picture)

    @property
    def papers(self) -> tuple[FileLink, ...]:
        """What is handed in to be opened."""
        return tuple(file for file in self.files if not file.is_picture)


def past_of(case: Case, steps: Sequence[CaseStep]) -> tuple[PastStep, ...]:
    """The steps of a case, the latest first. One query, and those of `names_of`."""
    files: dict[int | None, list[FileLink]] = defaultdict(list)
    for row in CaseFile.objects.filter(case=case, answer__in=ANSWERS).select_related("file").order_by("id"):
        label = _(ANSWERS[row.answer].label)
        files[row.step_id].append(FileLink(row.pk, row.file.name, label, row.file.mime.startswith("image/")))
    named, answers = names_of(steps), _answers(case.what, steps)
    return tuple(_past_step(case.what, row, files[row.pk], named, answers.get(row.pk)) for row in reversed(steps))


def _answers(kind: CaseKind, steps: Sequence[CaseStep]) -> dict[int, int]:
    """To which answer of several a step belongs, the first being 1; nothing where there is one."""
    found: dict[int, int] = {}
    nth = 1
    for row in steps if kind.coded else ():
        if row.name == "draft" or row.name in REPLIES:
            found[row.pk] = nth
            nth += row.name in REPLIES
    return found if any(n > 1 for n in found.values()) else {}


def _past_step(
    kind: CaseKind, row: CaseStep, files: list[FileLink], named: Mapping[Any, str], nth: int | None
) -> PastStep:
    step = kind.life.find(row.name, row.source)
    label = _(step.label) if step else _("登记")
    return PastStep(
        id=row.pk,
        name=row.name,
        label=_("%(step)s（第%(n)s次）") % {"step": label, "n": numeral(nth)} if nth else label,
        who=row.person_name,
        post=row.post_label,
        at=row.at,
        round=row.round,
        said=tuple(said for name, value in row.answers.items() if (said := said_of(kind, name, value, named))),
        files=tuple(files),
        paper=step.paper if step else "",
        sends_back=bool(step and step.sends_back),
    )


def names_of(steps: Sequence[CaseStep]) -> dict[tuple[str, Any], str]:
    """What the numbers among the answers are called. At most four queries."""
    wanted: dict[Sort, set[int]] = defaultdict(set)
    for row in steps:
        for name, value in row.answers.items():
            sort = ANSWERS[name].sort
            if sort in (Sort.UNIT, Sort.LEADER, Sort.ITEM, Sort.CASE):
                wanted[sort].add(value)
            elif sort is Sort.UNITS:
                wanted[Sort.UNIT] |= set(value)
    found: dict[tuple[str, Any], str] = {}
    if ids := wanted[Sort.UNIT]:
        found |= {("unit", pk): name for pk, name in Org.objects.filter(pk__in=ids).values_list("pk", "name")}
    if ids := wanted[Sort.LEADER]:
        found |= {("leader", pk): name for pk, name in Person.objects.filter(pk__in=ids).values_list("pk", "name")}
    if ids := wanted[Sort.ITEM]:
        found |= {("item", pk): name for pk, name in Item.objects.filter(pk__in=ids).values_list("pk", "title")}
    if ids := wanted[Sort.CASE]:
        found |= {("case", pk): number for pk, number in Case.objects.filter(pk__in=ids).values_list("pk", "number")}
    return found


def said_of(kind: CaseKind, name: str, value: Any, named: Mapping[Any, str]) -> Said | None:
    """An answer in words; nothing for what stands elsewhere on the page. No query."""
    answer = ANSWERS[name]
    match answer.sort:
        case Sort.UNIT | Sort.LEADER | Sort.ITEM | Sort.CASE:
            words = named.get((answer.sort.value, value), "")
        case Sort.UNITS:
            words = "、".join(named.get(("unit", one), "") for one in value)
        case Sort.CHOICE:
            words = _(answer.choices.get(value, value))
        case Sort.TYPE:
            words = _(kind.type_label(value))
        case Sort.SOURCE:
            words = _(kind.sources.get(value, value))
        case Sort.YES:
            words = _("是") if value else _("否")
        case Sort.SITE | Sort.REGION:
            return None
        case _:
            words = str(value)
    return Said(_(answer.label), words) if words and name not in ("title", "text") else None
