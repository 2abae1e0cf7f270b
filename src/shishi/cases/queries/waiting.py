"""What of the closed loop waits for whom: conditions, for lists, desks and hand-over sheets to narrow by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from django.db.models import CharField, Exists, F, Func, OuterRef, Q
from django.db.models.expressions import Combinable
from django.db.models.lookups import In

from shishi.cases.kinds import KINDS
from shishi.cases.kinds.base import Side
from shishi.cases.models import CasePart, CaseStep, Recusal
from shishi.cases.models.case import numbers_within
from shishi.rules.authority import ANSWERING, OFFICE, REACH_BY_REGION, REACH_BY_UNIT, Actor, PostHeld, Role

NOTHING = Q(pk__in=[])


def _word(*parts: Combinable) -> Func:
    """Columns as one word, a colon between each two: one condition in the place of many."""
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" || ':' || ", output_field=CharField())


STANDS_AT = _word(F("kind"), F("stage"))


def waiting_for(actor: Actor) -> Q:
    """Open cases that wait for a step this very person takes from the actor's post, or for their part. No query."""
    found = NOTHING
    for way in ways_for(actor):
        found |= way
    return found


def waiting_at(post: PostHeld, person_id: int) -> Q:
    """Open cases that wait for whoever acts from this post: for a step, or for its organisation's part. No query.

    Whoever holds it next finds there, too, what its present holder may not take.
    """
    found = _held_at(post)
    for way in _reached_at(post, person_id):
        found |= way
    return found | _owed_at(post) if post.role in ANSWERING else found


def ways_for(actor: Actor) -> list[Q]:
    """The ways in which a case may wait for this very person, as `waiting_for`: no case waits in two. No query."""
    if actor.post is None:
        return []
    owed = [_owed_at(actor.post) & ~kept_away(actor.person_id)] if actor.post.role in ANSWERING else []
    return [*ways_of_steps(actor.post, actor), *owed]


def ways_of_steps(post: PostHeld, actor: Actor) -> list[Q]:
    """The ways in which a case may wait at this post for a step of this very person, without what they keep away from
    and what now asks for other hands than theirs: none waits in two. No query.

    Asked for apart, each is read in the order of an index and no further than a page. Where a role reaches its region
    or organisation, what waits there is within reach; another, as an inspector's, reaches what was granted to the post
    that is acted from.
    """
    person_id, near = actor.person_id, ~kept_away(actor.person_id)
    if post.role not in REACH_BY_REGION | REACH_BY_UNIT:
        if post != actor.post:
            return []
        near &= Q(pk__in=numbers_within(actor))
    held = _held_at(post) & _but_other_hands(post.role, frozenset(Side), person_id) & near
    reached = _but_other_hands(post.role, _sides_reached(post.role), person_id) & near
    return [held, *(way & reached for way in _reached_at(post, person_id))]


def kept_away(person_id: int) -> Q:
    """Cases that somebody keeps away from. No query."""
    return Q(Exists(Recusal.objects.filter(case=OuterRef("pk"), person_id=person_id)))


def _but_other_hands(role: Role, sides: frozenset[Side], person_id: int) -> Q:
    """All cases on these sides but those that lead on from where they stand only by steps which this person, having
    taken part before, may not take. The stage is asked first: few cases stand at such a one.
    """
    stages, steps = _other_hands(role, sides)
    if not stages:
        return Q()
    taken = In(_word(OuterRef("kind"), OuterRef("stage"), F("name")), steps)
    mine = CaseStep.objects.filter(taken, case=OuterRef("pk"), round=OuterRef("round"), person_id=person_id)
    return ~(Q(In(STANDS_AT, stages)) & Q(Exists(mine)))


@cache
def _other_hands(role: Role, sides: frozenset[Side]) -> tuple[list[str], list[str]]:
    """Kinds and stages that lead on for this role by other hands only, with them the steps each way on forbids."""
    stages, steps = [], []
    for kind in KINDS.values():
        for stage in sorted(kind.awaited(role)):
            onward = [set(step.unlike) for step in kind.onward(stage, role)]
            if kind.holds[stage] in sides and onward and (names := set.intersection(*onward)):
                stages.append(f"{kind.code}:{stage}")
                steps += [f"{kind.code}:{stage}:{name}" for name in sorted(names)]
    return stages, steps


def _held_at(post: PostHeld) -> Q:
    """Open cases the post's organisation holds, at a stage that waits for somebody with its role."""
    return Q(_held(post.role), holder_id=post.org_id, closed_at=None)


@cache
def _held(role: Role) -> Q:
    """Kind and stage as one word: the holder says more, and the database is to look there first. What one person took
    up waits for them, and not for everybody of the organisation.
    """
    stages = dict(_stages(role))
    taken = stages.pop(Side.TAKER, {})
    held = Q(In(STANDS_AT, _words(stages.values())))
    return held | Q(In(STANDS_AT, _words([taken])), taker_id=None) if taken else held


def _reached_at(post: PostHeld, person_id: int) -> list[Q]:
    """Open cases that wait for a step there though the post's organisation does not hold them: taken up by this person,
    taken on by them as a leader, or waiting at the office of the region.
    """
    sides, elsewhere = _sides_reached(post.role), ~Q(holder_id=post.org_id)
    led, ways = _at(post.role, Side.LEADER), [Q(taker_id=person_id) & _at(post.role, Side.TAKER)]
    here = _at(post.role, Side.OFFICE) if Side.OFFICE in sides else NOTHING
    if Side.LEADER in sides:
        ways.append(Q(sponsor_id=person_id) & led & elsewhere)
        here |= led & Q(sponsor=None)
    if sides - {Side.TAKER}:
        ways.append(Q(home_path=post.region_path) & here & elsewhere)
    return [way & Q(closed_at=None) for way in ways]


@cache
def _sides_reached(role: Role) -> frozenset[Side]:
    """The sides of cases that wait for somebody with this role though another organisation holds them.

    What waits for an office or its leaders is held by the office itself; nothing an office holds waits for a unit.
    """
    sides = {Side.TAKER}
    if role not in OFFICE:
        sides.add(Side.LEADER)
    if role not in OFFICE | ANSWERING:
        sides.add(Side.OFFICE)
    return frozenset(sides & _stages(role).keys())


def _owed_at(post: PostHeld) -> Q:
    """Open cases that wait for the part of the post's organisation, besides those it holds anyway."""
    owed = CasePart.objects.filter(unit=post.org_id, is_lead=False, stage=CasePart.Stage.OPEN).values("case_id")
    return Q(pk__in=owed.order_by(), closed_at=None) & ~Q(holder_id=post.org_id)


@cache
def _at(role: Role, side: Side) -> Q:
    found = NOTHING
    for kind, names in _stages(role).get(side, {}).items():
        found |= Q(kind=kind, stage__in=names)
    return found


def _words(many: Iterable[Mapping[str, list[str]]]) -> list[str]:
    return [f"{kind}:{name}" for stages in many for kind, names in stages.items() for name in names]


@cache
def _stages(role: Role) -> dict[Side, dict[str, list[str]]]:
    """The stages somebody with this role has something to do in: by the side that holds them, by kind."""
    found: dict[Side, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind in KINDS.values():
        for stage in sorted(kind.awaited(role)):
            found[kind.holds[stage]][kind.code].append(stage)
    return found
