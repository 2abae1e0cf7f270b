"""What every template may know: the actor, the demonstration banner, the version."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from shishi import __version__
from shishi.demo.accounts import DemoAccount, read
from shishi.lib import clock

OFFERED_FIRST = (
    "office_staff",
    "unit_liaison",
    "unit_deputy",
    "office_admin",
    "convener",
    "leader",
    "township",
    "system_admin",
)


def demo_accounts() -> list[DemoAccount]:
    """Whom a demonstration offers, read from its own file when the sign-in page asks; one of each role first."""
    found = read(settings.DEMO_ACCOUNTS)
    first = {account.role: account for account in reversed(found)}
    ordered = [first[role] for role in OFFERED_FIRST if role in first]
    return ordered + [account for account in found if account not in ordered]


def house(request: HttpRequest) -> dict[str, Any]:
    """Costs no query."""
    return {
        "demo_accounts": demo_accounts if settings.DEMO else (),
        "actor": getattr(request, "actor", None),
        "demo": settings.DEMO,
        "today": clock.today(),
        "version": __version__,
    }
