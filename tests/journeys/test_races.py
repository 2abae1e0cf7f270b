"""Two people in the same instant, each on a connection of their own: one effect, and the other is told so.

On SQLite the test database is a file, so the threads have real connections there too.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.utils import OperationalError

from shishi.bulletins.actions import steps
from shishi.bulletins.models import Bulletin
from shishi.documents.actions.books import take_number
from shishi.documents.models import NumberBook, Paper
from shishi.journal.models import Entry
from shishi.lib.refusal import Overtaken, Refused
from shishi.reports.actions import returns
from shishi.reports.models import LineVersion, Return
from tests.bulletins.conftest import draft, end, mid, year  # noqa: F401
from tests.bulletins.test_chain import to_be_signed
from tests.reports.conftest import approved, august, county, drafted, submitted  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Carry all acts out in the same instant; each answers what it returned or the refusal it met.

    An act the database had no time for is tried again, as a browser would.
    """
    start, answers = Barrier(len(acts)), []

    def carry_out(act: Callable[[], object]) -> None:
        start.wait()
        try:
            while True:
                try:
                    answers.append(act())
                except Refused as refusal:
                    answers.append(refusal)
                except OperationalError:
                    continue
                break
        finally:
            connection.close()

    hands = [Thread(target=carry_out, args=(act,)) for act in acts]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return answers


def refused(answers: list[object]) -> list[object]:
    return [type(one) for one in answers if isinstance(one, Refused)]


def test_two_who_accept_one_return_accept_it_once(world, approved):  # noqa: F811
    pk, seen = approved.pk, approved.version
    people = [world.actor(who) for who in ("clerk", "clerk2")]
    found = Return.objects.get(pk=pk)
    answers = at_once(*(lambda one=one: returns.take_step(found, "accept", one, version=seen) for one in people))
    assert (len(answers), refused(answers)) == (2, [Overtaken])
    assert Return.objects.get(pk=pk).stage == "office_accepted"
    assert (LineVersion.objects.count(), Entry.objects.filter(verb="return.accept").count()) == (1, 1)


def test_two_who_sign_one_bulletin_take_one_number(year, draft):  # noqa: F811
    ready = to_be_signed(draft, year.world)
    pk, seen, convener = ready.pk, ready.version, year.world.actor("convener")
    answers = at_once(*[lambda: steps.take_step(pk, "sign", seen, convener)] * 2)
    assert (len(answers), refused(answers)) == (2, [Overtaken])
    book = NumberBook.objects.get()
    assert (book.last, Paper.objects.count(), Bulletin.objects.get(pk=pk).ordinal) == (1, 1, 1)
    assert Entry.objects.filter(verb="bulletin.sign").count() == 1


def test_two_who_take_a_number_of_one_book_take_two(world):
    office, clerk = world.orgs["office"], world.actor("clerk")
    answers = at_once(*[lambda: take_number(office, "bulletin", 2023, clerk)[1]] * 4)
    assert sorted(answers) == [1, 2, 3, 4]
    assert NumberBook.objects.get().last == 4


def test_one_form_sent_twice_in_the_same_instant_is_one_act(world, approved):  # noqa: F811
    pk, seen, clerk = approved.pk, approved.version, world.actor("clerk")
    found = Return.objects.get(pk=pk)
    answers = at_once(*[lambda: returns.take_step(found, "accept", clerk, version=seen, key="one form")] * 2)
    assert (len(answers), refused(answers)) == (2, [])
    assert (LineVersion.objects.count(), Entry.objects.filter(verb="return.accept").count()) == (1, 1)
