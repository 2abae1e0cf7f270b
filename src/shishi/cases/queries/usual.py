"""Which unit usually answers for a topic: what the desk is offered before it decides."""

from __future__ import annotations

from collections.abc import Iterable

from shishi.cases.models import Case
from shishi.lib import clock
from shishi.orgs.models import is_over

RECENT = 500


def usual_units(home_path: str, kind: str, topics: Iterable[str]) -> dict[str, int]:
    """The unit that was last charged with a case of each topic, among the office's latest of the kind, by topic.

    One query; how long the office has been at work does not matter.
    """
    wanted = {topic for topic in topics if topic}
    if not wanted:
        return {}
    latest = Case.objects.filter(home_path=home_path, kind=kind).order_by("-id")
    told, today = latest.values_list("topic", "unit_id", "unit__closed_on")[:RECENT], clock.today()
    charged = [(topic, unit) for topic, unit, closed_on in told if unit is not None and not is_over(closed_on, today)]
    return {topic: unit for topic, unit in reversed(charged) if topic in wanted}
