"""Ending posts, handing them over, and lending them for a time."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import Tell, hold_to, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.actions.rights import OFFICE_MAY_PROPOSE, PROPOSERS, to_decide
from shishi.orgs.actions.seating import hand_over_now, refuse_two_keys
from shishi.orgs.models import Delegation, Person, Post, RightsChange
from shishi.rules.authority import HOUSE, Actor, Role

LONGEST_LOAN = timedelta(days=180)


@transaction.atomic
def end_post(post: Post, until: date, actor: Actor, mark: int | None = None) -> Post:
    """End a post; taking rights away needs one hand only. Refuses a day before the post began.

    mark  how far the journal had come with it on the page; raises Overtaken when somebody else was faster
    """
    _may_arrange(post, actor)
    post = Post.objects.select_for_update().get(pk=post.pk)
    hold_to(mark, "post", post.pk)
    if until < post.since:
        raise Refused(_("离任日期早于任职日期 %(day)s。") % {"day": post.since.isoformat()}, {"until": _("请核对。")})
    if post.until is not None and post.until <= until:
        raise Refused(_("该岗位已于 %(day)s 离任。") % {"day": post.until.isoformat()})
    post.until = until
    post.save(update_fields=["until"])
    Delegation.objects.filter(post=post, ended_at=None, until__gt=until).update(until=until)
    record(post, "post.end", actor, until=until, tell=[Tell(post.person_id, "informed")])
    return post


@transaction.atomic
def hand_over(
    post: Post, successor: Person, until: date, actor: Actor, n_open: int, mark: int | None = None
) -> RightsChange | Post:
    """Hand a post to a successor from the day after `until`, with `n_open` things open on the sheet.

    The house does it at once and gets the new post; anybody else's wish waits for the security administrator.
    """
    if successor.pk == post.person_id:
        raise Refused(_("接任人与现任是同一人。"), {"successor": _("请另选。")})
    if until < post.since:
        raise Refused(_("交接日期早于任职日期。"), {"until": _("请核对。")})
    if actor is HOUSE:
        return hand_over_now(post, successor, until, actor, n_open)
    _may_arrange(post, actor)
    hold_to(mark, "post", Post.objects.select_for_update().get(pk=post.pk).pk)
    refuse_two_keys(successor.pk, Role(post.role))
    change = RightsChange.objects.create(
        kind=RightsChange.Kind.HAND_OVER,
        post=post,
        person=successor,
        org_id=post.org_id,
        until=until,
        title=post.title,
        role=post.role,
        n_open=n_open,
        region_path=post.org.region_path,
        proposed_at=clock.now(),
        proposed_by_id=actor.person_id,
        proposed_by_name=actor.name,
    )
    record(change, "rights.propose", actor, tell=to_decide(change.region_path), kind=change.kind, role=post.role)
    return change


def _may_arrange(post: Post, actor: Actor) -> None:
    if actor is HOUSE:
        return
    if not actor.is_any(PROPOSERS) or not actor.covers_region(post.org.region_path):
        raise NotYours
    if actor.role is Role.OFFICE_ADMIN and Role(post.role) not in OFFICE_MAY_PROPOSE:
        raise NotYours


@transaction.atomic
def delegate(to_person: Person, since: date, until: date, reason: str, actor: Actor) -> Delegation:
    """Lend the post acted from to a colleague for a date range; it ends by itself.

    Refuses a borrowed post, a range that lies in the past or is longer than half a year, a colleague without a post in
    the same region, and a second loan for the same days.
    """
    post = actor.post
    if post is None or post.delegated_by:
        raise NotYours
    today = clock.today()
    if until < since or until < today or until - since > LONGEST_LOAN:
        raise Refused(_("委托止期应不早于今天和起期，且不超过半年。"), {"until": _("请核对日期。")})
    held = Post.objects.held_on(max(since, today)).filter(person=to_person).select_related("org")
    same = any(p.org.region_path.startswith(post.region_path) for p in held)
    if to_person.pk == actor.person_id or not same:
        raise Refused(_("请选择本地区在任的其他同事。"), {"to_person": _("请另选。")})
    if Delegation.objects.filter(post=post.id, ended_at=None, since__lte=until, until__gte=since).exists():
        raise Refused(_("该岗位在这段时间已有委托，请先终止。"))
    refuse_two_keys(to_person.pk, post.role)
    loan = Delegation.objects.create(
        post_id=post.id, to_person=to_person, since=since, until=until, reason=clean(reason, 100)
    )
    record(loan, "delegation.create", actor, tell=[Tell(to_person.pk, "delegated")], post=post.id, until=until)
    return loan


@transaction.atomic
def end_delegation(loan: Delegation, actor: Actor) -> None:
    """End a loan before its day: by whoever lent or borrowed the post, or the system administrator. Safe to repeat."""
    loan = Delegation.objects.select_for_update().select_related("post__org").get(pk=loan.pk)
    theirs = actor.person_id in (loan.post.person_id, loan.to_person_id)
    if not theirs and not (actor.is_any(PROPOSERS) and actor.covers_region(loan.post.org.region_path)):
        raise NotYours
    if loan.ended_at is not None:
        return
    loan.ended_at = clock.now()
    loan.save(update_fields=["ended_at"])
    told = [Tell(loan.post.person_id, "delegated"), Tell(loan.to_person_id, "delegated")]
    record(loan, "delegation.end", actor, tell=told)
