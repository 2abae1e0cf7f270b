"""What is put into a list is found by search at once, by those who reach it, and no longer when it is gone."""

from __future__ import annotations

from django.urls import reverse

from shishi.programmes.actions import bulk
from shishi.programmes.actions import item as actions
from shishi.programmes.actions import site as sites
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


def sites_found(typed: str, actor) -> set[str]:
    return {hit.title for group in find(typed, actor) for hit in group.hits if group.kind == "site"}


def test_a_site_is_found_by_its_unit_and_township_and_leads_to_its_page(client, world) -> None:
    item = cast.a_ready_item(world)
    clerk, town = world.actor("clerk"), world.regions["town"]
    made = sites.add_site(item, {"name": "凤凰中学", "region": town, "unit": item.unit, "quantity": 1}, clerk)
    for who in ("clerk", "liaison", "township"):
        assert sites_found("凤凰", world.actor(who)) == {"凤凰中学"}, who
    for who in ("stranger", "housing_liaison"):
        assert sites_found("凤凰", world.actor(who)) == set(), who
    actions.set_supports(item, [world.orgs["housing"]], clerk)
    assert sites_found("凤凰", world.actor("housing_liaison")) == {"凤凰中学"}
    for who, page in (("clerk", "site-edit"), ("leader", "item-sites")):
        client.force_login(world.account(who))
        answer = client.get(reverse("site", args=[made.pk]))
        assert answer.headers["Location"] == reverse(page, args=[made.pk if page == "site-edit" else item.pk])
    sites.change_site(made, {"name": "凤凰小学"}, clerk, made.version)
    assert sites_found("凤凰", clerk) == {"凤凰小学"}
    item.refresh_from_db()
    actions.remove_item(item, clerk, item.version)
    assert sites_found("凤凰", clerk) == set()
