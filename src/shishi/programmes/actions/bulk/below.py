"""Putting in what hangs on items: sites, tasks and allocations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext as _

from shishi.programmes.actions.bulk.outcome import Problem, Verdict
from shishi.programmes.actions.bulk.pending import Lines, Pending, put_values
from shishi.programmes.actions.bulk.rows import AllocationRow, SiteRow, TaskRow
from shishi.programmes.models import Allocation, Indicator, Item, Programme, Site, Task
from shishi.programmes.queries.books import region_book, unit_book, unknown_region, unknown_unit

SITE_COLUMNS = tuple(
    f.name for f in fields(SiteRow) if f.name not in {"line", "item", "region", "name", "unit", "indicator"}
)
TASK_COLUMNS = tuple(f.name for f in fields(TaskRow) if f.name not in {"line", "item", "title", "indicator"})
TASK_PLAN = frozenset({"due_on", "indicator_id", "seq", "weight"})


class Below(Protocol):
    """A row that names its item."""

    @property
    def line(self) -> int: ...

    @property
    def item(self) -> str: ...


class BelowPutter:
    """The programme's items, indicators, units and places by the names a workbook uses. Four queries."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.pending, self.lines = Pending(), Lines()
        self.units, self.regions = unit_book(programme), region_book(programme)
        self.items: dict[str, list[Item]] = defaultdict(list)
        self.indicators: dict[int, dict[str, Indicator]] = defaultdict(dict)
        for item in programme.items.order_by("id"):
            for name in {item.code, item.title}:
                self.items[name].append(item)
        for indicator in Indicator.objects.filter(item__programme=programme).order_by("seq", "id"):
            self.indicators[indicator.item_id][indicator.name] = indicator
        self.seen: dict[tuple[object, ...], int] = {}

    def item_of(self, row: Below, problems: list[Problem]) -> Item | None:
        """The item the row names by code or title."""
        found = self.items.get(row.item, [])
        if len(found) == 1:
            return found[0]
        sentence = (
            _("清单中有%(n)s个名为“%(name)s”的项目，请填写编号。")
            if found
            else _("清单中没有编号或名称为“%(name)s”的项目。")
        )
        problems.append(Problem("item", sentence % {"name": row.item, "n": len(found)}))
        return None

    def indicator_of(self, item: Item, name: str | None, problems: list[Problem], *, needed: bool) -> Indicator | None:
        """The indicator by name, or the only one where the name is left out and one is needed."""
        known = self.indicators[item.pk]
        if not name:
            if needed and len(known) == 1:
                return next(iter(known.values()))
            if needed:
                problems.append(Problem("indicator", _("该项目有%(n)s个指标，请写明是哪一个。") % {"n": len(known)}))
            return None
        if name not in known:
            problems.append(Problem("indicator", _("该项目没有名为“%(name)s”的指标。") % {"name": name}))
        return known.get(name)

    def region_of(self, name: str, problems: list[Problem]) -> int | None:
        found = self.regions.find(name)
        if found is None:
            problems.append(Problem("region", unknown_region(name, self.regions)))
        return found

    def unit_of(self, name: str | None, problems: list[Problem]) -> int | None:
        found = self.units.find(name) if name else None
        if name and found is None:
            problems.append(Problem("unit", unknown_unit(name, self.units)))
        return found

    def is_first(self, row: Below, key: tuple[object, ...], problems: list[Problem]) -> None:
        """A problem when an earlier row of the workbook meant the same thing."""
        before = self.seen.setdefault(key, row.line)
        if before != row.line:
            problems.append(Problem("name", _("与第%(line)s行重复。") % {"line": before}))

    def settle(self, line: int, label: str, row: models.Model, before: dict[str, Any], problems: list[Problem]) -> None:
        """Accept the row as new, changed or the same, or refuse it."""
        if problems:
            self.lines.say(line, Verdict.ERROR, label, (), problems)
        elif row.pk is None:
            self.pending.create(row)
            self.lines.say(line, Verdict.CREATED, label)
        elif before:
            self.pending.change(row, before)
            self.lines.say(line, Verdict.CHANGED, label, [name.removesuffix("_id") for name in before])
        else:
            self.lines.say(line, Verdict.SAME, label)


