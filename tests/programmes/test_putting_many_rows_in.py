"""The importer's door: many rows in few statements, and back out again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shishi.journal.models import Entry
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.actions import bulk, issue
from shishi.programmes.actions import item as items
from shishi.programmes.actions.bulk import AllocationRow, IndicatorRow, ItemRow, ListRef, SiteRow, TaskRow
from shishi.programmes.models import Allocation, Indicator, Item, ItemListing, Matter, Site, Support, Task
from tests.programmes import cast

KEY = ListRef("province", "key", "增加公办学位", category="教育")
CITY = ListRef("city", "key", "办好家门口的学校")


def a_row(n: int = 1, **more: object) -> ItemRow:
    indicators = (IndicatorRow("新增学位", target=Decimal(100 * n), unit_word="个", definition="建成并验收"),)
    values: dict[str, object] = {
        "line": n + 1,
        "title": f"学位项目{n}",
        "code": f"A{n:05d}",
        "lists": (KEY,),
        "unit": "湘水县教育局",
        "supports": ("住建局", "县卫健局"),
        "due_on": date(2023, 11, 30),
        "indicators": indicators,
    }
    return ItemRow(**(values | more))  # type: ignore[arg-type]


def test_rows_become_items_with_everything_that_hangs_on_them(world):
    programme = cast.a_programme(world)
    outcome = bulk.put_items(programme, [a_row(1), a_row(2, lists=(KEY, CITY))], world.actor("clerk"))

    assert outcome.counts == {"created": 2, "changed": 0, "same": 0, "error": 0}
    first = Item.objects.get(code="A00001")
    assert (first.unit, first.matter.category.name) == (world.orgs["education"], "教育")
    assert set(first.supports.values_list("unit__name", flat=True)) == {"县住建局", "县卫健局"}
    assert ItemListing.objects.filter(item__code="A00002").count() == 2
    assert Indicator.objects.get(item=first).target == 100
    entry = Entry.objects.get(verb="programme.import")
    assert (entry.facts["created"], entry.facts["digest"]) == (2, outcome.digest)


def test_the_same_rows_again_change_nothing_and_other_figures_are_named(world):
    programme = cast.a_programme(world)
    rows = [a_row(1), a_row(2)]
    bulk.put_items(programme, rows, world.actor("clerk"))
    again = bulk.put_items(programme, rows, world.actor("clerk"))
    assert again.counts["same"] == 2
    assert again.touched == ()

    other = a_row(
        1, due_on=date(2023, 10, 31), supports=("卫健局",), indicators=(IndicatorRow("新增学位", target=Decimal(120)),)
    )
    planned = bulk.plan_items(programme, [other])
    assert planned.rows[0].fields == ("due_on", "supports", "indicator.target")
    assert Item.objects.get(code="A00001").due_on == date(2023, 11, 30)
    assert bulk.put_items(programme, [other], world.actor("clerk")).counts["changed"] == 1
    assert Indicator.objects.get(item__code="A00001").target == 120
    assert Indicator.objects.get(item__code="A00001").definition == "建成并验收"


def test_rows_in_error_say_why_and_are_left_out(world):
    rows = [
        a_row(1, unit="县火星局"),
        a_row(2, lists=()),
        a_row(3, due_on=date(2022, 1, 1)),
        a_row(4, title="长" * 101),
        a_row(5),
        a_row(6, code="A00005"),
        a_row(7, indicators=(IndicatorRow("学位", target=Decimal(-1)),)),
        a_row(8, unit="韶峰县教育局"),
    ]
    outcome = bulk.put_items(cast.a_programme(world), rows, world.actor("clerk"))
    said = {row.line: row.problems[0].sentence for row in outcome.errors}
    assert outcome.counts == {"created": 1, "changed": 0, "same": 0, "error": 7}
    assert "没有名为“县火星局”的单位" in said[2]
    assert "属于哪一件实事" in said[3]
    assert "完成时限早于开始时间" in said[4]
    assert "101个字" in said[5]
    assert "与第6行重复" in said[7]
    assert "不能小于0" in said[8]
    assert Item.objects.count() == 1


def test_an_issued_promise_is_not_changed_by_a_workbook(world):
    programme = cast.a_programme(world)
    bulk.put_items(programme, [a_row(1)], world.actor("clerk"))
    issue.issue_programme(issue.propose_issue(programme, world.actor("clerk")), world.actor("convener"))
    changed = a_row(1, note="见方案", indicators=(IndicatorRow("新增学位", target=Decimal(50)),))
    outcome = bulk.put_items(programme, [changed], world.actor("clerk"))
    assert outcome.counts["error"] == 1
    assert "申请调整" in outcome.errors[0].problems[0].sentence
    assert bulk.put_items(programme, [a_row(1, note="见方案")], world.actor("clerk")).counts["changed"] == 1


def _statements(world, programme, n: int, start: int) -> int:
    rows = [a_row(k) for k in range(start, start + n)]
    with CaptureQueriesContext(
        connection,
    ) as found:
        bulk.put_items(programme, rows, world.actor("clerk"))
    return len(found)


def test_two_thousand_rows_cost_a_few_statements_more_than_ten(world):
    programme = cast.a_programme(world)
    few = _statements(world, programme, 10, 1)
    many = _statements(world, programme, 2_000, 100)
    assert many - few <= 2 * 5
    assert Item.objects.count() == 2_010
    changed = [a_row(k, note="改") for k in range(100, 2_100)]
    with CaptureQueriesContext(connection) as found:
        outcome = bulk.put_items(programme, changed, world.actor("clerk"))
    assert outcome.counts["changed"] == 2_000
    assert len(found) <= few + 5


def test_taking_back_restores_what_stood_before(world):
    programme = cast.a_programme(world)
    bulk.put_items(programme, [a_row(1)], world.actor("clerk"))
    other = a_row(1, title="改名", supports=(), indicators=(IndicatorRow("新增学位", target=Decimal(7)),))
    outcome = bulk.put_items(programme, [other, a_row(2, lists=(CITY,))], world.actor("clerk"))

    kept = bulk.Outcome.from_json(outcome.to_json())
    bulk.take_back(kept, world.actor("clerk2"))
    item = Item.objects.get()
    assert (item.title, item.indicators.get().target) == ("学位项目1", 100)
    assert Support.objects.filter(item=item).count() == 2
    assert not Matter.objects.filter(level="city").exists()
    with pytest.raises(Refused, match="不能整批撤回"):
        bulk.take_back(outcome, world.actor("clerk"))


def test_what_was_changed_or_built_upon_since_is_not_taken_back(world):
    programme = cast.a_programme(world)
    outcome = bulk.put_items(programme, [a_row(1), a_row(2)], world.actor("clerk"))
    bulk.put_sites(programme, [SiteRow(2, "A00001", "易水镇", "一小")], world.actor("clerk"))
    with pytest.raises(Refused, match="学位项目1"):
        bulk.take_back(outcome, world.actor("clerk"))
    Site.objects.all().delete()
    items.change_item(
        Item.objects.get(code="A00002"),
        {"note": "手改"},
        world.actor("clerk"),
        version=Item.objects.get(code="A00002").version,
    )
    with pytest.raises(Refused, match="学位项目2"):
        bulk.take_back(outcome, world.actor("clerk"))
    with pytest.raises(NotYours):
        bulk.take_back(outcome, world.actor("edu_head"))
    assert Item.objects.count() == 2


def put_below(world, programme):
    """Sites, tasks and shares of one item, some of each in error."""
    clerk = world.actor("clerk")
    bulk.put_items(programme, [a_row(1)], clerk)
    sites = [
        SiteRow(2, "A00001", "易水", "一小", quantity=Decimal(40)),
        SiteRow(3, "学位项目1", "火星乡", "二小"),
        SiteRow(4, "没有的项目", "花石乡", "三小"),
    ]
    tasks = [TaskRow(2, "A00001", "开工", date(2023, 3, 1), weight=Decimal(20)), TaskRow(3, "A00001", "验收")]
    shares = [
        AllocationRow(2, "A00001", Decimal(60), region="易水镇"),
        AllocationRow(3, "A00001", Decimal(40), unit="住建局"),
        AllocationRow(4, "A00001", Decimal(40)),
    ]
    return (
        bulk.put_sites(programme, sites, clerk),
        bulk.put_tasks(programme, tasks, clerk),
        bulk.put_allocations(programme, shares, clerk),
    )


def test_sites_tasks_and_shares_find_their_items_units_and_places(world):
    outcomes = put_below(world, cast.a_programme(world))
    assert [[row.verdict.value for row in outcome.rows] for outcome in outcomes] == [
        ["created", "error", "error"],
        ["created", "error"],
        ["created", "created", "error"],
    ]
    assert Site.objects.get().region_path == world.regions["town"].path
    assert set(Allocation.objects.values_list("unit__name", flat=True)) == {None, "县住建局"}
    for outcome in reversed(outcomes):
        bulk.take_back(outcome, world.actor("clerk"))
    assert (Site.objects.count(), Task.objects.count(), Allocation.objects.count()) == (0, 0, 0)


def test_only_the_programme_s_own_office_puts_rows_in(world):
    programme = cast.a_programme(world)
    for who in ("edu_head", "liaison", "convener", "city", "stranger", "sysadmin"):
        with pytest.raises(NotYours):
            bulk.put_items(programme, [a_row(1)], world.actor(who))
