"""Quiet hours and the day's digest: one entry, with everything that waited, and nothing twice."""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest
from django.db import OperationalError, connection

from shishi.almanac.actions import add_local
from shishi.conf.mornings import write_digests
from shishi.inbox import actions, queries
from shishi.inbox.actions.digests import put_into_digests
from shishi.journal.models import Telling
from shishi.lib import clock
from shishi.rules.telling import USUAL_QUIET, Delivery, QuietHours, Way

MONDAY, TUESDAY, FRIDAY, SATURDAY = date(2023, 9, 4), date(2023, 9, 5), date(2023, 9, 8), date(2023, 9, 9)
NEXT_MONDAY = date(2023, 9, 11)


def unread(world, who: str = "clerk") -> int:
    return queries.n_unread(world.people[who].pk)


def digests_of(world, who: str = "clerk"):
    return Telling.objects.filter(person_id=world.people[who].pk, bundled_on__isnull=False)


def choose(world, who: str = "clerk", **ways: Way) -> None:
    actions.settle(ways, USUAL_QUIET, world.actor(who))


def test_what_comes_at_night_counts_in_the_morning_and_joins_the_digest(world, teller) -> None:
    teller.at(MONDAY, 23)
    teller.tell("review", 2)
    actions.tell_waiting()
    assert unread(world) == 0
    assert queries.bell(world.people["clerk"].pk, clock.now()) == queries.Bell(0, is_quiet=True)
    assert len(queries.messages(world.actor("clerk"), None, 9)) == 2

    teller.at(TUESDAY, 7)
    assert queries.bell(world.people["clerk"].pk, clock.now()) == queries.Bell(2, is_quiet=False)
    teller.at(TUESDAY, 8)
    assert write_digests() == 1
    assert unread(world) == 1
    assert [m.n_bundled for m in queries.messages(world.actor("clerk"), None, 9)] == [2]


def test_what_was_read_at_night_is_not_bundled(world, teller) -> None:
    teller.at(MONDAY, 23)
    teller.tell(n=1)
    actions.tell_waiting()
    actions.mark_read(world.actor("clerk"))
    teller.at(TUESDAY, 8)
    assert write_digests() == 0


def test_a_digest_waits_for_a_workday_and_is_never_written_twice(world, teller) -> None:
    choose(world, informed=Way.DIGEST)
    teller.at(FRIDAY, 10)
    teller.tell()
    for day in (FRIDAY, SATURDAY):
        teller.at(day, 12)
        assert write_digests() == 0
    assert unread(world) == 0
    teller.at(NEXT_MONDAY, 7, 30)
    assert write_digests() == 0
    teller.at(NEXT_MONDAY, 8)
    assert [write_digests(), write_digests()] == [1, 0]
    teller.tell()
    teller.at(NEXT_MONDAY, 9)
    assert write_digests() == 0
    assert digests_of(world).count() == 1


def test_a_local_day_off_moves_the_digest_of_those_who_work_there(world, teller) -> None:
    add_local(TUESDAY, "县庆", "", world.actor("head"))
    for who in ("clerk", "city"):
        choose(world, who, informed=Way.DIGEST)
        teller.tell(who=who)
    teller.at(TUESDAY, 8)
    assert write_digests() == 1
    assert (digests_of(world, "city").count(), digests_of(world).count()) == (1, 0)


def test_the_digest_lists_by_reason_what_asks_first_and_leads_on(client, world, teller) -> None:
    choose(world, informed=Way.DIGEST, review=Way.DIGEST)
    teller.tell("informed", 3)
    teller.tell("review", 2)
    teller.tell("urged")
    teller.at(TUESDAY, 8)
    write_digests()
    found = queries.digest(world.actor("clerk"), digests_of(world).get().pk)
    assert [(g.words, g.n, all(m.has_page for m in g.messages)) for g in found.groups] == [
        ("请您审核", 2, True),
        ("请知悉", 3, True),
    ]
    assert unread(world) == 2

    client.force_login(world.account("clerk"))
    answer = client.post(f"/inbox/{found.id}/open/")
    assert answer["Location"] == f"/inbox/digests/{found.id}/"
    page = client.get(answer["Location"]).content.decode()
    assert "请您审核 · 2 条" in page
    assert unread(world) == 1


