"""The office's own workbook goes in whole, changes nothing the second time, and comes out again without a trace."""

from __future__ import annotations

import pytest

from shishi.imports.models import ImportRow, ImportRun
from shishi.journal.models import Entry
from shishi.lib.refusal import Refused
from shishi.lib.text import fold
from shishi.lib.xlsx.header import find_table
from shishi.lib.xlsx.read import open_book
from shishi.programmes.actions import exporting, importing
from shishi.programmes.models import Allocation, Indicator, Item, ItemListing, Matter, PlanPoint, Site, Support, Task
from tests.programmes import sample

TABLES = (Matter, Item, ItemListing, Support, Indicator, PlanPoint, Task, Site, Allocation)


@pytest.fixture
def county(db, the_day):
    return sample.build()


def states(run: ImportRun) -> dict[str, tuple[int, int, int, int]]:
    return {s.importer: (s.n_new, s.n_changed, s.n_same, s.n_error) for s in run.sheets.all()}


def errors(run: ImportRun) -> list[object]:
    return [(row.sheet.name, row.number, row.errors) for row in ImportRow.objects.filter(sheet__run=run, state="error")]


def test_the_sample_workbook_goes_in_whole(county):
    programme, clerk = county
    run = importing.import_workbook(programme, str(sample.WORKBOOK), clerk)

    assert errors(run) == []
    assert states(run) == {
        "items": (50, 0, 0, 0), "sites": (196, 0, 0, 0), "tasks": (52, 0, 0, 0), "allocations": (123, 0, 0, 0),
    }  # fmt: skip
    assert (Item.objects.count(), Indicator.objects.count(), Matter.objects.count()) == (39, 50, 19)
    assert (Site.objects.count(), Task.objects.count(), Allocation.objects.count()) == (196, 52, 123)
    assert Entry.objects.filter(verb="programme.import").count() == 1


def test_what_the_office_typed_is_what_is_kept(county):
    importing.import_workbook(county[0], str(sample.WORKBOOK), county[1])

    jobs = Indicator.objects.get(item__title="城镇新增就业")
    assert (jobs.target, jobs.unit_word, jobs.scale, jobs.last_year) == (12_000, "人", 1, 11_860)
    assert (jobs.item.funds_planned_yuan, str(jobs.item.due_on)) == (12_600_000, "2023-12-31")
    assert (jobs.item.code, jobs.item.matter.level, jobs.item.matter.list_kind) == ("2023-001", "province", "key")
    assert list(jobs.item.supports.values_list("unit__short_name", flat=True)) == ["县财政局"]
    cancer = Item.objects.get(title="“两癌”免费检查")
    assert [(i.name, i.type, i.sense) for i in cancer.indicators.all()] == [
        ("适龄妇女“两癌”免费检查人数", "cumulative", "at_least"),
        ("异常个案追踪随访率", "rate", "at_least"),
    ]
    assert cancer.funds_planned_yuan == 1_365_000
    curve = Indicator.objects.filter(schedule="custom_curve").first()
    assert [p.percent for p in curve.plan_points.all()][-1] == 100
    roads = Indicator.objects.filter(unit_word="公里").first()
    assert roads.decimals >= 1
    follower = Task.objects.get(title="可行性研究报告批复")
    assert (follower.depends_on.title, follower.funds_yuan, follower.weight) == ("选址论证与用地预审", 1_200_000, 20)
    site = Site.objects.get(name="月形村幼儿园（示例）")
    assert (site.region.name, site.village, site.quantity, site.unit.short) == ("茶恩寺镇", "月形村", 150, "县教育局")


def test_the_same_file_again_changes_nothing_and_writes_nothing(county):
    programme, clerk = county
    importing.import_workbook(programme, str(sample.WORKBOOK), clerk)
    before = Item.objects.get(code="2023-001").version
    with pytest.raises(Refused, match="没有需要导入的行"):
        importing.import_workbook(programme, str(sample.WORKBOOK), clerk)
    again = ImportRun.objects.order_by("-id").first()
    assert states(again) == {
        "items": (0, 0, 50, 0), "sites": (0, 0, 196, 0), "tasks": (0, 0, 52, 0), "allocations": (0, 0, 123, 0),
    }  # fmt: skip
    assert Item.objects.get(code="2023-001").version == before


def test_taking_back_leaves_nothing_behind(county):
    programme, clerk = county
    run = importing.import_workbook(programme, str(sample.WORKBOOK), clerk)
    importing.take_back_import(programme, run, clerk, run.version)

    assert [table.__name__ for table in TABLES if table.objects.exists()] == []
    assert not programme.categories.exists()
    run.refresh_from_db()
    with pytest.raises(Refused, match="不能撤销"):
        importing.take_back_import(programme, run, clerk, run.version)
    importing.import_workbook(programme, str(sample.WORKBOOK), clerk)
    assert Item.objects.count() == 39


def test_what_comes_out_goes_in_again_unchanged(county):
    programme, clerk = county
    importing.import_workbook(programme, str(sample.WORKBOOK), clerk)
    content = exporting.export_workbook(programme, clerk)
    with pytest.raises(Refused, match="没有需要导入的行"):
        importing.import_workbook(programme, content, clerk)
    again = ImportRun.objects.order_by("-id").first()
    assert [(r.label, r.changes) for r in ImportRow.objects.filter(sheet__run=again).exclude(state="same")] == []
    assert states(again) == {
        "items": (0, 0, 50, 0), "sites": (0, 0, 196, 0), "tasks": (0, 0, 52, 0), "allocations": (0, 0, 123, 0),
    }  # fmt: skip
    assert Entry.objects.filter(verb="programme.export").count() == 1


def test_the_export_has_the_headings_of_the_form_and_fills_an_empty_list(county):
    programme, clerk = county
    run = importing.import_workbook(programme, str(sample.WORKBOOK), clerk)
    content = exporting.export_workbook(programme, clerk)
    with open_book(content) as out, open_book(str(sample.WORKBOOK)) as own:
        for mine, theirs in zip(out.sheets, own.sheets, strict=True):
            assert mine.name == theirs.name
            heads = [[fold(h) for h in find_table(b.rows(s.name)).headings] for b, s in ((out, mine), (own, theirs))]
            assert heads[0] == heads[1]
    importing.take_back_import(programme, run, clerk, run.version)
    importing.import_workbook(programme, content, clerk)
    assert (Item.objects.count(), Indicator.objects.count(), Site.objects.count()) == (39, 50, 196)
