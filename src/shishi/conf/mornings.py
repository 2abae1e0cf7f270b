"""What the timetable does where two neighbours meet: the inbox writes digests on workdays, the almanac knows them."""

from __future__ import annotations

from shishi.almanac.queries import calendars
from shishi.inbox.actions import digests


def write_digests() -> int:
    """Write the day's digests, by the calendar of the region each person works in; return how many.

    Safe to run twice.
    """
    return digests.write_digests(calendars().at)
