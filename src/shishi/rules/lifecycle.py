"""The one life cycle under returns, lists, papers and every kind of case: steps as data, and who may take which.

A `Lifecycle` decides and changes nothing. It refuses to exist when a stage has no way to an end. Source:
docs/domain/lifecycle.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shishi.rules.authority import Actor, Role

ANY = ("*",)
SAME = "="


class Over(StrEnum):
    """What the post must stand over for its role to count."""

    REGION = "region"
    HOME = "home"
    UNIT = "unit"
    RAISER = "raiser"
    ASKER = "asker"
    HOUSE = "house"
    AROUND = "around"
    TAKER = "taker"
    PART = "part"


@dataclass(frozen=True, slots=True)
class By:
    """Posts of these roles, standing over the subject's region, in the very region of the office that keeps it, in or
    above that region, or in one of its units, in one that has a part in it or in the organisation that raised it; or
    whoever took it up; or whoever asked, who has no post and proves it by a code.
    """

    roles: frozenset[Role]
    over: Over

    def admits(self, actor: Actor, place: Place) -> bool:
        if self.over is Over.HOUSE:
            return actor.person_id == 0 and actor.asker_of is None
        if self.over is Over.ASKER:
            return actor.asker_of is not None and actor.asker_of == place.subject_id
        if not actor.is_any(self.roles):
            return False
        if self.over is Over.RAISER:
            return actor.serves_unit(place.raiser_id) and place.raiser_id is not None
        if self.over is Over.HOME:
            return actor.post is not None and actor.post.region_path == (place.home_path or place.region_path)
        if self.over is Over.AROUND:
            return place.is_around(actor.post.region_path) if actor.post else False
        if self.over is Over.TAKER:
            return place.is_taken_by(actor)
        if self.over is Over.PART:
            return actor.serves_unit(*place.unit_ids, *place.part_ids)
        return (
            actor.covers_region(place.region_path) if self.over is Over.REGION else actor.serves_unit(*place.unit_ids)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject stands: its region, the units that answer for it, and the region of the office that keeps it.

    barred   people who may not handle it: they are bound up with what it is about
    part_ids   organisations that have a part in it besides; filled for kinds that ask for it
    taker_id   the person who took it up; without one its units answer for it
    """

    region_path: str
    unit_ids: tuple[int, ...] = ()
    home_path: str = ""
    subject_id: int | None = None
    raiser_id: int | None = None
    barred: frozenset[int] = frozenset()
    part_ids: tuple[int, ...] = ()
    taker_id: int | None = None

    def is_around(self, region_path: str) -> bool:
        """Whether a region is the office's own, lies in it or above it."""
        home = self.home_path or self.region_path
        return bool(region_path) and (region_path.startswith(home) or home.startswith(region_path))

    def is_taken_by(self, actor: Actor) -> bool:
        """Whether the actor is who took the subject up; one given to a unit without a name is anybody's in it."""
        if self.taker_id:
            return self.taker_id == actor.person_id
        return actor.serves_unit(*self.unit_ids)


@dataclass(frozen=True, slots=True)
class Step:
    """One way from one or several stages to another, or with `SAME` as target a step that stays where it is.

    asks     names of answers the step needs, from the house's dictionary of answers
    offers   names of answers it takes when they are given
    unlike   steps of this round that somebody else must have taken
    needs    names of conditions the subject itself must meet
    paper    the paper the step leaves behind
    counts   the counter it moves on by one
    stamps   the moment it sets
    renews   the whole clock starts again with it: what was over is open again
    aside    an act on the way that nobody is waiting for, so it puts the subject on nobody's desk
    opens    the kind of subject that is opened out of it, in its words and for whoever asked
    restarts the stage's clock starts again with it, though it stays where it is
    takes_up whoever takes it takes the subject up and answers for it; `joins` they do it together with who did
    lets_go  whoever took it up answers for it no longer
    """

    name: str
    source: tuple[str, ...]
    target: str
    by: tuple[By, ...]
    label: str
    asks: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    sends_back: bool = False
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    paper: str = ""
    counts: str = ""
    stamps: str = ""
    renews: bool = False
    aside: bool = False
    opens: str = ""
    restarts: bool = False
    takes_up: bool = False
    joins: bool = False
    lets_go: bool = False

    def leaves(self, stage: str) -> bool:
        return self.source == ANY or stage in self.source

    def leads_from(self, stage: str) -> str:
        """The stage the step leads to from `stage`."""
        return stage if self.target == SAME else self.target


