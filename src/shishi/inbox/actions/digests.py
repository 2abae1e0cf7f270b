"""The day's digest: what waited until the morning, in one entry a person."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from shishi.inbox.actions.telling import tell_waiting
from shishi.inbox.queries.digests import waiting_for_digest
from shishi.inbox.queries.habits import habits_of
from shishi.journal.models import Telling
from shishi.lib import clock
from shishi.orgs.queries import home_regions
from shishi.rules.telling import DIGEST_HOUR, Way
from shishi.rules.workdays import WorkCalendar

BATCH = 200


def write_digests(calendar_at: Callable[[str], WorkCalendar]) -> int:
    """Write this workday's digests; return how many. Nothing before eight in the morning or on a day off.

    Safe to run twice and from two workers at once: a person has one digest a day, and what is bundled stays where it
    is. A digest holds what was recorded before eight, however late it is written.

    calendar_at  the calendar of the region somebody works in
    """
    today = clock.today()
    morning = clock.at(today, DIGEST_HOUR)
    if clock.now() < morning:
        return 0
    while tell_waiting():
        pass
    people = waiting_for_digest(today, morning)
    regions = home_regions(today, people)
    due = [one for one in people if calendar_at(regions.get(one, "")).is_workday(today)]
    return sum(_bundle(due[n : n + BATCH], today, morning) for n in range(0, len(due), BATCH))


@transaction.atomic
def _bundle(people: Collection[int], today: date, morning: datetime) -> int:
    """Bundle what some people have waiting; return how many digests hold anything."""
    held = Telling.objects.select_for_update(skip_locked=True).held(morning).filter(person_id__in=people)
    rows = list(held.order_by("id").values_list("pk", "person_id"))
    habits = habits_of({person for _pk, person in rows})
    Telling.objects.bulk_create(
        [
            Telling(
                person_id=person,
                reason="digest",
                way=Way.AT_ONCE,
                told_at=habit.quiet.over_after(morning),
                bundled_on=today,
            )
            for person, habit in habits.items()
        ],
        ignore_conflicts=True,
    )
    put_into_digests([pk for pk, _person in rows], today)
    return len(habits)


def put_into_digests(ids: Collection[int], today: date) -> int:
    """Put tellings into their persons' digests of a day; return how many were in none yet. Safe to repeat."""
    digest = Telling.objects.filter(person_id=OuterRef("person_id"), bundled_on=today)
    free = Telling.objects.filter(pk__in=ids, bundle=None, read_at=None)
    return free.update(
        bundle_id=Subquery(digest.values("pk")[:1]),
        told_at=Coalesce("told_at", Subquery(digest.values("told_at")[:1])),
    )
