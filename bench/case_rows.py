"""The planned cases as rows, made in two ways.

`through_actions` opens them and takes each step as people do; `inserted` lets the house decide the same on rows in
memory and writes them at once. A test proves both equal. `bench.case_multiplying` then copies what was written, inside
the database, under new ids and numbers: at a factor of 100, ten thousand cases become a million with eight million
entries.

Every case is in the search. Tellings of the last ninety days are kept, as after a sweep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.files.made import jpeg

from bench.case_plans import Plan
from shishi.cases.actions import clocks as clocking
from shishi.cases.actions import finding, opening, steps
from shishi.cases.actions.acting import Act
from shishi.cases.actions.clocks import Clocks
from shishi.cases.actions.telling import Whom
from shishi.cases.kinds import KINDS
from shishi.cases.models import Asker, Case, CasePart, CaseStep
from shishi.journal import actions as journal
from shishi.journal.models import Entry, Telling
from shishi.lib import clock, codes
from shishi.rules.authority import Actor
from shishi.search.models import DAILY, OPEN

BATCH = 2_000
PHOTOS = {"before", "after"}

# --- as people do ----------------------------------------------------------------------------------------------------


def through_actions(wanted: Iterable[Plan]) -> None:
    """Each case opened by its own form, and the steps of a group taken together where they may be."""
    for _group, found in groupby(wanted, key=lambda plan: plan.group):
        group = list(found)
        first = group[0]
        clock.rehearse(first.opened)
        opener = first.county.actor(first.who(first.opener))
        ids = [opening.open_case(one.kind, one.opening(), opener).case.pk for one in group]
        for k, (step, post) in enumerate(first.steps, 1):
            clock.rehearse(first.at(k))
            actor = first.county.actor(first.who(post))
            if not KINDS[first.kind].takes_many(KINDS[first.kind].life.by_name[step][0]):
                for pk, one in zip(ids, group, strict=True):
                    _take_alone(pk, step, actor, one.answers(step))
                continue
            many = steps.take_many(ids, step, actor, first.answers(step))
            if len(many.done) != len(ids):
                raise SystemExit(f"{first.kind}.{step} was not taken: {many.left[:2]}")


def _take_alone(pk: int, step: str, actor: Actor, answers: dict[str, Any]) -> None:
    """One step with its photographs, which only the rows of files remember."""
    photos = {name: [SimpleUploadedFile(f"{name}.jpg", jpeg(), "image/jpeg")] for name in PHOTOS & answers.keys()}
    said = {name: value for name, value in answers.items() if name not in photos}
    steps.take_step(Case.objects.get(pk=pk), step, actor, said, files=photos)


# --- the same rows at once -------------------------------------------------------------------------------------------


@dataclass
class Rows:
    """Everything to be written, in memory; ids are given here."""

    cases: list[Case] = field(default_factory=list)
    steps: list[CaseStep] = field(default_factory=list)
    parts: dict[tuple[int, int], CasePart] = field(default_factory=dict)
    entries: list[tuple[Entry, tuple[journal.Tell, ...], int]] = field(default_factory=list)
    askers: list[Asker] = field(default_factory=list)


def inserted(wanted: Sequence[Plan]) -> None:
    """Let the house decide on rows in memory, and write them in order of time."""
    rows, first_id = Rows(), (Case.objects.order_by("-id").values_list("pk", flat=True).first() or 0) + 1
    with _quick():
        maker = Maker(rows)
        for pk, plan in enumerate(wanted, first_id):
            maker.make(pk, plan)
    _write(rows)


class Maker:
    """Runs the house's own acts on cases that are not in the database yet."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.whom = rows, Whom()
        self.actors: dict[tuple[int, str], Actor] = {}
        self.calendars, self.kept = Clocks(clock.now()).calendars, {code: [] for code in KINDS}
        self.numbers: dict[tuple[str, int, int], int] = {}

    def act(self, plan: Plan, post: str, at: datetime) -> Act:
        key = (plan.county.number, plan.who(post))
        if key not in self.actors:
            self.actors[key] = plan.county.actor(plan.who(post))
        act = Act(self.actors[key], Clocks(at, self.calendars, self.kept))
        act.now, act.whom = at, self.whom
        return act

    def make(self, pk: int, plan: Plan) -> None:
        act = self.act(plan, plan.opener, plan.opened)
        kind, kept = KINDS[plan.kind], plan.opening()
        case = opening.new_case(kind, kept, self.number(plan), plan.county.office, opening.Wish(), act)
        case.pk = pk
        self.rows.cases.append(case)
        act.steps.append(opening.first_step(case, kept, act))
        act.notes.append((case, opening.OPEN_STEP, {"stage": case.stage, "version": case.version + 1}, None))
        self.keep(case, act)
        for k, (name, post) in enumerate(plan.steps, 1):
            act = self.act(plan, post, plan.at(k))
            step = kind.life.find(name, case.stage)
            assert step, (plan.kind, name, case.stage)
            act.take(case, step, plan.answers(name))
            self.keep(case, act)
        if kind.coded:
            self.rows.askers.append(opening.asker_of(case, kept, codes.new_code()))

    def number(self, plan: Plan) -> str:
        key = (plan.kind, plan.county.number, plan.opened.year)
        self.numbers[key] = self.numbers.get(key, 0) + 1
        code = plan.county.region.code[:6]
        return f"{KINDS[plan.kind].prefix}{code}-{plan.opened.year}-{self.numbers[key]:04d}"

    def keep(self, case: Case, act: Act) -> None:
        """What `Act.write` would have written."""
        for row in act.steps:
            row.case_id = case.pk
        self.rows.steps += act.steps
        for part in act.parts:
            self.rows.parts[case.pk, part.unit_id] = CasePart(case_id=case.pk, unit_id=part.unit_id, is_lead=True)
        for worded in act._worded():
            entry = journal._entry(worded.subject, worded.verb, act.actor, False, worded.facts)
            entry.at = act.now
            self.rows.entries.append((entry, worded.tell, act.actor.person_id))
        case.version += 1


