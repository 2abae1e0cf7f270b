"""The tables of the neighbours and of last year: a field for each cell, read in the unit its column says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.lib import days
from shishi.lib.unreadable import UnreadableError
from shishi.programmes.forms.sheet import Typed, read_figure, version_field
from shishi.reports.actions.benchmarks import Finish, Past, Rate, Words
from shishi.reports.queries.benchmarks import BenchmarkLine, Benchmarks, FinishLine, day_field, past_field, rate_field
from shishi.rules.figures import number
from shishi.rules.periods import next_month

NOT_YET = gettext_lazy("未达标")
NOT_YET_WORDS = (NOT_YET, gettext_lazy("未完成"), gettext_lazy("未"))


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, and a field for each column."""

    name: str
    about: str
    fields: tuple[BoundField, ...]


class Table(Typed):
    """What both tables ask: the cells, whence they are, and what was known when the page was read."""

    source = forms.CharField(
        label=gettext_lazy("数据来源"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("写明出处，例如“市专班2023年8月通报”。"),
    )
    seen = version_field()

    def __init__(self, *args: Any, board: Benchmarks, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        self.initial.setdefault("seen", board.n_words)

    def _cell(self, name: str, label: str, shown: str) -> None:
        attrs = {"class": "form-control n-input", "aria-label": label, "data-cell": "", "autocomplete": "off"}
        self.fields[name] = forms.CharField(
            label=label, required=False, max_length=40, widget=forms.TextInput(attrs=attrs)
        )
        self.initial[name] = shown

    def _typed(self, name: str) -> str | None:
        """What was typed in a cell where it differs from what stood there; a figure once given is not emptied."""
        now, before = (self.cleaned_data.get(name) or "").strip(), str(self.initial[name])
        if now == before:
            return None
        if not now:
            self.add_error(name, _("已录入的数不能清空，只能改为新的数。"))
            return None
        return now

    def _figure(self, name: str, unit: str) -> Decimal | None:
        """The figure typed in a cell, None where nothing new was."""
        typed = self._typed(name)
        if typed is None:
            return None
        try:
            return read_figure(typed, unit)
        except forms.ValidationError as problem:
            self.add_error(name, problem)
            return None


class MonthTable(Table):
    """Indicators × (the parent tier's average, the neighbours, last year's figure)."""

    corrects = forms.BooleanField(
        label=gettext_lazy("作为更正录入：重新计算这个已锁定的月份，并另定基准日"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: list[tuple[int | None, str]] = [(None, _("全市平均"))]
        self.places += [(place.id, place.name) for place in self.board.neighbours]
        for line in self.board.lines:
            for region_id, name in self.places:
                known = line.rate_of(region_id)
                shown = number(known.rate.normalize()) if known else ""
                self._cell(rate_field(line.indicator_id, region_id), f"{name} {line.name}", shown)
            past = "" if line.past is None else number(line.past / line.scale)
            self._cell(past_field(line.indicator_id), f"{_('上年同期')} {line.name}", past)

    def clean(self) -> dict[str, Any]:
        """Read every cell that differs; a bad one is blamed on itself."""
        typed: dict[str, Any] = super().clean() or {}
        rates, past = [], []
        for line in self.board.lines:
            rates += self._rates(line)
            value = self._figure(past_field(line.indicator_id), line.unit)
            if value is not None:
                past.append(Past(line.indicator_id, next_month(self.board.month, -12), value))
        self.words = Words(tuple(rates), tuple(past))
        return typed

    def _rates(self, line: BenchmarkLine) -> list[Rate]:
        found = []
        for region_id, _name in self.places:
            value = self._figure(rate_field(line.indicator_id, region_id), "%")
            if value is not None:
                found.append(Rate(line.indicator_id, region_id, self.board.month, value))
        return found

    def rows(self) -> tuple[Row, ...]:
        """The table as the page draws it."""
        return tuple(self._row(line) for line in self.board.lines)

    def _row(self, line: BenchmarkLine) -> Row:
        names = [rate_field(line.indicator_id, region_id) for region_id, _name in self.places]
        cells = (*names, past_field(line.indicator_id))
        return Row(f"{line.name}（{line.unit}）" if line.unit else line.name, line.item, tuple(self[n] for n in cells))


class FinishTable(Table):
    """Items × neighbours: the day each reached its target, or that it has not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [(place.id, place.name) for place in self.board.neighbours]
        for line in self.board.finishes:
            for region_id, name in self.places:
                known = line.day_of(region_id)
                shown = "" if known is None else known.finished_on.isoformat() if known.finished_on else str(NOT_YET)
                self._cell(day_field(line.item_id, region_id), f"{name} {line.item}", shown)

    def clean(self) -> dict[str, Any]:
        """Read every cell that differs: a day, or 未达标."""
        typed: dict[str, Any] = super().clean() or {}
        found = [one for line in self.board.finishes for one in self._days(line)]
        self.words = Words(finishes=tuple(found))
        return typed

    def _days(self, line: FinishLine) -> list[Finish]:
        found = []
        for region_id, _name in self.places:
            name = day_field(line.item_id, region_id)
            typed = self._typed(name)
            if typed in [str(word) for word in NOT_YET_WORDS]:
                found.append(Finish(line.item_id, region_id, None))
            elif typed is not None and (day := self._day(name, typed)):
                found.append(Finish(line.item_id, region_id, day))
        return found

    def _day(self, name: str, typed: str) -> date | None:
        try:
            return days.day(typed, year=self.board.month.year)
        except UnreadableError as problem:
            self.add_error(name, problem.sentence)
            return None

    def rows(self) -> tuple[Row, ...]:
        """The table as the page draws it."""
        return tuple(
            Row(line.item, "", tuple(self[day_field(line.item_id, region_id)] for region_id, _name in self.places))
            for line in self.board.finishes
        )
