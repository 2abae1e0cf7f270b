"""Putting whole lists in: matters, items, their supporters and indicators, ten thousand at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from shishi.programmes.actions import indicator as indicator_actions
from shishi.programmes.actions import item as item_actions
from shishi.programmes.actions.bulk.curves import Curves
from shishi.programmes.actions.bulk.outcome import Change, Problem, Verdict
from shishi.programmes.actions.bulk.pending import Lines, Pending, changes_of, put_values
from shishi.programmes.actions.bulk.rows import IndicatorRow, ItemRow, ListRef
from shishi.programmes.actions.bulk.shelf import Shelf
from shishi.programmes.models import Category, Indicator, Item, ItemListing, Matter, PlanPoint, Support
from shishi.programmes.queries.books import unknown_unit

ORDER = (Category, Matter, Item, ItemListing, Support, Indicator, PlanPoint)
ITEM_COLUMNS = tuple(
    f.name for f in fields(ItemRow) if f.name not in {"line", "code", "lists", "unit", "supports", "indicators"}
)
INDICATOR_COLUMNS = tuple(
    f.name for f in fields(IndicatorRow) if f.name not in {"name", "line", "curve", "decimals_if_new"}
)


@dataclass(slots=True)
class Wanted:
    """What one row asks for, read but not yet accepted."""

    item: Item
    is_new: bool
    before: dict[str, Any]
    problems: list[Problem]
    indicators: list[tuple[IndicatorRow, Indicator, dict[str, Any]]]
    supports: list[int] | None = None


class ItemPutter:
    """Holds the part of a programme's list that some rows speak of, and brings them into it. Five queries."""

    def __init__(self, shelf: Shelf, rows: Sequence[ItemRow]) -> None:
        self.shelf, self.programme = shelf, shelf.programme
        self.pending, self.lines = Pending(), Lines()
        self.by_code: dict[str, Item] = {}
        self.by_title: dict[str, list[Item]] = defaultdict(list)
        names = Q(title__in={row.title for row in rows}) | Q(code__in={row.code for row in rows if row.code})
        for item in self.programme.items.filter(names).order_by("id"):
            self.by_code[item.code] = item
            self.by_title[item.title].append(item)
        ids = [item.pk for item in self.by_code.values()]
        self.indicators = {(i.item_id, i.name): i for i in Indicator.objects.filter(item__in=ids).order_by("id")}
        self.n_indicators = Counter(item_id for item_id, _name in self.indicators)
        self.listed = set(ItemListing.objects.filter(item__in=ids).values_list("item_id", "matter_id").order_by("id"))
        self.supports: dict[int, dict[int, Support]] = defaultdict(dict)
        for support in Support.objects.filter(item__in=ids).order_by("id"):
            self.supports[support.item_id][support.unit_id] = support
        self.curves = Curves(ids, rows, self.programme.year)
        self.accepted: list[tuple[Item, list[Indicator]]] = []

    def put(self, rows: Sequence[ItemRow]) -> None:
        """Take each row, or say why not. Nothing is written before `pending.write`."""
        for row in rows:
            wanted = self._read(row)
            if wanted.problems:
                self._refuse(row, wanted.problems)
            else:
                self._accept(row, wanted)

    def _refuse(self, row: ItemRow, problems: Sequence[Problem]) -> None:
        """The whole item is left out; each problem stands on its own line."""
        label = row.title or row.code
        for line in {row.line, *(one.line or row.line for one in row.indicators)}:
            here = [problem for problem in problems if (problem.line or row.line) == line]
            self.lines.say(line, Verdict.ERROR, label, (), here)

    def _read(self, row: ItemRow) -> Wanted:
        problems: list[Problem] = []
        item = self._find(row, problems)
        is_new = item.pk is None
        values: dict[str, Any] = {name: getattr(row, name) for name in ITEM_COLUMNS}
        if row.code and is_new:
            values["code"] = row.code
        unit = self._unit(row.unit, "unit", problems, needed=is_new)
        before, wrong = put_values(item, values)
        if unit is not None and item.unit_id != unit:
            before["unit_id"], item.unit_id = item.unit_id, unit
        wanted = Wanted(item, is_new, before, [*problems, *wrong], [])
        self._check(row, wanted)
        if row.supports is not None:
            found = [self._unit(name, "supports", wanted.problems) for name in row.supports]
            wanted.supports = [pk for pk in dict.fromkeys(found) if pk is not None and pk != item.unit_id]
        for one in row.indicators:
            self._read_indicator(one, wanted)
        return wanted

    def _find(self, row: ItemRow, problems: list[Problem]) -> Item:
        """The item the row means, or a new one; a row repeated in the workbook, or a title of several, is wrong."""
        if not row.title:
            problems.append(Problem("title", _("没有项目名称。")))
        if row.code:
            found = [self.by_code[row.code]] if row.code in self.by_code else []
        else:
            found = self.by_title.get(row.title, [])
        if len(found) > 1:
            problems.append(Problem("title", _("清单中有%(n)s个同名项目，请填写编号。") % {"n": len(found)}))
        key = found[0].code if found else row.code or row.title
        before = self.shelf.first("item", key, line=row.line)
        if before != row.line:
            problems.append(Problem("code" if row.code else "title", _("与第%(line)s行重复。") % {"line": before}))
        if found:
            return found[0]
        if not row.lists:
            problems.append(Problem("lists", _("新项目须写明属于哪一件实事。")))
        year = self.programme.year
        return Item(
            programme=self.programme,
            region_path=self.programme.region_path,
            code="",
            seq=0,
            start_on=date(year, 1, 1),
            due_on=date(year, 12, 31),
        )

    def _unit(self, name: str | None, field: str, problems: list[Problem], *, needed: bool = False) -> int | None:
        if not name:
            if needed:
                problems.append(Problem(field, _("没有责任单位。")))
            return None
        found = self.shelf.units.find(name)
        if found is None:
            problems.append(Problem(field, unknown_unit(name, self.shelf.units)))
        return found

    def _check(self, row: ItemRow, wanted: Wanted) -> None:
        """What the table could not hold, and what the promise does not allow."""
        item = wanted.item
        if item.due_on < item.start_on:
            wanted.problems.append(Problem("due_on", _("完成时限早于开始时间。")))
        for ref in row.lists:
            if ref.level not in Matter.Level.values or ref.list_kind not in Matter.ListKind.values:
                wanted.problems.append(Problem("lists", _("不认识清单的层级或类别。")))
            elif not ref.title.strip() or len(ref.title) > 100 or len(ref.category) > 30:
                wanted.problems.append(Problem("lists", _("实事名称应为1至100个字，类别不超过30个字。")))
        if wanted.is_new:
            return
        wanted.problems += _forbidden(item, wanted.before, item_actions.PROMISED)

    def _read_indicator(self, one: IndicatorRow, wanted: Wanted) -> None:
        item = wanted.item
        if not one.name.strip():
            wanted.problems.append(Problem("indicator.name", _("没有指标名称。"), one.line))
            return
        if any(one.name == other.name for other, _i, _b in wanted.indicators):
            wanted.problems.append(Problem("indicator.name", _("指标“%(name)s”重复。") % {"name": one.name}, one.line))
            return
        found = self.indicators.get((item.pk, one.name)) if item.pk else None
        indicator = found or Indicator(item=item, name=one.name, seq=0)
        before, wrong = put_values(indicator, {name: getattr(one, name) for name in INDICATOR_COLUMNS})
        if found is None:
            before, more = {}, put_values(indicator, {"name": one.name, "decimals": one.decimals_if_new})[1]
            wrong += more
            if not item.is_draft:
                wrong.append(Problem("name", _("项目已下达，不能新增指标。")))
        else:
            wrong += _forbidden(item, before, indicator_actions.PROMISED)
        if indicator.target is not None and indicator.target < 0:
            wrong.append(Problem("target", _("目标不能小于0。")))
        wrong += self.curves.problems(one, indicator, is_open=item.is_draft and item.proposal_id is None)
        wanted.problems += [Problem(f"indicator.{p.field}", p.sentence, one.line) for p in wrong]
        wanted.indicators.append((one, indicator, before))

    def _accept(self, row: ItemRow, wanted: Wanted) -> None:
        item, changes = wanted.item, changes_of(wanted.item, wanted.before)
        matters = [self._matter(ref) for ref in row.lists]
        if wanted.is_new:
            self._number(item)
            item.matter = matters[0]
        changes += self._list(item, matters)
        changes += self._support(item, wanted.supports)
        if wanted.is_new:
            self.pending.create(item)
            self.lines.say(row.line, Verdict.CREATED, row.title)
        elif changes:
            self.pending.change(item, wanted.before)
            self.lines.say(row.line, Verdict.CHANGED, item.title, changes)
        else:
            self.lines.say(row.line, Verdict.SAME, item.title)
        for one, indicator, before in wanted.indicators:
            self._accept_indicator(one, one.line or row.line, item, indicator, before)
        self.accepted.append((item, [indicator for _one, indicator, _before in wanted.indicators]))

    def _accept_indicator(
        self, one: IndicatorRow, line: int, item: Item, indicator: Indicator, before: dict[str, Any]
    ) -> None:
        changes = changes_of(indicator, before, "indicator.")
        changes += self.curves.put(one, indicator, self.pending)
        if indicator.pk is None:
            self.n_indicators[item.pk or id(item)] += 1
            indicator.seq = self.n_indicators[item.pk or id(item)]
            self.pending.create(indicator)
            self.lines.say(line, Verdict.CREATED, item.title)
        elif changes:
            if before:
                self.pending.change(indicator, before)
            self.lines.say(line, Verdict.CHANGED, item.title, changes)
        else:
            self.lines.say(line, Verdict.SAME, item.title)

    def _number(self, item: Item) -> None:
        shelf = self.shelf
        shelf.last_seq += 1
        item.seq = item.seq or shelf.last_seq
        shelf.last_seq = max(shelf.last_seq, item.seq)
        if not item.code:
            n = item.seq
            while f"{self.programme.year}-{n:03d}" in shelf.codes:
                n += 1
            item.code = f"{self.programme.year}-{n:03d}"
        shelf.codes.add(item.code)
        self.by_code[item.code] = item
        self.by_title[item.title].append(item)

    def _matter(self, ref: ListRef) -> Matter:
        key = (ref.level, ref.list_kind, ref.title.strip())
        known = self.shelf.matters
        if key not in known:
            n = sum(1 for level, kind, _t in known if (level, kind) == key[:2])
            matter = Matter(
                programme=self.programme, level=key[0], list_kind=key[1], title=key[2], seq=ref.seq or n + 1
            )
            matter.category = self._category(ref.category.strip())
            known[key] = matter
            self.pending.create(matter)
        return known[key]

    def _category(self, name: str) -> Category | None:
        known = self.shelf.categories
        if name and name not in known:
            n = len(known) + 1
            known[name] = Category(programme=self.programme, name=name, code=f"c{n}", sort=n)
            self.pending.create(known[name])
        return known.get(name)

    def _list(self, item: Item, matters: list[Matter]) -> list[Change]:
        """List the item in matters it is not listed in yet."""
        once = {id(matter): matter for matter in matters}.values()
        found = [m for m in once if m.pk is None or (item.pk, m.pk) not in self.listed]
        for matter in found:
            self.pending.create(ItemListing(item=item, matter=matter))
        return [Change("lists", "", "、".join(matter.title for matter in found))] if found else []

    def _support(self, item: Item, wanted: list[int] | None) -> list[Change]:
        """Make exactly the wanted units the supporters; None leaves them."""
        if wanted is None:
            return []
        kept = self.supports.get(item.pk, {}) if item.pk else {}
        for unit_id in wanted:
            if unit_id not in kept:
                self.pending.create(Support(item=item, unit_id=unit_id))
        gone = [support for unit_id, support in kept.items() if unit_id not in wanted]
        for support in gone:
            self.pending.delete(support)
        return [Change("supports", sorted(kept), sorted(wanted))] if gone or set(wanted) - set(kept) else []


def _forbidden(item: Item, before: dict[str, Any], promised: tuple[str, ...]) -> list[Problem]:
    """A problem for each promised column that would change on an item that is issued, or lies before the convener."""
    if item.is_draft and item.proposal_id is None:
        return []
    names = [name.removesuffix("_id") for name in before]
    if not item.is_draft:
        names = [name for name in names if name in promised]
    sentence = (
        _("已提请下达，请先撤回提请再导入。")
        if item.is_draft
        else _("已下达，不能通过导入修改；确需调整的，请申请调整。")
    )
    return [Problem(name, sentence) for name in names]
