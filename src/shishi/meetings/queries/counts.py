"""How many meetings took place: by year and kind, and for a paper up to a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shishi.meetings.kinds import KINDS
from shishi.meetings.models import Meeting
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many meetings of a year took place, in all and by kind as (label, count)."""

    year: int
    total: int
    kinds: tuple[tuple[str, int], ...]


def by_year(actor: Actor) -> list[YearCount]:
    """Meetings within reach that took place, newest year first. One query."""
    rows = Meeting.objects.visible_to(actor).took_place().values_list("on__year", "kind").order_by()
    found: dict[int, Counter[str]] = {}
    for year, kind in rows:
        found.setdefault(year, Counter())[kind] += 1
    return [
        YearCount(year, kinds.total(), tuple((_(label), kinds[code]) for code, label in KINDS.items() if kinds[code]))
        for year, kinds in sorted(found.items(), reverse=True)
    ]


def held_until(programme_id: int, year: int, until: date, kind: str = "") -> list[Meeting]:
    """The programme's meetings of the year that took place up to a day, oldest first. One query."""
    rows = Meeting.objects.filter(programme=programme_id, on__year=year, on__lte=until).took_place()
    return list((rows.filter(kind=kind) if kind else rows).order_by("on", "id"))
