"""Changes of rights by two hands: one proposes, the security administrator decides, and only then anything happens."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.lib.text import clean
from shishi.orgs.actions.seating import CARRIED_OUT, refuse_beyond_closing, refuse_two_keys
from shishi.orgs.models import Account, Org, Person, Post, Region, RightsChange
from shishi.orgs.queries.posts import holders
from shishi.rules.authority import ADMINISTRATORS, OFFICE, UNIT, Actor, Role

PROPOSERS = frozenset({Role.SYSTEM_ADMIN, Role.OFFICE_ADMIN})
DECIDERS = frozenset({Role.SECURITY_ADMIN})
# What an office may propose for its own county without the system administrator.
OFFICE_MAY_PROPOSE = UNIT | {Role.TOWNSHIP}
TEMPORARY = frozenset({Role.INSPECTOR, Role.AUDITOR_EXTERNAL, Role.OBSERVER})
LOGIN = re.compile(r"[a-z0-9._\-\u4e00-\u9fff]{2,40}", re.ASCII)
LONGEST_GRANT, LONGEST_WINDOW = timedelta(days=731), timedelta(days=60)


@transaction.atomic
def propose_account(
    name: str, login: str, org: Org, title: str, role: Role, since: date, actor: Actor, *, until: date | None = None
) -> RightsChange:
    """Propose a new person with an account and a first post. Refuses a login that is taken or mixes scripts."""
    _may_propose(actor, org.region_path, role)
    wanted = login_as_kept(login)
    taken = RightsChange.objects.filter(login=wanted, state=RightsChange.State.WAITING)
    if Account.objects.filter(login=wanted).exists() or taken.exists():
        raise Refused(_("登录名“%(login)s”已被使用，请换一个。") % {"login": wanted}, {"login": _("已被使用。")})
    _check_term(role, since, until)
    refuse_beyond_closing(org, until)
    return _propose(
        actor,
        org.region_path,
        kind=RightsChange.Kind.ACCOUNT,
        name=clean(name, 30),
        login=wanted,
        org=org,
        title=clean(title, 60),
        role=role,
        since=since,
        until=until,
    )


@transaction.atomic
def propose_post(
    person: Person, org: Org, title: str, role: Role, since: date, actor: Actor, *, until: date | None = None
) -> RightsChange:
    """Propose another post for somebody who has an account."""
    _may_propose(actor, org.region_path, role)
    _check_term(role, since, until)
    refuse_beyond_closing(org, until)
    refuse_two_keys(person.pk, role)
    return _propose(
        actor,
        org.region_path,
        kind=RightsChange.Kind.APPOINT,
        person=person,
        org=org,
        title=clean(title, 60),
        role=role,
        since=since,
        until=until,
    )


@transaction.atomic
def propose_grant(
    post: Post,
    actor: Actor,
    *,
    since: date,
    until: date,
    reason: str,
    region: Region | None = None,
    unit: Org | None = None,
    item_id: int | None = None,
) -> RightsChange:
    """Propose that a post sees more for a time: a region, a unit, an item, or one within another; at most two years.

    An item alone is granted within the region of the one who proposes: its number says nothing of whose it is.
    """
    _may_propose(actor, post.org.region_path, None)
    if region is None and unit is None and item_id is None:
        raise Refused(_("请至少选择一个区划、单位或项目。"))
    if Role(post.role) in ADMINISTRATORS:
        raise Refused(_("三类管理员不接触业务内容，不能增加可见范围。"))
    if until < since or until - since > LONGEST_GRANT:
        raise Refused(_("止期应在起期之后、两年以内。"), {"until": _("请核对日期。")})
    if not reason.strip():
        raise Refused(_("请写明事由。"), {"reason": _("必填。")})
    if region is None and item_id is not None and actor.post is not None:
        region = Region.objects.get(path=actor.post.region_path)
    return _propose(
        actor,
        post.org.region_path,
        kind=RightsChange.Kind.GRANT,
        post=post,
        region=region,
        unit=unit,
        item_id=item_id,
        since=since,
        until=until,
        reason=clean(reason, 200),
    )


@transaction.atomic
def propose_window(post: Post, region: Region, since: date, until: date, reason: str, actor: Actor) -> RightsChange:
    """Propose that somebody sent to inspect sees a region for the days of the inspection, and no day longer.

    An office may propose it for a temporary post, at its own region or below; whoever keeps the region's keys decides.
    """
    if not actor.is_any(OFFICE) or not actor.covers_region(region.path) or Role(post.role) not in TEMPORARY:
        raise NotYours
    if until < since or until - since > LONGEST_WINDOW:
        raise Refused(_("核查的可见期限最长六十日。"), {"until": _("请核对日期。")})
    columns = {"post": post, "region": region, "since": since, "until": until, "reason": clean(reason, 200)}
    return _propose(actor, region.path, kind=RightsChange.Kind.GRANT, **columns)


@transaction.atomic
def end_window(change: RightsChange, actor: Actor) -> None:
    """Take back the reach proposed for an inspection that does not take place: what waits is withdrawn, what was
    opened ends at once. Taking rights away needs one hand only.
    """
    change = RightsChange.objects.select_for_update(of=("self",)).select_related("post", "region").get(pk=change.pk)
    if not actor.is_any(OFFICE) or change.region is None or not actor.covers_region(change.region.path):
        raise NotYours
    if change.state == RightsChange.State.WAITING:
        _close(change, actor, RightsChange.State.WITHDRAWN, "")
        record(change, "rights.withdraw", actor, kind=change.kind)
    elif change.state == RightsChange.State.APPROVED and change.post is not None:
        today, columns = clock.today(), ("region", "since", "until", "reason")
        opened = change.post.grants.filter(**{name: getattr(change, name) for name in columns})
        opened.filter(since__gte=today).delete()
        opened.filter(until__gte=today).update(until=today - timedelta(days=1))
        record(change.post, "post.grant_end", actor, on=today, tell=[Tell(change.post.person_id, "informed")])


@transaction.atomic
def propose_enable(account: Account, actor: Actor, region_path: str) -> RightsChange:
    """Propose that a disabled account is opened again."""
    _may_propose(actor, region_path, None)
    if account.is_active:
        raise Refused(_("该账号未停用。"))
    return _propose(actor, region_path, kind=RightsChange.Kind.ENABLE, account=account)


def _may_propose(actor: Actor, region_path: str, role: Role | None) -> None:
    if not actor.is_any(PROPOSERS) or not actor.covers_region(region_path):
        raise NotYours
    if actor.role is Role.OFFICE_ADMIN and role not in OFFICE_MAY_PROPOSE:
        raise NotYours


def _check_term(role: Role, since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refused(_("止期早于起期。"), {"until": _("请核对日期。")})
    if role in TEMPORARY and until is None:
        raise Refused(_("督查、审计、观摩等临时岗位须填写止期。"), {"until": _("必填。")})


def _propose(actor: Actor, region_path: str, **columns: object) -> RightsChange:
    change = RightsChange.objects.create(
        region_path=region_path,
        proposed_at=clock.now(),
        proposed_by_id=actor.person_id,
        proposed_by_name=actor.name,
        **columns,
    )
    record(change, "rights.propose", actor, tell=to_decide(region_path), kind=change.kind, role=change.role)
    return change


def to_decide(region_path: str) -> list[Tell]:
    """The security administrators who may decide on a change in the region: its own and those above. One query."""
    return [Tell(person, "decide") for person in holders(clock.today(), DECIDERS, at_or_above=region_path)]


def login_as_kept(login: str) -> str:
    """The login in the one form that is kept; refuses spaces, marks, and letters of mixed scripts."""
    wanted = unicodedata.normalize("NFKC", clean(login, 40)).casefold()
    if not LOGIN.fullmatch(wanted):
        raise Refused(_("登录名请用2至40个小写字母、数字、汉字或 . _ - 。"), {"login": _("请更换。")})
    return wanted


@transaction.atomic
def approve(change: RightsChange, actor: Actor, answer: str = "") -> RightsChange:
    """Approve a change and carry it out. Refuses one's own proposal, and one somebody has decided meanwhile."""
    change = _decide(change, actor, RightsChange.State.APPROVED, answer)
    CARRIED_OUT[RightsChange.Kind(change.kind)](change, actor)
    record(change, "rights.approve", actor, tell=[Tell(change.proposed_by_id, "decided")], kind=change.kind)
    return change