def test_nobody_opens_another_persons_digest(client, world, teller) -> None:
    choose(world, informed=Way.DIGEST)
    teller.tell()
    teller.at(TUESDAY, 8)
    write_digests()
    client.force_login(world.account("clerk2"))
    assert client.get(f"/inbox/digests/{digests_of(world).get().pk}/").status_code == 404
    single = Telling.objects.filter(bundled_on=None).first()
    client.force_login(world.account("clerk"))
    assert client.get(f"/inbox/digests/{single.pk}/").status_code == 404


def test_reading_everything_leaves_what_still_waits(world, teller) -> None:
    choose(world, informed=Way.DIGEST)
    teller.tell("informed")
    teller.tell("review")
    actions.tell_waiting()
    assert actions.mark_read(world.actor("clerk")) == 1
    teller.at(TUESDAY, 8)
    assert write_digests() == 1


def test_what_is_switched_off_is_told_nowhere(world, teller) -> None:
    choose(world, informed=Way.NEVER)
    teller.tell("informed")
    actions.tell_waiting()
    teller.at(TUESDAY, 8)
    assert (write_digests(), unread(world), queries.messages(world.actor("clerk"), None, 9)) == (0, 0, [])


def test_a_late_riser_has_no_count_before_their_quiet_hours_end(world, teller) -> None:
    quiet = QuietHours(USUAL_QUIET.since, clock.at(MONDAY, 9).astimezone(clock.CHINA).time())
    actions.settle({"informed": Way.DIGEST}, quiet, world.actor("clerk"))
    teller.tell()
    teller.at(TUESDAY, 8)
    assert write_digests() == 1
    assert unread(world) == 0
    teller.at(TUESDAY, 9)
    assert unread(world) == 1


def test_query_counts_do_not_grow_with_people(world, teller, django_assert_max_num_queries) -> None:
    for who in ("clerk", "clerk2", "city", "liaison", "township"):
        teller.at(MONDAY, 23)
        teller.tell("review", 20, who)
    with django_assert_max_num_queries(9):
        actions.tell_waiting()
    teller.at(TUESDAY, 8)
    with django_assert_max_num_queries(14):
        assert write_digests() == 5
    clerk, actor = world.people["clerk"].pk, world.actor("clerk")
    mine = digests_of(world).get().pk
    with django_assert_max_num_queries(1):
        queries.bell(clerk, clock.now())
    with django_assert_max_num_queries(3):
        queries.digest(actor, mine)
    with django_assert_max_num_queries(3):
        queries.messages(actor, None, 9)


def test_a_worker_that_read_stale_rows_changes_nothing(world, teller) -> None:
    choose(world, informed=Way.DIGEST)
    teller.tell("informed", 3)
    ids = list(Telling.objects.values_list("pk", flat=True))
    assert actions.tell_waiting() == 3
    assert actions.mark_delivered(ids, Delivery(Way.AT_ONCE, clock.now())) == 0
    teller.at(TUESDAY, 8)
    assert write_digests() == 1
    assert put_into_digests(ids, TUESDAY) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("job", [actions.tell_waiting, write_digests])
def test_two_workers_at_once_tell_once(world, teller, job) -> None:
    teller.at(MONDAY, 23)
    for who in ("clerk", "clerk2", "city", "liaison"):
        teller.tell("review", 10, who)
    if job is write_digests:
        actions.tell_waiting()
        teller.at(TUESDAY, 8)
    found: list[int] = []

    def work() -> None:
        try:
            found.append(job())
        except OperationalError:
            found.append(0)
        connection.close()

    hands = [Thread(target=work) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sum(found) == (40 if job is actions.tell_waiting else 4)
    if job is write_digests:
        assert Telling.objects.filter(bundled_on=TUESDAY).count() == 4
        assert Telling.objects.filter(bundle__isnull=False).count() == 40
