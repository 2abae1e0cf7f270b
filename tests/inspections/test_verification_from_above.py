"""The city verifies the county: planned above, reach for its days only, decided by the county's keeper of keys."""

from datetime import date

import pytest

from shishi.cases.models import Case
from shishi.inspections.actions import planning, sampling, steps
from shishi.inspections.actions.visiting import keep_visit
from shishi.inspections.models import Inspection, Visit
from shishi.inspections.queries.page import page_of
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.actions import rights
from shishi.orgs.models import Account, Person, Post, RightsChange
from shishi.programmes.models import Item
from shishi.rules.authority import Role
from tests.inspections.conftest import DAY, plan, seen
from tests.world import NOW, SINCE

pytestmark = pytest.mark.django_db
UNTIL, AFTER = date(2023, 9, 8), date(2023, 9, 11)


@pytest.fixture
def verification(year) -> Inspection:
    """Planned by the city's office, its inspector sent."""
    return planning.plan(year.programme, plan(year.world, mode="verification"), year.world.actor("city"))


def items_seen(year, today=DAY) -> int:
    return Item.objects.visible_to(year.world.actor("inspector", today)).count()


def city_head(year) -> None:
    person = Person.objects.create(name="高市主", created_at=NOW)
    Post.objects.create(
        person=person, org=year.world.orgs["city_office"], title="主任", role=Role.OFFICE_ADMIN, since=SINCE
    )
    Account.objects.create(person=person, login="city_head", must_change_password=False)


def test_the_reach_is_opened_by_the_county_and_ends_by_itself(year, verification):
    change = RightsChange.objects.get()
    assert (change.since, change.until, change.region, change.state) == (
        DAY, UNTIL, year.world.regions["county"], "waiting",
    )  # fmt: skip
    assert items_seen(year) == 0
    rights.approve(change, year.world.actor("secadmin"))
    assert (items_seen(year) > 0, items_seen(year, UNTIL) > 0, items_seen(year, AFTER)) == (True, True, 0)
    row = Inspection.objects.get()
    assert [w.label for w in page_of(row, year.world.actor("city")).windows] == ["已开通"]
    year.go(AFTER)
    assert [w.label for w in page_of(row, year.world.actor("city")).windows] == ["已到期收回"]
    assert not Inspection.objects.visible_to(year.world.actor("inspector")).exists()


def test_the_county_reads_and_the_city_draws_and_begins(year, verification):
    city, clerk = year.world.actor("city"), year.world.actor("clerk")
    assert Inspection.objects.visible_to(clerk).exists()
    with pytest.raises(NotYours):
        steps.take_step(verification.pk, "begin", verification.version, clerk)
    sampling.draw_sample(verification.pk, "", verification.version, city)
    assert Visit.objects.filter(is_drawn=True).count() == 3
    row = steps.take_step(verification.pk, "begin", verification.version + 1, city)
    assert (row.stage, row.office) == ("under_way", year.world.orgs["city_office"])


def test_after_the_last_day_only_the_office_that_inspects_writes(year, verification):
    row = steps.take_step(verification.pk, "begin", verification.version, year.world.actor("city"))
    inspector, visit = year.world.actor("inspector"), row.visits.get()
    clock.rehearse(clock.at(AFTER, 9))
    with pytest.raises(Refused, match="已经结束"):
        keep_visit(visit.pk, seen(), 1, inspector, is_done=True)
    assert keep_visit(visit.pk, seen(), 1, year.world.actor("city"), is_done=True).is_done


def test_what_the_city_found_comes_to_the_county_s_own_desk(year, verification):
    city_head(year)
    row = steps.take_step(verification.pk, "begin", verification.version, year.world.actor("city"))
    keep_visit(row.visits.get().pk, seen(), 1, year.world.actor("city"), is_done=True)
    steps.take_step(row.pk, "conclude", row.version, year.world.actor("city_head"), "发现一处问题。")
    assert Case.objects.get(kind="problem").office == year.world.orgs["office"]


@pytest.mark.parametrize(("who", "mode"), [("city", "scheduled"), ("stranger", "verification"), ("leader", "joint")])
def test_a_tier_above_only_verifies_and_nobody_else_plans(year, who, mode):
    with pytest.raises(NotYours):
        planning.plan(year.programme, plan(year.world, mode=mode), year.world.actor(who))


def test_an_office_proposes_reach_only_for_those_it_sends_and_only_for_days(year):
    world, post = year.world, Post.objects.get(person=year.world.people["inspector"])
    county, told = world.regions["county"], "核查"
    with pytest.raises(NotYours):
        rights.propose_window(post, county, DAY, UNTIL, told, world.actor("stranger"))
    with pytest.raises(NotYours):
        rights.propose_window(world.posts["liaison"], county, DAY, UNTIL, told, world.actor("city"))
    with pytest.raises(Refused, match="六十日"):
        rights.propose_window(post, county, DAY, date(2024, 9, 4), told, world.actor("city"))


@pytest.mark.parametrize("approved", [True, False])
def test_what_is_cancelled_opens_nothing_and_closes_what_was_opened(year, verification, approved):
    city_head(year)
    change = RightsChange.objects.get()
    if approved:
        rights.approve(change, year.world.actor("secadmin"))
        assert items_seen(year)
    steps.take_step(verification.pk, "cancel", verification.version, year.world.actor("city_head"), "改期。")
    assert not items_seen(year)
    row = Inspection.objects.get()
    assert [w.label for w in page_of(row, year.world.actor("city")).windows] == ["已取消收回" if approved else "已撤回"]
    if not approved:
        with pytest.raises(Refused):
            rights.approve(change, year.world.actor("secadmin"))
    assert not items_seen(year)
