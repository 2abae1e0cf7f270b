"""What of the closed loop waits for whom: conditions, for lists, desks and hand-over sheets to narrow by."""

from __future__ import annotations

from django.db.models import Q

from shishi.cases.kinds import KINDS
from shishi.cases.models import CasePart
from shishi.rules.authority import ANSWERING, OFFICE, Actor, PostHeld


def waiting_for(actor: Actor) -> Q:
    """Open cases that wait for a step somebody in the actor's post takes: by holder and stage. No query."""
    return waiting_at(actor.post, actor.person_id) if actor.post else Q(pk__in=[])


def waiting_at(post: PostHeld, person_id: int) -> Q:
    """Open cases that wait for whoever acts from this post: for a step, or for its organisation's part. No query."""
    return steps_at(post, person_id) | _parts_of(post) & Q(closed_at=None)


def steps_at(post: PostHeld, person_id: int) -> Q:
    """Open cases that wait for a step of whoever acts from this post: by holder and stage. No query."""
    found = Q(pk__in=[])
    for kind in KINDS.values():
        if stages := kind.awaited(post.role):
            found |= Q(kind=kind.code, stage__in=sorted(stages))
    home = Q(home_path=post.region_path)
    led = Q(side="leader") & (Q(sponsor_id=person_id) | Q(sponsor=None) & home)
    # What one person took up waits for them, and not for everybody of the organisation.
    own = Q(holder_id=post.org_id) & (~Q(side="taker") | Q(taker_id=None)) | Q(side="taker", taker_id=person_id)
    if post.role in OFFICE:
        # What waits for an office or its leaders is held by the office itself.
        return found & own & Q(closed_at=None)
    return found & (own | led | Q(side="office") & home) & Q(closed_at=None)


def _parts_of(post: PostHeld) -> Q:
    """Cases in which the post's organisation still owes its part. No query of its own."""
    if post.role not in ANSWERING:
        return Q(pk__in=[])
    owed = CasePart.objects.filter(unit=post.org_id, is_lead=False, stage=CasePart.Stage.OPEN)
    return Q(pk__in=owed.values("case_id"))
