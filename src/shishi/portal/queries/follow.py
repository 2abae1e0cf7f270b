"""One letter as its writer sees it: where it stands, what happened when, what was answered, and nothing internal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext as _

from shishi.cases.conditions import refusal_of
from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.models import Case, CaseLink, CaseStep
from shishi.cases.queries.lists import tone_of
from shishi.cases.queries.past import REPLIES
from shishi.lib import clock
from shishi.orgs.models import Org
from shishi.portal.words import STAGES, STEPS
from shishi.rules.authority import Actor
from shishi.rules.docnumber import numeral
from shishi.rules.lifecycle import Place


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to the letter."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered; `public` where the answer is one for everybody, `heading` says which of several it is."""

    heading: str
    at: datetime
    words: str
    public: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A letter on its writer's page.

    due_at   while somebody owes an answer
    told     why it was declined, and where to turn
    led_to   the number under which the letter goes on, where it was merged or turned into something else
    """

    number: str
    label: str
    title: str
    text: str
    tone: str
    stage: str
    unit: str
    due_at: datetime | None
    is_open: bool
    happened: tuple[Happened, ...]
    replies: tuple[Reply, ...]
    supplements: tuple[Happened, ...]
    told: tuple[str, ...]
    outcome: str
    led_to: str
    rating: str
    may_rate: bool
    may_add: bool


def followed(case: Case, actor: Actor) -> Followed:
    """The letter whose code was proven. Four queries, and one each for what may still be done."""
    kind = case.what
    steps = list(CaseStep.objects.filter(case=case).order_by("id").fetch_mode(FETCH_RAISE))
    units = _units(steps)
    may = _may(case, actor)
    last_rating = next((s.answers.get("rating", "") for s in reversed(steps) if s.name == "rate"), "")
    return Followed(
        number=case.number,
        label=kind.label,
        title=case.title,
        text=case.text,
        tone=tone_of(case, clock.now()) if not case.is_open else "blue",
        stage=str(STAGES.get(case.kind, {}).get(case.stage, kind.stage_label(case.stage))),
        unit=case.unit.name if case.unit else "",
        due_at=case.due_at if case.is_open and case.stage not in kind.met else None,
        is_open=case.is_open,
        happened=tuple(h for step in steps if (h := _happened(step, units))),
        replies=_replies(steps),
        supplements=tuple(Happened(s.at, s.answers.get("supplement", "")) for s in steps if s.name == "supplement"),
        told=_told(steps),
        outcome=_outcome(steps),
        led_to=_led_to(case),
        rating=ANSWERS["rating"].choices.get(last_rating, ""),
        may_rate="rate" in may,
        may_add="supplement" in may,
    )


def _may(case: Case, actor: Actor) -> frozenset[str]:
    """The steps the writer may take now. One query for each that is open at this stage."""
    place, now = Place(case.region_path, subject_id=case.pk), clock.now()
    return frozenset(
        step.name
        for step in case.what.life.open_steps(case.stage, actor, place)
        if not any(refusal_of(need, case, actor, {}, now) for need in step.needs)
    )


def _units(steps: Sequence[CaseStep]) -> dict[int, str]:
    wanted = {step.answers["unit"] for step in steps if "unit" in step.answers}
    return dict(Org.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _happened(step: CaseStep, units: dict[int, str]) -> Happened | None:
    words = STEPS.get(step.name)
    if words is None:
        return None
    unit = units.get(step.answers.get("unit", 0), "")
    return Happened(step.at, str(words) % {"unit": unit} if "%(unit)s" in str(words) else str(words))


def _replies(steps: Sequence[CaseStep]) -> tuple[Reply, ...]:
    """What was answered and signed: the words of the draft stand with the step that signed them, newest first."""
    found: list[Reply] = []
    draft: dict[str, Any] = {}
    several = sum(step.name in REPLIES for step in steps) > 1
    for step in steps:
        if step.name == "draft":
            draft = step.answers
        if step.name in REPLIES:
            said = draft if step.name == "reply" else step.answers
            heading = _("第%(n)s次答复") % {"n": numeral(len(found) + 1)} if several else _("答复")
            found.append(Reply(heading, step.at, said.get("reply", ""), said.get("public_reply", "")))
    return tuple(reversed(found))


def _told(steps: Sequence[CaseStep]) -> tuple[str, ...]:
    """Why it was not taken on, and where to turn."""
    last = next((step for step in reversed(steps) if step.name == "decline"), None)
    return tuple(last.answers[name] for name in ("reason", "where_to") if name in last.answers) if last else ()


def _outcome(steps: Sequence[CaseStep]) -> str:
    """What a suggestion became."""
    last = next((step for step in reversed(steps) if step.name == "convert" and "result" in step.answers), None)
    return str(last.answers["result"]) if last else ""


def _led_to(case: Case) -> str:
    """The number the writer's own code opens as well; that of another's letter is not named. One query."""
    if not case.closed_at:
        return ""
    digest = case.asker.code_digest
    found = CaseLink.objects.filter(other=case, kind=CaseLink.Kind.RAISED, case__asker__code_digest=digest)
    return found.values_list("case__number", flat=True).first() or ""
