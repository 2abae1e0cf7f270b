"""One pass through a workbook on behalf of one programme: lines in, rulings out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from shishi.imports.kinds import Fault, Line, Read, Ruled, Ruling, State
from shishi.programmes.actions import bulk
from shishi.programmes.actions.bulk import Outcome, RowResult, Verdict
from shishi.programmes.actions.importing.below_lines import Below, read_share, read_site, read_task
from shishi.programmes.actions.importing.list_lines import ListLine, gather, read_list_line
from shishi.programmes.actions.importing.speaking import Speaker, field_of
from shishi.programmes.models import Indicator, Programme

READERS: Final[dict[str, Callable[[Line, int], Read]]] = {
    "sites": read_site,
    "tasks": read_task,
    "allocations": read_share,
}
STATES: Final = {
    Verdict.CREATED: State.NEW,
    Verdict.CHANGED: State.CHANGED,
    Verdict.SAME: State.SAME,
    Verdict.ERROR: State.ERROR,
}
SAID: Final = 10
type Key = tuple[str, str]


@dataclass(slots=True)
class Measure:
    """What a figure under an indicator is counted in."""

    unit: str
    scale: int
    target: Decimal | None
    type: str = ""


@dataclass(slots=True)
class ProgrammeSession:
    """Holds what rows of one sheet must know of another; memory grows by a few words a row.

    has_below  whether sheets follow that name the items of the list; without them nothing is kept for them
    """

    programme: Programme
    has_below: bool = True
    totals: Counter[str] = field(default_factory=Counter)
    _shelf: bulk.Shelf | None = None
    _before: ListLine | None = None
    _measures: dict[Key, Measure | None] = field(default_factory=dict)
    _titles: set[int] = field(default_factory=set)
    _shares: dict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    _weights: dict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def shelf(self) -> bulk.Shelf:
        """Opened when the first row is judged."""
        if self._shelf is None:
            self._shelf = bulk.Shelf(self.programme, announces=self.has_below)
        return self._shelf

    def read(self, importer: str, line: Line) -> Read:
        """Understand one line; never raises for what stands in it."""
        year = self.programme.year
        if importer != "items":
            return READERS[importer](line, year)
        read = read_list_line(line, year, self.programme.region.level, self._before)
        self._before = read.row
        return read

    def judge(self, importer: str, reads: Sequence[Read]) -> Ruled:
        """Say what would become of the rows; writes nothing."""
        return self._rule(importer, reads, bulk.plan)

    def put(self, importer: str, reads: Sequence[Read]) -> Ruled:
        """Write the rows within the caller's transaction, whoever has locked the programme."""
        return self._rule(importer, reads, bulk.put_batch)

    def _rule(
        self, importer: str, reads: Sequence[Read], act: Callable[[str, bulk.Shelf, Sequence[Any]], Outcome]
    ) -> Ruled:
        if importer == "items":
            rows, early = self._list_rows(reads)
        else:
            rows, early = self._below_rows(importer, reads)
        outcome = act(importer, self.shelf, rows)
        for name, n in outcome.counts.items():
            self.totals[name] += n
        speaker = Speaker(importer, self.shelf, reads, outcome)
        rulings = {one.number: one for one in early}
        for result in outcome.rows:
            rulings.setdefault(result.line, _ruling(importer, result, speaker))
        trace = replace(outcome, rows=()).to_json() if outcome.touched else None
        return Ruled(tuple(rulings[read.number] for read in reads if read.number in rulings), trace)

    def _list_rows(self, reads: Sequence[Read]) -> tuple[list[Any], list[Ruling]]:
        rows: list[Any] = []
        early: list[Ruling] = []
        for lines, row, faults in gather(reads):
            self._titles.add(hash(lines[0].label))
            if row is None:
                early += _refused_together(lines, faults)
                continue
            rows.append(row)
            for one in row.indicators if self.has_below else ():
                self._measures[row.title, one.name] = Measure(
                    one.unit_word or "", one.scale or 1, one.target, one.type or ""
                )
        return rows, early

    def _below_rows(self, importer: str, reads: Sequence[Read]) -> tuple[list[Any], list[Ruling]]:
        rows: list[Any] = []
        early: list[Ruling] = []
        sound = [read for read in reads if not read.faults]
        self._look_up(sound)
        for read in sound:
            settled = self._settle(importer, read.row)
            if isinstance(settled, Fault):
                early.append(Ruling(read.number, State.ERROR, read.label, (), (settled,)))
            else:
                rows.append(settled)
        early += [Ruling(read.number, State.ERROR, read.label) for read in reads if read.faults]
        return rows, early

    def _look_up(self, reads: Sequence[Read]) -> None:
        """Units and targets of the indicators these rows name. One query, none where all are known."""
        wanted = {(read.row.row.item, read.row.row.indicator or "") for read in reads} - self._measures.keys()
        names = {item for item, _indicator in wanted}
        if not names:
            return
        by_item: dict[str, dict[str, Measure]] = defaultdict(dict)
        found = Indicator.objects.filter(item__programme=self.programme)
        found = found.filter(Q(item__title__in=names) | Q(item__code__in=names)).order_by("id")
        for title, code, name, unit, scale, target, kind in found.values_list(
            "item__title", "item__code", "name", "unit_word", "scale", "target", "type"
        ):
            for word in (title, code):
                by_item[word][name] = Measure(unit, scale, target, kind)
        for item, indicator in wanted:
            known = by_item.get(item, {})
            only = next(iter(known.values())) if len(known) == 1 else None
            self._measures[item, indicator] = known.get(indicator) or (None if indicator else only)

    def _settle(self, importer: str, below: Below) -> Any:
        """The row with its figure in the base unit, or what is wrong with the figure's unit."""
        row, figure = below.row, below.figure
        key = (row.item, row.indicator or "")
        measure = self._measures.get(key)
        if importer == "allocations":
            row = replace(row, **self._whom(below.whom))
        if figure is not None:
            if figure.unit and measure is not None and measure.unit and figure.unit != measure.unit:
                facts = {"found": figure.unit, "unit": measure.unit}
                return Fault(below.measured, _("单位“%(found)s”与指标的计量单位“%(unit)s”不符。") % facts)
            is_bare = not figure.unit and figure.scale == 1 and measure is not None
            value = figure.value * measure.scale if is_bare and measure is not None else figure.value
            row = replace(row, **{below.measured: value})
        if importer == "allocations" and row.target is not None:
            self._shares[key] += row.target
        if importer == "tasks" and row.weight:
            self._weights[key] += row.weight
        return row

    def _whom(self, name: str) -> dict[str, str]:
        """A place, or else a unit."""
        if self.shelf.regions.find(name) is None and self.shelf.units.find(name) is not None:
            return {"unit": name}
        return {"region": name}

    def closing(self, importer: str) -> Sequence[str]:
        """What is to be said of a sheet as a whole."""
        if importer == "items":
            return list(self._left_out())
        if importer == "allocations":
            return self._sums()
        return self._weight_sums() if importer == "tasks" else ()

    def _left_out(self) -> list[str]:
        titles = self.programme.items.order_by("seq", "id").values_list("title", flat=True)
        missing = [title for title in titles.iterator() if hash(title) not in self._titles]
        if not missing:
            return []
        facts = {"n": len(missing), "names": "、".join(missing[:3])}
        return [_("清单中已有的%(n)s个项目不在文件里（%(names)s等），导入不会删除它们。") % facts]

    def _sums(self) -> list[str]:
        found = []
        for (item, indicator), total in self._shares.items():
            measure = self._measures.get((item, indicator))
            if measure is None or measure.target is None or total == measure.target:
                continue
            facts = {
                "name": indicator or item,
                "total": _plain(total),
                "target": _plain(measure.target),
                "gap": _plain(abs(total - measure.target)),
            }
            if total < measure.target:
                found.append(_("“%(name)s”分解合计%(total)s，目标%(target)s，少%(gap)s，下达前须补足。") % facts)
            else:
                found.append(_("“%(name)s”分解合计%(total)s，目标%(target)s，多%(gap)s。") % facts)
        return _some(found)

    def _weight_sums(self) -> list[str]:
        return _some([
            _("“%(name)s”的任务权重合计%(total)s，应为100。") % {"name": indicator or item, "total": _plain(total)}
            for (item, indicator), total in self._weights.items()
            if total != 100
        ])  # fmt: skip


