"""What every form of the lists has: the version it was read at, a key that works once, figures as people type them."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.lib import clock
from shishi.lib.quantity import quantity
from shishi.lib.unreadable import UnreadableError
from shishi.lib.version import read_at
from shishi.orgs.models import Org, Region
from shishi.orgs.reach import below
from shishi.programmes.models import Programme

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FigureField(forms.CharField):
    """A figure with or without its unit: 5.24万, 1,234.5, 一百二十; cleaned to a Decimal in the base unit."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        self.unit = unit
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return read_figure(typed, self.unit)

    def prepare_value(self, value: Any) -> Any:
        return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def read_figure(typed: str, unit: str) -> Decimal | None:
    """The figure in the base unit; raises ValidationError with the reader's sentence."""
    try:
        found = quantity(typed, unit=unit)
    except UnreadableError as problem:
        raise forms.ValidationError(problem.sentence) from problem
    return found.value if found else None


def key_field() -> forms.CharField:
    """A fresh key a form carries, so that sending it twice creates once."""
    return forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput, initial=lambda: secrets.token_hex(16)
    )


def version_field() -> forms.CharField:
    """The version the page was read at. Not required here: what lacks it is refused (409) when it is read."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


class Typed(forms.Form):
    """A form that blames fields for what an action refuses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and not isinstance(field, forms.ModelMultipleChoiceField):
                field.empty_label = None if field.empty_label is None else _("请选择")
            elif isinstance(field, forms.TypedChoiceField):
                field.choices = [(code, label if code else _("请选择")) for code, label in list(field.choices)]  # type: ignore[arg-type]

    def blame(self, sentence: str, fields: dict[str, str]) -> None:
        """Put an action's sentences beside the fields they are about, the rest above the form."""
        known = {name: said for name, said in fields.items() if name in self.fields}
        for name, said in known.items():
            self.add_error(name, said)
        if not known:
            self.add_error(None, sentence)


class Sheet(Typed, forms.ModelForm):  # type: ignore[type-arg]
    """A form drawn from a table's columns. It only reads: what may be is decided by the action."""

    version = version_field()
    once = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("version", getattr(self.instance, "version", None))
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = format(value.normalize(), "f")
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                field.widget.is_required = field.required

    def _post_clean(self) -> None:
        """Leave the row alone."""

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, without the form's own machinery."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "once"}}

    @property
    def read_at(self) -> int:
        """The version the form was read at. Raises Overtaken (409) when it carries none."""
        return read_at(self.cleaned_data)

    @property
    def key(self) -> str:
        """The key that works once."""
        return str(self.cleaned_data.get("once") or "")


def units_of(programme: Programme) -> models.QuerySet[Org]:
    """The units a list may name: those of the programme's region, not closed."""
    at_work = Org.objects.open_on(clock.today()).filter(below("region_path", programme.region_path))
    return at_work.order_by("region_path", "sort", "id")


def townships_of(programme: Programme) -> models.QuerySet[Region]:
    """The places a target is split to and sites stand in: the region itself and everything above villages."""
    return (
        Region.objects.below(programme.region_path)
        .filter(valid_to=None)
        .exclude(level=Region.Level.VILLAGE)
        .order_by("path")
    )


OPINION = forms.CharField(label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))
