"""What a draft is written from: the cut's rows, the chips taken so far, the words units put beside their figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shishi.documents.queries.numerals import wordy
from shishi.documents.queries.runs import Run, chip, marked
from shishi.meetings.queries.counts import held_until
from shishi.programmes.models import GoodPractice, Matter, PlanDocument, Programme
from shishi.programmes.queries.names import names_of
from shishi.reports.chain import Stage
from shishi.reports.models import Cut, Return
from shishi.reports.models import FrozenStanding as Row
from shishi.reports.queries.chips import Book
from shishi.reports.queries.cuts import Frozen, early_by_workdays, first_in_city, units
from shishi.reports.queries.frozen import Early
from shishi.reports.queries.standings import UnitLine
from shishi.rules.headline import BEHIND
from shishi.rules.indicators import IndicatorType
from shishi.rules.lights import LIGHTS_WORST_FIRST, Light

SAID = frozenset({Stage.ACCEPTED, Stage.LOCKED, Stage.CORRECTING})


@dataclass
class Desk:
    """One draft's desk. Nine queries, whatever the size of the programme."""

    programme: Programme
    cut: Cut
    of: Frozen
    book: Book

    @cached_property
    def items(self) -> list[Row]:
        return list(self.of.of(Row.Kind.ITEM))

    @cached_property
    def units(self) -> dict[int, Row]:
        return {row.unit_id: row for row in self.of.of(Row.Kind.UNIT) if row.unit_id}

    @cached_property
    def ranked(self) -> list[UnitLine]:
        return units(self.of)

    @cached_property
    def lists(self) -> list[Row]:
        own = {row.list_code for row in self.items}
        found = [row for row in self.of.of(Row.Kind.LIST) if row.list_code in own]
        return sorted(found, key=lambda r: (LIST_ORDER.get(r.list_code, len(LIST_ORDER)), r.sort))

    @cached_property
    def laggards(self) -> list[Row]:
        """Items behind, worst light first, then by how far they are behind."""
        behind = [r for r in self.items if r.status in BEHIND]
        return sorted(behind, key=lambda r: (LIGHTS_WORST_FIRST.index(Light(r.light)), r.deviation_pp or 0, r.sort))

    @cached_property
    def unreported(self) -> list[Row]:
        return [r for r in self.items if r.light == Light.GREY]

    @cached_property
    def first(self) -> list[Row]:
        """Items finished before the same item anywhere else in the city."""
        known = {found.item_id for found in first_in_city(self.of)}
        return [r for r in self.items if r.item_id in known]

    @cached_property
    def ahead(self) -> list[Early]:
        """Items finished before a deadline of their own, earlier than the year's end; most workdays first, among
        equals plans of milestones before figures.
        """
        year_end, known = date(self.programme.year, 12, 31), {r.item_id for r in self.first}
        types = {r.item_id: r.type for r in self.of.of(Row.Kind.INDICATOR)}
        found = [e for e in early_by_workdays(self.of) if e.due_on < year_end and e.item_id not in known]
        return sorted(found, key=lambda e: (-e.workdays, types.get(e.item_id) != IndicatorType.MILESTONE))

    @cached_property
    def all_reached(self) -> bool:
        return bool(self.items) and all(r.is_reached for r in self.items)

    @cached_property
    def returns(self) -> dict[int, Return]:
        """What was accepted of the cut's month, by item."""
        rows = Return.objects.filter(programme=self.programme, period__month=self.cut.month, stage__in=SAID)
        return {r.item_id: r for r in rows.order_by("item_id")}

    @cached_property
    def practices(self) -> list[GoodPractice]:
        rows = GoodPractice.objects.filter(item__programme=self.programme).select_related("item__unit")
        return [p for p in rows.order_by("at", "id") if p.at.date() <= self.cut.on]

    @cached_property
    def has_met(self) -> bool:
        """Whether a meeting took place by the day of the cut."""
        return bool(held_until(self.programme.pk, self.programme.year, self.cut.on))

    @cached_property
    def plans(self) -> list[str]:
        return list(
            PlanDocument.objects.filter(programme=self.programme).order_by("id").values_list("title", flat=True)
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        return names_of(self.programme)

    def figure(self, code: str, shape: str, **args: object) -> Run:
        """A chip of a figure."""
        return chip(self.book.take(code, shape, **args))

    def day(self) -> Run:
        """The day of the cut."""
        return marked(f"{self.cut.on.year}年{self.cut.on.month}月{self.cut.on.day}日", "date")

    def unit_name(self, row: Row | Early) -> str:
        unit = self.units.get(row.unit_id or 0)
        return unit.label if unit else ""

    def asked(self, row: Row) -> str:
        """What the unit asked to be coordinated, without the sentences that carry numerals of their own."""
        said = self.returns.get(row.item_id or 0)
        return wordy(said.difficulty, self.names) if said and said.needs_coordination else ""


LIST_ORDER = {
    f"{level}.{kind}": n
    for n, (level, kind) in enumerate((level, kind) for level in Matter.Level.values for kind in Matter.ListKind.values)
}
