"""Many cases at once, as they stand after their steps: for rates over published numbers of rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from shishi.cases.models import Case, CasePart
from shishi.lib import clock
from tests.world import World


def put(world: World, kind: str, n: int, prefix: str, **columns: Any) -> list[Case]:
    """So many cases of the education bureau opened today, with these columns."""
    now, county, unit = clock.now(), world.regions["county"].path, world.orgs["education"]
    usual: dict[str, Any] = {
        "title": "批量", "region_path": county, "home_path": county, "office": world.orgs["office"], "unit": unit,
        "stage": "found", "side": "office", "holder": world.orgs["office"], "opened_by_id": 1, "opened_by_name": "导入",
        "opened_at": now, "stage_since": now,
    }  # fmt: skip
    cases = Case.objects.bulk_create(
        (Case(kind=kind, number=f"{prefix}-{i:06d}", **(usual | columns)) for i in range(n)), batch_size=1_000
    )
    CasePart.objects.bulk_create((CasePart(case=c, unit=unit, is_lead=True) for c in cases), batch_size=1_000)
    return cases


def over(kind_end: str, at: datetime | None = None) -> dict[str, Any]:
    """The columns of a case that is over."""
    at = at or clock.now()
    return {"stage": kind_end, "outcome": kind_end, "closed_at": at, "side": "", "holder": None}


def in_time() -> dict[str, Any]:
    """Due a minute ago, answered an hour before."""
    due = clock.now() - timedelta(minutes=1)
    return {"due_at": due, "first_due_at": due, "replied_at": clock.now() - timedelta(hours=1)}
