"""The system pages: each for whom it is, none with business content, out of reach not there."""

from __future__ import annotations

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.journal.actions import seal
from shishi.journal.models import Entry
from shishi.orgs.actions import regions
from shishi.orgs.models import Account, Org, Post, Region, RightsChange
from shishi.rules.authority import HOUSE
from tests.marks import shown
from tests.world import PASSWORD

PAGES = {
    "/system/": {"sysadmin", "secadmin", "auditadmin", "head", "clerk"},
    "/system/orgs/": {"sysadmin", "head", "clerk"},
    "/system/orgs/new/": {"sysadmin"},
    "/system/accounts/": {"sysadmin", "secadmin"},
    "/system/changes/": {"sysadmin", "secadmin", "head"},
    "/system/failures/": {"secadmin"},
    "/system/regions/": {"sysadmin", "head", "clerk"},
    "/system/regions/load/": {"sysadmin"},
    "/system/holidays/": {"sysadmin", "secadmin", "auditadmin", "head", "clerk"},
    "/system/journal/": {"auditadmin"},
}
WHO = ("sysadmin", "secadmin", "auditadmin", "head", "clerk", "liaison", "leader")


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_open_to_whom_it_is_for(client, world, address) -> None:
    opened = set()
    for who in WHO:
        client.force_login(world.account(who))
        status = client.get(address).status_code
        assert status in (200, 403), (who, status)
        if status == 200:
            opened.add(who)
    assert opened == PAGES[address]


def test_another_countys_organisation_and_post_are_not_there(client, world) -> None:
    client.force_login(world.account("head"))
    assert client.get(f"/system/orgs/{world.orgs['education'].pk}/").status_code == 200
    assert client.get(f"/system/orgs/{world.orgs['other_education'].pk}/").status_code == 404
    assert client.get(f"/system/posts/{world.posts['stranger'].pk}/end/").status_code == 404
    assert "韶峰" not in client.get("/system/orgs/").content.decode()


def test_an_account_goes_from_proposal_to_first_sign_in(client, world) -> None:
    client.force_login(world.account("sysadmin"))
    typed = {"name": "邹新人", "login": "Zou", "role": "unit_liaison", "title": "联络员", "since": "2023-09-01"}
    assert client.post(f"/system/orgs/{world.orgs['housing'].pk}/accounts/new/", typed).status_code == 302
    change = RightsChange.objects.get()

    client.force_login(world.account("secadmin"))
    assert "为邹新人开通账号 zou" in client.get("/system/changes/").content.decode()
    assert client.post(f"/system/changes/{change.pk}/approve/").status_code == 302
    assert client.post(f"/system/changes/{change.pk}/approve/").status_code == 409

    client.force_login(world.account("sysadmin"))
    account = Account.objects.get(login="zou")
    page = client.post(f"/system/accounts/{account.pk}/reset/").content.decode()
    password = page.split('class="secret-once">')[1].split("<")[0]
    client.logout()
    client.post("/sign-in/", {"login": "zou", "password": password})
    assert client.get("/inbox/")["Location"] == "/me/password/"


def test_a_refused_proposal_keeps_what_was_typed(client, world) -> None:
    client.force_login(world.account("sysadmin"))
    typed = {"name": "邹新人", "login": "clerk", "role": "unit_liaison", "title": "联络员", "since": "2023-09-01"}
    answer = client.post(f"/system/orgs/{world.orgs['housing'].pk}/accounts/new/", typed)
    assert answer.status_code == 422
    assert "已被使用" in answer.content.decode()
    assert 'value="邹新人"' in answer.content.decode()


def test_posts_are_handed_over_ended_and_granted_on_their_pages(client, world) -> None:
    client.force_login(world.account("sysadmin"))
    post, heir = world.posts["liaison"], world.people["housing_liaison"]
    typed = {"successor": heir.pk, "until": "2023-09-10", "n_open": 3}
    address = f"/system/posts/{post.pk}/hand-over/"
    assert client.post(address, typed | shown(client, address)).status_code == 302
    typed = {"unit": world.orgs["health"].pk, "since": "2023-09-04", "until": "2023-12-31", "reason": "并表"}
    assert client.post(f"/system/posts/{post.pk}/grants/new/", typed).status_code == 302
    client.force_login(world.account("secadmin"))
    for change in RightsChange.objects.order_by("-id"):
        assert client.post(f"/system/changes/{change.pk}/approve/").status_code == 302
    assert Post.objects.get(person=heir, org=world.orgs["education"]).grants.count() == 1

    client.force_login(world.account("head"))
    page = client.get(f"/system/orgs/{world.orgs['education'].pk}/").content.decode()
    assert "可见：县卫健局的项目、月报和文件" in page
    address = f"/system/posts/{world.posts['edu_deputy'].pk}/end/"
    assert client.post(address, {"until": "2023-09-30"} | shown(client, address)).status_code == 302


