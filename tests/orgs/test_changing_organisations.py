"""Organisations are renamed, moved and closed on their page: by whom it is for, from what they saw."""

from contextlib import suppress
from datetime import date

import pytest

from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.queries.acts import units_of
from shishi.cases.queries.choices import Choices
from shishi.journal.models import Entry
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.meetings.queries.choices import who_may_be_asked
from shishi.orgs.actions.posts import hand_over
from shishi.orgs.actions.rights import propose_post
from shishi.orgs.models import Org, Post
from shishi.orgs.queries.system import org_choices
from shishi.portal.queries.mailboxes import mailboxes
from shishi.programmes.queries.books import unit_book
from shishi.rules.authority import HOUSE, Role
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
    assert send(client, world, "sysadmin", close(world), on="2023-09-04").status_code == 302
    assert Org.objects.get(pk=world.orgs["statistics"].pk).closed_on.isoformat() == "2023-09-04"
    again = send(client, world, "sysadmin", change(world), name="县统计中心")
    assert again.status_code == 422
    assert "已于 2023-09-04 撤销" in again.content.decode()


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


def offered(world):
    """Where the statistics bureau may be chosen today: as a unit to charge, to invite, to lead, in a sheet."""
    pk, county = world.orgs["statistics"].pk, world.regions["county"].path
    case = stories.problem(world)
    places = {
        "charge": Choices(world.actor("clerk"), case).of(ANSWERS["unit"], case.what),
        "invite": who_may_be_asked(county),
        "menu": org_choices(world.actor("sysadmin")),
        "mailbox": [(one.unit_id, one.label) for one in mailboxes(world.orgs["office"])],
        "sheet": [(unit, name) for unit, name in unit_book(county).names.items()],
    }
    found = {name for name, rows in places.items() if pk in {row[0] for row in rows}}
    with suppress(Refused):
        found |= {"part" for org in units_of(case, [pk], "supporting")}
    return found


def test_one_that_closes_later_is_at_work_until_the_day_before(world, monkeypatch):
    everywhere = offered(world)
    Org.objects.filter(pk=world.orgs["statistics"].pk).update(closed_on=date(2023, 9, 20))
    for day, expected in ((date(2023, 9, 19), everywhere), (date(2023, 9, 20), set())):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        assert offered(world) == expected, day
        assert Org.objects.get(pk=world.orgs["statistics"].pk).is_closed_on(day) == (not expected)
    assert len(everywhere) == 6


def test_until_its_day_it_is_renamed_and_given_another_day(client, world):
    Post.objects.filter(org=world.orgs["statistics"]).update(until="2023-09-01")
    assert send(client, world, "sysadmin", close(world), on="2023-10-01").status_code == 302
    assert send(client, world, "sysadmin", change(world), name="县统计中心").status_code == 302
    assert send(client, world, "sysadmin", close(world), on="2023-09-04").status_code == 302
    late = send(client, world, "sysadmin", close(world), on="2023-11-01")
    assert late.status_code == 422
    assert "已于 2023-09-04 撤销" in late.content.decode()


def test_no_post_outlasts_its_organisation(world):
    org, person = world.orgs["statistics"], world.people["liaison"]
    Org.objects.filter(pk=org.pk).update(closed_on=date(2023, 10, 1))
    org.refresh_from_db()
    for until in (None, date(2023, 10, 1)):
        with pytest.raises(Refused, match="自 2023-10-01 起撤销"):
            propose_post(person, org, "联络员", Role.UNIT_LIAISON, date(2023, 9, 4), world.actor("head"), until=until)
    asked = propose_post(
        person, org, "联络员", Role.UNIT_LIAISON, date(2023, 9, 4), world.actor("head"), until=date(2023, 9, 30)
    )
    assert asked.until == date(2023, 9, 30)


def test_a_successor_stays_no_longer_than_the_organisation(world):
    post = Post.objects.filter(org=world.orgs["statistics"]).first()
    Org.objects.filter(pk=post.org_id).update(closed_on=date(2023, 10, 1))
    new = hand_over(post, world.people["liaison"], date(2023, 9, 10), HOUSE, 0)
    assert new.until == date(2023, 9, 30)
    with pytest.raises(Refused, match="起撤销"):
        hand_over(new, world.people["edu_head"], date(2023, 9, 30), HOUSE, 0)
