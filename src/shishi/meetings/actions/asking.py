"""Who is told about a meeting: everybody who answers for an organisation."""

from __future__ import annotations

from collections.abc import Iterable

from shishi.journal.actions import Tell
from shishi.lib import clock
from shishi.meetings.models import Meeting
from shishi.orgs.queries import holders
from shishi.rules.authority import ANSWERING


def told(org_ids: Iterable[int], reason: str) -> list[Tell]:
    """Everybody who answers for these organisations today. One query."""
    return [Tell(person, reason) for person in holders(clock.today(), ANSWERING, org_ids=frozenset(org_ids))]


def all_asked(meeting: Meeting, reason: str) -> list[Tell]:
    """Everybody who answers for an organisation asked to come. Two queries."""
    return told(meeting.attendees.values_list("org_id", flat=True), reason)
