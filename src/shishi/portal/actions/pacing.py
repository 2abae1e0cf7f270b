"""How fast strangers may write and try codes: counted in the database, so that every process counts together."""

from __future__ import annotations

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from shishi.lib import clock, sealed
from shishi.lib.refusal import Refused
from shishi.orgs.signin import WINDOW, wait_until
from shishi.portal.models import Knock

PURPOSE = "portal-knock"
HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)
NETWORK_ALLOWANCE = 4
V4_NETWORK, V6_NETWORK = 24, 56


class TooMany(Refused):
    """Too much from one network in too short a time."""

    status = 429


def network_key(address: str) -> str:
    """The digest of the network an address lies in: /24 for IPv4, /56 for IPv6, so that one line is one writer."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return sealed.digest(address, PURPOSE)
    width = V4_NETWORK if isinstance(found, ipaddress.IPv4Address) else V6_NETWORK
    return sealed.digest(str(ipaddress.ip_network(f"{found}/{width}", strict=False)), PURPOSE)


def count_letter(address: str) -> None:
    """Count one letter, in the caller's transaction. Raises TooMany past the hour's number."""
    key, now = network_key(address), clock.now()
    if Knock.objects.filter(what=Knock.What.LETTER, key=key, at__gt=now - HOUR).count() >= settings.LETTERS_AN_HOUR:
        raise TooMany(_("从您所在的网络提交的来信太多，请过一小时再试，或拨打 12345 热线。"))
    Knock.objects.create(what=Knock.What.LETTER, key=key, at=now)


def note_wrong_code(number: str, address: str) -> None:
    """Count one code that was wrong, for its number and for the network."""
    now = clock.now()
    for what, key in _keys(number, address):
        Knock.objects.create(what=what, key=key, at=now)


def is_slowed(number: str, address: str) -> bool:
    """Whether the number or the network has been tried too often of late. Two queries."""
    now = clock.now()
    for what, key in _keys(number, address):
        recent = Knock.objects.filter(what=what, key=key, at__gt=now - WINDOW).order_by("-at")
        times = list(recent.values_list("at", flat=True)[:60])
        allowance = 1 if what == Knock.What.NUMBER else NETWORK_ALLOWANCE
        if times and wait_until(len(times) // allowance, times[0]) > now:
            return True
    return False


def _keys(number: str, address: str) -> tuple[tuple[str, str], ...]:
    own = sealed.digest(number, PURPOSE)
    return ((Knock.What.NUMBER, own), (Knock.What.NETWORK, network_key(address)))


def forget_old() -> int:
    """Forget what is over a day old; return how many. Safe to repeat."""
    return Knock.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
