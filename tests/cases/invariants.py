"""What is true of every case after every act, whatever its kind."""

from __future__ import annotations

from typing import Any

from shishi.cases.actions.allowing import places_of, taken_of
from shishi.cases.actions.clocks import WHOLE, Clocks, next_due
from shishi.cases.kinds import Side
from shishi.cases.models import Case, CaseFile, CaseLink, CasePart, CaseStep, Extension, Recusal
from shishi.journal.models import Entry, Telling
from shishi.lib import clock, fulltext
from shishi.rules.authority import OPEN as OPEN_TO_ALL
from shishi.search.models import DAILY, OPEN
from shishi.search.models import Entry as Found
from tests.cases.walkers import Walkers

# Acts that are no steps and still lead to a new version; what they led to is not in their facts.
MOVES_ON = frozenset(
    f"case.{name}"
    for name in (
        "ask_extension", "approve_extension", "refuse_extension", "charge", "report_part", "release",
        "duty_on", "duty_off", "take_on", "split", "recuse",
    )
)  # fmt: skip
COUNTED = (Case, CaseStep, CasePart, CaseFile, CaseLink, Extension, Recusal, Entry, Telling)


def snapshot(case: Case) -> list[Any]:
    """The case's row and how many rows of each kind there are: what a refused act must leave as it was."""
    row = Case.objects.filter(pk=case.pk).values().get()
    parts = list(CasePart.objects.filter(case=case).order_by("id").values())
    return [row, parts, *(model._default_manager.count() for model in COUNTED)]


def hold(case: Case, walkers: Walkers) -> None:
    """Assert everything that must hold of the case as it stands in the database."""
    row = Case.objects.get(pk=case.pk)
    has_an_owner(row)
    goes_on(row, walkers)
    has_its_dates(row)
    units_agree(row)
    journal_replays(row)
    steps_replay(row)
    is_found(row)


def has_an_owner(case: Case) -> None:
    kind = case.what
    assert (case.closed_at is not None) == (case.stage in kind.life.ends), case
    assert case.outcome == (case.stage if case.closed_at else "")
    if case.closed_at:
        assert (case.side, case.holder_id) == ("", None)
        return
    assert case.side == kind.holds[case.stage]
    if case.side == Side.UNIT:
        assert case.holder_id
        assert case.holder_id == case.unit_id
    if case.side in (Side.OFFICE, Side.LEADER):
        assert case.holder_id == case.office_id


def goes_on(case: Case, walkers: Walkers) -> None:
    """Somebody who sees the case has a step that leads it away from where it stands."""
    if case.closed_at:
        return
    place, taken = places_of([case])[case.pk], taken_of([case])[case.pk]
    for who, actor in walkers.everybody(case).items():
        open_steps = case.what.life.open_steps(case.stage, actor, place, taken)
        if any(step.leads_from(case.stage) != case.stage for step in open_steps) and walkers.sees(who, case):
            return
    raise AssertionError(f"{case.kind}: nobody can lead {case.number} on from {case.stage}")


def has_its_dates(case: Case) -> None:
    kind, clocks = case.what, Clocks(clock.now())
    limited = clocks.limit(case, case.stage) is not None and case.stage not in kind.stopped
    assert (case.stage_due_at is not None) == limited, (case.stage, case.stage_due_at)
    assert (case.stopped_at is not None) == (case.stage in kind.stopped)
    assert case.next_due_at == next_due(kind, case)
    if case.first_due_at:
        assert case.due_at
    started = not kind.clock_starts or case.steps.filter(name=kind.clock_starts).exists()
    if started and clocks.limit(case, WHOLE):
        assert case.first_due_at, "the clock of the whole was started"


def units_agree(case: Case) -> None:
    """Whoever is charged leads one part, and nobody else does."""
    leads = set(case.parts.filter(is_lead=True).values_list("unit_id", flat=True))
    assert leads == ({case.unit_id} if case.unit_id else set())


def journal_replays(case: Case) -> None:
    """Stage, round and version follow from the journal alone."""
    stage, number, version = "", 1, 0
    for entry in Entry.objects.about("case", case.pk).order_by("id"):
        name, facts = entry.verb.partition(".")[2], entry.facts
        if name == "open":
            stage, version = facts["stage"], facts["version"]
        elif "to" in facts:
            assert (facts["from"], facts["round"], facts["version"]) == (stage, number, version + 1), entry
            step = case.what.life.find(name, facts["from"])
            stage, version = facts["to"], facts["version"]
            number += bool(step and step.sends_back)
        elif entry.verb in MOVES_ON:
            version += 1
    assert (stage, number, version) == (case.stage, case.round, case.version)


def steps_replay(case: Case) -> None:
    """Stage and round follow from the steps alone, and no step was taken by hands it must differ from."""
    stage, number, hands = "", 1, []
    for row in CaseStep.objects.filter(case=case).order_by("id"):
        assert (row.source, row.round) == (stage, number), row
        step = case.what.life.find(row.name, row.source) if row.source else None
        if step:
            same = {name for (at, person, name) in hands if at == number and person == row.person_id}
            assert not same & set(step.unlike), row
            number += step.sends_back
        hands.append((row.round, row.person_id, row.name))
        stage = row.target
    assert (stage, number) == (case.stage, case.round)


def is_found(case: Case) -> None:
    """By the words of its title as it is now: among all cases, and among the open ones as long as it is one."""
    words = fulltext.asked(case.title)
    for table, is_there in ((DAILY, case.secrecy == OPEN_TO_ALL), (OPEN, case.is_open and case.secrecy == OPEN_TO_ALL)):
        found = Found.objects.filter(kind="case", subject_id=case.pk, pk__in=fulltext.ids_with(table, words))
        assert found.exists() == is_there, (case.number, case.stage, table)
