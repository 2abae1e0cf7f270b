"""Putting in what hangs on items: sites, tasks and allocations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Protocol

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from shishi.programmes.actions.bulk.outcome import Problem, Verdict
from shishi.programmes.actions.bulk.pending import Lines, Pending, changes_of, put_values
from shishi.programmes.actions.bulk.rows import AllocationRow, SiteRow, TaskRow
from shishi.programmes.actions.bulk.shelf import Shelf
from shishi.programmes.models import Allocation, Indicator, Item, Site, Task
from shishi.programmes.queries.books import unknown_region, unknown_unit

SITE_COLUMNS = tuple(
    f.name for f in fields(SiteRow) if f.name not in {"line", "item", "region", "name", "unit", "indicator"}
)
TASK_COLUMNS = tuple(
    f.name for f in fields(TaskRow) if f.name not in {"line", "item", "title", "indicator", "depends_on"}
)
TASK_PLAN = frozenset({"due_on", "indicator_id", "seq", "weight", "depends_on_id"})


class Below(Protocol):
    """A row that names its item."""

    @property
    def line(self) -> int: ...

    @property
    def item(self) -> str: ...


class BelowPutter:
    """Items and indicators that some rows name, and the shelf they are taken from. Two queries."""

    def __init__(self, shelf: Shelf, rows: Sequence[Below]) -> None:
        self.shelf, self.programme = shelf, shelf.programme
        self.pending, self.lines = Pending(), Lines()
        self.items: dict[str, list[Item]] = defaultdict(list)
        self.indicators: dict[int, dict[str, Indicator]] = defaultdict(dict)
        names = {row.item for row in rows}
        found = self.programme.items.filter(Q(code__in=names) | Q(title__in=names)).order_by("id")
        for item in found:
            for name in {item.code, item.title}:
                self.items[name].append(item)
        self.ids = [item.pk for item in found]
        for indicator in Indicator.objects.filter(item__in=self.ids).order_by("seq", "id"):
            self.indicators[indicator.item_id][indicator.name] = indicator
        for name in names:
            if coming := shelf.coming_item(name):
                self._expect(name, *coming)

    def _expect(self, name: str, item: Item, indicators: dict[str, Indicator]) -> None:
        """An item announced by an earlier sheet; where it exists already, only its new indicators are news."""
        known = self.items[name]
        if not known:
            known.append(item)
        for indicator in indicators.values():
            self.indicators[known[0].pk].setdefault(indicator.name, indicator)

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
        found = self.shelf.regions.find(name)
        if found is None:
            problems.append(Problem("region", unknown_region(name, self.shelf.regions)))
        return found

    def unit_of(self, name: str | None, problems: list[Problem]) -> int | None:
        found = self.shelf.units.find(name) if name else None
        if name and found is None:
            problems.append(Problem("unit", unknown_unit(name, self.shelf.units)))
        return found

    def is_first(self, row: Below, key: tuple[Hashable, ...], problems: list[Problem]) -> None:
        """A problem when an earlier row of the workbook meant the same thing."""
        before = self.shelf.first(type(row).__name__, *key, line=row.line)
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
            self.lines.say(line, Verdict.CHANGED, label, changes_of(row, before))
        else:
            self.lines.say(line, Verdict.SAME, label)


def read_sites(putter: BelowPutter, rows: Sequence[SiteRow]) -> None:
    """Bring sites in, by item, place and name. One query more."""
    names = {row.name for row in rows}
    found = Site.objects.filter(item__in=putter.ids, name__in=names).order_by("id")
    kept = {(s.item_id, s.region_id, s.name): s for s in found}
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
            site.region_path = putter.shelf.paths[region]
            wrong += put_values(site, {"name": row.name})[1]
        if unit is not None and site.unit_id != unit:
            before["unit_id"], site.unit_id = site.unit_id, unit
        if site.started_on and site.finished_on and site.finished_on < site.started_on:
            wrong.append(Problem("finished_on", _("完工日期早于开工日期。")))
        putter.settle(row.line, row.name, site, before, [*problems, *wrong])


def read_tasks(putter: BelowPutter, rows: Sequence[TaskRow]) -> None:
    """Bring tasks in, by item and title. One query more."""
    tasks = _Tasks(putter)
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
        task = tasks.of(item, row.title)
        before, wrong = put_values(task, {name: getattr(row, name) for name in TASK_COLUMNS} | {"indicator": indicator})
        wrong += tasks.follow(task, row.depends_on, before)
        if task.pk is None:
            task.seq = task.seq or tasks.next_seq(item)
            wrong += put_values(task, {"title": row.title})[1]
        if task.due_on is None:
            wrong.append(Problem("due_on", _("没有完成时限。")))
        wrong += _promised(item, set(before) & TASK_PLAN if task.pk else {"title"})
        putter.settle(row.line, row.title, task, before, [*problems, *wrong])


class _Tasks:
    """The tasks of the items at hand, those of this workbook included, by title."""

    def __init__(self, putter: BelowPutter) -> None:
        self._putter = putter
        self._kept = {(t.item_id, t.title): t for t in Task.objects.filter(item__in=putter.ids).order_by("id")}
        self._titles = {t.pk: t.title for t in self._kept.values()}
        self._n = Counter(item_id for item_id, _title in self._kept)

    def of(self, item: Item, title: str) -> Task:
        """The task of this title, or a new one which later rows may follow."""
        return self._kept.setdefault((item.pk, title), Task(item=item, seq=0))

    def next_seq(self, item: Item) -> int:
        self._n[item.pk] += 1
        return self._n[item.pk]

    def follow(self, task: Task, title: str | None, before: dict[str, Any]) -> list[Problem]:
        """Let the task follow another of its item; None leaves what stands."""
        if title is None or title == self._titles.get(task.depends_on_id or 0, ""):
            return []
        ahead = self._kept.get((task.item_id, title)) if title else None
        if title and (ahead is None or ahead is task):
            return [Problem("depends_on", _("前面没有名为“%(title)s”的任务。") % {"title": title})]
        before["depends_on_id"] = task.depends_on_id
        task.depends_on_id = ahead.pk if ahead else None
        if ahead is not None and ahead.pk is None:
            self._putter.pending.links.append((task, "depends_on_id", ahead))
        return []


def read_allocations(putter: BelowPutter, rows: Sequence[AllocationRow]) -> None:
    """Bring shares in, by indicator and place or unit. A shortage is said at issue, not here. One query more."""
    found = Allocation.objects.filter(indicator__item__in=putter.ids).order_by("id")
    kept = {(a.indicator_id, a.region_id, a.unit_id): a for a in found}
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
