"""Questions about personal keys to the API."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from shishi.orgs.models import Account, Token

LONGEST = 200


def account_for_token(token: str, today: date) -> Account | None:
    """The account a personal key opens today, with its person; None for a key that is unknown or revoked, and for an
    account that is closed or past its last day. One query.
    """
    if not token or len(token) > LONGEST:
        return None
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = Token.objects.select_related("account__person").filter(digest=digest, revoked_at=None).first()
    if found is None:
        return None
    account = found.account
    expired = account.valid_until is not None and account.valid_until < today
    return account if account.is_active and not expired else None


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A personal key as its owner sees it; the key itself is nowhere kept."""

    id: int
    name: str
    created_at: datetime


def keys_of(account_id: int) -> list[KeyRow]:
    """The keys of an account that still open something, newest first. One query."""
    rows = Token.objects.filter(account=account_id, revoked_at=None).order_by("-id")
    return [KeyRow(key.pk, key.name, key.created_at) for key in rows]
