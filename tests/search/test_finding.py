"""Things are found by a character, by two, by number and by pinyin; what is out of reach never appears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shishi.lib import fulltext
from shishi.search import actions
from shishi.search.actions import Found
from shishi.search.models import DAILY, LASTING, OPEN, Entry
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


def test_finding_is_three_queries_grouped_by_kind(indexed, django_assert_num_queries) -> None:
    clerk = indexed.actor("clerk")
    with django_assert_num_queries(3):
        groups = find("养老", clerk)
    assert [(g.kind, g.label, g.n) for g in groups] == [("matter", "实事", 1), ("item", "项目", 1)]


def daily(n: int, county: str, since: date) -> Found:
    return Found("case", n, f"养老服务来信{n}", "case", county, since=since, is_open=True)


def test_what_comes_every_day_does_not_crowd_out_what_lasts(indexed, django_assert_num_queries) -> None:
    county, clerk = indexed.regions["county"].path, indexed.actor("clerk")
    actions.put_many(daily(n, county, date(2023, 9, 1)) for n in range(1, 260))
    with django_assert_num_queries(2):
        groups = find("养老", clerk)
    assert [(g.kind, g.n) for g in groups] == [("matter", 1), ("item", 1), ("case", 11)]
    assert [hit.title for hit in groups[2].hits] == [f"养老服务来信{n}" for n in range(259, 249, -1)]
    assert groups[2].onward == "/cases/?state=all&q=%E5%85%BB%E8%80%81"
    actions.put(replace(daily(1, county, date(2023, 9, 14)), title="养老服务感谢信"))
    assert [hit.id for hit in find("养老服务感谢", clerk)[0].hits] == [1]


def test_of_what_comes_every_day_the_years_before_are_found_too(client, indexed) -> None:
    county, clerk = indexed.regions["county"].path, indexed.actor("clerk")
    actions.put_many(daily(n, county, date(2020 + n, 3, 1)) for n in range(1, 4))
    assert [hit.id for hit in find("养老服务来信", clerk)[0].hits] == [3, 2, 1]
    client.force_login(indexed.account("clerk"))
    assert "在事项列表中查看全部" not in client.get("/search/?q=养老服务来信").content.decode()


def test_settled_and_removed_things_leave_their_tables(indexed) -> None:
    county = indexed.regions["county"].path
    actions.put_many(daily(n, county, date(2023, 9, 1)) for n in (1, 2, 3))
    actions.settle("case", [1])
    actions.put(replace(daily(2, county, date(2023, 9, 1)), is_open=False))
    words = fulltext.asked("来信")

    def found(table: str) -> set[int]:
        return set(Entry.objects.filter(pk__in=fulltext.ids_with(table, words)).values_list("subject_id", flat=True))

    assert (found(OPEN), found(DAILY), found(LASTING)) == ({3}, {1, 2, 3}, set())
    actions.remove("case", [3])
    assert (found(OPEN), found(DAILY)) == (set(), {1, 2})


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
