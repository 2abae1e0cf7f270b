"""Random people take random steps, legal and not, of every kind; what must hold holds after each.

`SHISHI_WALKS` walks longer: so many walks a kind. The seed is in the test's name; the same seed walks the same way.
"""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from shishi.cases.actions import extensions, links, parts
from shishi.cases.actions.steps import take_step
from shishi.cases.kinds import KINDS
from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.models import Case, CasePart, Extension
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.models import Person
from shishi.rules.lifecycle import Verdict
from tests.cases import invariants
from tests.cases.walkers import Walkers, gather

pytestmark = pytest.mark.django_db
WALKS = int(os.environ.get("SHISHI_WALKS", "1"))
TRIES = 45
CHINESE = re.compile("[\u4e00-\u9fff]")


class Walk:
    """One case on its way through hands and days, with what the walker remembers of it."""

    def __init__(self, walkers: Walkers, code: str, dice: Random) -> None:
        self.walkers, self.dice = walkers, dice
        self.case = self._opened(code)
        walkers.another(self.case)
        self.first_due_at = self.case.first_due_at
        self.n_taken = 0

    def _opened(self, code: str) -> Case:
        people = list(self.walkers.actors.values())
        self.dice.shuffle(people)
        for actor in people:
            try:
                return self.walkers.open(code, actor)
            except NotYours:
                continue
        return self.walkers.open(code, self.walkers.everybody(Case())["house"])

    def go(self) -> None:
        """One try of something, and everything that must hold afterwards."""
        before = invariants.snapshot(self.case)
        self.case = Case.objects.get(pk=self.case.pk)
        acts = (self.step, self.step, self.step, self.step, self.wild, self.wild, self.extend, self.part, self.wait)
        said = self.dice.choice(acts)()
        if said is None:
            self._changed(before)
        else:
            assert invariants.snapshot(self.case) == before, f"refused, and yet it changed: {said}"
            assert said == "NotYours" or CHINESE.search(said), said

    def _changed(self, before: list[Any]) -> None:
        row = Case.objects.get(pk=self.case.pk)
        assert row.version >= before[0]["version"]
        if invariants.snapshot(row)[1:] != before[1:]:
            assert row.version > before[0]["version"], "something changed under the same version"
        assert self.first_due_at in (None, row.first_due_at), "the first promise moved"
        self.first_due_at = row.first_due_at
        invariants.hold(row, self.walkers)

    def step(self) -> str | None:
        """A step that leaves the stage, by one who may, fully answered: refused by a condition at most."""
        steps = [s for s in self.case.what.life.steps if s.leaves(self.case.stage)]
        steps = [s for s in steps if self.walkers.who_may(self.case, s)]
        if not steps:
            return "NotYours"
        # What ends a case is taken seldom, so that walks are long.
        steps = [s for s in steps if s.target not in self.case.what.life.ends or self.dice.random() < 0.4] or steps
        step = self.dice.choice(steps)
        tries = list(self.walkers.tries(self.case, step))
        if not tries:
            return "NotYours"
        answers = self.dice.choice(tries) | self.offered(step.offers)
        who = self.dice.choice(self.walkers.who_may(self.case, step))
        said = self._attempt(step.name, who, answers)
        assert said is None or step.needs, f"{self.case.kind}.{step.name} asks nothing of the case, yet: {said}"
        self.n_taken += said is None
        return said

    def offered(self, names: tuple[str, ...]) -> dict[str, Any]:
        given = {}
        for name in names:
            options = self.walkers.options(ANSWERS[name], self.case.what, self.case)
            if options and self.dice.random() < 0.3:
                given[name] = self.walkers.fresh(name, self.dice.choice(options))
        return given

    def wild(self) -> str | None:
        """Any step of the kind by anybody, sometimes with an answer left out."""
        life = self.case.what.life
        step = self.dice.choice(life.steps)
        who = self.dice.choice(list(self.walkers.everybody(self.case)))
        answers = next(self.walkers.tries(self.case, step), {})
        left = self.dice.choice(step.asks) if step.asks and self.dice.random() < 0.4 else ""
        answers.pop(left, None)
        verdict = self._verdict(step.name, who)
        said = self._attempt(step.name, who, answers)
        if verdict is Verdict.NOT_YOURS:
            assert said == "NotYours", (step.name, who, said)
        elif verdict is not Verdict.YES or (left and life.find(step.name, self.case.stage) is step):
            assert said not in (None, "NotYours"), (step.name, who, verdict, left)
        return said

    def _verdict(self, name: str, who: str) -> Verdict:
        case, actor = self.case, self.walkers.everybody(self.case)[who]
        place, taken = invariants.places_of([case])[case.pk], invariants.taken_of([case])[case.pk]
        return case.what.life.judge(name, case.stage, actor, place, taken)

    def _attempt(self, name: str, who: str, answers: dict[str, Any]) -> str | None:
        actor = self.walkers.everybody(self.case)[who]
        case = self.case
        return said_of(lambda: take_step(case, name, actor, answers, version=case.version, inside=True))

    def extend(self) -> str | None:
        """Somebody asks for a later date, or decides what was asked."""
        waiting = Extension.objects.filter(case=self.case, stage=Extension.Stage.ASKED).first()
        actor = self.dice.choice(list(self.walkers.actors.values()))
        if waiting and self.dice.random() < 0.7:
            yes = self.dice.random() < 0.6
            return said_of(lambda: extensions.decide_extension(waiting, yes, "情况属实", actor))
        until = clock.today() + timedelta(days=self.dice.choice((-3, 5, 40, 200)))
        if self.case.unit_id and self.dice.random() < 0.7:
            heads = [a for w, a in self.walkers.actors.items() if "unit_head" in w and a.org_id == self.case.unit_id]
            actor = self.dice.choice(heads) if heads else actor
        return said_of(lambda: extensions.ask_extension(self.case, until, "材料未到", actor))

    def part(self) -> str | None:
        """A part is given, reported, taken back; a leader takes the case on; it is split, listed; one keeps away."""
        orgs, case = self.walkers.world.orgs, self.case
        actor = self.dice.choice(list(self.walkers.actors.values()))
        own = next(iter(CasePart.objects.filter(case=case, is_lead=False).order_by("?")[:1]), None)
        act = self.dice.randrange(7)
        if act == 0:
            units = [orgs[self.dice.choice(("education", "health", "housing"))]]
            return said_of(lambda: parts.charge(case, units, "配合清理", actor, case.version))
        if act == 1 and own:
            mine = [a for a in self.walkers.actors.values() if a.org_id == own.unit_id]
            return said_of(lambda: parts.report_part(case, "已配合办理", self.dice.choice([*mine, actor])))
        if act == 2 and own:
            return said_of(lambda: parts.release(case, own.pk, actor, case.version))
        if act == 3:
            return said_of(lambda: links.list_as_duty(case, not case.is_duty, actor, case.version))
        if act == 4 and not case.what.room:
            given = self.walkers.opening(case.what)
            return said_of(lambda: links.split_case(case, given, actor, case.version))
        if act == 5:
            return self.keep_away()
        return said_of(lambda: links.take_on(case, actor))

    def keep_away(self) -> str | None:
        """One of each two keeps away, so that another is left."""
        firsts = [a for who, a in self.walkers.actors.items() if who.endswith(".1")]
        actor = self.dice.choice(firsts)
        person = Person.objects.get(pk=actor.person_id)
        return said_of(lambda: links.recuse(self.case, person, "亲属的单位", actor))

    def wait(self) -> str | None:
        """Days go by."""
        day = min(clock.today() + timedelta(days=self.dice.choice((1, 3, 20))), date(2025, 6, 1))
        clock.rehearse(clock.at(day))
        return None


def said_of(act: Any) -> str | None:
    """None when the act was done, else what was said instead."""
    try:
        act()
    except NotYours:
        return "NotYours"
    except Refused as refusal:
        return refusal.sentence
    return None


@pytest.mark.parametrize("seed", range(WALKS))
@pytest.mark.parametrize("code", list(KINDS))
def test_whatever_people_try_a_case_stays_whole(world, code, seed):
    dice = Random(f"{code} {seed}")
    walkers = gather(world)
    walk = Walk(walkers, code, dice)
    invariants.hold(walk.case, walkers)
    for _try in range(TRIES):
        walk.go()
        if walk.case.stage in walk.case.what.life.ends and dice.random() < 0.3:
            walk = Walk(walkers, code, dice)
    assert walk.n_taken or walk.case.stage == walk.case.what.life.start
