"""Carrying out what was approved: accounts opened, posts taken and handed over, reach given."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import Overtaken, Refused
from shishi.orgs.models import Account, Delegation, Org, Person, Post, PostGrant, RightsChange
from shishi.rules.authority import ADMINISTRATORS, Actor, Role


def refuse_two_keys(person_id: int, role: Role) -> None:
    """Refuse a second of the three administrator roles for one person, today or later, and business beside one."""
    others = Post.objects.filter(person_id=person_id, role__in=ADMINISTRATORS - {role})
    if not others.exclude(until__lt=clock.today()).exists():
        return
    if role not in ADMINISTRATORS:
        raise Refused(_("三类管理员不接触业务内容，不能担任或代行业务岗位。"))
    raise Refused(_("系统管理员、安全管理员、审计管理员三者须由不同的人担任。"))


def refuse_beyond_closing(org: Org, until: date | None) -> None:
    """Refuse a post that would outlast its organisation."""
    if org.closed_on and (until is None or until >= org.closed_on):
        facts = {"name": org.name, "day": org.closed_on.isoformat()}
        sentence = _("“%(name)s”自 %(day)s 起撤销，任职须在此之前届满。") % facts
        raise Refused(sentence, {"until": sentence})


def _open_account(change: RightsChange, actor: Actor) -> None:
    """Register the person; the password is made and shown once by whoever hands it over (`accounts.reset_password`)."""
    if Account.objects.filter(login=change.login).exists():
        raise Refused(_("登录名“%(login)s”已被使用，请退回重新提出。") % {"login": change.login})
    person = Person.objects.create(name=change.name, created_at=clock.now())
    account = Account(person=person, login=change.login, must_change_password=True)
    account.set_unusable_password()
    account.save()
    record(person, "person.create", actor)
    record(account, "account.create", actor)
    _seat(change, person, actor)


def _seat(change: RightsChange, person: Person, actor: Actor) -> Post:
    assert change.org is not None
    assert change.since is not None
    refuse_two_keys(person.pk, Role(change.role))
    refuse_beyond_closing(change.org, change.until)
    post = Post.objects.create(
        person=person, org=change.org, title=change.title, role=change.role, since=change.since, until=change.until
    )
    record(post, "post.appoint", actor, org=change.org.pk, role=change.role, tell=[Tell(person.pk, "informed")])
    return post


def _appoint(change: RightsChange, actor: Actor) -> None:
    assert change.person is not None
    _seat(change, change.person, actor)


def _grant(change: RightsChange, actor: Actor) -> None:
    assert change.post is not None
    assert change.since is not None
    assert change.until is not None
    PostGrant.objects.create(
        post=change.post,
        region=change.region,
        unit=change.unit,
        item_id=change.item_id,
        since=change.since,
        until=change.until,
        reason=change.reason,
    )
    told = [Tell(change.post.person_id, "informed")]
    record(change.post, "post.grant", actor, until=change.until, tell=told)


def _enable(change: RightsChange, actor: Actor) -> None:
    assert change.account is not None
    account = Account.objects.select_for_update().get(pk=change.account.pk)
    account.status = Account.Status.ACTIVE
    account.save(update_fields=["status"])
    record(account, "account.enable", actor)


def hand_over_now(post: Post, successor: Person, until: date, actor: Actor, n_open: int) -> Post:
    """End the post on `until` and seat the successor the day after, with what the post was granted and lent.

    Grants that run on move with the post; delegations by the one who leaves end. Where the organisation closes later
    the new post ends with it. In the caller's transaction.
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("org").get(pk=post.pk)
    if post.until is not None and post.until < until:
        raise Overtaken(_("该岗位已于 %(day)s 离任。") % {"day": post.until.isoformat()})
    refuse_two_keys(successor.pk, Role(post.role))
    since, closed_on = until + timedelta(days=1), post.org.closed_on
    refuse_beyond_closing(post.org, since)
    post.until = until
    post.save(update_fields=["until"])
    new = Post.objects.create(
        person=successor,
        org_id=post.org_id,
        title=post.title,
        role=post.role,
        is_lead=post.is_lead,
        since=since,
        until=closed_on - timedelta(days=1) if closed_on else None,
        taken_over_from=post,
    )
    for grant in post.grants.filter(until__gte=since):
        grant.pk, grant.post, grant.since = None, new, max(grant.since, since)
        grant.save(force_insert=True)
    post.grants.filter(until__gt=until, since__lte=until).update(until=until)
    Delegation.objects.filter(post=post, ended_at=None, until__gt=until).update(ended_at=clock.now())
    told = [Tell(successor.pk, "handed_over"), Tell(post.person_id, "handed_over")]
    record(post, "post.hand_over", actor, tell=told, n_open=n_open, until=until, successor=new.pk)
    return new


def _hand_over(change: RightsChange, actor: Actor) -> None:
    assert change.post is not None
    assert change.person is not None
    assert change.until is not None
    hand_over_now(change.post, change.person, change.until, actor, change.n_open)


CARRIED_OUT = {
    RightsChange.Kind.ACCOUNT: _open_account,
    RightsChange.Kind.APPOINT: _appoint,
    RightsChange.Kind.GRANT: _grant,
    RightsChange.Kind.ENABLE: _enable,
    RightsChange.Kind.HAND_OVER: _hand_over,
}
