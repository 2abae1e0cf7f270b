"""Cases that may be the same thing again."""

from __future__ import annotations

from django.db.models import FETCH_RAISE

from shishi.almanac.queries import calendars
from shishi.cases.models import Case
from shishi.cases.queries.lists import CaseRow, row_of
from shishi.cases.queries.worded import with_words
from shishi.lib import clock
from shishi.rules.authority import Actor

MOST = 5
SHORTEST = 4


def alike(actor: Actor, kind: str, title: str) -> list[CaseRow]:
    """The latest cases of a kind within reach that hold every word of a title. One query, none for a short title."""
    title = title.strip()[:40]
    if len(title) < SHORTEST:
        return []
    rows = Case.objects.visible_to(actor).filter(with_words(title, actor), kind=kind).order_by("-id")
    found = list(rows.select_related("unit", "holder").defer("text").fetch_mode(FETCH_RAISE)[:MOST])
    known, now = calendars(), clock.now()
    return [row_of(case, now, known) for case in found]
