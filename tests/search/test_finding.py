"""Things are found by a character, by two, by number and by pinyin; what is out of reach never appears."""

from __future__ import annotations

import pytest

from shishi.search import actions
from shishi.search.actions import Found
from shishi.search.queries import find


@pytest.fixture
def indexed(world):
    county, other = world.regions["county"].path, world.regions["other"].path
    education, health = world.orgs["education"].pk, world.orgs["health"].pk
    actions.put_many(
        [
            Found(
                "item",
                1,
                "增加公办幼儿园学位",
                "item",
                county,
                "新建、改扩建幼儿园6所，编号2023017",
                "教育局",
                [education],
            ),
            Found("item", 2, "农村养老服务设施提质", "item", county, "每个乡镇一处", "", [health, education]),
            Found("matter", 1, "提升养老服务", "programme", county),
            Found("item", 3, "韶峰县养老机构改造", "item", other, "养老", "", [world.orgs["other_education"].pk]),
        ]
    )
    return world


def titles(typed: str, actor) -> set[str]:
    return {hit.title for group in find(typed, actor) for hit in group.hits}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("园", {"增加公办幼儿园学位"}),
        ("养老", {"农村养老服务设施提质", "提升养老服务"}),
        ("養老服務", {"农村养老服务设施提质", "提升养老服务"}),
        ("养老 设施", {"农村养老服务设施提质"}),
        ("2023017", {"增加公办幼儿园学位"}),
        ("20230", {"增加公办幼儿园学位"}),
        ("zjgbyeyxw", {"增加公办幼儿园学位"}),
        ("ylfw", {"农村养老服务设施提质", "提升养老服务"}),
        ("youeryuan", {"增加公办幼儿园学位"}),
        ("乡镇", {"农村养老服务设施提质"}),
        ("老养", set()),
        ("", set()),
        ("！？", set()),
        ("\"' OR *:*", set()),
    ],
)
def test_the_office_finds_what_it_types(indexed, typed, expected) -> None:
    assert titles(typed, indexed.actor("clerk")) == expected


def test_out_of_reach_never_appears(indexed) -> None:
    assert titles("养老", indexed.actor("stranger")) == {"韶峰县养老机构改造"}
    assert titles("养老", indexed.actor("liaison")) == {"农村养老服务设施提质"}
    assert titles("养老", indexed.actor("sysadmin")) == set()
    assert len(titles("养老", indexed.actor("city"))) == 3


def test_putting_again_replaces_and_removing_forgets(indexed) -> None:
    clerk, county = indexed.actor("clerk"), indexed.regions["county"].path
    actions.put(Found("item", 2, "农村助餐点建设", "item", county, "", "", [indexed.orgs["housing"].pk]))
    assert titles("养老", clerk) == {"提升养老服务"}
    assert titles("助餐", clerk) == {"农村助餐点建设"}
    assert titles("助餐", indexed.actor("liaison")) == set()
    assert (actions.remove("item", [2]), actions.remove("item", [2])) == (1, 0)
    assert titles("助餐", clerk) == set()


def test_finding_is_one_query_grouped_by_kind(indexed, django_assert_num_queries) -> None:
    clerk = indexed.actor("clerk")
    with django_assert_num_queries(1):
        groups = find("养老", clerk)
    assert [(g.kind, g.label, g.n) for g in groups] == [("matter", "实事", 1), ("item", "项目", 1)]


def test_the_page_shows_results_and_while_typing_only_them(client, indexed) -> None:
    client.force_login(indexed.account("clerk"))
    page = client.get("/search/?q=养老").content.decode()
    assert "提升养老服务" in page
    assert "韶峰县" not in page
    part = client.get("/search/?q=<script>", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "&lt;script&gt;" in part


def test_nobody_searches_without_signing_in(client, indexed) -> None:
    assert client.get("/search/?q=养老").status_code == 302
