"""The tree of regions: loaded, added to, renamed, abolished, found."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.actions import regions as actions
from shishi.orgs.models import Region
from shishi.orgs.queries import find_regions, region_by_code, region_named
from shishi.orgs.queries.regions import branch
from shishi.rules.authority import HOUSE
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def xiangtan(db) -> Region:
    actions.load_regions(["430321"], HOUSE)
    county = region_by_code("430321")
    assert county
    return county


def test_a_county_comes_with_what_lies_above_it_and_its_townships(xiangtan) -> None:
    assert xiangtan.name == "湘潭县"
    assert xiangtan.path == "004300030021"
    assert [r.name for r in Region.objects.filter(level="city")] == ["湘潭市"]
    assert Region.objects.filter(parent=xiangtan).count() == 17
    assert region_by_code("430321100").name == "易俗河镇"


def test_loading_again_adds_nothing_and_more_codes_add_only_what_is_new(xiangtan) -> None:
    assert actions.load_regions(["430321"], HOUSE) == 0
    assert actions.load_regions(["4303"], HOUSE) > 10
    assert region_by_code("430321").pk == xiangtan.pk


def test_the_whole_country_loads_with_a_path_for_each_region() -> None:
    n = actions.load_regions([], HOUSE)
    assert 40_000 < n == Region.objects.count()
    assert not Region.objects.exclude(level="province").filter(parent=None).exists()
    assert region_by_code("110101").parent.name == "北京市"
    assert region_by_code("441900").name == "东莞市"
    for one in Region.objects.filter(level="township").order_by("?")[:50].select_related("parent"):
        assert one.path.startswith(one.parent.path)
        assert len(one.path) == len(one.parent.path) + 4


def test_a_zone_without_a_state_code_gets_a_local_one(xiangtan) -> None:
    zone = actions.add_region(xiangtan, "天易示范区", "zone", HOUSE)
    other = actions.add_region(xiangtan, "梅林桥管理区", "zone", HOUSE)
    assert (zone.code, other.code) == ("430321L01000", "430321L02000")
    assert zone.is_local_code
    assert not zone.is_statutory
    assert zone.path.startswith(xiangtan.path)
    with pytest.raises(Refused, match="已经有"):
        actions.add_region(xiangtan, "天易示范区", "zone", HOUSE)
    with pytest.raises(Refused, match="不能设在"):
        actions.add_region(xiangtan, "某市", "city", HOUSE)


def test_a_renamed_county_keeps_its_row_and_its_past(xiangtan) -> None:
    actions.rename_region(xiangtan, "湘潭市某区", date(2024, 7, 1), HOUSE, code="430305")
    renamed = region_by_code("430305")
    assert renamed.pk == xiangtan.pk
    assert region_named(renamed, date(2024, 6, 30)) == "湘潭县"
    assert region_named(renamed, date(2024, 7, 1)) == "湘潭市某区"
    assert [r.name for r in find_regions("430321")][:1] == ["湘潭市某区"]
    assert [r.name for r in find_regions("湘潭县")] == ["湘潭市某区"]
    with pytest.raises(Refused, match="须晚于"):
        actions.rename_region(renamed, "再改", date(2024, 6, 1), HOUSE)


def test_a_region_is_abolished_only_when_nothing_is_left_in_it(xiangtan) -> None:
    town, heir = region_by_code("430321100"), region_by_code("430321102")
    with pytest.raises(Refused, match="仍在该区划内"):
        actions.close_region(xiangtan, date(2024, 1, 1), HOUSE)
    actions.close_region(town, date(2024, 1, 1), HOUSE, successor=heir)
    assert Region.objects.valid_on(date(2023, 12, 31)).filter(pk=town.pk).exists()
    assert not Region.objects.valid_on(date(2024, 1, 1)).filter(pk=town.pk).exists()
    assert "易俗河镇" not in [r.name for r in branch(xiangtan)]


def test_villages_come_from_the_offices_own_table(xiangtan) -> None:
    rows = [("430321100201", "凤形村"), ("430321100001", "烟塘社区")]
    assert actions.add_villages(xiangtan, rows, HOUSE) == 2
    assert actions.add_villages(xiangtan, rows, HOUSE) == 0
    village = region_by_code("430321100201")
    assert village.parent.name == "易俗河镇"
    with pytest.raises(Refused, match="找不到所属乡镇"):
        actions.add_villages(xiangtan, [("430321999201", "无名村")], HOUSE)


@pytest.mark.parametrize("typed", ["易俗河", "430321100", "ysh", "yisuhe", "YSHZ"])
def test_a_township_is_found_by_code_name_or_pinyin(xiangtan, typed) -> None:
    assert "易俗河镇" in [r.name for r in find_regions(typed)]
    assert find_regions("易俗河")[0].place == "湖南省湘潭市湘潭县"


def test_only_the_system_administrator_changes_the_tree(world) -> None:
    with pytest.raises(NotYours):
        actions.add_region(world.regions["county"], "新区", "zone", world.actor("head"))
    assert actions.add_region(world.regions["county"], "新区", "zone", world.actor("sysadmin")).pk


def test_a_county_changes_its_own_part_of_the_tree_and_no_other(world) -> None:
    admin, other = world.actor("sysadmin"), world.regions["other"]
    with pytest.raises(NotYours):
        actions.add_region(other, "新区", "zone", admin)
    with pytest.raises(NotYours):
        actions.rename_region(other, "韶峰区", TODAY, admin)
    with pytest.raises(NotYours):
        actions.close_region(world.regions["other_town"], TODAY, admin)
    with pytest.raises(NotYours):
        actions.add_villages(other, [], admin)
    other.refresh_from_db()
    assert other.name == "韶峰县"
