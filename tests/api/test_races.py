"""Many programs at once: one effect, and everybody else is told so."""

from threading import Thread

import pytest
from django.db import connection

from shishi.journal.models import Entry
from tests.api.conftest import Program, give_keys
from tests.api.test_returns import climb
from tests.cases import stories
from tests.reports.builders import build as open_books

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(world):
    """A return that waits for the office: its id, and the version it was read at."""
    give_keys(world)
    county = open_books(world)
    item = county.item("新增公办学位")
    county.indicator(item, "新增学位", 100)
    row = county.open(item, previous=50)
    return row.pk, climb(row)["version"]


def at_once(acts):
    """Carry all acts out at the same time, each again while the database has no time for it; return the answers."""
    answers = []

    def carry_out(act):
        answer = act()
        while answer.status_code == 503:
            answer = act()
        answers.append(answer)
        connection.close()

    hands = [Thread(target=carry_out, args=(act,)) for act in acts]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return answers


def accepting(who, waiting, **headers):
    pk, version = waiting
    return lambda: Program(who).post(f"/returns/{pk}/steps/accept", {"version": version}, **headers)


def test_of_many_at_once_one_accepts(waiting):
    answers = at_once([accepting(who, waiting) for who in ("clerk", "clerk2", "head") * 2])
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 5
    assert Entry.objects.filter(verb="return.accept").count() == 1


def test_one_key_sent_at_once_has_one_effect(waiting):
    answers = at_once([accepting("clerk", waiting, Idempotency_Key="k1") for _ in range(6)])
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert Entry.objects.filter(verb="return.accept").count() == 1


def test_of_many_who_assign_a_problem_at_once_one_does(world):
    give_keys(world)
    case = stories.problem(world)
    body = {"version": case.version, "answers": {"unit": world.orgs["education"].pk, "type": "short"}}
    path = f"/cases/{case.pk}/steps/assign"
    answers = at_once([lambda who=who: Program(who).post(path, body) for who in ("clerk", "clerk2", "head")])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert Entry.objects.filter(verb="problem.assign").count() == 1


def test_one_key_opens_one_case(world):
    give_keys(world)
    given = {"title": "楼道堆物", "text": "三楼堆放纸箱。", "source": "inspection"}
    body = {"kind": "problem", "answers": given}
    answers = at_once([lambda: Program("clerk").post("/cases", body, Idempotency_Key="k1")] * 4)
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert Entry.objects.filter(verb="problem.open").count() == 1
