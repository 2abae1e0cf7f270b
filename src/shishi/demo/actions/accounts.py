"""Lists the demonstration's accounts, each with a key to the API."""

from __future__ import annotations

from shishi.demo.accounts import DemoAccount
from shishi.demo.actions.county import PASSWORD
from shishi.lib import clock
from shishi.orgs.actions.accounts import create_token
from shishi.orgs.models import Account
from shishi.orgs.queries import actor_for
from shishi.orgs.queries.me import reach_in_words
from shishi.rules.authority import ROLE_LABELS, Actor


def list_accounts() -> list[DemoAccount]:
    """Every account as whoever tries the demonstration needs it."""
    accounts = Account.objects.select_related("person").order_by("pk")
    return [_describe(account, actor_for(account, clock.today())) for account in accounts]


def _describe(account: Account, actor: Actor) -> DemoAccount:
    posts = [p for p in (actor.post, *actor.others) if p]
    return DemoAccount(
        login=account.login,
        password=PASSWORD,
        name=account.person.name,
        role=actor.role or "",
        role_label=str(ROLE_LABELS[actor.role]) if actor.role else "",
        posts=[p.label for p in posts],
        reach="".join(map(str, reach_in_words(actor))),
        token=create_token(account, "演示", actor),
    )
