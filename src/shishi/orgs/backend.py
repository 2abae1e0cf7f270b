"""Finds the account of a session with its person, in one query."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend

from shishi.orgs.models import Account


class AccountBackend(BaseBackend):
    """Signing in goes through `actions.signing`; this only brings back who is signed in."""

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.select_related("person").filter(pk=user_id).first()
