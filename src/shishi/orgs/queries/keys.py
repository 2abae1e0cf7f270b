"""Questions about personal keys to the API."""

from __future__ import annotations

import hashlib
from datetime import date

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
