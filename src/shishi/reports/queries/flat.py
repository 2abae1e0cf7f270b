"""Standings and cuts as flat rows, a page at a time by key: for programs that keep a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import FETCH_RAISE

from shishi.programmes.models import Programme
from shishi.reports.models import Cut, FrozenStanding, Standing
from shishi.reports.queries.rows import COLUMNS, Row
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class CutRow:
    """A cut: which month it froze, as accepted at which moment, and the digest of its rows."""

    id: int
    programme_id: int
    month: date
    on: date
    occasion: str
    made_at: datetime
    made_by_name: str
    n_rows: int
    digest: str


def standings(programme: Programme, actor: Actor, after: int, limit: int, **wanted: Any) -> list[Row]:
    """Kept standings within reach by id, one more than `limit`. One query."""
    found = Standing.objects.visible_to(actor).filter(programme=programme)
    return _page(found, after, limit, wanted)


def frozen_standings(cut_id: int, actor: Actor, after: int, limit: int, **wanted: Any) -> list[Row]:
    """A cut's frozen standings within reach by id, one more than `limit`. One query."""
    return _page(FrozenStanding.objects.visible_to(actor).filter(cut=cut_id), after, limit, wanted)


def _page(found: Any, after: int, limit: int, wanted: dict[str, Any]) -> list[Row]:
    chosen = {column: value for column, value in wanted.items() if value is not None}
    rows = found.filter(pk__gt=after, **chosen).order_by("pk")[: limit + 1]
    return [Row(*values) for values in rows.values_list(*COLUMNS)]


def cuts(programme: Programme) -> list[CutRow]:
    """The programme's cuts, newest first. One query."""
    return [cut_row(one) for one in programme.cuts.order_by("-made_at", "-id").fetch_mode(FETCH_RAISE)]


def cut_of(actor: Actor, cut_id: int) -> CutRow | None:
    """A cut of a programme within reach, or None. One query."""
    reached = Programme.objects.visible_to(actor).values("pk")
    found = Cut.objects.filter(pk=cut_id, programme__in=reached).first()
    return cut_row(found) if found else None


def cut_row(cut: Cut) -> CutRow:
    """The cut as a row. No query."""
    return CutRow(
        cut.pk, cut.programme_id, cut.month, cut.on, cut.occasion, cut.made_at, cut.made_by_name, cut.n_rows,
        cut.digest,
    )  # fmt: skip
