"""What of the closed loop waits for whom: conditions, for lists, desks and hand-over sheets to narrow by."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from django.db.models import Exists, F, OuterRef, Q

from shishi.cases.kinds import KINDS
from shishi.cases.kinds.base import Side
from shishi.cases.models import Case, CasePart, CaseStep, Recusal
from shishi.rules.authority import ANSWERING, OFFICE, Actor, PostHeld, Role

NOTHING = Q(pk__in=[])


def waiting_for(actor: Actor) -> Q:
    """Open cases that wait for a step this very person takes from the actor's post, or for their part. No query."""
    if actor.post is None:
        return NOTHING
    return _with_part(actor.post, steps_for(actor.post, actor.person_id)) & ~kept_away(actor.person_id)


def waiting_at(post: PostHeld, person_id: int) -> Q:
    """Open cases that wait for whoever acts from this post: for a step, or for its organisation's part. No query.

    Whoever holds it next finds there, too, what its present holder may not take.
    """
    return _with_part(post, steps_at(post, person_id))


def kept_away(person_id: int) -> Q:
    """Cases that somebody keeps away from. No query."""
    return Q(Exists(Recusal.objects.filter(case=OuterRef("pk"), person_id=person_id)))


def steps_for(post: PostHeld, person_id: int) -> Q:
    """What waits for a step at this post, without what now asks for other hands than this person's. No query."""
    return steps_at(post, person_id) & ~_of_other_hands(post.role, person_id)


def _of_other_hands(role: Role, person_id: int) -> Q:
    """Cases that lead on from where they stand only by steps which this person, having taken part before, may not
    take. The stage is asked first: few cases stand at such a one.
    """
    stages, steps = NOTHING, NOTHING
    for kind, stage, names in _other_hands(role):
        stages |= Q(kind=kind, stage=stage)
        steps |= Q(case__kind=kind, case__stage=stage, name__in=names)
    mine = CaseStep.objects.filter(steps, case=OuterRef("pk"), round=F("case__round"), person_id=person_id)
    return stages & Q(Exists(mine))


@cache
def _other_hands(role: Role) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Kinds and stages that lead on for this role by other hands only, with the steps that each way on forbids."""
    found = []
    for kind in KINDS.values():
        for stage in sorted(kind.awaited(role)):
            onward = [set(step.unlike) for step in kind.onward(stage, role)]
            if onward and (names := set.intersection(*onward)):
                found.append((kind.code, stage, tuple(sorted(names))))
    return tuple(found)


def _with_part(post: PostHeld, steps: Q) -> Q:
    if post.role not in ANSWERING:
        return steps
    # One set of numbers and no choice between two conditions: each is found by an index of its own.
    owed = CasePart.objects.filter(unit=post.org_id, is_lead=False, stage=CasePart.Stage.OPEN).values("case_id")
    either = Case.objects.filter(steps).order_by().values("pk").union(owed.order_by(), all=True)
    return Q(pk__in=either, closed_at=None)


def steps_at(post: PostHeld, person_id: int) -> Q:
    """Open cases that wait for a step of whoever acts from this post: by holder and stage. No query."""
    at = {side: _at(stages) for side, stages in _stages(post.role).items()}
    # What one person took up waits for them, and not for everybody of the organisation.
    taken = at.pop(Side.TAKER, NOTHING)
    held = taken & Q(taker_id=None)
    for stages in at.values():
        held |= stages
    found = Q(holder_id=post.org_id) & held | Q(taker_id=person_id) & taken
    here = Q(home_path=post.region_path)
    # What waits for an office or its leaders is held by the office itself; nothing an office holds waits for a unit.
    if post.role not in OFFICE and Side.LEADER in at:
        found |= (Q(sponsor_id=person_id) | Q(sponsor=None) & here) & at[Side.LEADER]
    if post.role not in OFFICE | ANSWERING and Side.OFFICE in at:
        found |= here & at[Side.OFFICE]
    return found & Q(closed_at=None)


def _at(stages: dict[str, list[str]]) -> Q:
    found = NOTHING
    for kind, names in stages.items():
        found |= Q(kind=kind, stage__in=names)
    return found


@cache
def _stages(role: Role) -> dict[Side, dict[str, list[str]]]:
    """The stages somebody with this role has something to do in: by the side that holds them, by kind."""
    found: dict[Side, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind in KINDS.values():
        for stage in sorted(kind.awaited(role)):
            found[kind.holds[stage]][kind.code].append(stage)
    return found
