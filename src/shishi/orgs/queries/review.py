"""Accounts to look at, changes of rights that wait, and failed sign-ins."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.lib import clock
from shishi.orgs.models import Account, Post, RightsChange, SignInFailure
from shishi.orgs.queries.system import MOST, below
from shishi.rules.authority import ROLE_LABELS, Actor, Role

UNUSED_DAYS = 90


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the review list; `doubts` says in words why somebody should look at it."""

    id: int
    login: str
    name: str
    posts: str
    status: str
    is_active: bool
    last_login: datetime | None
    valid_until: date | None
    doubts: tuple[str, ...]


def accounts(actor: Actor, today: date, *, only_doubtful: bool = False) -> list[AccountRow]:
    """Accounts of people with a post, now or before, in the actor's region or below. Three queries."""
    people = Post.objects.filter(below(actor, "org__region_path")).values("person")
    posts: dict[int, list[str]] = defaultdict(list)
    for post in Post.objects.held_on(today).filter(person__in=people).select_related("org").order_by("id"):
        posts[post.person_id].append(f"{post.org.short} {post.title}")
    rows = Account.objects.filter(person__in=people).select_related("person").order_by("login")
    found = [_account_row(account, posts[account.person_id], today) for account in rows]
    return [row for row in found if row.doubts] if only_doubtful else found


def _account_row(account: Account, posts: list[str], today: date) -> AccountRow:
    return AccountRow(
        account.pk,
        account.login,
        account.person.name,
        "；".join(posts),
        account.get_status_display(),
        account.is_active,
        account.last_login,
        account.valid_until,
        tuple(_doubts(account, bool(posts), today)) if account.is_active else (),
    )


def _doubts(account: Account, has_post: bool, today: date) -> list[str]:
    found = []
    if not has_post:
        found.append(_("没有在任岗位"))
    if account.last_login is None:
        found.append(_("从未登录"))
    elif (today - timezone.localtime(account.last_login).date()).days > UNUSED_DAYS:
        found.append(_("超过%(days)d天未登录") % {"days": UNUSED_DAYS})
    if account.must_change_password and account.last_login:
        found.append(_("初始密码未修改"))
    if account.valid_until and account.valid_until < today:
        found.append(_("已过有效期"))
    return found


def account_of(actor: Actor, pk: int) -> Account | None:
    """The account, if its person has or had a post in the actor's region or below. One query."""
    people = Post.objects.filter(below(actor, "org__region_path")).values("person")
    return Account.objects.filter(pk=pk, person__in=people).select_related("person").first()


def changes(actor: Actor, state: str = RightsChange.State.WAITING) -> list[RightsChange]:
    """Changes of rights in the actor's region or below, newest first. One query."""
    rows = RightsChange.objects.filter(below(actor, "region_path"), state=state)
    return list(_with_all(rows).order_by("-id")[:MOST])


def change_for(actor: Actor, pk: int) -> RightsChange | None:
    """One change of rights in the actor's region or below. One query."""
    return _with_all(RightsChange.objects.filter(below(actor, "region_path"), pk=pk)).first()


def _with_all(rows: QuerySet[RightsChange]) -> QuerySet[RightsChange]:
    return rows.select_related("person", "account__person", "post__person", "post__org", "org", "region", "unit")


def change_in_words(change: RightsChange) -> str:
    """What a change would do, in one sentence. No query."""
    facts = {
        "name": change.name or (change.person.name if change.person else ""),
        "org": change.org.name if change.org else "",
        "title": change.title,
        "role": ROLE_LABELS[Role(change.role)] if change.role else "",
        "since": change.since.isoformat() if change.since else "",
        "until": change.until.isoformat() if change.until else _("长期"),
        "login": change.login or (change.account.login if change.account else ""),
        "before": change.post.person.name if change.post else "",
        "n": change.n_open,
        "reason": change.reason,
        "what": "".join(str(one.name) for one in (change.region, change.unit) if one)
        + (_("编号%(item)s的项目") % {"item": change.item_id} if change.item_id else ""),
        "post": f"{change.post.org.short} {change.post.title} {change.post.person.name}" if change.post else "",
    }
    return str(_WORDS[change.kind]) % facts


@dataclass(frozen=True, slots=True)
class FailureRow:
    """Failed sign-ins from one network within a day."""

    network: str
    n: int
    n_logins: int
    last: datetime


def failures() -> list[FailureRow]:
    """Failed sign-ins of the last day by network, most first. One query. Logins are kept as digests only."""
    since = clock.now() - timedelta(days=1)
    rows = list(SignInFailure.objects.filter(at__gt=since).values_list("network", "login_digest", "at"))
    n = Counter(network for network, _digest, _at in rows)
    last: dict[str, datetime] = {}
    logins: dict[str, set[str]] = defaultdict(set)
    for network, digest, at in rows:
        logins[network].add(digest)
        last[network] = max(last.get(network, at), at)
    return [FailureRow(network, count, len(logins[network]), last[network]) for network, count in n.most_common(MOST)]


_WORDS: dict[str, Promise] = {
    RightsChange.Kind.ACCOUNT: gettext_lazy(
        "为%(name)s开通账号 %(login)s，任%(org)s%(title)s（%(role)s），%(since)s 至 %(until)s"
    ),
    RightsChange.Kind.APPOINT: gettext_lazy("%(name)s任%(org)s%(title)s（%(role)s），%(since)s 至 %(until)s"),
    RightsChange.Kind.HAND_OVER: gettext_lazy(
        "%(org)s%(title)s由%(before)s交给%(name)s，%(until)s 离任，移交未办事项 %(n)d 件"
    ),
    RightsChange.Kind.GRANT: gettext_lazy("%(post)s 增加可见范围：%(what)s，%(since)s 至 %(until)s，事由：%(reason)s"),
    RightsChange.Kind.ENABLE: gettext_lazy("恢复账号 %(login)s"),
}
