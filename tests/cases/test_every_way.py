"""Every kind is walked to every stage and through every step; the page gives the verdict the action gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client

from shishi.cases.actions.steps import take_step
from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.kinds.answers import ANSWERS, Sort
from shishi.cases.models import Case, CaseStep
from shishi.journal.models import Entry
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.rules.authority import HOUSE
from shishi.rules.lifecycle import Step
from tests.cases import invariants
from tests.cases.walkers import Walkers, gather

pytestmark = pytest.mark.django_db
# A kind with a room of its own is opened and in part walked there; its room's tests do that.
EVERY = pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if not kind.room])
MOST_STATES, DEEPEST = 70, 18
LATER = timedelta(days=400)
# Steps that need something outside the closed loop, with what it is.
ELSEWHERE: dict[tuple[str, str], str] = {}


@contextmanager
def undone() -> Iterator[None]:
    """What happens within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Search:
    """Finds a legal way to every stage of a kind, one step after another, each taken back again."""

    def __init__(self, walkers: Walkers, kind: CaseKind, client: Client | None = None) -> None:
        self.walkers, self.kind, self.client = walkers, kind, client
        self.taken: set[Step] = set()
        self.reached = {kind.life.start}
        self.finely = 0
        self.seen: set[tuple[Any, ...]] = set()
        self.compared: set[tuple[str, str]] = set()

    def run(self) -> None:
        """Start from a case opened by each side that may open one; tell states apart more finely if need be."""
        for self.finely in range(3):
            self.seen.clear()
            for opener in self._openers():
                with undone():
                    self.explore(self.walkers.open(self.kind.code, opener), 0)

    def _openers(self) -> Iterator[Any]:
        yield HOUSE
        for by in self.kind.opens:
            found = (
                a for a in self.walkers.actors.values() if a.post and a.post.region_path.startswith("000100010001")
            )
            yield from [a for a in found if a.role in by.roles][:1]

    def is_over(self) -> bool:
        return len(self.taken) == len(self.kind.life.steps)

    def explore(self, case: Case, depth: int) -> None:
        """Take every step from here that was not taken yet, and go on from where it leads."""
        self.reached.add(case.stage)
        key = self._key(case)
        if key in self.seen or len(self.seen) > MOST_STATES or depth > DEEPEST or self.is_over():
            return
        self.seen.add(key)
        steps = [step for step in self.kind.life.steps if step.leaves(case.stage)]
        for step in sorted(steps, key=lambda one: one in self.taken):
            self._try(case, step, depth)

    def _key(self, case: Case) -> tuple[Any, ...]:
        """What makes two states the same: stage and whether a unit is charged; then the counters; then the type."""
        names = sorted({step.counts for step in self.kind.life.steps if step.counts})
        counters = tuple(min(getattr(case, name), 4) for name in names)
        kinds = (case.type, case.raiser_id is None)
        plain = (case.stage, case.unit_id is None)
        return (*plain, *(counters if self.finely > 0 else ()), *(kinds if self.finely > 1 else ()))

    def _try(self, case: Case, step: Step, depth: int) -> None:
        """The step with each set of answers until it is taken; if never, then once more much later."""
        for wait in (timedelta(), LATER):
            before = clock.now()
            clock.rehearse(before + wait)
            done = False
            for answers in self.walkers.tries(case, step):
                done = self._go(case, step, answers, depth) or done
                if self.is_over() or (done and not self._branches(step)):
                    break
            clock.rehearse(before)
            if done:
                return

    def _branches(self, step: Step) -> bool:
        return self.finely > 1 and any(ANSWERS[name].sort in (Sort.TYPE, Sort.YES) for name in step.asks)

    def _go(self, case: Case, step: Step, answers: dict[str, Any], depth: int) -> bool:
        who = self.walkers.fittest(case, step)
        if not who:
            return False
        with undone():
            self.walkers.prepare(case, step)
            said, left = self.by_action(case, step, who, answers)
            if said is None:
                row = Case.objects.get(pk=case.pk)
                if step not in self.taken:
                    invariants.hold(row, self.walkers)
                self.taken.add(step)
                self.explore(row, depth + 1)
        # From the very same state, now that the action was taken back.
        if (step.name, said or "") not in self.compared and who in self.walkers.accounts and self.client:
            self.compared.add((step.name, said or ""))
            with undone():
                self.walkers.prepare(case, step)
                self.by_page(case, step, who, answers, said, left)
        return said is None

    def by_action(self, case: Case, step: Step, who: str, answers: dict[str, Any]) -> tuple[str | None, Any]:
        actor = self.walkers.everybody(case)[who]
        try:
            take_step(case, step.name, actor, answers, version=case.version)
        except NotYours:
            return "NotYours", None
        except Refused as refusal:
            return refusal.sentence, None
        return None, what_it_left(case)

    def by_page(self, case: Case, step: Step, who: str, answers: dict[str, Any], said: str | None, left: Any) -> None:
        """The same by the form of the page: the same verdict, the same sentence, the same rows."""
        assert self.client
        assert self.walkers.sees(who, case), f"{who} may {step.name} but does not see the case"
        self.client.force_login(self.walkers.accounts[who])
        sent = {"version": case.version, **as_sent(answers)}
        answer = self.client.post(f"/cases/{case.pk}/steps/{step.name}/", sent)
        page = unescape(answer.content.decode())
        if said is None:
            assert answer.status_code == 302, (step.name, who, page[:3000])
            assert what_it_left(case) == left
        else:
            assert answer.status_code == (403 if said == "NotYours" else 422), (step.name, who, said)
            assert said == "NotYours" or said in page, (step.name, said)


