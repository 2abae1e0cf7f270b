"""Organisations are renamed, moved and closed on their page: by whom it is for, from what they saw."""

import pytest

from shishi.journal.models import Entry
from shishi.orgs.models import Org, Post
from tests.cases import stories

pytestmark = pytest.mark.django_db


def send(client, world, who, address, **typed):
    """Open the form and send it back with what was typed, as a browser does."""
    client.force_login(world.account(who))
    page = client.get(address)
    version = page.context["mark"] if page.status_code == 200 else 0
    return client.post(address, {"version": version, **typed})


def change(world, org="statistics"):
    return f"/system/orgs/{world.orgs[org].pk}/change/"


def close(world, org="statistics"):
    return f"/system/orgs/{world.orgs[org].pk}/close/"


def test_an_organisation_is_renamed_and_moved(client, world):
    typed = {"name": "县统计调查局", "short": "统计局", "parent": world.orgs["government"].pk}
    assert send(client, world, "sysadmin", change(world), **typed).status_code == 302
    org = Org.objects.get(pk=world.orgs["statistics"].pk)
    assert (org.name, org.short_name, org.parent.name) == ("县统计调查局", "统计局", "湘水县人民政府")
    assert Entry.objects.filter(verb="org.change", subject_id=org.pk).exists()


@pytest.mark.parametrize("who", ["head", "clerk", "secadmin", "liaison", "leader"])
def test_nobody_else_changes_or_closes_one(client, world, who):
    for address in (change(world), close(world)):
        assert send(client, world, who, address, name="别的名字", on="2023-10-01").status_code == 403


def test_another_countys_organisation_is_not_there(client, world):
    for address in (change(world, "other_education"), close(world, "other_education")):
        assert send(client, world, "sysadmin", address).status_code == 404


def test_a_name_that_is_there_and_a_ring_are_refused_beside_their_fields(client, world):
    taken = send(client, world, "sysadmin", change(world), name="县教育局")
    assert taken.status_code == 422
    assert "与现有单位同名" in taken.content.decode()
    Org.objects.filter(pk=world.orgs["health"].pk).update(parent=world.orgs["statistics"])
    ring = send(client, world, "sysadmin", change(world), name="县统计局", parent=world.orgs["health"].pk)
    assert ring.status_code == 422
    assert "上级单位不能是本单位或其下级" in ring.content.decode()


@pytest.mark.parametrize("typed", [{"version": "0"}, {}])
def test_what_somebody_changed_meanwhile_is_not_overwritten(client, world, typed):
    assert send(client, world, "sysadmin", change(world), name="县统计中心").status_code == 302
    late = client.post(change(world), {"name": "县统计处", **typed})
    assert late.status_code == 409
    assert Org.objects.get(pk=world.orgs["statistics"].pk).name == "县统计中心"


def test_one_where_somebody_holds_a_post_is_not_closed(client, world):
    answer = send(client, world, "sysadmin", close(world), on="2023-10-01")
    assert answer.status_code == 422
    assert "“苏统计”仍在该单位" in answer.content.decode()


def test_one_that_nothing_is_left_to_is_closed_and_changed_no_more(client, world):
    Post.objects.filter(org=world.orgs["statistics"]).update(until="2023-09-01")
    assert send(client, world, "sysadmin", close(world), on="2023-10-01").status_code == 302
    assert Org.objects.get(pk=world.orgs["statistics"].pk).closed_on.isoformat() == "2023-10-01"
    again = send(client, world, "sysadmin", change(world), name="县统计中心")
    assert again.status_code == 422
    assert "已于 2023-10-01 撤销" in again.content.decode()


def test_one_with_open_cases_is_not_closed(client, world):
    case = stories.assigned(world)
    Post.objects.filter(org=case.unit).update(until="2023-09-01")
    answer = send(client, world, "sysadmin", f"/system/orgs/{case.unit_id}/close/", on="2023-10-01")
    assert answer.status_code == 422
    assert f"该单位还有 {case.number} 等 1 件没有办结的事项" in answer.content.decode()


def test_a_post_ended_by_somebody_else_is_not_ended_again(client, world):
    address = f"/system/posts/{world.posts['liaison'].pk}/end/"
    client.force_login(world.account("sysadmin"))
    seen = client.get(address).context["mark"]
    assert client.post(address, {"version": seen, "until": "2023-10-01"}).status_code == 302
    late = client.post(address, {"version": seen, "until": "2023-09-10"})
    assert late.status_code == 409
    assert Post.objects.get(pk=world.posts["liaison"].pk).until.isoformat() == "2023-10-01"
