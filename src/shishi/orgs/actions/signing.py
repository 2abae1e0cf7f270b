"""Sign-in and out, passwords, and choosing the post to act from."""

from __future__ import annotations

import hashlib

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.models import Account, SignInFailure
from shishi.orgs.queries import actor_for, posts_of
from shishi.orgs.signin import WINDOW, wait_until
from shishi.rules.authority import HOUSE, Actor


def check_sign_in(login: str, password: str, network: str) -> Account | None:
    """The account when login and password are right and no slow-down is running, else None.

    The answer, and the time it takes, are the same for unknown, wrong, disabled and slowed: the password is always
    hashed.
    """
    digest = hashlib.sha256(login.strip().casefold().encode()).hexdigest()
    slowed = is_slowed(digest, network)
    account = Account.objects.filter(login=login.strip().casefold()).select_related("person").first()
    right = account.check_password(password) if account else bool(make_password(password)) and False
    expired = bool(account and account.valid_until and account.valid_until < clock.today())
    if account is None or not right or slowed or expired or not account.is_active:
        _note_failure(digest, network, account)
        return None
    SignInFailure.objects.filter(login_digest=digest).delete()
    return account


def is_slowed(digest: str, network: str) -> bool:
    """Whether the login or the network has failed too often of late. Two queries."""
    now = clock.now()
    for column, value in (("login_digest", digest), ("network", network)):
        recent = SignInFailure.objects.filter(**{column: value}, at__gt=now - WINDOW).order_by("-at")
        times = list(recent.values_list("at", flat=True)[:20])
        allowance = 1 if column == "login_digest" else 4
        if times and wait_until(len(times) // allowance, times[0]) > now:
            return True
    return False


@transaction.atomic
def _note_failure(digest: str, network: str, account: Account | None) -> None:
    SignInFailure.objects.create(login_digest=digest, network=network, at=clock.now())
    if account:
        record(account, "account.sign_in_failed", HOUSE, refused=True)


@transaction.atomic
def note_sign_in(account: Account) -> Actor:
    """Record a successful sign-in and return who it is."""
    actor = actor_for(account, clock.today())
    record(account, "account.sign_in", actor)
    return actor


@transaction.atomic
def change_password(account: Account, old: str, new: str, again: str, actor: Actor) -> None:
    """Set a new password; every other session of the account ends. Refuses beside the field that is wrong."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.check_password(old):
        raise Refused(_("密码没有修改。"), {"old": _("原密码不正确。")})
    if new != again:
        raise Refused(_("密码没有修改。"), {"again": _("两次输入的新密码不一致。")})
    if new == old:
        raise Refused(_("密码没有修改。"), {"new": _("新密码不能与原密码相同。")})
    try:
        validate_password(new, account)
    except ValidationError as problem:
        raise Refused(_("密码没有修改。"), {"new": " ".join(problem.messages)}) from problem
    account.set_password(new)
    account.must_change_password = False
    account.password_changed_at = clock.now()
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record(account, "account.change_password", actor)


@transaction.atomic
def act_for(account: Account, post_id: int, actor: Actor) -> Actor:
    """Act from another of one's posts from now on; refuses a post that is not held or lent today."""
    today = clock.today()
    chosen = next((p for p in posts_of(account.person_id, today) if p.id == post_id), None)
    if chosen is None:
        raise NotYours
    Account.objects.filter(pk=account.pk).update(acting_post_id=post_id)
    account.acting_post_id = post_id
    record(account, "account.act_for", actor, post=chosen.label)
    return actor_for(account, today, post_id)
