"""Which unit usually answers for a topic: what the desk is offered before it decides."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from shishi.cases.models import Case


def usual_units(home_path: str, kind: str, topics: Iterable[str]) -> dict[str, int]:
    """The unit that was last charged with a case of each topic at an office, by topic. Two queries."""
    wanted = {topic for topic in topics if topic}
    rows = Case.objects.filter(home_path=home_path, kind=kind, topic__in=wanted, unit__closed_on=None)
    latest = rows.exclude(unit=None).values("topic").annotate(last=Max("pk"))
    ids = [row["last"] for row in latest] if wanted else []
    return dict(Case.objects.filter(pk__in=ids).values_list("topic", "unit_id")) if ids else {}
