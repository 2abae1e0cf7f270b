"""One item in several lists is counted once; a list is copied, an item carried over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.actions import carry, issue
from shishi.programmes.actions import item as items
from shishi.programmes.actions.indicator import add_task, change_task
from shishi.programmes.models import Item, Programme
from shishi.programmes.queries.overview import counts, programmes, tree
from tests.programmes import cast


def test_an_item_in_two_lists_counts_in_both_and_once_in_all(world):
    programme = cast.a_programme(world)
    province = cast.a_matter(world, programme)
    city = cast.a_matter(world, programme, "办好家门口的学校", level="city")
    both = cast.an_item(world, province)
    items.list_item(both, city, world.actor("clerk"))
    alone = cast.an_item(world, city, "改造校舍", unit=world.orgs["housing"])
    for item in (both, alone):
        cast.an_indicator(world, item)
    issue.issue_programme(issue.propose_issue(programme, world.actor("clerk")), world.actor("convener"))

    found = counts(programme)
    assert [(one.level, one.n_matters, one.n_items) for one in found.lists] == [("province", 1, 1), ("city", 1, 2)]
    assert (found.n_items, found.n_units) == (2, 2)
    shown = tree(programme, world.actor("clerk"))
    assert [one.n_items for one in shown.lists] == [1, 2]
    assert (shown.n_items, shown.n_units) == (2, 2)
    assert [row.n_items for row in programmes(world.actor("clerk"))] == [2]


def test_an_item_stays_in_the_list_of_its_own_matter(world):
    item = cast.a_ready_item(world)
    with pytest.raises(Refused, match="不能移出"):
        items.unlist_item(item, item.matter, world.actor("clerk"))
    other = cast.a_matter(world, item.programme, "办好学校", level="city")
    items.list_item(item, other, world.actor("clerk"))
    items.unlist_item(item, other, world.actor("clerk"))
    assert item.listings.count() == 1
    with pytest.raises(NotYours):
        items.list_item(item, other, world.actor("edu_head"))


def test_units_see_what_they_lead_or_support_and_strangers_nothing(world):
    programme = cast.a_programme(world)
    matter = cast.a_matter(world, programme)
    cast.an_item(world, matter, "甲")
    second = cast.an_item(world, matter, "乙", unit=world.orgs["health"])
    items.set_supports(second, [world.orgs["housing"]], world.actor("clerk"))
    seen = {
        who: [i.title for one in tree(programme, world.actor(who)).lists for m in one.matters for i in m.items]
        for who in ("liaison", "health_liaison", "housing_liaison", "convener", "stranger", "sysadmin")
    }
    assert seen == {
        "liaison": ["甲"],
        "health_liaison": ["乙"],
        "housing_liaison": ["乙"],
        "convener": ["甲", "乙"],
        "stranger": [],
        "sysadmin": [],
    }
    assert programmes(world.actor("stranger")) == []


def test_last_year_is_copied_with_dates_moved_and_targets_to_be_typed_anew(world):
    item = cast.an_issued_item(world)
    new = carry.copy_last_year(item.programme, 2024, world.actor("clerk"))
    copy = new.items.get()
    indicator = copy.indicators.get()
    assert (new.name, new.stage, new.baseline_frozen_at) == ("2024年湘水县重点民生实事", "draft", None)
    assert (copy.code, copy.due_on, copy.stage, copy.unit) == ("2024-001", date(2024, 11, 30), "draft", item.unit)
    assert (indicator.target, indicator.last_year) == (None, 100)
    assert copy.listings.get().matter == copy.matter
    assert copy.matter.programme == new
    with pytest.raises(Refused, match="已有名为"):
        carry.copy_last_year(item.programme, 2024, world.actor("clerk"))
    with pytest.raises(NotYours):
        carry.copy_last_year(item.programme, 2025, world.actor("city"))


def test_an_unfinished_item_is_carried_over_once_and_remembers_where_from(world):
    item = cast.a_ready_item(world)
    done = add_task(item, {"title": "立项", "due_on": date(2023, 3, 1)}, world.actor("clerk"))
    add_task(item, {"title": "竣工", "due_on": date(2023, 11, 1)}, world.actor("clerk"))
    issue.issue_programme(issue.propose_issue(item.programme, world.actor("clerk")), world.actor("convener"))
    change_task(done, {"done_on": date(2023, 2, 20)}, world.actor("liaison"), version=done.version)
    new = cast.a_programme(world, name="2024年湘水县重点民生实事", year=2024)
    carried = carry.carry_over(item, new, world.actor("clerk"))
    assert (carried.carried_from, carried.is_cross_year, carried.start_on) == (item, True, date(2023, 1, 1))
    assert (carried.due_on, carried.indicators.get().target) == (date(2024, 12, 31), Decimal(100))
    assert list(carried.tasks.values_list("title", flat=True)) == ["竣工"]
    with pytest.raises(Refused, match="已结转"):
        carry.carry_over(item, new, world.actor("clerk"))
    assert (Programme.objects.count(), Item.objects.count()) == (2, 2)


def test_the_year_that_runs_stands_before_next_years_draft(world):
    running = cast.a_programme(world)
    Programme.objects.filter(pk=running.pk).update(stage=Programme.Stage.ACTIVE)
    draft = cast.a_programme(world, name="2024年湘水县重点民生实事", year=2024)
    assert list(Programme.objects.visible_to(world.actor("clerk")).running_first()) == [running, draft]
