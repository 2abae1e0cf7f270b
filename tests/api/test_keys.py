"""A program shows a key and is its person, acting from a post."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from shishi.lib import clock
from shishi.orgs.models import Account, Delegation, Token
from tests.world import TODAY


def test_a_key_opens_what_its_person_may_know(program):
    found = program("liaison").get("/me").json()
    assert (found["name"], found["login"]) == ("刘小青", "liaison")
    assert [post["role"] for post in found["posts"]] == ["unit_liaison"]
    assert found["reach"] == ["县教育局牵头或配合的项目。"]


def test_without_a_good_key_every_answer_is_the_same_401(program, world):
    holder = program("liaison")
    Token.objects.filter(account=world.account("clerk")).update(revoked_at=clock.now())
    Account.objects.filter(login="clerk2").update(status=Account.Status.DISABLED)
    Account.objects.filter(login="city").update(valid_until=TODAY - timedelta(days=1))
    refused = [Client().get("/api/me"), Client().get("/api/me", headers={"Authorization": "Basic eDp5"})]
    for who in ("nobody", "clerk", "clerk2", "city"):
        holder.key = f"key-of-{who}-0123456789abcdef"
        refused.append(holder.get("/me"))
    assert {(answer.status_code, answer.content) for answer in refused} == {(401, refused[0].content)}
    assert refused[0].headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_is_no_key(client, world):
    client.force_login(world.account("clerk"))
    assert client.get("/api/me").status_code == 401


def test_another_post_is_acted_from_by_a_header(program, world):
    lent = Delegation.objects.create(
        post=world.posts["edu_head"], to_person=world.people["liaison"], since=TODAY, until=TODAY, reason="出差"
    )
    found = program("liaison").get("/me", Shishi_Post=str(lent.post_id)).json()
    assert [(post["role"], post["delegated_by"]) for post in found["posts"] if post["is_acting"]] == [
        ("unit_head", "王教林")
    ]


def test_a_post_one_does_not_hold_is_not_acted_from(program, world):
    holder = program("liaison")
    assert holder.get("/me", Shishi_Post=str(world.posts["head"].pk)).status_code == 403
    assert holder.get("/me", Shishi_Post="head").status_code == 400


def test_a_first_password_must_be_changed_first(program):
    Account.objects.filter(login="liaison").update(must_change_password=True)
    assert program("liaison").get("/me").status_code == 403


@pytest.fixture
def one_minute(monkeypatch):
    """However long the requests of a test take, they fall into one minute."""
    monkeypatch.setattr("shishi.orgs.pace.time", SimpleNamespace(monotonic=lambda: 30.0))


@pytest.mark.usefixtures("one_minute")
def test_an_account_that_asks_too_fast_is_slowed_alone(program, settings):
    settings.API_CALLS_A_MINUTE = 3
    hurried = program("clerk")
    assert [hurried.get("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert 1 <= int(hurried.get("/me").headers["Retry-After"]) <= 60
    assert type(hurried)("liaison").get("/me").status_code == 200


@pytest.mark.usefixtures("one_minute")
def test_guessing_keys_is_slowed_by_network_whatever_the_header_says(world):
    def guess(n):
        headers = {"Authorization": f"Bearer guess{n}", "X-Forwarded-For": f"10.0.0.{n}"}
        return Client().get("/api/me", headers=headers).status_code

    statuses = [guess(n) for n in range(80)]
    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_no_answer_is_kept_by_anybody(program):
    for answer in (program("clerk").get("/me"), Client().get("/api/me")):
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert "Authorization" in answer.headers["Vary"]
