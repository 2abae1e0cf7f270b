"""The catalogue of kinds: what may be opened, how each goes, what every step asks, and what answers are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.kinds.answers import ANSWERS, Answer, Sort
from shishi.cases.queries.choices import Choices
from shishi.cases.queries.opening import may_open
from shishi.rules.authority import Actor
from shishi.rules.deadlines import Limit
from shishi.rules.lifecycle import Step

CHOSEN = frozenset({Sort.UNIT, Sort.UNITS, Sort.LEADER, Sort.ITEM, Sort.SITE, Sort.REGION})


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: a code, or the id of a row as text."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer a step or an opening asks. `choices` are of codes; ids are listed by the choices of the answer."""

    name: str
    label: str
    sort: str
    help: str
    most: int
    is_required: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class KindLimit:
    """A limit a kind sets; a region may have set another. `stage` is empty for the whole."""

    stage: str
    n: int
    unit: str


@dataclass(frozen=True, slots=True)
class KindType:
    """One type within a kind, with the limit of the whole where it has its own."""

    code: str
    label: str
    whole: KindLimit | None


@dataclass(frozen=True, slots=True)
class KindStage:
    """One stage: who holds a case there, and whether a case that stands there is over or counted as closed."""

    code: str
    label: str
    holder: str
    is_end: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class KindStep:
    """One step: from which stages to which (`=` stays), by which roles, and what it asks."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    is_aside: bool
    sends_back: bool
    paper: str
    asks: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class KindSheet:
    """One kind as programs read it; `may_open` says whether the reader may open one."""

    code: str
    label: str
    prefix: str
    may_open: bool
    asks: tuple[Asked, ...]
    stages: tuple[KindStage, ...]
    steps: tuple[KindStep, ...]
    types: tuple[KindType, ...]
    limits: tuple[KindLimit, ...]
    extends: tuple[str, ...]


def catalogue(actor: Actor) -> list[KindSheet]:
    """Every kind that is not retired. No query."""
    return [sheet_of(kind, actor) for kind in KINDS.values() if not kind.retired]


def sheet_of(kind: CaseKind, actor: Actor) -> KindSheet:
    """One kind. No query."""
    limits = [_limit(stage, one) for stage, one in kind.limits.items()]
    life = kind.life
    return KindSheet(
        code=kind.code,
        label=_(kind.label),
        prefix=kind.prefix,
        may_open=may_open(kind, actor),
        asks=asked_of(kind, kind.fields, kind.offers),
        stages=tuple(
            KindStage(s, _(life.labels[s]), kind.holds.get(s, ""), s in life.ends, s in kind.done) for s in life.stages
        ),
        steps=tuple(_step(kind, step) for step in life.steps),
        types=tuple(
            KindType(code, _(one.label), _limit("", one.whole) if one.whole else None)
            for code, one in kind.types.items()
        ),
        limits=tuple([*limits, _limit("", kind.whole)] if kind.whole else limits),
        extends=tuple(sorted(kind.extends)),
    )


def asked_of(kind: CaseKind, asks: Iterable[str], offers: Iterable[str]) -> tuple[Asked, ...]:
    """What is asked and what is taken besides, in the order of the form. No query."""
    must = tuple(asks)
    return tuple(_asked(kind, ANSWERS[name], must) for name in dict.fromkeys((*must, *offers)))


def choices_of(choices: Choices, kind: CaseKind, name: str) -> list[Choice] | None:
    """What may be chosen as an answer; None for an answer that is not chosen from rows. One query."""
    answer = ANSWERS.get(name)
    if answer is None or answer.sort not in CHOSEN:
        return None
    return [Choice(str(value), label) for value, label in choices.of(answer, kind)]


def _asked(kind: CaseKind, answer: Answer, must: tuple[str, ...]) -> Asked:
    labels = {
        Sort.CHOICE: answer.choices,
        Sort.TYPE: {code: one.label for code, one in kind.types.items()},
        Sort.SOURCE: kind.sources,
    }.get(answer.sort, {})
    return Asked(
        name=answer.name,
        label=_(answer.label),
        sort=answer.sort.value,
        help=_(answer.help) if answer.help else "",
        most=answer.most,
        is_required=answer.name in must,
        choices=tuple(Choice(code, _(label)) for code, label in labels.items()),
    )


def _limit(stage: str, one: Limit) -> KindLimit:
    return KindLimit(stage, one.n, one.unit.value)


def _step(kind: CaseKind, step: Step) -> KindStep:
    return KindStep(
        name=step.name,
        label=_(step.label),
        sources=step.source,
        target=step.target,
        roles=tuple(sorted({role.value for by in step.by for role in by.roles})),
        is_aside=step.aside,
        sends_back=step.sends_back,
        paper=_(step.paper) if step.paper else "",
        asks=asked_of(kind, step.asks, step.offers),
    )
