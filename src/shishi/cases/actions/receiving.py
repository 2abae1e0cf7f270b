"""Receiving many cases at once from outside: numbered, clocked, sealed and journalled as one by one, in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from shishi.cases.actions.acting import Act
from shishi.cases.actions.answering import settled
from shishi.cases.actions.opening import OPEN_STEP, Wish, allow_opening, asker_of, first_step, new_case, next_numbers
from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.models import Asker, Case, CaseStep
from shishi.journal.actions import Note, record_many
from shishi.lib import clock, codes
from shishi.orgs.models import Org
from shishi.rules.authority import Actor

BATCH = 500


@dataclass(frozen=True, slots=True)
class Received:
    """One thing that came in: what it says, and when it was received.

    steps   steps the desk takes with it at once, each with its answers
    """

    answers: Mapping[str, Any]
    received_at: datetime
    steps: tuple[tuple[str, Mapping[str, Any]], ...] = ()


@transaction.atomic
def receive_many(kind_code: str, many: Sequence[Received], office: Org, actor: Actor) -> list[Case]:
    """Open a case for each, and let it take its first steps. The number of queries does not grow with the rows but by
    batches of five hundred, and with the ways in which they differ once dispatched.

    Clocks of the desk count from receipt, those of a unit from now. Nobody at the desk is told of each: the caller
    tells them once. Raises NotYours, or Refused for a row that says too little.
    """
    kind = KINDS[kind_code]
    allow_opening(kind, actor, office)
    act = Act(actor)
    numbers = next_numbers(kind, office, clock.today().year, len(many)) if many else []
    kept = [settled(one.answers, kind.fields, (*kind.offers, "due_on")) for one in many]
    cases = [
        new_case(kind, said, number, office, Wish(received_at=one.received_at), act)
        for one, said, number in zip(many, kept, numbers, strict=True)
    ]
    Case.objects.bulk_create(cases, batch_size=BATCH)
    CaseStep.objects.bulk_create(
        (first_step(case, said, act) for case, said in zip(cases, kept, strict=True)), batch_size=BATCH
    )
    Asker.objects.bulk_create(
        (asker_of(case, said, codes.new_code()) for case, said in zip(cases, kept, strict=True)), batch_size=BATCH
    )
    _begin(kind, cases, many, act)
    return cases


def _begin(kind: CaseKind, cases: Sequence[Case], many: Sequence[Received], act: Act) -> None:
    """Take the first steps of each; what stays at the desk is journalled without telling anybody."""
    for case, one in zip(cases, many, strict=True):
        stage = case.stage
        act.begin(case)
        act.notes.append((case, OPEN_STEP, {"stage": stage, "version": case.version + 1}, None))
        for name, answers in one.steps:
            step = kind.life.find(name, case.stage)
            if step is None:
                raise ValueError(f"{kind.code}: {name} does not leave {case.stage}")
            act.take(case, step, settled(answers, step.asks, step.offers))
    waiting = {case.pk for case in cases if case.holder_id == case.office_id}
    quiet = [Note(case, f"{kind.code}.{name}", facts) for case, name, facts, _step in act.notes if case.pk in waiting]
    act.notes = [note for note in act.notes if note[0].pk not in waiting]
    act.write()
    record_many(quiet, act.actor)
