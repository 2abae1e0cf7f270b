"""Programs read the lists as the pages show them."""

import pytest

from shishi.programmes.queries.item import item_sheet
from shishi.programmes.queries.overview import tree
from tests.programmes.cast import a_ready_item, an_issued_item
from tests.reports import year as a_year
from tests.world import World


@pytest.fixture
def year(world: World):
    return a_year.build(world)


def test_a_page_ends_where_the_next_begins(program, year):
    clerk = program("clerk")
    first = clerk.get("/items", {"limit": 2}).json()
    second = clerk.get("/items", {"limit": 2, "after": first["next"]}).json()
    assert [row["title"] for row in first["rows"] + second["rows"]] == ["schools", "pensions", "road"]
    assert second["next"] is None


@pytest.mark.parametrize("query", [{"limit": 201}, {"limit": 0}, {"after": -1}, {"after": "x"}, {"stage": "ended"}])
def test_a_page_that_cannot_be_is_refused(program, year, query):
    answer = program("clerk").get("/items", query)
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == list(query)


def test_a_unit_lists_its_own_items_only(program, year):
    rows = program("health_liaison").get("/items").json()["rows"]
    assert [row["title"] for row in rows] == ["pensions"]
    assert program("stranger").get("/items").json() == {"rows": [], "next": None}


def test_a_filter_narrows_and_never_widens(program, year, world):
    education = world.orgs["education"].pk
    clerk, health = program("clerk"), program("health_liaison")
    assert [r["title"] for r in clerk.get("/items", {"unit_id": education}).json()["rows"]] == ["schools", "road"]
    assert health.get("/items", {"unit_id": education}).json()["rows"] == []


def test_an_indicator_keeps_its_first_promise_beside_the_target_in_force(program, year):
    schools = year.indicators["schools"]
    schools.targets.create(version=2, value=380, due_on="2023-11-30", since="2023-06-01")
    rows = program("clerk").get("/indicators", {"item_id": year.items["schools"].pk}).json()["rows"]
    assert [(r["first_target"], r["target"], r["due_on"], r["target_version"]) for r in rows] == [
        ("400", "380", "2023-11-30", 2)
    ]


def test_a_township_sees_the_shares_and_sites_of_nobody_else(program, year):
    assert len(program("clerk").get("/allocations").json()["rows"]) == 2
    assert program("township").get("/allocations").json()["rows"] == []


def test_the_lists_say_what_the_page_says(program, world):
    item = an_issued_item(world)
    clerk, actor = program("clerk"), world.actor("clerk")
    found = clerk.get(f"/programmes/{item.programme_id}/lists").json()
    shown = tree(item.programme, actor)
    assert (found["n_items"], found["n_units"]) == (shown.n_items, shown.n_units)
    sheet, page = clerk.get(f"/items/{item.pk}").json(), item_sheet(item)
    assert (sheet["title"], sheet["version"]) == (page.title, page.version)
    assert [i["target"] for i in sheet["indicators"]] == ["100"]
    assert [t["version"] for i in sheet["indicators"] for t in i["targets"]] == [1]


def test_an_item_not_yet_issued_shows_its_plan_as_target(program, world):
    item = a_ready_item(world)
    rows = program("clerk").get("/indicators", {"item_id": item.pk}).json()["rows"]
    assert [(r["first_target"], r["target"], r["target_version"]) for r in rows] == [("100", "100", 0)]


@pytest.mark.parametrize(
    "path", ["/items", "/indicators", "/allocations", "/sites", "/tasks", "/programmes/{programme}/lists"]
)
def test_a_page_costs_as_many_queries_however_long(program, year, path, django_assert_max_num_queries):
    clerk, address = program("clerk"), path.format(programme=year.programme.pk)
    with django_assert_max_num_queries(9):
        assert clerk.get(address).status_code == 200
