"""The office's standard form: the whole list as a workbook that the importer reads back unchanged.

Headings and their order are those of the form; columns beyond it appear only where something stands in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import FETCH_RAISE, QuerySet

from shishi.lib.xlsx.write import Column, Sheet
from shishi.programmes.kinds import list_words
from shishi.programmes.models import Allocation, Indicator, Item, ItemListing, PlanPoint, Programme, Site, Support, Task
from shishi.programmes.queries.books import Book, unit_book
from shishi.programmes.queries.form_list import LIST, Col, ListRow, name_of, shown_in_unit, wan
from shishi.rules.authority import Actor

CHUNK: Final = 1_000
HOW_LIST: Final = (
    "一个指标一行；同一项目的其他栏可以合并单元格。清单类别填：省重点、省重点监测、市重点、县自选等；目标可写 1.2万。"
)
HOW_SITES: Final = "一个点位一行；开工、完工填计划日期；数量按指标的计量单位填写。"
HOW_TASKS: Final = "一项任务一行；只有“节点进度”类指标的任务填权重，合计100。"
HOW_SHARES: Final = "一个乡镇（街道）或单位一行；各行合计应不少于年度目标。"


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows each sheet has."""

    items: int
    sites: int
    tasks: int
    shares: int

    @property
    def total(self) -> int:
        return self.items + self.sites + self.tasks + self.shares