@dataclass(frozen=True, slots=True)
class Taken:
    """A step already taken in this round, and by whom."""

    name: str
    person_id: int


class Verdict(StrEnum):
    """Why a step is or is not open."""

    YES = "yes"
    NOT_YOURS = "not_yours"
    WRONG_STAGE = "wrong_stage"
    SAME_HANDS = "same_hands"
    BARRED = "barred"
    ANSWERS_MISSING = "answers_missing"


@dataclass(frozen=True)
class Lifecycle:
    """Named stages joined by steps, from `start` to `ends`."""

    start: str
    ends: frozenset[str]
    steps: tuple[Step, ...]
    labels: Mapping[str, str]
    by_name: Mapping[str, tuple[Step, ...]] = field(init=False)

    def __post_init__(self) -> None:
        named: dict[str, tuple[Step, ...]] = {}
        for step in self.steps:
            named[step.name] = (*named.get(step.name, ()), step)
        object.__setattr__(self, "by_name", named)
        for stage in self.stages:
            if stage not in self.labels:
                raise ValueError(f"stage {stage!r} has no label")
            if not self.reaches_end(stage):
                raise ValueError(f"stage {stage!r} has no way to an end")

    @property
    def stages(self) -> tuple[str, ...]:
        """Every stage, in the order the steps name them."""
        seen = dict.fromkeys([self.start])
        for step in self.steps:
            seen |= dict.fromkeys(s for s in (*step.source, step.target) if s not in {"*", SAME})
        return tuple(seen)

    def reaches_end(self, stage: str) -> bool:
        """Whether some chain of steps leads from `stage` to an end."""
        reached, frontier = {stage}, [stage]
        while frontier:
            here = frontier.pop()
            if here in self.ends:
                return True
            for step in self.steps:
                if step.target != SAME and step.leaves(here) and step.target not in reached:
                    reached.add(step.target)
                    frontier.append(step.target)
        return False

    def find(self, name: str, stage: str) -> Step | None:
        """The step called `name` that leaves `stage`, or None."""
        return next((s for s in self.by_name.get(name, ()) if s.leaves(stage)), None)

    def judge(
        self,
        name: str,
        stage: str,
        actor: Actor,
        place: Place,
        taken: Iterable[Taken] = (),
        answers: Mapping[str, object] | None = None,
    ) -> Verdict:
        """Whether `actor` may take the step now. Pass `answers` only when the step is really being taken."""
        step = self.find(name, stage)
        if step is None:
            named = self.by_name.get(name, ())
            mine = any(by.admits(actor, place) for s in named for by in s.by)
            return Verdict.WRONG_STAGE if mine else Verdict.NOT_YOURS
        if not any(by.admits(actor, place) for by in step.by):
            return Verdict.NOT_YOURS
        if actor.person_id in place.barred:
            return Verdict.BARRED
        if any(t.name in step.unlike and t.person_id == actor.person_id for t in taken):
            return Verdict.SAME_HANDS
        if answers is not None and any(not answers.get(ask) for ask in step.asks):
            return Verdict.ANSWERS_MISSING
        return Verdict.YES

    def kept_from(self, stage: str, actor: Actor, place: Place, taken: Iterable[Taken] = ()) -> tuple[Step, ...]:
        """The steps `actor` could take but for having taken one before that asks for other hands."""
        past = tuple(taken)
        return tuple(
            s
            for s in self.steps
            if s.leaves(stage) and self.judge(s.name, stage, actor, place, past) is Verdict.SAME_HANDS
        )

    def open_steps(self, stage: str, actor: Actor, place: Place, taken: Iterable[Taken] = ()) -> tuple[Step, ...]:
        """The steps whose buttons `actor` is shown."""
        past = tuple(taken)
        return tuple(
            s for s in self.steps if s.leaves(stage) and self.judge(s.name, stage, actor, place, past) is Verdict.YES
        )
