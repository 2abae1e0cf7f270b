"""The three steps shown at first sign-in."""

from __future__ import annotations

from django.db import transaction

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.orgs.models import Account
from shishi.rules.authority import Actor


@transaction.atomic
def end_tour(account: Account, actor: Actor) -> None:
    """Never show the tour to this account again. Safe to call twice: the first time counts."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.tour_done_at is not None:
        return
    account.tour_done_at = clock.now()
    account.save(update_fields=["tour_done_at"])
    record(account, "account.end_tour", actor)
