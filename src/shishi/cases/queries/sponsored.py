"""What a leader took on: 领办、包案. What they only gave an instruction on is somebody else's to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from shishi.cases.models import Case
from shishi.cases.queries.sets import closed_well
from shishi.rules.authority import LEADERS, Actor


@dataclass(frozen=True, slots=True)
class TakenOn:
    """How many a leader took on, and how many of them are over as they should be."""

    n: int
    n_done: int


def taken_on_by(person_id: int) -> Q:
    """Cases this person sponsors or took on. No query."""
    return Q(sponsor_id=person_id) & ~Q(kind="instruction")


def taken_on(actor: Actor) -> TakenOn | None:
    """A leader's own count; None for everybody else. One query."""
    if not actor.is_any(LEADERS):
        return None
    mine = Case.objects.visible_to(actor).filter(taken_on_by(actor.person_id))
    found = mine.aggregate(n=Count("id"), n_done=Count("id", filter=closed_well()))
    return TakenOn(found["n"], found["n_done"])