def read_sites(putter: BelowPutter, rows: Sequence[SiteRow]) -> None:
    """Bring sites in, by item, place and name. Two queries more."""
    paths = dict(
        putter.programme.region.__class__.objects.below(putter.programme.region_path).values_list("id", "path")
    )
    kept = {(s.item_id, s.region_id, s.name): s for s in _all(Site, putter.programme)}
    for row in rows:
        problems: list[Problem] = []
        item = putter.item_of(row, problems)
        region = putter.region_of(row.region, problems)
        unit = putter.unit_of(row.unit, problems)
        if not row.name.strip():
            problems.append(Problem("name", _("没有点位名称。")))
        if item is None or region is None or problems:
            putter.lines.say(row.line, Verdict.ERROR, row.name, (), problems)
            continue
        putter.is_first(row, (item.pk, region, row.name), problems)
        indicator = putter.indicator_of(item, row.indicator, problems, needed=False)
        site = kept.get((item.pk, region, row.name)) or Site(item=item, unit_id=item.unit_id, region_id=region)
        values = {name: getattr(row, name) for name in SITE_COLUMNS} | {"indicator": indicator}
        before, wrong = put_values(site, values)
        if site.pk is None:
            site.region_path = paths[region]
            wrong += put_values(site, {"name": row.name})[1]
        if unit is not None and site.unit_id != unit:
            before["unit_id"], site.unit_id = site.unit_id, unit
        if site.started_on and site.finished_on and site.finished_on < site.started_on:
            wrong.append(Problem("finished_on", _("完工日期早于开工日期。")))
        putter.settle(row.line, row.name, site, before, [*problems, *wrong])


def read_tasks(putter: BelowPutter, rows: Sequence[TaskRow]) -> None:
    """Bring tasks in, by item and title. One query more."""
    kept = {(t.item_id, t.title): t for t in _all(Task, putter.programme)}
    order: dict[int, int] = defaultdict(int)
    for item_id, _title in kept:
        order[item_id] += 1
    for row in rows:
        problems: list[Problem] = []
        item = putter.item_of(row, problems)
        if not row.title.strip():
            problems.append(Problem("title", _("没有任务名称。")))
        if item is None or problems:
            putter.lines.say(row.line, Verdict.ERROR, row.title, (), problems)
            continue
        putter.is_first(row, (item.pk, row.title), problems)
        indicator = putter.indicator_of(item, row.indicator, problems, needed=False)
        task = kept.get((item.pk, row.title)) or Task(item=item, seq=0)
        before, wrong = put_values(task, {name: getattr(row, name) for name in TASK_COLUMNS} | {"indicator": indicator})
        if task.pk is None:
            order[item.pk] += 1
            task.seq = task.seq or order[item.pk]
            wrong += put_values(task, {"title": row.title})[1]
        if task.due_on is None:
            wrong.append(Problem("due_on", _("没有完成时限。")))
        wrong += _promised(item, set(before) & TASK_PLAN if task.pk else {"title"})
        putter.settle(row.line, row.title, task, before, [*problems, *wrong])


def read_allocations(putter: BelowPutter, rows: Sequence[AllocationRow]) -> None:
    """Bring shares in, by indicator and place or unit. A shortage is said at issue, not here. One query more."""
    kept = {(a.indicator_id, a.region_id, a.unit_id): a for a in _all(Allocation, putter.programme, "indicator__item")}
    for row in rows:
        problems: list[Problem] = []
        item = putter.item_of(row, problems)
        indicator = putter.indicator_of(item, row.indicator, problems, needed=True) if item else None
        if bool(row.region) == bool(row.unit):
            problems.append(Problem("region", _("分解对象应填地区或单位其中之一。")))
        elif row.region:
            region, unit = putter.region_of(row.region, problems), None
        else:
            region, unit = None, putter.unit_of(row.unit, problems)
        if row.target is None or row.target < 0:
            problems.append(Problem("target", _("没有分解目标，或目标小于0。")))
        label = f"{row.item} {row.region or row.unit}"
        if item is None or indicator is None or problems:
            putter.lines.say(row.line, Verdict.ERROR, label, (), problems)
            continue
        putter.is_first(row, (indicator.pk, region, unit), problems)
        share = kept.get((indicator.pk, region, unit)) or Allocation(
            indicator=indicator, region_id=region, unit_id=unit
        )
        before, wrong = put_values(share, {"target": row.target, "number": row.number})
        wrong += _promised(item, set(before) & {"target"} if share.pk else {"target"})
        putter.settle(row.line, label, share, before, [*problems, *wrong])


def _promised(item: Item, names: set[str]) -> Iterator[Problem]:
    """A problem for each planned thing that would change on an item issued or proposed."""
    if item.is_draft and item.proposal_id is None:
        return
    for name in sorted(names):
        sentence = _("项目已下达或已提请下达，不能通过导入修改。")
        yield Problem(name.removesuffix("_id"), sentence)


def _all[M: models.Model](model: type[M], programme: Programme, item: str = "item") -> models.QuerySet[M]:
    return model._default_manager.filter(**{f"{item}__programme": programme}).order_by("id")
