"""The office lists sites and tasks; unit and township keep the dates of their own."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.journal.actions import SentTwice
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.actions import indicator, site
from shishi.programmes.models import Site
from tests.programmes import cast


def a_site(world, item, **more):
    values = {"name": "易水一小", "region": world.regions["town"]} | more
    return site.add_site(item, values, world.actor("clerk"), key="k1")


def test_the_unit_and_the_township_keep_a_site_s_dates_and_nothing_else(world):
    found = a_site(world, cast.an_issued_item(world))
    site.change_site(found, {"started_on": date(2023, 3, 1), "stage": "started"}, world.actor("liaison"), 1)
    site.change_site(found, {"finished_on": date(2023, 8, 1), "stage": "finished"}, world.actor("township"), 2)
    found.refresh_from_db()
    assert (found.stage, found.version) == ("finished", 3)
    for who in ("liaison", "township"):
        with pytest.raises(NotYours):
            site.change_site(found, {"name": "改名"}, world.actor(who), version=found.version)
    for who in ("health_liaison", "stranger", "convener", "city"):
        with pytest.raises(NotYours):
            site.change_site(found, {"stage": "in_use"}, world.actor(who), version=found.version)


def test_a_site_outside_the_county_or_with_impossible_dates_is_refused(world):
    item = cast.a_ready_item(world)
    with pytest.raises(Refused, match="不在本清单所属地区"):
        a_site(world, item, region=world.regions["other_town"])
    with pytest.raises(Refused) as refusal:
        a_site(world, item, started_on=date(2023, 5, 1), finished_on=date(2023, 4, 1))
    assert "早于开工" in refusal.value.fields["finished_on"]
    with pytest.raises(Refused) as refusal:
        a_site(world, item, stage="finished")
    assert "finished_on" in refusal.value.fields


def test_a_form_sent_twice_adds_one_site(world):
    item = cast.a_ready_item(world)
    a_site(world, item)
    with pytest.raises(SentTwice):
        a_site(world, item)
    assert Site.objects.count() == 1


def test_of_two_who_read_the_same_site_the_second_is_told(world):
    found = a_site(world, cast.a_ready_item(world))
    site.change_site(found, {"works": "新建教学楼"}, world.actor("clerk"), 1)
    with pytest.raises(Overtaken, match="已被他人修改"):
        site.change_site(found, {"works": "扩建食堂"}, world.actor("clerk2"), 1)


def test_a_site_of_an_issued_item_is_cancelled_not_removed(world):
    found = a_site(world, cast.an_issued_item(world))
    with pytest.raises(Refused, match="已取消"):
        site.remove_site(found, world.actor("clerk"), version=found.version)


def test_a_milestone_is_planned_in_draft_and_done_by_its_unit(world):
    item = cast.a_ready_item(world)
    task = indicator.add_task(item, {"title": "开工", "due_on": date(2023, 3, 1), "weight": 20}, world.actor("clerk"))
    with pytest.raises(NotYours):
        indicator.change_task(task, {"due_on": date(2023, 4, 1)}, world.actor("liaison"), version=task.version)
    task = indicator.change_task(task, {"done_on": date(2023, 3, 1)}, world.actor("liaison"), version=task.version)
    assert task.done_on
    with pytest.raises(NotYours):
        indicator.change_task(task, {"done_on": None}, world.actor("health_liaison"), version=task.version)


def test_a_curve_that_falls_or_stops_short_is_refused(world):
    item = cast.a_ready_item(world)
    places = item.indicators.get()
    months = [date(2023, n, 1) for n in (3, 6, 9)]
    for percents in ((20, 10, 100), (20, 60, 90), (20, 120, 100)):
        with pytest.raises(Refused):
            indicator.set_curve(
                places, dict(zip(months, percents, strict=True)), world.actor("clerk"), version=places.version
            )
    indicator.set_curve(
        places, dict(zip(months, (20, 60, 100), strict=True)), world.actor("clerk"), version=places.version
    )
    assert places.plan_points.count() == 3
