"""Everybody chooses for themselves how they are told; what asks something of them is never switched off."""

from __future__ import annotations

import re
from datetime import time

import pytest

from shishi.inbox import actions, queries
from shishi.inbox.models import Habit
from shishi.journal.models import Entry
from shishi.journal.sentences import all_reasons
from shishi.lib.refusal import Refused
from shishi.rules.telling import USUAL_QUIET, QuietHours, Way
from tests.api.conftest import Program, give_keys
from tests.architecture.source import python_files


def test_a_choice_is_kept_and_recorded_without_words(world) -> None:
    actions.settle({"informed": Way.NEVER, "review": Way.DIGEST}, QuietHours(time(21), time(6)), world.actor("clerk"))
    actions.settle({"informed": Way.AT_ONCE}, QuietHours(time(21), time(6)), world.actor("clerk"))
    habit = Habit.objects.get()
    assert (habit.ways, habit.quiet_since, habit.quiet_until) == ({"review": "digest"}, time(21), time(6))
    entry = Entry.objects.filter(verb="inbox.settle").last()
    assert entry.facts == {"ways": {"review": "digest"}, "quiet": ["21:00", "06:00"]}


@pytest.mark.parametrize(
    ("ways", "quiet", "field"),
    [
        ({"review": Way.NEVER}, USUAL_QUIET, "review"),
        ({"nonsense": Way.DIGEST}, USUAL_QUIET, "nonsense"),
        ({}, QuietHours(time(9), time(8, 59)), "quiet_until"),
    ],
)
def test_what_may_not_be_chosen_is_refused_beside_its_field(world, ways, quiet, field) -> None:
    with pytest.raises(Refused) as refusal:
        actions.settle(ways, quiet, world.actor("clerk"))
    assert set(refusal.value.fields) == {field}
    assert not Habit.objects.exists()


def everything(**changed: str) -> dict[str, str]:
    return dict.fromkeys(all_reasons(), "at_once") | {"quiet_since": "22:00", "quiet_until": "07:00"} | changed


def test_the_page_saves_and_refuses(client, world) -> None:
    client.force_login(world.account("clerk"))
    assert "提醒设置" in client.get("/me/").content.decode()
    assert "供您知悉的" in client.get("/me/reminders/").content.decode()
    assert client.post("/me/reminders/", everything(informed="digest")).status_code == 302
    assert Habit.objects.get().ways == {"informed": "digest"}
    assert client.post("/me/reminders/", everything(review="never")).status_code == 422
    answer = client.post("/me/reminders/", everything(quiet_since="08:00", quiet_until="07:00"))
    assert answer.status_code == 422
    assert "最长14小时" in answer.content.decode()
    assert Habit.objects.get().ways == {"informed": "digest"}


def test_programs_read_and_choose_the_same(world) -> None:
    give_keys(world)
    clerk = Program("clerk")
    before = clerk.get("/inbox/settings").json()
    assert before["quiet_since"] == "22:00"
    assert before["reasons"][0]["asks"] is True
    body = {"quiet_since": "21:30", "quiet_until": "06:30", "ways": {"informed": "never"}}
    after = clerk.send("PUT", "/inbox/settings", body).json()
    assert next(r["way"] for r in after["reasons"] if r["code"] == "informed") == "never"
    assert clerk.send("PUT", "/inbox/settings", body | {"ways": {"review": "never"}}).status_code == 422
    assert clerk.get("/inbox").json() == {"rows": [], "next": None}
    assert clerk.get("/inbox/digests/1").status_code == 404


def test_every_reason_somebody_is_told_by_has_words() -> None:
    told = re.compile(r"""(?:Tell|fillers|_tell|told)\([^"\n]*?(?:\([^)]*\)[^"\n]*)?, "([a-z_]+)"\)""")
    codes = {code for path in python_files() for code in told.findall(path.read_text(encoding="utf-8"))}
    assert len(codes) > 10
    assert codes <= set(all_reasons())


def test_one_settings_query(world, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        queries.settings_of(world.people["clerk"].pk)