@transaction.atomic
def refuse(change: RightsChange, actor: Actor, answer: str) -> RightsChange:
    """Refuse a change, with a reason."""
    if not answer.strip():
        raise Refused(_("请写明不同意的理由。"), {"answer": _("必填。")})
    change = _decide(change, actor, RightsChange.State.REFUSED, answer)
    record(change, "rights.refuse", actor, tell=[Tell(change.proposed_by_id, "decided")], kind=change.kind)
    return change


@transaction.atomic
def withdraw(change: RightsChange, actor: Actor) -> RightsChange:
    """Take one's own proposal back while nobody has decided."""
    if change.proposed_by_id != actor.person_id:
        raise NotYours
    change = _close(change, actor, RightsChange.State.WITHDRAWN, "")
    record(change, "rights.withdraw", actor, kind=change.kind)
    return change


def _decide(change: RightsChange, actor: Actor, state: str, answer: str) -> RightsChange:
    if not actor.is_any(DECIDERS) or not actor.covers_region(change.region_path):
        raise NotYours
    if change.proposed_by_id == actor.person_id:
        raise NotYours
    return _close(change, actor, state, answer)


def _close(change: RightsChange, actor: Actor, state: str, answer: str) -> RightsChange:
    change = RightsChange.objects.select_for_update().get(pk=change.pk)
    if change.state != RightsChange.State.WAITING:
        raise Overtaken(
            _("该事项已由%(who)s处理：%(state)s。")
            % {"who": change.decided_by_name or change.proposed_by_name, "state": change.get_state_display()}
        )
    change.state, change.answer = state, clean(answer, 200)
    change.decided_at, change.decided_by_id, change.decided_by_name = clock.now(), actor.person_id, actor.name
    change.save()
    return change
