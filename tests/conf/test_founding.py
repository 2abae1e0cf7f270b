"""A new installation: one office, four accounts with random passwords, and only once."""

import pytest
from django.core.management import CommandError, call_command

from shishi.lib.refusal import NotYours
from shishi.orgs.actions.founding import found_org
from shishi.orgs.models import Account, Org, Post
from shishi.orgs.passwords import ThreeKinds


@pytest.fixture
def founded(db, capsys):
    call_command("init", "--region", "430321", "--office", "湘潭县专班办公室")
    return capsys.readouterr().out


def test_the_first_office_has_its_head_and_three_administrators(founded):
    assert Org.objects.get().region.name == "湘潭县"
    assert set(Post.objects.values_list("role", flat=True)) == {
        "office_admin",
        "system_admin",
        "security_admin",
        "audit_admin",
    }


def test_the_passwords_shown_are_good_and_must_be_changed(founded):
    for line in founded.splitlines()[1:]:
        login, password, _label = line.split()
        account = Account.objects.get(login=login)
        assert account.check_password(password)
        assert account.must_change_password
        ThreeKinds().validate(password)


def test_an_installation_is_founded_once(founded):
    with pytest.raises(CommandError, match="already"):
        call_command("init", "--region", "430321", "--office", "另一个")


def test_an_unknown_region_founds_nothing(db):
    with pytest.raises(CommandError, match="区划代码"):
        call_command("init", "--region", "999999", "--office", "x")
    assert not Org.objects.exists()


def test_nobody_but_the_house_founds(world):
    with pytest.raises(NotYours):
        found_org("另一个", "office", world.regions["county"], world.actor("head"))