def test_an_organisation_is_added_by_the_administrator(client, world) -> None:
    client.force_login(world.account("sysadmin"))
    typed = {"name": "县医保局", "kind": "bureau", "region": world.regions["town"].pk}
    assert client.post("/system/orgs/new/", typed).status_code == 302
    assert Org.objects.filter(name="县医保局").exists()


def test_the_tree_of_regions_opens_branch_by_branch_and_is_found(client, world) -> None:
    client.force_login(world.account("sysadmin"))
    regions.load_regions(["430321"], HOUSE)
    county = Region.objects.get(name="湘水县")
    part = client.get(f"/system/regions/{county.pk}/branch/").content.decode()
    assert "易水镇" in part
    assert "<html" not in part
    assert "花石镇" in client.get("/system/regions/?q=hsz").content.decode()
    assert client.post(f"/system/regions/{county.pk}/new/", {"name": "高新区", "level": "zone"}).status_code == 302
    typed = {"name": "湘水区", "since": "2024-01-01", "code": ""}
    address = f"/system/regions/{county.pk}/rename/"
    assert client.post(address, typed | shown(client, address)).status_code == 302
    assert "湘水县" in client.get(f"/system/regions/{county.pk}/").content.decode()


def test_villages_come_from_a_table_and_a_wrong_one_is_refused(client, world) -> None:
    client.force_login(world.account("sysadmin"))
    address = f"/system/regions/{world.regions['county'].pk}/villages/"
    good = SimpleUploadedFile("村.csv", "代码,名称\n430321100201,凤形村\n".encode())
    assert client.post(address, {"file": good}).status_code == 302
    assert Region.objects.get(code="430321100201").parent == world.regions["town"]
    bad = SimpleUploadedFile("村.csv", "代码,名称\n999921100201,别县村\n".encode())
    assert client.post(address, {"file": bad}).status_code == 422


def test_the_audit_administrator_searches_verifies_and_exports(client, world) -> None:
    client.post("/sign-in/", {"login": "clerk", "password": "wrong"})
    client.post("/sign-in/", {"login": "clerk", "password": PASSWORD})
    seal()
    client.force_login(world.account("auditadmin"))
    assert "登录失败" in client.get("/system/journal/?refused=on").content.decode()
    assert "没有符合条件" in client.get("/system/journal/?actor=无此人").content.decode()
    assert "全部相符" in client.post("/system/journal/verify/").content.decode()
    export = client.post("/system/journal/export/", {"verb": "account"})
    assert export.content[:2] == b"PK"
    assert Entry.objects.filter(verb="journal.export").exists()
    assert client.get("/system/journal/export/").status_code == 405


def test_one_lends_a_post_and_makes_a_key_on_ones_own_page(client, world) -> None:
    client.force_login(world.account("edu_head"))
    typed = {"to_person": world.people["edu_deputy"].pk, "since": "2023-09-04", "until": "2023-09-08", "reason": "休假"}
    assert client.post("/me/loans/new/", typed).status_code == 302
    page = client.post("/me/keys/", {"name": "报表程序"}).content.decode()
    assert "shishi_" in page
    again = client.get("/me/").content.decode()
    assert "shishi_" not in again
    assert "彭副局" in again
    assert "县教育局牵头或配合的项目" in again
    loan = world.posts["edu_head"].delegations.get()
    client.force_login(world.account("stranger"))
    assert client.post(f"/me/loans/{loan.pk}/end/").status_code == 404


@pytest.mark.parametrize(("who", "minutes", "status"), [("clerk", 29, 200), ("clerk", 31, 302), ("sysadmin", 16, 302)])
def test_a_session_left_alone_falls_asleep(client, world, who, minutes, status) -> None:
    client.force_login(world.account(who))
    assert client.get("/inbox/").status_code == 200
    session = client.session
    session["seen"] = (time.time() - 3600, time.time() - minutes * 60)
    session.save()
    assert client.get("/inbox/").status_code == status


def test_reading_does_not_write_the_session_each_time(client, world) -> None:
    client.force_login(world.account("clerk"))
    client.get("/inbox/")
    before = client.session["seen"]
    client.get("/inbox/")
    assert client.session["seen"] == before
