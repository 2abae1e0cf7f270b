"""Signing in: the right password, the same answer for everything else, and a slow-down that does not tell."""

import pytest

from shishi.journal.models import Entry
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.actions import signing
from tests.world import PASSWORD


def test_the_right_password_opens(world):
    assert signing.check_sign_in(" Clerk ", PASSWORD, "10.0.0.1") == world.account("clerk")


@pytest.mark.parametrize(("login", "password"), [("clerk", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_everything_else_is_refused_alike(world, login, password):
    assert signing.check_sign_in(login, password, "10.0.0.1") is None


def test_a_failure_of_a_real_account_is_recorded(world):
    signing.check_sign_in("clerk", "wrong", "10.0.0.1")
    assert Entry.objects.get().verb == "account.sign_in_failed"


def test_after_five_failures_even_the_right_password_waits(world):
    for _ in range(5):
        signing.check_sign_in("clerk", "wrong", "10.0.0.1")
    assert signing.check_sign_in("clerk", PASSWORD, "10.0.0.1") is None
    assert signing.check_sign_in("head", PASSWORD, "10.0.0.2") is not None


def test_a_disabled_account_does_not_open(world):
    account = world.account("clerk")
    account.status = "disabled"
    account.save()
    assert signing.check_sign_in("clerk", PASSWORD, "10.0.0.1") is None


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("bad", "Spring-2024-x", "Spring-2024-x", "old"),
        (PASSWORD, "Spring-2024-x", "other", "again"),
        (PASSWORD, "short", "short", "new"),
    ],
)
def test_a_bad_new_password_is_refused_beside_its_field(world, old, new, again, field):
    with pytest.raises(Refused) as refusal:
        signing.change_password(world.account("clerk"), old, new, again, world.actor("clerk"))
    assert list(refusal.value.fields) == [field]


def test_one_acts_only_from_posts_one_holds(world):
    with pytest.raises(NotYours):
        signing.act_for(world.account("clerk"), world.posts["head"].pk, world.actor("clerk"))
