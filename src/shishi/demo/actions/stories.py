"""Cases of the sample year told as stories: who did what on which day, carried out through the real actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from shishi.cases.actions.extensions import ask_extension, decide_extension
from shishi.cases.actions.links import list_as_duty
from shishi.cases.actions.opening import open_case
from shishi.cases.actions.parts import report_part
from shishi.cases.actions.steps import take_step
from shishi.cases.kinds.answers import ANSWERS, Sort
from shishi.cases.models import Case, Extension
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import at
from shishi.demo.pictures import photograph
from shishi.programmes.models import Item

YEAR = 2023


@dataclass(frozen=True, slots=True)
class Turn:
    """One act: on which day (month, day, hour), by whose login, which step, with what answers.

    Besides the steps of its kind: `part`, a supporting unit's report of its part; `duty`, taking it into the duty list;
    `ask_extension` until a day for a reason, and `grant_extension` with an opinion.
    """

    on: tuple[int, int, int]
    who: str
    step: str
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """One case: its kind and what happened to it, the opening first. Units, items and leaders go by name or login.

    title  the title of a case that something else opened (an inspection, a self-check): then all turns are later ones
    """

    kind: str
    turns: tuple[Turn, ...]
    title: str = ""


class Teller:
    """Tells stories, remembering which case each became."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.known: dict[int, int] = {}

    def moments(self, stories: Iterable[Story]) -> Iterator[Moment]:
        """Every turn of every story as a moment."""
        for story in stories:
            for n, turn in enumerate(story.turns):
                act = partial(self.act, story, turn) if n or story.title else partial(self.open, story, turn)
                when = at(date(YEAR, turn.on[0], turn.on[1]), turn.on[2], 20)
                yield Moment(when, 5, f"{story.kind}: {turn.step}", act)

    def open(self, story: Story, turn: Turn) -> Case:
        """Open the case as its first turn says."""
        case = open_case(story.kind, self.answers(turn), self.cast.actor(turn.who)).case
        self.known[id(story)] = case.pk
        return case

    def act(self, story: Story, turn: Turn) -> object:
        """Take a later turn of the story."""
        case, actor, said = self.case_of(story), self.cast.actor(turn.who), turn.answers
        match turn.step:
            case "part":
                return report_part(case, str(said["report"]), actor)
            case "duty":
                return list_as_duty(case, True, actor)
            case "ask_extension":
                return ask_extension(case, date(YEAR, *said["until"]), said["reason"], actor)
            case "grant_extension":
                return decide_extension(Extension.objects.get(case=case, stage="asked"), True, said["opinion"], actor)
        return take_step(case, turn.step, actor, self.answers(turn))

    def case_of(self, story: Story) -> Case:
        """The case a story has become, or goes on with."""
        if story.title:
            return Case.objects.get(kind=story.kind, title=story.title)
        return Case.objects.get(pk=self.known[id(story)])

    def answers(self, turn: Turn) -> dict[str, Any]:
        """The answers with names replaced by what they name."""
        return {name: self._row(name, value) for name, value in turn.answers.items()}

    def _row(self, name: str, value: Any) -> Any:
        match ANSWERS[name].sort:
            case Sort.FILES:
                return [photograph(caption, is_after=name == "after") for caption in value]
            case Sort.UNIT:
                return self.cast.orgs[value]
            case Sort.UNITS:
                return [self.cast.orgs[name] for name in value]
            case Sort.LEADER:
                return self.cast.accounts[value].person
            case Sort.ITEM:
                return Item.objects.get(title=value)
            case Sort.DAY:
                return date(YEAR, *value)
        return value
