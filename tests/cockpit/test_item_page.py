"""An item's page: its whole life, for whoever reaches it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shishi.cockpit.queries.item import item_page
from shishi.cockpit.views.itemparts import indicators
from shishi.lib import clock
from shishi.programmes.models import Adjustment, GoodPractice, Site, Support, Target, Task
from shishi.reports.models import PeerProgress, Return
from shishi.rules.indicators import IndicatorType

TODAY, JAN, FEB = date(2023, 3, 1), date(2023, 1, 1), date(2023, 2, 1)


def page_of(year, short, wanted=None):
    from shishi.programmes.models import Item

    return item_page(Item.objects.select_related("programme").get(pk=year.items[short].pk), wanted, TODAY)


def test_the_month_in_force_is_the_programmes(year):
    assert page_of(year, "schools").month == FEB
    assert page_of(year, "schools", JAN).month == JAN
    assert page_of(year, "schools", date(2020, 1, 1)).month == FEB


def test_the_curve_holds_plan_and_accepted_and_the_pace_needed(year):
    year.accept("schools", 2, 80)
    page = page_of(year, "schools")
    assert [p.accepted for p in page.curve.points[:3]] == [Decimal(10), Decimal(20), None]
    assert round(page.curve.points[11].plan) == 100
    line = page.indicators[0]
    assert line.row.accepted == 80
    assert line.forecast.finish_on == date(2023, 10, 10)
    assert round(line.forecast.needed, 1) == Decimal("31.8")


def test_the_first_promise_stays_beside_the_target_in_force(year):
    made = year.indicators["schools"]
    Target.objects.create(indicator=made, version=2, value=360, due_on=date(2023, 12, 31), since=date(2023, 2, 1))
    line = page_of(year, "schools").indicators[0]
    assert line.is_adjusted
    assert (line.facts.target, line.facts.first[0]) == (360, 400)


def test_each_indicator_says_in_words_what_it_has_achieved(year, sign_in):
    line = page_of(year, "schools").indicators[0]
    figures = {"accepted": Decimal(352), "numerator": Decimal(352), "denominator": Decimal(353), "target": Decimal(98)}
    rated = replace(line, facts=replace(line.facts, type=IndicatorType.RATE), row=replace(line.row, **figures))
    silent = replace(line, row=replace(line.row, accepted=None))
    planned = replace(line, facts=replace(line.facts, type=IndicatorType.MILESTONE))
    assert rated.achieved == "99.72%，高于目标98% 1.72个百分点"
    assert (silent.achieved, planned.achieved) == ("未报", "")
    page = sign_in("clerk").get(f"/items/{year.items['schools'].pk}/").content.decode()
    assert f"</strong> {line.achieved}。" in page


def test_of_a_ratio_the_table_shows_the_per_cent_and_both_parts(year):
    line = page_of(year, "schools").indicators[0]
    figures = {"accepted": Decimal(352), "numerator": Decimal(352), "denominator": Decimal(352)}
    rated = replace(line, facts=replace(line.facts, type=IndicatorType.RATE), row=replace(line.row, **figures))
    table = indicators(year.items["schools"], replace(page_of(year, "schools"), indicators=(rated,)))
    assert "100%（352/352）" in str(table.rows[0].cells)


def test_the_history_keeps_every_month_with_its_light_and_what_was_said(year):
    Return.objects.filter(item=year.items["road"], period__month=JAN).update(
        difficulty="缺砂石", needs_coordination=True
    )
    page = page_of(year, "road")
    assert [line.month for line in page.history] == [FEB, JAN]
    assert page.said.difficulty == "缺砂石"
    assert page.history[1].row.light == year.light("road", 1)


def test_the_neighbours_stand_beside_ours_where_they_are_known(year):
    PeerProgress.objects.create(
        indicator=year.indicators["schools"], region=None, month=JAN, rate=12, source="市通报", entered_at=clock.now()
    )
    year.accept("schools", 1, 41)
    year.go(TODAY)
    from shishi.reports.actions import standings

    standings.rebuild(year.programme, TODAY)
    assert page_of(year, "schools").peers[0] == 12


@pytest.mark.parametrize("side", ["", "places/", "plan/", "log/"])
def test_an_item_is_for_its_unit_its_supporters_and_its_region(year, sign_in, side):
    address = f"/items/{year.items['road'].pk}/{side}"
    assert sign_in("liaison").get(address).status_code == 200
    assert sign_in("clerk").get(address).status_code == 200
    assert sign_in("city").get(address).status_code == 200
    assert sign_in("health_liaison").get(address).status_code == 404
    assert sign_in("stranger").get(address).status_code == 404
    Support.objects.create(item=year.items["road"], unit=year.world.orgs["health"])
    assert sign_in("health_liaison").get(address).status_code == 200


def test_places_and_plan_show_sites_steps_changes_and_practice(year, sign_in):
    road, town = year.items["road"], year.world.regions["town"]
    Site.objects.create(
        item=road, unit=road.unit, region=town, region_path=town.path, name="一号点", longitude=112.9, latitude=27.7
    )
    Task.objects.create(item=road, title="招标", owner_name="刘", due_on=date(2023, 2, 1))
    Adjustment.objects.create(
        item=road,
        reason="policy_change",
        explanation="。",
        asked_by=year.world.people["edu_head"],
        asked_at=clock.now(),
    )
    GoodPractice.objects.create(item=road, title="现场会", text="一月一次", by_name="陈", at=clock.now())
    browser = sign_in("clerk")
    places = browser.get(f"/items/{road.pk}/places/").content.decode()
    assert "一号点" in places
    assert "逾期" in places
    assert "shishi-points" in places
    plan = browser.get(f"/items/{road.pk}/plan/").content.decode()
    assert all(words in plan for words in ("首次承诺", "政策调整", "现场会"))


@pytest.mark.parametrize("until", [date(2023, 3, 1), date(2023, 11, 2)])
@pytest.mark.parametrize("side", ["", "places/", "plan/", "log/"])
def test_the_page_costs_the_same_in_every_month(year, sign_in, django_assert_max_num_queries, until, side):
    year.go(until)
    browser = sign_in("liaison")
    browser.get("/desk/")
    with django_assert_max_num_queries(15):
        assert browser.get(f"/items/{year.items['road'].pk}/{side}").status_code == 200


def test_the_recent_pace_is_drawn_on_from_the_last_accepted_point(year):
    from shishi.cockpit.views.itemparts import curve_chart

    year.accept("schools", 2, 80)
    line = next(one for one in curve_chart(page_of(year, "schools")).series if one.kind == "forecast")
    assert line.values[:3] == (None, Decimal("20.0"), Decimal("30.9"))
    assert line.values[11] == 100