@contextmanager
def _quick() -> Iterator[None]:
    """Remember due moments while rows are made: the same day and limit give the same."""
    real = clocking.due_at
    clocking.due_at = lru_cache(maxsize=None)(lambda now, limit, _calendar: real(now, limit, known))  # type: ignore
    known = Clocks(clock.now()).calendars.national
    try:
        yield
    finally:
        clocking.due_at = real


def _write(rows: Rows) -> None:
    Case.objects.bulk_create(rows.cases, batch_size=BATCH)
    CaseStep.objects.bulk_create(sorted(rows.steps, key=lambda row: row.at), batch_size=BATCH)
    CasePart.objects.bulk_create(rows.parts.values(), batch_size=BATCH)
    Asker.objects.bulk_create(rows.askers, batch_size=BATCH)
    rows.entries.sort(key=lambda found: found[0].at)
    entries = [entry for entry, _tell, _actor in rows.entries]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Telling.objects.bulk_create(
        (
            Telling(entry=entry, person_id=person, reason=why)
            for entry, tell, actor in rows.entries
            for person, why in {t.person_id: t.reason for t in tell if t.person_id != actor}.items()
        ),
        batch_size=BATCH,
    )
    for start in range(0, len(rows.cases), BATCH):
        finding.index(rows.cases[start : start + BATCH])


def forget() -> None:
    """Take all cases out again, with all that belongs to them."""
    with connection.cursor() as cursor:
        for table, where in OWN.items():
            cursor.execute(f"DELETE FROM {table} {where}")


OWN = {
    "journal_telling": "WHERE entry_id IN (SELECT id FROM journal_entry WHERE subject_kind = 'case')",
    "journal_entry": "WHERE subject_kind = 'case'",
    DAILY: "",
    OPEN: "",
    "search_entryunit": "WHERE entry_id IN (SELECT id FROM search_entry WHERE kind = 'case')",
    "search_entry": "WHERE kind = 'case'",
    "cases_asker": "",
    "cases_casefile": "",
    "cases_casepart": "",
    "cases_casestep": "",
    "cases_casebook": "",
    "cases_case": "",
}
