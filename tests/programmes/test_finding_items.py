"""What is put into a list is found by search at once, by those who reach it, and no longer when it is gone."""

from __future__ import annotations

from shishi.programmes.actions import bulk
from shishi.programmes.actions import item as actions
from shishi.search.queries import find
from tests.programmes import cast
from tests.programmes.test_putting_many_rows_in import a_row


def found(typed: str, actor) -> set[str]:
    return {hit.title for group in find(typed, actor) for hit in group.hits if group.kind == "item"}


def test_an_imported_item_is_found_and_taken_back_is_not(world) -> None:
    programme, clerk = cast.a_programme(world), world.actor("clerk")
    outcome = bulk.put_items(programme, [a_row(7)], clerk)
    item = programme.items.get()
    assert found(item.title, clerk) == {item.title}
    assert found(item.code, clerk) == {item.title}
    assert found(item.title, world.actor("stranger")) == set()
    bulk.take_back(outcome, clerk)
    assert found(item.title, clerk) == set()


def test_a_unit_finds_its_item_and_the_list_it_stands_in_until_it_is_removed(world) -> None:
    programme, clerk = cast.a_programme(world), world.actor("clerk")
    bulk.put_items(programme, [a_row(7)], clerk)
    item = programme.items.select_related("unit").get()
    who = "liaison" if item.unit == world.orgs["education"] else "health_liaison"
    assert found(item.title, world.actor(who)) == {item.title}
    actions.set_supports(item, [world.orgs["housing"]], clerk)
    assert found(item.title, world.actor("housing_liaison")) == {item.title}
    actions.set_supports(item, [], clerk)
    assert found(item.title, world.actor("housing_liaison")) == set()
    actions.remove_item(programme.items.get(), clerk, version=programme.items.get().version)
    assert found(item.title, clerk) == set()
