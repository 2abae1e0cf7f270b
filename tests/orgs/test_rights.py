"""Accounts and posts change by two hands; posts are ended, handed over and lent."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.journal.models import Entry, Telling
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.actions import accounts, posts, rights
from shishi.orgs.models import Account, Delegation, Person, Post, PostGrant
from shishi.orgs.queries import actor_for
from shishi.rules.authority import HOUSE, Role
from tests.world import NOW, SINCE, TODAY


def propose(world, who="sysadmin", role=Role.UNIT_LIAISON, **more):
    org = world.orgs[more.pop("org", "housing")]
    return rights.propose_account(
        "邹新人", more.pop("login", "zou"), org, "联络员", role, TODAY, world.actor(who), **more
    )


def test_a_new_account_needs_two_hands(world) -> None:
    change = propose(world)
    assert not Account.objects.filter(login="zou").exists()
    assert Telling.objects.filter(person_id=world.people["secadmin"].pk, reason="decide").count() == 1

    rights.approve(change, world.actor("secadmin"))
    account = Account.objects.get(login="zou")
    assert not account.has_usable_password()
    assert actor_for(account, TODAY).role is Role.UNIT_LIAISON
    assert Entry.objects.filter(verb="rights.approve", actor_id=world.people["secadmin"].pk).exists()


def test_nobody_else_approves_and_nobody_approves_their_own(world) -> None:
    change = propose(world)
    for who in ("sysadmin", "auditadmin", "head", "stranger"):
        with pytest.raises(NotYours):
            rights.approve(change, world.actor(who))
    for who in ("secadmin", "auditadmin", "clerk", "liaison"):
        with pytest.raises(NotYours):
            propose(world, who, login=f"x{who}")


def test_the_second_to_decide_is_told_what_happened(world) -> None:
    change = propose(world)
    rights.refuse(change, world.actor("secadmin"), "岗位未核定")
    with pytest.raises(Overtaken, match="安全员处理：不同意"):
        rights.approve(change, world.actor("secadmin"))
    with pytest.raises(Overtaken):
        rights.withdraw(change, world.actor("sysadmin"))


def test_an_office_proposes_liaisons_of_its_own_county_and_nothing_else(world) -> None:
    assert propose(world, "head").pk
    with pytest.raises(NotYours):
        propose(world, "head", role=Role.OFFICE_ADMIN, login="b")
    with pytest.raises(NotYours):
        propose(world, "stranger", login="c")


def test_nobody_holds_two_of_the_three_keys(world) -> None:
    person, org = world.people["secadmin"], world.orgs["government"]
    with pytest.raises(Refused, match="不同的人"):
        rights.propose_post(person, org, "系统管理员", Role.SYSTEM_ADMIN, TODAY, world.actor("sysadmin"))
    with pytest.raises(Refused, match="不同的人"):
        posts.hand_over(world.posts["sysadmin"], person, TODAY, world.actor("sysadmin"), 0)
    with pytest.raises(Refused, match="不同的人"):
        posts.delegate(person, TODAY, TODAY, "休假", world.actor("sysadmin"))


@pytest.mark.parametrize("login", ["a", "аdmin", "刘 青", "x" * 41, "a\u202eb!"])
def test_an_odd_login_is_refused(world, login) -> None:
    with pytest.raises(Refused):
        propose(world, login=login)


def test_a_login_is_taken_once_whatever_its_case_and_width(world) -> None:
    for login in ("CLERK", "ｃｌｅｒｋ"):
        with pytest.raises(Refused, match="已被使用"):
            propose(world, login=login)


def test_an_administrator_takes_no_business_post_nor_is_lent_one(world) -> None:
    person, actor = world.people["sysadmin"], world.actor("sysadmin")
    with pytest.raises(Refused, match="不接触业务内容"):
        rights.propose_post(person, world.orgs["housing"], "联络员", Role.UNIT_LIAISON, TODAY, actor)
    with pytest.raises(Refused, match="不接触业务内容"):
        posts.delegate(person, TODAY, TODAY, "休假", world.actor("convener"))


def test_a_temporary_post_needs_its_last_day(world) -> None:
    with pytest.raises(Refused, match="须填写止期"):
        propose(world, role=Role.INSPECTOR)


def test_a_grant_opens_reach_for_its_days_only(world) -> None:
    post, unit = world.posts["health_liaison"], world.orgs["education"]
    change = rights.propose_grant(
        post, world.actor("sysadmin"), unit=unit, since=TODAY, until=date(2023, 12, 31), reason="配合核查"
    )
    assert len(world.actor("health_liaison").grants) == 1
    rights.approve(change, world.actor("secadmin"))
    assert {g.unit_id for g in world.actor("health_liaison").grants} == {unit.pk, world.orgs["health"].pk}
    assert len(world.actor("health_liaison", date(2024, 1, 1)).grants) == 1
    with pytest.raises(Refused, match="不接触业务内容"):
        rights.propose_grant(
            world.posts["auditadmin"], world.actor("sysadmin"), unit=unit, since=TODAY, until=TODAY, reason="看看"
        )


def test_an_item_is_granted_only_within_the_proposers_region(world) -> None:
    change = rights.propose_grant(
        world.posts["health_liaison"], world.actor("sysadmin"), item_id=7, since=TODAY, until=TODAY, reason="配合核查"
    )
    assert change.region == world.regions["county"]


def test_another_countys_security_administrator_hears_nothing(world) -> None:
    for who, place in (("city_office", "city"), ("other_office", "other")):
        person = Person.objects.create(name=place, created_at=NOW)
        Post.objects.create(person=person, org=world.orgs[who], title="安全员", role=Role.SECURITY_ADMIN, since=SINCE)
    propose(world)
    told = Telling.objects.filter(reason="decide").values_list("person_id", flat=True)
    assert set(Person.objects.filter(pk__in=told).values_list("name", flat=True)) == {"安全员", "city"}


@pytest.mark.parametrize("address", ["/system/accounts/{account}/renew/", "/system/changes/{change}/forget/"])
def test_an_unknown_act_does_nothing(client, world, address) -> None:
    change, account = propose(world), world.account("clerk")
    client.force_login(world.account("sysadmin"))
    assert client.post(address.format(account=account.pk, change=change.pk)).status_code == 404
    change.refresh_from_db()
    assert change.state == "waiting"
    assert world.account("clerk").password == account.password


def test_a_post_is_handed_over_with_what_it_was_granted(world) -> None:
    post, heir = (
        world.posts["liaison"],
        Person.objects.create(name="肖接任", created_at=world.people["head"].created_at),
    )
    PostGrant.objects.create(post=post, unit=world.orgs["health"], since=SINCE, until=date(2023, 12, 31), reason="并表")
    posts.delegate(world.people["edu_deputy"], TODAY, date(2023, 9, 30), "休假", world.actor("liaison"))
    new = posts.hand_over(post, heir, date(2023, 9, 10), HOUSE, n_open=3)

    post.refresh_from_db()
    assert (post.until, new.since, new.taken_over_from_id) == (date(2023, 9, 10), date(2023, 9, 11), post.pk)
    assert [(g.since, g.until) for g in new.grants.all()] == [(date(2023, 9, 11), date(2023, 12, 31))]
    assert not Delegation.objects.filter(post=post, ended_at=None).exists()
    assert world.actor("liaison", date(2023, 9, 10)).post is not None
    assert world.actor("liaison", date(2023, 9, 11)).post is None
    assert Entry.objects.get(verb="post.hand_over").facts["n_open"] == 3


def test_a_hand_over_by_the_administrator_waits_for_the_second_hand(world) -> None:
    heir = world.people["housing_liaison"]
    change = posts.hand_over(world.posts["liaison"], heir, TODAY, world.actor("sysadmin"), 2)
    assert Post.objects.filter(person=heir).count() == 1
    rights.approve(change, world.actor("secadmin"))
    assert Post.objects.filter(person=heir, org=world.orgs["education"]).count() == 1


def test_a_post_is_lent_for_its_days_and_the_paper_shows_both_names(world) -> None:
    head, deputy = world.actor("edu_head"), world.people["edu_deputy"]
    loan = posts.delegate(deputy, TODAY, date(2023, 9, 8), "外出培训", head)
    lent = [p for p in world.actor("edu_deputy").others if p.delegated_by]
    assert lent[0].label == "县教育局 局长（受王教林委托）"
    assert not [p for p in world.actor("edu_deputy", date(2023, 9, 9)).others if p.delegated_by]

    borrowed = actor_for(world.account("edu_deputy"), TODAY, lent[0].id)
    with pytest.raises(NotYours):
        posts.delegate(world.people["liaison"], TODAY, TODAY, "再转", borrowed)
    with pytest.raises(Refused, match="已有委托"):
        posts.delegate(world.people["liaison"], TODAY, TODAY, "又一次", head)
    with pytest.raises(Refused, match="其他同事"):
        posts.delegate(world.people["stranger"], TODAY, TODAY, "外县", world.actor("edu_deputy"))
    posts.end_delegation(loan, head)
    assert not [p for p in world.actor("edu_deputy").others if p.delegated_by]


def test_a_post_is_ended_by_those_who_arrange_posts(world) -> None:
    with pytest.raises(NotYours):
        posts.end_post(world.posts["clerk"], TODAY, world.actor("head"))
    posts.end_post(world.posts["liaison"], TODAY, world.actor("head"))
    with pytest.raises(Refused, match="已于"):
        posts.end_post(world.posts["liaison"], TODAY, world.actor("sysadmin"))


def test_a_password_is_made_and_shown_once(client, world) -> None:
    client.force_login(world.account("clerk"))
    accounts.create_token(world.account("clerk"), "报表", world.actor("clerk"))
    password = accounts.reset_password(world.account("clerk"), world.actor("sysadmin"))
    account = world.account("clerk")
    assert account.check_password(password)
    assert account.must_change_password
    assert not account.tokens.filter(revoked_at=None).exists()
    assert client.get("/inbox/").status_code == 302
    assert password not in str(Entry.objects.filter(verb="account.reset_password").values_list("facts", flat=True))
    with pytest.raises(NotYours):
        accounts.reset_password(world.account("clerk"), world.actor("secadmin"))


def test_a_closed_account_is_out_on_the_next_request(client, world) -> None:
    client.force_login(world.account("clerk"))
    assert client.get("/inbox/").status_code == 200
    accounts.disable(world.account("clerk"), world.actor("secadmin"))
    assert client.get("/inbox/").status_code == 302
    change = rights.propose_enable(world.account("clerk"), world.actor("sysadmin"), world.orgs["office"].region_path)
    rights.approve(change, world.actor("secadmin"))
    assert world.account("clerk").is_active
