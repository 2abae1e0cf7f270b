"""A programme's page: counts that add up, items in groups, every month as it was."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.cockpit.queries.boards import unit_tables
from shishi.cockpit.queries.programme import Choice, programme_page
from shishi.orgs.models import Org
from shishi.reports.models import Period
from tests.cockpit.conftest import add_items

JAN, FEB = date(2023, 1, 1), date(2023, 2, 1)


def test_the_headline_adds_up_by_list_and_by_light(year):
    page = programme_page(year.programme, FEB, year.world.actor("clerk"), Choice())
    assert page.head.items.total == 3 == sum(one.n_items for one in page.head.lists)
    assert sum(one.n for one in page.lights) == 3
    assert [(group.label, len(group.lines)) for group in page.groups] == [("学有所教", 2), ("病有所医", 1)]


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("unit", ["县教育局", "县卫健局"]),
        ("list", ["省重点", "市重点"]),
        ("level", ["省", "市"]),
        ("category", ["未分类"]),
    ],
)
def test_items_stand_in_the_groups_asked_for(year, by, labels):
    page = programme_page(year.programme, FEB, year.world.actor("clerk"), Choice(by=by))
    assert [group.label for group in page.groups] == labels


def test_filters_narrow_the_items_and_not_the_headline(year):
    unit = str(year.world.orgs["health"].pk)
    page = programme_page(year.programme, FEB, year.world.actor("clerk"), Choice(unit=unit))
    assert (page.n_shown, page.n_visible, page.head.items.total) == (1, 3, 3)


def test_a_unit_sees_the_whole_headline_and_its_own_items(year, sign_in):
    page = programme_page(year.programme, FEB, year.world.actor("health_liaison"), Choice())
    assert (page.head.items.total, page.n_visible) == (3, 1)
    shown = sign_in("health_liaison").get(f"/programmes/{year.programme.pk}/").content.decode()
    assert "pensions" in shown
    assert "schools" not in shown


def test_a_past_month_shows_as_it_was(year, sign_in):
    year.accept("schools", 2, 80)
    browser = sign_in("clerk")
    before = browser.get(f"/programmes/{year.programme.pk}/?month=2023-01").content.decode()
    now = browser.get(f"/programmes/{year.programme.pk}/").content.decode()
    assert "10.0%" in before
    assert "往月数据" in before
    assert "20.0%" in now


@pytest.mark.parametrize("month", ["2023-13", "0000-01", "abcd-ef", "2023-8", "１２３４-01", "2031-01", ""])
def test_a_month_that_cannot_be_shows_the_one_in_force(year, sign_in, month):
    answer = sign_in("clerk").get(f"/programmes/{year.programme.pk}/", {"month": month})
    assert answer.status_code == 200
    assert answer.context["month"] == FEB


@pytest.mark.parametrize("side", ["", "heat/", "units/", "map/", "team/"])
def test_every_side_is_for_whoever_has_a_part_in_the_programme(year, sign_in, side):
    address = f"/programmes/{year.programme.pk}/{side}"
    assert sign_in("clerk").get(address).status_code == 200
    assert sign_in("health_liaison").get(address).status_code == 200
    assert sign_in("stranger").get(address).status_code == 404
    assert sign_in("sysadmin").get(address).status_code == 404


def test_the_heat_map_and_the_task_map_of_a_unit_hold_its_own_items(year, sign_in):
    add_items(year, 1)
    browser = sign_in("health_liaison")
    for side in ("heat", "map"):
        page = browser.get(f"/programmes/{year.programme.pk}/{side}/").content.decode()
        assert "pensions" in page
        assert "road" not in page


def test_every_unit_is_ranked_with_ties_and_only_ones_own_leads_on(year, sign_in):
    [table] = unit_tables(year.programme, JAN, year.world.actor("health_liaison"))
    assert [(p.line.name, p.line.rank, p.is_own) for p in table.ranked] == [
        ("县卫健局", 1, True),
        ("县教育局", 2, False),
    ]
    page = sign_in("health_liaison").get(f"/programmes/{year.programme.pk}/units/").content.decode()
    assert f"unit={year.world.orgs['health'].pk}" in page
    assert f"unit={year.world.orgs['education'].pk}" not in page


def test_a_township_is_not_compared_with_a_bureau(year, sign_in):
    Org.objects.filter(pk=year.world.orgs["health"].pk).update(kind="township")
    tables = unit_tables(year.programme, JAN, year.world.actor("clerk"))
    assert [(table.label, len(table.ranked), len(table.apart)) for table in tables] == [
        ("部门和单位", 0, 1),
        ("乡镇（街道）", 0, 1),
    ]
    page = sign_in("clerk").get(f"/programmes/{year.programme.pk}/units/").content.decode()
    assert page.count("不参加排名") >= 2
    assert "单位榜：乡镇（街道）" in page


def test_the_work_team_names_who_convenes(year, sign_in):
    page = sign_in("liaison").get(f"/programmes/{year.programme.pk}/team/").content.decode()
    assert "李常青" in page
    assert "县卫健局" in page


def test_a_programme_without_a_month_says_what_will_stand_here(world, sign_in):
    from shishi.programmes.models import Programme

    region = world.regions["county"]
    empty = Programme.objects.create(
        name="2024", year=2024, region=region, region_path=region.path, office=world.orgs["office"]
    )
    browser = sign_in("clerk")
    for side in ("", "heat/", "units/"):
        assert "第一个月开放填报后" in browser.get(f"/programmes/{empty.pk}/{side}").content.decode()


@pytest.mark.parametrize("n", [2, 25])
@pytest.mark.parametrize("side", ["", "?by=category", "heat/", "units/", "map/", "team/"])
def test_the_pages_cost_the_same_with_many_items_and_months(year, sign_in, django_assert_max_num_queries, n, side):
    add_items(year, n)
    year.go(date(2023, 2 + n // 5, 2))
    assert Period.objects.count() >= 2 + n // 10
    browser = sign_in("clerk")
    browser.get("/desk/")
    with django_assert_max_num_queries(15):
        assert browser.get(f"/programmes/{year.programme.pk}/{side}").status_code == 200
