"""The split of an item's targets: a grid of places × indicators, typed in each indicator's own unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from shishi.lib.whole import whole
from shishi.orgs.models import Org, Region
from shishi.programmes.actions.allocation import Share
from shishi.programmes.forms.sheet import Typed, read_figure, townships_of, units_of, version_field
from shishi.programmes.models import Indicator, Item
from shishi.programmes.queries.boards import place_key
from shishi.rules.figures import quantity
from shishi.rules.indicators import SUMMED


@dataclass(frozen=True)
class Head:
    """A column of the grid: an indicator, its target, what is split so far and what remains."""

    name: str
    target: str
    total: str
    rest: str
    is_short: bool


@dataclass(frozen=True)
class Line:
    """A row of the grid: a place, and a field for each indicator."""

    name: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True)
class Grid:
    """What the page draws."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]


class SplitForm(Typed):
    """One field for each place and indicator; empty means no share."""

    version = version_field()
    unit: forms.ModelChoiceField[Org] = forms.ModelChoiceField(
        label=_("另加一个单位"),
        queryset=None,
        required=False,
        help_text=_("按部门或企业分解时选上，保存后出现在表中。"),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", item.version)
        self.indicators = list(item.indicators.order_by("seq", "id"))
        self.kept = {
            (share.indicator_id, place_key(share.region_id, share.unit_id)): share
            for indicator in self.indicators
            for share in indicator.allocations.select_related("unit").order_by("id")
        }
        own = item.programme.region_path
        regions = [region for region in townships_of(item.programme) if region.path != own]
        units = {share.unit_id: share.unit for share in self.kept.values() if share.unit}
        added = whole(self.data.get("unit")) if self.is_bound else None
        if added is not None:
            units |= {unit.pk: unit for unit in units_of(item.programme).filter(pk=added)}
        self.places: list[tuple[str, Region | Org]] = [
            *((place_key(region.pk, None), region) for region in regions),
            *((place_key(None, pk), unit) for pk, unit in units.items() if unit is not None and pk is not None),
        ]
        self.fields["unit"].queryset = units_of(item.programme)  # type: ignore[attr-defined]
        for indicator in self.indicators:
            for key, place in self.places:
                self._add(indicator, key, place)

    def _add(self, indicator: Indicator, key: str, place: Region | Org) -> None:
        name = f"{indicator.pk}-{key}"
        label = f"{place} {indicator.name}"
        shown = {"class": "form-control n-input", "aria-label": label, "data-cell": "number"}
        widget = forms.TextInput(attrs=shown | {"inputmode": "decimal", "autocomplete": "off"})
        self.fields[name] = forms.CharField(label=label, required=False, max_length=40, widget=widget)
        share = self.kept.get((indicator.pk, key))
        if share is not None:
            self.initial[name] = format((share.target / indicator.scale).normalize(), "f")

    def clean(self) -> dict[str, Any]:
        """Read every figure in its indicator's unit; a bad one is blamed on its own cell."""
        typed: dict[str, Any] = super().clean() or {}
        for indicator in self.indicators:
            for key, _place in self.places:
                name = f"{indicator.pk}-{key}"
                try:
                    typed[name] = read_figure(typed.get(name) or "", indicator.unit_label)
                except forms.ValidationError as problem:
                    self.add_error(name, problem)
        return typed

    @property
    def shares(self) -> dict[int, list[Share]]:
        """What was typed, by indicator."""
        found: dict[int, list[Share]] = {}
        for indicator in self.indicators:
            found[indicator.pk] = [
                Share(
                    value,
                    region=place if isinstance(place, Region) else None,
                    unit=place if isinstance(place, Org) else None,
                    number=self._number(indicator, key),
                )
                for key, place in self.places
                if (value := self.cleaned_data.get(f"{indicator.pk}-{key}")) is not None
            ]
        return found

    def _number(self, indicator: Indicator, key: str) -> str:
        share = self.kept.get((indicator.pk, key))
        return share.number if share else ""

    def grid(self) -> Grid:
        """Heads with sums of what is kept, or of what was just typed where it can be read."""
        lines = tuple(
            Line(str(place), tuple(self[f"{indicator.pk}-{key}"] for indicator in self.indicators))
            for key, place in self.places
        )
        return Grid(tuple(self._head(indicator) for indicator in self.indicators), lines)

    def _head(self, indicator: Indicator) -> Head:
        total = sum((value for key, _p in self.places if (value := self._value(indicator, key))), Decimal(0))
        unit, target = indicator.unit_label, indicator.target
        rest = target - total if target is not None and indicator.type in SUMMED else None
        words = ""
        if rest is not None:
            pattern = _("还差%(n)s") if rest > 0 else _("超出%(n)s") if rest < 0 else _("已闭合")
            words = str(pattern) % {"n": quantity(abs(rest), unit)}
        goal = quantity(target, unit) if target is not None else "—"
        return Head(indicator.name, goal, quantity(total, unit), words, rest is not None and rest > 0)

    def _value(self, indicator: Indicator, key: str) -> Decimal | None:
        if self.is_bound:
            found = getattr(self, "cleaned_data", {}).get(f"{indicator.pk}-{key}")
            return found if isinstance(found, Decimal) else None
        share = self.kept.get((indicator.pk, key))
        return share.target if share else None
