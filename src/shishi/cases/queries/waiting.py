"""What of the closed loop waits for whom: conditions, for lists, desks and hand-over sheets to narrow by."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from django.db.models import Q

from shishi.cases.kinds import KINDS
from shishi.cases.kinds.base import Side
from shishi.cases.models import Case, CasePart
from shishi.rules.authority import ANSWERING, OFFICE, Actor, PostHeld, Role

NOTHING = Q(pk__in=[])


def waiting_for(actor: Actor) -> Q:
    """Open cases that wait for a step somebody in the actor's post takes: by holder and stage. No query."""
    return waiting_at(actor.post, actor.person_id) if actor.post else NOTHING


def waiting_at(post: PostHeld, person_id: int) -> Q:
    """Open cases that wait for whoever acts from this post: for a step, or for its organisation's part. No query."""
    steps = steps_at(post, person_id)
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