class StandardForm:
    """The form of one programme, within somebody's reach. Sheets are streamed; eleven queries in all."""

    def __init__(self, programme: Programme, actor: Actor) -> None:
        self._programme = programme
        self._items = Item.objects.visible_to(actor).filter(programme=programme)
        self._book: Book = unit_book(programme.region_path)
        titles: dict[str, int] = defaultdict(int)
        for title in self._items.values_list("title", flat=True).iterator():
            titles[title] += 1
        self._twice = {title for title, n in titles.items() if n > 1}

    def extent(self) -> Extent:
        """Four counts."""
        n_items, n_sites, n_tasks = (m.objects.filter(item__in=self._items).count() for m in (Indicator, Site, Task))
        return Extent(n_items, n_sites, n_tasks, Allocation.objects.filter(indicator__item__in=self._items).count())

    def sheets(self) -> Iterator[Sheet]:
        """The four sheets, in the order in which they are imported."""
        name = self._programme.name
        yield self._sheet("重点民生实事清单", f"{name}项目清单", LIST, self._list_rows)
        yield self._sheet("项目分布清单", f"{name}项目分布清单", self._sites(), self._site_rows)
        yield self._sheet("任务清单", f"{name}任务清单", self._tasks(), self._task_rows)
        yield self._sheet("任务分解表", f"{name}任务分解表", self._shares(), self._share_rows)

    def _sheet(self, name: str, title: str, form: Sequence[Col[Any]], rows: Callable[[], Iterator[Any]]) -> Sheet:
        """Columns beyond the form are looked for in a first pass over the rows."""
        extra = [col for col in form if not col.always]
        used: set[int] = set()
        for row in rows() if extra else ():
            used |= {id(col) for col in extra if id(col) not in used and col.value(row) not in (None, "")}
            if len(used) == len(extra):
                break
        columns = [col for col in form if col.always or id(col) in used]
        return Sheet(
            name, [col.column for col in columns], ([col.value(row) for col in columns] for row in rows()), title
        )

    def blank(self) -> Iterator[Sheet]:
        """The form without rows, with a line on how to fill each sheet."""
        name = self._programme.name
        for sheet, title, form, note in (
            ("重点民生实事清单", "项目清单", LIST, HOW_LIST),
            ("项目分布清单", "项目分布清单", self._sites(), HOW_SITES),
            ("任务清单", "任务清单", self._tasks(), HOW_TASKS),
            ("任务分解表", "任务分解表", self._shares(), HOW_SHARES),
        ):
            yield Sheet(sheet, [col.column for col in form if col.always], (), f"{name}{title}", (note,))

    def _list_rows(self) -> Iterator[ListRow]:
        items = self._items.select_related("matter__category", "unit").order_by("seq", "id").fetch_mode(FETCH_RAISE)
        batch: list[Item] = []
        for item in items.iterator(chunk_size=CHUNK):
            batch.append(item)
            if len(batch) == CHUNK:
                yield from self._with_indicators(batch)
                batch = []
        yield from self._with_indicators(batch)

    def _with_indicators(self, items: list[Item]) -> Iterator[ListRow]:
        indicators, supports, also, curves = _below(items)
        for item in items:
            names = "、".join(self._unit(support.unit) for support in supports[item.pk])
            lists = "；".join(
                f"{list_words(one.matter.level, one.matter.list_kind)}：{one.matter.title}"
                for one in also[item.pk]
                if one.matter_id != item.matter_id
            )
            for indicator in indicators[item.pk] or [None]:
                curve = "/".join(curves[indicator.pk]) if indicator else ""
                yield ListRow(item, indicator, names, lists, curve, self._unit(item.unit))

    def _unit(self, org: Any) -> str:
        """The short name where it finds its way back, else the whole."""
        return org.short if self._book.find(org.short) == org.pk else str(org.name)

    def _named(self, item: Item) -> str:
        """The title, or the code where two items share one."""
        return item.code if item.title in self._twice else item.title

    def _of[M: Any](self, rows: QuerySet[M], *order: str) -> Iterator[M]:
        return rows.order_by(*order).fetch_mode(FETCH_RAISE).iterator(chunk_size=CHUNK)

    def _site_rows(self) -> Iterator[Site]:
        rows = Site.objects.filter(item__in=self._items).select_related("item", "indicator", "region", "unit")
        return self._of(rows, "item__seq", "item_id", "id")

    def _task_rows(self) -> Iterator[Task]:
        rows = Task.objects.filter(item__in=self._items).select_related("item", "indicator", "depends_on")
        return self._of(rows, "item__seq", "item_id", "seq", "id")

    def _share_rows(self) -> Iterator[Allocation]:
        rows = Allocation.objects.filter(indicator__item__in=self._items)
        rows = rows.select_related("indicator__item", "region", "unit")
        return self._of(rows, "indicator__item__seq", "indicator__item_id", "indicator__seq", "id")

    def _sites(self) -> tuple[Col[Site], ...]:
        return (
            Col(Column("项目名称", width=24), lambda site: self._named(site.item)),
            Col(Column("考核指标", width=24), lambda site: name_of(site.indicator)),
            Col(Column("乡镇（街道）"), lambda site: site.region.name),
            Col(Column("村（社区）"), lambda site: site.village),
            Col(Column("点位名称", width=24), lambda site: site.name),
            Col(Column("地址", width=24), lambda site: site.address, always=False),
            Col(Column("建设内容", width=24), lambda site: site.works),
            Col(Column("数量", "number"), lambda site: shown_in_unit(site.quantity, site.indicator)),
            Col(Column("责任单位"), lambda s: "" if s.unit_id == s.item.unit_id else self._unit(s.unit), always=False),
            Col(Column("责任人"), lambda site: site.owner_name),
            Col(Column("承建单位", width=20), lambda site: site.contractor, always=False),
            Col(Column("开工", "day"), lambda site: site.start_planned_on),
            Col(Column("完工", "day"), lambda site: site.finish_planned_on),
            Col(Column("受益人数", "whole"), lambda site: site.beneficiaries),
            Col(Column("设计能力", "whole"), lambda site: site.capacity, always=False),
            Col(Column("经度", "number"), lambda site: site.longitude),
            Col(Column("纬度", "number"), lambda site: site.latitude),
        )

    def _tasks(self) -> tuple[Col[Task], ...]:
        return (
            Col(Column("项目名称", width=26), lambda task: self._named(task.item)),
            Col(Column("考核指标", width=26), lambda task: name_of(task.indicator)),
            Col(Column("任务", width=24), lambda task: task.title),
            Col(Column("责任人"), lambda task: task.owner_name),
            Col(Column("完成时限", "day"), lambda task: task.due_on),
            Col(Column("权重", "number"), lambda task: task.weight.normalize() if task.weight else None),
            Col(Column("经费（万元）", "number"), lambda task: wan(task.funds_yuan)),
            Col(Column("前置任务", width=24), lambda task: task.depends_on.title if task.depends_on else ""),
        )

    def _shares(self) -> tuple[Col[Allocation], ...]:
        return (
            Col(Column("项目名称", width=26), lambda share: self._named(share.indicator.item)),
            Col(Column("考核指标", width=28), lambda share: share.indicator.name),
            Col(Column("乡镇（街道）或单位", width=18), self._whom),
            Col(Column("分解数", "number"), lambda share: shown_in_unit(share.target, share.indicator)),
            Col(Column("下达文号", width=20), lambda share: share.number, always=False),
            Col(Column("备注", width=20), lambda _share: ""),
        )

    def _whom(self, share: Allocation) -> str:
        if share.region is not None:
            return share.region.name
        return self._unit(share.unit)


def _below(
    items: list[Item],
) -> tuple[dict[int, list[Any]], dict[int, list[Any]], dict[int, list[Any]], dict[int, list[str]]]:
    """Indicators, supporters, listings by item; plans by indicator. Four queries a thousand items."""
    found: tuple[dict[int, list[Any]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
    ids = [item.pk for item in items]
    sources: tuple[QuerySet[Any], ...] = (
        Indicator.objects.filter(item__in=ids).order_by("seq", "id"),
        Support.objects.filter(item__in=ids).select_related("unit").order_by("id"),
        ItemListing.objects.filter(item__in=ids).select_related("matter").order_by("id"),
    )
    for rows, source in zip(found, sources, strict=True):
        for row in source:
            rows[row.item_id].append(row)
    curves: dict[int, list[str]] = defaultdict(list)
    for point in PlanPoint.objects.filter(indicator__item__in=ids).order_by("indicator_id", "month"):
        curves[point.indicator_id].append(format(point.percent.normalize(), "f"))
    return found[0], found[1], found[2], curves
