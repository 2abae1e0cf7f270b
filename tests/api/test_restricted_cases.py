"""A case few may know of leaves no trace in what programs of others read: no row, no count, no file, no door."""

import pytest

from tests.api.conftest import Program, give_keys
from tests.cases.conftest import cast  # noqa: F401 -- a fixture
from tests.cases.test_clues_stay_hidden import BLIND, SECRET, cells, discipline, handed  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
DATES = "since=2023-01-01&until=2024-01-01"
READS = (
    "/cases?state=all",
    "/cases?state=all&kind=clue",
    f"/cases?state=all&q={SECRET}",
    f"/cases?state=all&set=found&{DATES}",
    f"/case-rates?kind=clue&by=unit&{DATES}",
    "/case-loads?kind=clue",
    "/case-topics",
    "/case-callbacks",
    "/case-factors",
    "/case-wishes",
    "/case-pairings",
    "/inbox",
    "/journal?verb=clue",
)


@pytest.mark.parametrize("who", BLIND)
def test_no_program_of_others_reads_a_word_or_a_count(handed, who):  # noqa: F811 -- a fixture
    world, problem, clue = handed
    give_keys(world)
    program = Program(who)
    said = [program.get(path) for path in (*READS, f"/cases/{problem.pk}")]
    for answer in said:
        words = answer.content.decode()
        assert SECRET not in words
        assert clue.number not in words
    rates = program.get(READS[4])
    if rates.status_code == 200:
        assert (rates.json()["total"]["n"], rates.json()["rows"]) == (0, [])
        loads = program.get("/case-loads?kind=clue").json()
        assert (loads["units"], loads["people"]) == ([], [])
    register = program.post("/case-kinds/clue/register/xlsx", {"state": "all"})
    assert register.status_code in (200, 422)
    assert SECRET not in cells(register.content)


@pytest.mark.parametrize("who", BLIND)
def test_every_door_is_as_if_there_were_no_such_case(handed, who):  # noqa: F811 -- a fixture
    world, problem, clue = handed
    give_keys(world)
    program, at = Program(who), f"/cases/{clue.pk}"
    step = clue.steps.first().pk
    doors = {
        f"{at}/steps/receive": {"version": clue.version},
        f"{at}/parts": {"version": clue.version, "unit_ids": [1]},
        f"{at}/parts/{clue.parts.first().pk}/release": {"version": clue.version},
        f"{at}/parts/report": {"report": "已办"},
        f"{at}/split": {"version": clue.version, "title": "另一件", "text": "另一件。"},
        f"{at}/duty": {"version": clue.version, "is_duty": True},
        f"{at}/sponsor": {"version": clue.version},
        f"{at}/repeats": {"earlier_id": problem.pk},
        f"{at}/recusals": {"reason": "亲属"},
        f"{at}/papers/{step}/pdf": {},
        f"{at}/book/pdf": {},
        "/cases/steps/receive": {"cases": [{"id": clue.pk, "version": clue.version}]},
    }
    assert {program.post(path, body).status_code for path, body in doors.items()} == {404}
    hint = program.post(f"/cases/{problem.pk}/repeats", {"earlier_id": clue.pk})
    nowhere = program.post(f"/cases/{problem.pk}/repeats", {"earlier_id": 987654321})
    assert (hint.status_code, hint.content) == (nowhere.status_code, nowhere.content)