def _some(found: list[str]) -> list[str]:
    more = [_("另有%(n)s处类似情况。") % {"n": len(found) - SAID}] if len(found) > SAID else []
    return found[:SAID] + more


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _refused_together(lines: Sequence[Read], faults: Sequence[Fault]) -> list[Ruling]:
    """An item is put as a whole: lines without a fault of their own say whose fault keeps them out."""
    wrong = [read.number for read in lines if read.faults]
    found = []
    for read in lines:
        own = list(faults) if read is lines[-1] else []
        if not read.faults and not own:
            facts = {"row": wrong[0] if wrong else lines[-1].number}
            own = [Fault("", _("同一项目的第%(row)s行有错误，改正后一并导入。") % facts)]
        found.append(Ruling(read.number, State.ERROR, read.label, (), tuple(own)))
    return found


def _ruling(importer: str, result: RowResult, speaker: Speaker) -> Ruling:
    faults = tuple(Fault(field_of(importer, one.field), one.sentence) for one in result.problems)
    if result.verdict is Verdict.ERROR and not faults:
        faults = (Fault("", _("同一项目的其他行有错误，改正后一并导入。")),)
    changes = speaker.changes(result) if result.verdict is Verdict.CHANGED else ()
    return Ruling(result.line, STATES[result.verdict], result.label, changes, faults)
