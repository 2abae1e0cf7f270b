"""How long a session lives: half an hour without a request, a quarter for administrators, twelve hours in all.

The session keeps when it began and when it was last seen. The second is written at most every five minutes, so that
reading does not write; a session therefore sleeps up to five minutes early, never late. The machine's own clock counts:
a rehearsed one jumps.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

ADMIN_MINUTES = 15
WRITE_AFTER = 5 * 60
KEY = "seen"


def is_awake(session: Any, now: float, *, is_administrator: bool) -> bool:
    """Whether the session may go on; notes that it was seen when that was last noted over five minutes ago."""
    began, seen = session.get(KEY, (now, None))
    minutes = min(ADMIN_MINUTES, settings.IDLE_MINUTES) if is_administrator else settings.IDLE_MINUTES
    if seen is not None and (not -60 <= now - seen <= minutes * 60 or now - began > settings.SESSION_COOKIE_AGE):
        return False
    if seen is None or now - seen > WRITE_AFTER:
        session[KEY] = (began, now)
    return True
