"""Loads the sample year up to a day, through the actions its people would have used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.county import found_county
from shishi.demo.actions.programme import import_list, issue, make_programme
from shishi.demo.actions.year import moments
from shishi.demo.files import programme_facts
from shishi.journal.models import Entry
from shishi.lib import clock
from shishi.lib.planner import look_again
from shishi.lib.refusal import Refused
from shishi.orgs.models import Org
from shishi.programmes.models import Programme

FOUNDED = date(2023, 1, 3)
type Say = Callable[[str], object]


def load(as_of: date, say: Say) -> Programme:
    """Load the sample year up to the end of `as_of` and leave the clock on that day.

    Refuses when any organisation exists: the demonstration goes into an empty database only.
    """
    if Org.objects.exists():
        raise Refused("There are organisations already; the demonstration goes into an empty database only.")
    try:
        return _load(as_of, say)
    finally:
        clock.stop_rehearsing()


def _load(as_of: date, say: Say) -> Programme:
    clock.rehearse(clock.at(FOUNDED, 9))
    say("Founding the county: regions, organisations, people …")
    found_county()
    cast = Cast()
    say("Importing the office's workbook …")
    programme = make_programme(cast)
    import_list(programme, cast)
    clock.rehearse(clock.at(date.fromisoformat(programme_facts()["issued_on"]), 16))
    issue(programme, cast)
    look_again()
    for moment in moments(cast, programme, as_of):
        clock.rehearse(moment.at)
        if moment.name.startswith("morning") and moment.at.astimezone(clock.CHINA).day == 1:
            say(f"  {moment.at.astimezone(clock.CHINA):%Y-%m} …")
            look_again()
        try:
            moment.run()
        except Refused as refusal:
            raise AssertionError(f"{moment.name}: {refusal.sentence} {refusal.fields}") from refusal
    return programme


def wind_clock(as_of: date) -> None:
    """Let every process of the demonstration believe it is the morning of `as_of`, or just after the last act."""
    last = Entry.objects.order_by("-id").values_list("at", flat=True).first()
    morning = clock.at(as_of, 9)
    moment = max(morning, last + timedelta(minutes=1)) if last else morning
    clock.write_followed(settings.CLOCK_FILE, moment)
