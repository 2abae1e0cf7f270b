"""Only who audits reads the journal, and only of their region."""

from shishi.journal.actions import record
from shishi.rules.authority import HOUSE


def test_an_auditor_reads_what_the_regions_people_did(program, world):
    office, other = world.posts["clerk"], world.posts["stranger"]
    record(office, "post.end", world.actor("head"), until="2023-09-04")
    record(other, "post.end", world.actor("stranger"), until="2023-09-04")
    record(world.account("clerk"), "account.sign_in_failed", HOUSE, refused=True)
    record(world.account("stranger"), "account.sign_in_failed", HOUSE, refused=True)
    rows = program("auditadmin").get("/journal").json()["rows"]
    assert [(r["verb"], r["actor_name"], r["is_refusal"]) for r in rows] == [
        ("post.end", "周主任", False),
        ("account.sign_in_failed", "系统", True),
    ]


def test_an_auditor_asks_for_one_verb_and_goes_on_by_key(program, world):
    for _ in range(3):
        record(world.posts["clerk"], "post.end", world.actor("head"))
    record(world.posts["clerk"], "post.start", world.actor("head"))
    auditor = program("auditadmin")
    first = auditor.get("/journal", {"verb": "post.end", "limit": 2}).json()
    rest = auditor.get("/journal", {"verb": "post.end", "limit": 2, "after": first["next"]}).json()
    assert [len(first["rows"]), len(rest["rows"]), rest["next"]] == [2, 1, None]


def test_a_verb_that_is_none_is_refused(program):
    assert program("auditadmin").get("/journal", {"verb": "' or 1=1"}).status_code == 400
