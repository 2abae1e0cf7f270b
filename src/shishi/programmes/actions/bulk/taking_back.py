"""Taking a bulk act back: what it made goes, what it changed returns, unless somebody has built on it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib.refusal import Refused
from shishi.programmes.actions.bulk.outcome import Act, Outcome, Touched
from shishi.programmes.actions.bulk.pending import chunks, overwrite
from shishi.programmes.actions.bulk.searching import index_touched
from shishi.programmes.actions.hands import lock_programme, must_keep
from shishi.programmes.models import Programme
from shishi.rules.authority import Actor

ORDER = ("category", "matter", "item", "itemlisting", "support", "indicator", "planpoint", "task", "site", "allocation")
NAMED = 5


@transaction.atomic
def take_back(outcome: Outcome, actor: Actor) -> Programme:
    """Restore what stood before the bulk act. A few queries a table and 1,000 rows.

    Refuses, changing nothing, when a row was changed or removed since, or anything now hangs on what the act made: a
    return, a standing, a task typed by hand.
    """
    programme = lock_programme(outcome.programme_id)
    must_keep(actor, programme)
    undo(outcome)
    record(programme, "programme.take_back", actor, kind=outcome.kind, n=len(outcome.touched), digest=outcome.digest)
    return programme


def undo(outcome: Outcome) -> None:
    """`take_back` of one batch of a longer act, unrecorded: the caller holds lock and transaction, and records."""
    by_model: dict[str, list[Touched]] = defaultdict(list)
    for one in outcome.touched:
        by_model[one.model].append(one)
    moved = [label for name, touched in by_model.items() for label in _moved_since(_model(name), touched)]
    moved += _built_upon(by_model)
    if moved:
        names = "、".join(f"“{label}”" for label in moved[:NAMED])
        raise Refused(
            _("导入之后，%(names)s等%(n)s处已有修改或后续数据，不能整批撤回。请逐项修改。")
            % {"names": names, "n": len(moved)}
        )
    for name in reversed(ORDER):
        _restore(_model(name), by_model[name])
    index_touched(outcome.touched)


def _moved_since(model: type[models.Model], touched: list[Touched]) -> list[str]:
    """Labels of rows that are no longer as the act left them."""
    now = _rows(model, [one.pk for one in touched if one.act is not Act.DELETED])
    return [one.label for one in touched if one.act is not Act.DELETED and not _stands(model, now.get(one.pk), one)]


def _stands(model: type[models.Model], row: models.Model | None, one: Touched) -> bool:
    if row is None or getattr(row, "version", 0) != one.version:
        return False
    return all(getattr(row, name) == _read(model, name, value) for name, value in one.after.items())


def _built_upon(by_model: dict[str, list[Touched]]) -> list[str]:
    """Labels of rows the act made on which something stands that it did not make, in whatever table of the house."""
    made = {name: {one.pk: one.label for one in found if one.act is Act.CREATED} for name, found in by_model.items()}
    labels: list[str] = []
    for name, rows in made.items():
        for relation in _model(name)._meta.related_objects if rows else ():
            child = relation.related_model
            known = made.get(child._meta.model_name or "", {}) if child._meta.app_label == "programmes" else {}
            column = relation.field.attname
            for ids in chunks(sorted(rows)):
                found = child._base_manager.filter(**{f"{column}__in": ids}).values_list("pk", column)
                labels += [rows[parent] for pk, parent in found.order_by("pk") if pk not in known]
    return list(dict.fromkeys(labels))


def _restore(model: type[models.Model], touched: Iterable[Touched]) -> None:
    made = [one.pk for one in touched if one.act is Act.CREATED]
    for ids in chunks(made):
        model._default_manager.filter(pk__in=ids).delete()
    changed = {one.pk: one for one in touched if one.act is Act.CHANGED}
    rows = _rows(model, list(changed))
    columns = sorted({name for one in changed.values() for name in one.before})
    for pk, row in rows.items():
        for name, value in changed[pk].before.items():
            setattr(row, name, _read(model, name, value))
        if hasattr(row, "version"):
            row.version += 1
            columns = sorted({*columns, "version"})
    if columns:
        overwrite(model, list(rows.values()), columns)
    gone = [one for one in touched if one.act is Act.DELETED]
    model._default_manager.bulk_create(
        model(**{name: _read(model, name, value) for name, value in one.before.items()}) for one in gone
    )


def _rows(model: type[models.Model], ids: list[int]) -> dict[int, models.Model]:
    """The rows under lock, by id."""
    found: dict[int, models.Model] = {}
    for some in chunks(sorted(ids)):
        found |= {row.pk: row for row in model._default_manager.select_for_update().filter(pk__in=some).order_by("pk")}
    return found


def _read(model: type[models.Model], attname: str, value: Any) -> Any:
    """The value as its column holds it, whether it is still a value or came back from JSON as text."""
    column = next(c for c in model._meta.concrete_fields if c.attname == attname)
    return column.to_python(value)


def _model(name: str) -> type[models.Model]:
    return apps.get_model("programmes", name)
