"""How long a sign-in must wait after failures: slow-down by account and by network, never a lock-out that tells."""

from __future__ import annotations

from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
WINDOW = timedelta(minutes=15)


def wait_until(n_failures: int, last: datetime) -> datetime:
    """The moment from which the next try is looked at, given the failures within the window."""
    if n_failures < FREE_TRIES:
        return last
    return last + min(FIRST_WAIT * (1 << min(n_failures - FREE_TRIES, 10)), LONGEST_WAIT)
