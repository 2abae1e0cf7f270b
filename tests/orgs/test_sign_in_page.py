"""The sign-in page and what stands behind it."""

import pytest

from tests.world import PASSWORD


def test_signing_in_changes_the_session_and_leads_on(client, world):
    client.get("/sign-in/")
    answer = client.post("/sign-in/", {"login": "liaison", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


def test_a_wrong_password_is_answered_with_a_sentence_and_the_login_kept(client, world):
    answer = client.post("/sign-in/", {"login": "liaison", "password": "wrong"})
    assert answer.status_code == 422
    assert "登录名或密码不正确" in answer.text
    assert 'value="liaison"' in answer.text


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "-1", "desk"])
def test_signing_in_never_leads_elsewhere(client, world, following):
    answer = client.post("/sign-in/", {"login": "liaison", "password": PASSWORD, "next": following})
    assert answer.url == "/"


def test_whoever_must_change_the_password_is_led_there_first(client, world):
    account = world.account("liaison")
    account.must_change_password = True
    account.save()
    client.force_login(account)
    assert client.post("/me/programme/", {}).url == "/me/password/"


def test_a_post_that_ended_counts_no_more_on_the_next_request(client, world):
    client.force_login(world.account("liaison"))
    world.posts["liaison"].until = world.posts["liaison"].since
    world.posts["liaison"].save()
    assert client.post("/me/programme/", {}).status_code == 403


@pytest.mark.parametrize("address", ["/desk/", "/help/", "/items/987654/", "/system/journal/", "/nowhere/"])
def test_nothing_shown_to_somebody_signed_in_is_kept_by_a_browser(client, world, address):
    client.force_login(world.account("clerk"))
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_fragment_sends_the_whole_page_to_sign_in(client, db):
    answer = client.post("/me/programme/", {}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in/")


def test_signing_out_needs_a_post(client, world):
    client.force_login(world.account("liaison"))
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").url == "/sign-in/"
