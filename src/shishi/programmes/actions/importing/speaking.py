"""Says in people's words what a bulk act means: fields by their columns, values as an office writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.apps import apps
from django.utils.translation import gettext as _

from shishi.imports.kinds import Change, Read
from shishi.programmes.actions.bulk import Outcome, RowResult, Shelf
from shishi.programmes.models import Indicator, Task

FIELDS: Final[dict[str, dict[str, str]]] = {
    "items": {"lists": "matter", "indicator.curve": "schedule", "curve": "schedule", "scale": "unit_word"},
    "sites": {},
    "tasks": {},
    "allocations": {"region": "to", "unit": "to", "name": "to"},
}
MODELS: Final = {"items": "item", "sites": "site", "tasks": "task", "allocations": "allocation"}


def field_of(importer: str, name: str) -> str:
    """The column a field of the tables belongs to."""
    known = FIELDS[importer]
    bare = name.removeprefix("indicator.")
    return known.get(name) or known.get(bare) or bare


class Speaker:
    """Turns changed values into text. At most two queries, and none where no link changed."""

    def __init__(self, importer: str, shelf: Shelf, reads: Sequence[Read], outcome: Outcome) -> None:
        self._importer, self._shelf = importer, shelf
        self._rows = {read.number: read.row for read in reads}
        self._names: dict[tuple[str, int], str] = {}
        for kind, model in (("indicator", Indicator), ("depends_on", Task)):
            ids = {pk for row in outcome.rows for pk in _ids(row, kind)}
            if ids:
                self._names |= {(kind, one.pk): str(one) for one in model._default_manager.filter(pk__in=ids)}

    def changes(self, result: RowResult) -> tuple[Change, ...]:
        """The changes of a row, each under its column, old and new as people read them."""
        found: dict[str, Change] = {}
        for one in result.changes:
            code = field_of(self._importer, one.field)
            old, new = self._say(one.field, one.before), self._say(one.field, one.after)
            if one.field == "depends_on":
                new = self._rows[result.line].row.depends_on or ""
            if code in found:
                old, new = _joined(found[code].old, old), _joined(found[code].new, new)
            found[code] = Change(code, old, new)
        return tuple(found.values())

    def _say(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        bare = name.removeprefix("indicator.")
        if bare in {"unit", "supports"}:
            ids = value if isinstance(value, list) else [value]
            return "、".join(self._shelf.units.names.get(pk, str(pk)) for pk in ids)
        if bare in {"indicator", "depends_on"}:
            return self._names.get((bare, value), "")
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        if isinstance(value, date):
            return value.isoformat()
        return _labels(self._importer, name).get(value, str(value)) if isinstance(value, str) else str(value)


def _joined(first: str, second: str) -> str:
    return " ".join(part for part in (first, second) if part)


def _ids(row: RowResult, kind: str) -> set[int]:
    return {
        value
        for change in row.changes
        if change.field == kind
        for value in (change.before, change.after)
        if isinstance(value, int)
    }


def _labels(importer: str, name: str) -> Mapping[str, str]:
    """The labels of a column that holds codes."""
    model = apps.get_model("programmes", "indicator" if name.startswith("indicator.") else MODELS[importer])
    bare = name.removeprefix("indicator.")
    if bare not in {column.name for column in model._meta.concrete_fields}:
        return {}
    return {str(code): str(label) for code, label in getattr(model._meta.get_field(bare), "flatchoices", ())}
