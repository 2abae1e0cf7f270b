"""Only who audits reads the journal, as its page shows it."""

from datetime import timedelta

import pytest

from shishi.journal.actions import record
from shishi.journal.queries import Sought, search
from tests.world import TODAY


@pytest.fixture
def recorded(world):
    for _ in range(3):
        record(world.posts["clerk"], "post.end", world.actor("head"), until="2023-09-04")
    record(world.account("clerk"), "account.sign_in", world.actor("clerk"), refused=True)


def test_page_and_program_read_the_same_journal(program, recorded):
    rows = program("auditadmin").get("/journal").json()["rows"]
    assert [(r["id"], r["sentence"]) for r in rows] == [(r.id, r.sentence) for r in search(Sought())]


def test_an_auditor_asks_for_one_noun_and_goes_on_by_key(program, recorded):
    auditor = program("auditadmin")
    first = auditor.get("/journal", {"verb": "post", "limit": 2}).json()
    rest = auditor.get("/journal", {"verb": "post", "limit": 2, "before": first["next"]}).json()
    assert [len(first["rows"]), len(rest["rows"]), rest["next"]] == [2, 1, None]


def test_an_auditor_asks_for_refusals_and_for_days(program, recorded):
    auditor = program("auditadmin")
    assert [r["verb"] for r in auditor.get("/journal", {"only_refusals": True}).json()["rows"]] == ["account.sign_in"]
    assert auditor.get("/journal", {"since": str(TODAY + timedelta(days=1))}).json()["rows"] == []


def test_a_verb_that_is_none_is_refused(program):
    assert program("auditadmin").get("/journal", {"verb": "' or 1=1"}).status_code == 400
