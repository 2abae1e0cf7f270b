"""Writing many rows in few statements, remembering what was there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from shishi.programmes.actions.bulk.outcome import Act, Change, Problem, RowResult, Touched, Verdict

BATCH = 1_000


@dataclass(slots=True)
class Pending:
    """Rows to write, by model, in the order they must be written."""

    new: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    changed: dict[type[models.Model], dict[int, tuple[models.Model, dict[str, Any]]]] = field(default_factory=dict)
    gone: list[models.Model] = field(default_factory=list)
    links: list[tuple[models.Model, str, models.Model]] = field(default_factory=list)
    """Rows that point at others of their own table, which may be new as well: written last."""

    def create(self, row: models.Model) -> None:
        self.new.setdefault(type(row), []).append(row)

    def change(self, row: models.Model, before: dict[str, Any]) -> None:
        self.changed.setdefault(type(row), {})[row.pk] = (row, before)

    def delete(self, row: models.Model) -> None:
        self.gone.append(row)

    def write(self, order: tuple[type[models.Model], ...]) -> list[Touched]:
        """Write everything, parents first. One statement a model and 1,000 rows, for each of new, changed and gone."""
        gone = self._delete()
        for model in order:
            self._change(model)
            model._default_manager.bulk_create(self.new.get(model, []), batch_size=BATCH)
        self._link()
        touched = gone
        for model in order:
            touched += self._touched(model)
        return touched

    def _change(self, model: type[models.Model]) -> None:
        found = self.changed.get(model, {})
        versioned = hasattr(model, "version")
        for row, _before in found.values():
            if versioned:
                row.version += 1  # type: ignore[attr-defined]
        names = sorted({name for _row, before in found.values() for name in before})
        overwrite(model, [row for row, _before in found.values()], [*names, *(["version"] if versioned else [])])

    def _link(self) -> None:
        by_column: dict[tuple[type[models.Model], str], list[models.Model]] = {}
        for row, attname, target in self.links:
            setattr(row, attname, target.pk)
            by_column.setdefault((type(row), attname), []).append(row)
        for (model, attname), rows in by_column.items():
            overwrite(model, rows, [attname])

    def _touched(self, model: type[models.Model]) -> list[Touched]:
        changed = [
            _touched(row, Act.CHANGED, before, {name: getattr(row, name) for name in before})
            for row, before in self.changed.get(model, {}).values()
        ]
        return changed + [_touched(row, Act.CREATED, {}, values_of(row)) for row in self.new.get(model, [])]

    def _delete(self) -> list[Touched]:
        touched = [_touched(row, Act.DELETED, values_of(row), {}) for row in self.gone]
        by_model: dict[type[models.Model], list[int]] = {}
        for row in self.gone:
            by_model.setdefault(type(row), []).append(row.pk)
        for model, ids in by_model.items():
            for chunk in chunks(ids):
                model._default_manager.filter(pk__in=chunk).delete()
        return touched


def overwrite(model: type[models.Model], rows: list[models.Model], columns: list[str]) -> None:
    """Update the columns of rows that exist, one statement a 1,000: the insert that always meets its own key."""
    if rows:
        names = [model._meta.get_field(name).name for name in columns]
        model._default_manager.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=names
        )


def chunks(ids: list[int]) -> list[list[int]]:
    """The ids a thousand at a time."""
    return [ids[n : n + BATCH] for n in range(0, len(ids), BATCH)]


def values_of(row: models.Model) -> dict[str, Any]:
    """Every column of the row but its key and version."""
    return {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if not column.primary_key and column.name != "version"
    }


def _touched(row: models.Model, act: Act, before: dict[str, Any], after: dict[str, Any]) -> Touched:
    return Touched(row._meta.model_name or "", row.pk, act, str(row), before, after, getattr(row, "version", 0))


def put_values(row: models.Model, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Set on the row what is given (None is not given); what stood in the columns that changed, and what is wrong.

    Text is held against its column's length, codes against their choices, figures are cut to the column's places.
    """
    before: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, given in values.items():
        column = row._meta.get_field(name)
        if given is None or (given == "" and column.choices):  # type: ignore[union-attr]
            continue
        value = _fitted(column, given)
        if isinstance(value, Problem):
            problems.append(value)
            continue
        attname = column.attname  # type: ignore[union-attr]
        if getattr(row, attname) != value:
            before[attname] = getattr(row, attname)
            setattr(row, attname, value)
    return before, problems


def _fitted(column: Any, given: Any) -> Any:
    if isinstance(given, models.Model):
        return given.pk
    if isinstance(given, str):
        given = given.strip()
        if column.max_length and len(given) > column.max_length:
            facts = {"field": column.verbose_name, "n": len(given), "most": column.max_length}
            return Problem(column.name, _("%(field)s有%(n)s个字，最多%(most)s个字。") % facts)
        if column.choices and given not in {code for code, _label in column.flatchoices}:
            facts = {"field": column.verbose_name, "given": given}
            return Problem(column.name, _("%(field)s没有“%(given)s”这一类。") % facts)
    if isinstance(column, models.DecimalField):
        return _fitted_figure(column, Decimal(given))
    if isinstance(column, models.PositiveIntegerField | models.PositiveSmallIntegerField) and given < 0:
        return Problem(column.name, _("%(field)s不能小于0。") % {"field": column.verbose_name})
    return given


def _fitted_figure(column: Any, given: Decimal) -> Any:
    try:
        value = given.quantize(Decimal(1).scaleb(-column.decimal_places))
        column.run_validators(value)
    except (ArithmeticError, ValidationError):
        return Problem(column.name, _("%(field)s的数字太大，无法保存。") % {"field": column.verbose_name})
    return value


def changes_of(row: models.Model, before: Mapping[str, Any], prefix: str = "") -> list[Change]:
    """What the columns held and hold now, under the names people's columns go by."""
    return [Change(prefix + name.removesuffix("_id"), value, getattr(row, name)) for name, value in before.items()]


class Lines:
    """The results by line of the workbook; several tables may speak about one line."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Verdict, str, list[Change], list[Problem]]] = {}

    def say(
        self,
        line: int,
        verdict: Verdict,
        label: str,
        changes: Iterable[Change] = (),
        problems: Iterable[Problem] = (),
    ) -> None:
        """Add to a line; the graver verdict wins: error, created, changed, same."""
        old, first, told, wrong = self._found.get(line, (Verdict.SAME, label, [], []))
        worst = min(old, verdict, key=_GRAVITY.index)
        told += changes
        wrong += problems
        self._found[line] = (worst, first, told, wrong)

    def results(self) -> tuple[RowResult, ...]:
        return tuple(
            RowResult(line, verdict, label, tuple(changes), tuple(problems))
            for line, (verdict, label, changes, problems) in sorted(self._found.items())
        )


_GRAVITY = (Verdict.ERROR, Verdict.CREATED, Verdict.CHANGED, Verdict.SAME)