def what_it_left(case: Case) -> Any:
    """The case, its last step and its last entry of the journal without moments and ids."""
    row = Case.objects.filter(pk=case.pk).values().get()
    step = CaseStep.objects.filter(case=case).order_by("-id").values("name", "round", "person_id", "answers").first()
    entry = Entry.objects.about("case", case.pk).order_by("-id").values("verb", "actor_id", "facts").first()
    days = {name: f"{value:%F}" for name, value in row.items() if isinstance(value, datetime)}
    return {**row, **days}, step, entry


def as_sent(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a browser sends them: rows by their number, days as text, files from their beginning."""
    return {name: _sent(ANSWERS[name].sort, value) for name, value in answers.items()}


def _sent(sort: Sort, value: Any) -> Any:
    match sort:
        case Sort.FILES:
            for one in value:
                one.seek(0)
            return value
        case Sort.UNITS:
            return [one.pk for one in value]
        case Sort.CASE:
            return value.number
        case Sort.YES:
            return "on"
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture
def walkers(world) -> Walkers:
    return gather(world)


@EVERY
def test_every_stage_is_reached_and_every_step_taken_by_page_as_by_action(walkers, client, code):
    kind = KINDS[code]
    fellow = walkers.open(code, HOUSE)
    walkers.fellows[code] = fellow
    search = Search(walkers, kind, client)
    search.run()
    assert search.reached == set(kind.life.stages)
    left = {step.name for step in set(kind.life.steps) - search.taken}
    assert {name for name in left if (code, name) not in ELSEWHERE} == set()


@EVERY
def test_what_opening_leaves_out_is_named(walkers, client, code):
    kind = KINDS[code]
    given = walkers.opening(kind)
    for by in kind.opens:
        who = next((w for w, a in walkers.actors.items() if a.role in by.roles and w.startswith(HERE)), "")
        if not who:
            continue
        client.force_login(walkers.accounts[who])
        for name in kind.fields:
            sent = as_sent({k: v for k, v in given.items() if k != name})
            answer = client.post(f"/cases/new/{code}/", sent)
            assert answer.status_code == 422, (who, name)
            assert "请填写" in unescape(answer.content.decode())
    assert not Case.objects.filter(kind=code).exists()


HERE = ("office", "government", "education", "town_org")
