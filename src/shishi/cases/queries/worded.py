"""Cases by the words in them, or by their number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import Q

from shishi.cases.models import Case
from shishi.cases.models.case import is_of_unit_alone, put_out_to, regions_around
from shishi.lib import fulltext
from shishi.lib.beginning import begins
from shishi.rules.authority import Actor
from shishi.search.models import DAILY, OPEN, Entry, EntryUnit

# A number as offices write it, or its beginning: letters of the kind, then digits of the region.
NUMBER = re.compile(r"[A-Z]{1,4}\d")
# A number of a hotline or board, or its beginning: five digits and more, marks between them.
OUTSIDE = re.compile(r"\d{5}[0-9A-Z_-]*")


def reads_like_number(typed: str) -> bool:
    """Whether what was typed is looked for among numbers, ours or outside ones. No query."""
    typed = typed.strip().upper()
    return bool(NUMBER.match(typed) or OUTSIDE.fullmatch(typed))


def with_words(typed: str, actor: Actor, *, is_open: bool = False, months: Sequence[str] = ()) -> Q:
    """Cases whose number, ours or the outside one, begins with what was typed, where it reads like one; else those
    that hold every word; with `is_open` only open ones, with `months` only those opened in one of these.

    The actor's regions, or unit, narrow the words while they are looked up; what is within reach, the caller says.
    """
    typed = typed.strip().upper()
    if NUMBER.match(typed):
        return begins("number", typed) | begins("outside_number", typed)
    if not (words := fulltext.asked(typed)):
        return Q(pk__in=[])
    within, at = regions_around(actor)
    among = ([*map(fulltext.place, within), *map(fulltext.exactly, at)], months)
    found = Entry.objects.filter(kind="case", pk__in=fulltext.ids_with(OPEN if is_open else DAILY, words, among))
    # Open ones of a county are few enough to be asked whether they are reached; all of all years are not.
    if not is_open and is_of_unit_alone(actor) and (offered := put_out_to(actor)):
        numbers = Case.objects.filter(offered).order_by().values("pk")
        put_out = Entry.objects.filter(kind="case", subject_id__in=numbers).values("pk")
        own = EntryUnit.objects.filter(unit_id=actor.org_id or 0).values("entry_id")
        found = found.filter(pk__in=own.union(put_out, all=True))
    holding = Q(pk__in=found.values("subject_id"))
    return holding | begins("outside_number", typed) if OUTSIDE.fullmatch(typed) else holding
