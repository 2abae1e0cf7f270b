"""Closing accounts, new passwords, keys to the API, and lifting a slow-down."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Account, SignInFailure, Token
from shishi.rules.authority import Actor, Role

SYSTEM, SECURITY = frozenset({Role.SYSTEM_ADMIN}), frozenset({Role.SECURITY_ADMIN})
# Without characters that are taken for one another when read out or copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
MOST_TOKENS = 10


@transaction.atomic
def disable(account: Account, actor: Actor) -> None:
    """Close an account at once, by either administrator; its sessions and keys end with the next request."""
    if not actor.is_any(SYSTEM | SECURITY) or account.person_id == actor.person_id:
        raise NotYours
    changed = Account.objects.filter(pk=account.pk, status=Account.Status.ACTIVE).update(status=Account.Status.DISABLED)
    if changed:
        record(account, "account.disable", actor)


@transaction.atomic
def reset_password(account: Account, actor: Actor) -> str:
    """Give an account a random password and return it, to be shown this once; it is changed at the next sign-in.

    Every session and every key of the account ends. Refuses one's own account and a closed one.
    """
    if not actor.is_any(SYSTEM) or account.person_id == actor.person_id:
        raise NotYours
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise Refused(_("账号已停用，请先恢复。"))
    password = random_password()
    account.set_password(password)
    account.must_change_password = True
    account.password_changed_at = clock.now()
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    n_keys = account.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    record(account, "account.reset_password", actor, n_keys=n_keys, tell=[Tell(account.person_id, "account")])
    return password


def random_password() -> str:
    """Sixteen characters in four groups, about 90 bit, with all three kinds of character."""
    while True:
        found = [secrets.choice("".join(LETTERS)) for _n in range(16)]
        if all(set(found) & set(kind) for kind in LETTERS):
            return "-".join("".join(found[at : at + 4]) for at in range(0, 16, 4))


@transaction.atomic
def create_token(account: Account, name: str, actor: Actor) -> str:
    """Make a personal key to the API and return it, to be shown this once; only its hash is kept."""
    if account.person_id != actor.person_id:
        raise NotYours
    if account.tokens.filter(revoked_at=None).count() >= MOST_TOKENS:
        raise Refused(_("最多可有 %(n)d 个令牌，请先注销不用的。") % {"n": MOST_TOKENS})
    name = clean(name, 40)
    if not name:
        raise Refused(_("请写明令牌的用途。"), {"name": _("必填。")})
    secret = f"shishi_{secrets.token_urlsafe(24)}"
    digest = hashlib.sha256(secret.encode()).hexdigest()
    token = Token.objects.create(account=account, digest=digest, name=name, created_at=clock.now())
    record(account, "account.token", actor, token=token.pk)
    return secret


@transaction.atomic
def revoke_token(token_id: int, actor: Actor) -> None:
    """Revoke one of one's own keys; it opens nothing from now on. Safe to repeat."""
    mine = Token.objects.filter(pk=token_id, account__person=actor.person_id).select_related("account").first()
    if mine is None:
        raise NotYours
    if Token.objects.filter(pk=mine.pk, revoked_at=None).update(revoked_at=clock.now()):
        record(mine.account, "account.revoke_token", actor, token=mine.pk)


@transaction.atomic
def forget_failures(account: Account, actor: Actor) -> int:
    """Lift the slow-down of an account; return how many failures are forgotten."""
    if not actor.is_any(SECURITY):
        raise NotYours
    digest = hashlib.sha256(account.login.encode()).hexdigest()
    n = SignInFailure.objects.filter(login_digest=digest).delete()[0]
    record(account, "account.forget_failures", actor, n=n)
    return n


def forget_old_failures() -> int:
    """Drop failed sign-ins older than thirty days; return how many. Safe to run twice."""
    return SignInFailure.objects.filter(at__lt=clock.now() - timedelta(days=30)).delete()[0]
