"""A thousand cases assigned in one act, against the same rows written by hand and by the ORM."""

from __future__ import annotations

import json
from statistics import median

from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from bench.city import County
from bench.spending import backend, spent
from shishi.cases.actions.steps import take_many
from shishi.cases.models import Case, CasePart, CaseStep
from shishi.journal.models import Entry, Telling
from shishi.lib import clock

MANY = 1_000


def many_at_once(county: County) -> None:
    """A thousand assigned in one act, against the same rows by plain SQL and by the ORM's own bulk statements; all
    undone.
    """
    pid, clerk = backend(), county.actor("clerk")
    ids = [_found(county, n) for n in range(MANY)]
    answers = {"unit": county.units[2], "type": "short"}
    act_ms, sql_ms, orm_ms, n = [], [], [], 0
    for _ in range(5):
        with transaction.atomic():
            before = last_ids()
            act_ms.append(spent(pid, lambda: take_many(ids, "assign", clerk, answers)))
            rows = written_since(before)
            transaction.set_rollback(True)
        with transaction.atomic():
            sql_ms.append(spent(pid, lambda: plainly(ids, rows)))  # noqa: B023
            transaction.set_rollback(True)
        with transaction.atomic():
            orm_ms.append(spent(pid, lambda: by_the_orm(ids, rows)))  # noqa: B023
            transaction.set_rollback(True)
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        assert len(take_many(ids, "assign", clerk, answers).done) == MANY
        n = len(queries)
        transaction.set_rollback(True)
    act, plain, orm = median(act_ms), median(sql_ms), median(orm_ms)
    print(f"assign {MANY:,} at once: {act:.0f} ms, plain SQL {plain:.0f} ms, {act / plain:.1f} times, {n} queries")
    print(f"{'':>21} the ORM's bulk statements {orm:.0f} ms, {act / orm:.1f} times")
    Case.objects.filter(pk__in=ids).delete()


def _found(county: County, n: int) -> int:
    """A case that waits to be assigned, written directly."""
    now = clock.now()
    row = Case(
        kind="problem", number=f"WT-many-{n}", title=f"待交办{n}", region_path=county.region.path,
        home_path=county.region.path, office=county.office, stage="found", side="office", holder=county.office,
        opened_by_id=1, opened_by_name="x", opened_at=now, stage_since=now, version=2,
    )  # fmt: skip
    row.save()
    return row.pk


NEW = (CaseStep, CasePart, Entry, Telling)


def last_ids() -> dict[type, int]:
    return {model: model.objects.order_by("-id").values_list("pk", flat=True).first() or 0 for model in NEW}


def written_since(before: dict[type, int]) -> dict[type, list[tuple[object, ...]]]:
    """The rows an act added, as plain values."""
    found = {}
    for model, last in before.items():
        names = [f.attname for f in model._meta.concrete_fields if f.name != "id"]
        found[model] = list(model.objects.filter(pk__gt=last).order_by("id").values_list(*names))
    return found


def plainly(ids: list[int], rows: dict[type, list[tuple[object, ...]]]) -> None:
    """The same by hand: one update, and the rows inserted with as few statements as the database takes."""
    with connection.cursor() as cursor:
        marks = ",".join(["%s"] * len(ids))
        cursor.execute(
            "UPDATE cases_case SET stage = 'assigned', side = 'unit', holder_id = office_id, unit_id = office_id, "
            "type = 'short', stage_since = opened_at, stage_due_at = opened_at, due_at = opened_at, "
            "first_due_at = opened_at, next_due_at = opened_at, assigned_at = opened_at, version = version + 1 "
            f"WHERE id IN ({marks})",
            ids,
        )
        for model, found in rows.items():
            fields = [f for f in model._meta.concrete_fields if f.name != "id"]
            listed = ", ".join(f'"{f.column}"' for f in fields)
            one = "(" + ", ".join(["%s"] * len(fields)) + ")"
            step = 900 // len(fields)
            for start in range(0, len(found), step):
                part = found[start : start + step]
                values = [json.dumps(v) if isinstance(v, dict) else v for row in part for v in row]
                sql = f"INSERT INTO {model._meta.db_table} ({listed}) VALUES " + ", ".join([one] * len(part))
                cursor.execute(sql, values)


def by_the_orm(ids: list[int], rows: dict[type, list[tuple[object, ...]]]) -> None:
    """The same with `update` and `bulk_create`, each row an object of its model."""
    now = clock.now()
    Case.objects.filter(pk__in=ids).update(
        stage="assigned", side="unit", type="short", stage_since=now, stage_due_at=now, due_at=now, first_due_at=now,
        next_due_at=now, assigned_at=now, holder=F("office"), unit=F("office"), version=F("version") + 1,
    )  # fmt: skip
    for model, found in rows.items():
        names = [f.attname for f in model._meta.concrete_fields if f.name != "id"]
        made = [model(**dict(zip(names, row, strict=True))) for row in found]
        model._default_manager.bulk_create(made, batch_size=1_000)
