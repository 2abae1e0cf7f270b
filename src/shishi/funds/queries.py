"""Questions to the funds ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import FETCH_RAISE, Q, Sum

from shishi.funds.models import FundsEntry

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class FundsTotal:
    """What is planned, has arrived and is paid for an item, in yuan."""

    planned: Decimal = ZERO
    arrived: Decimal = ZERO
    paid: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class FundsRow:
    """One row of the ledger as a page lists it."""

    id: int
    kind: str
    kind_label: str
    source_label: str
    amount_yuan: Decimal
    on: date
    number: str
    purpose: str
    posted_by_name: str
    posted_at: datetime
    is_reversal: bool
    is_reversed: bool


def totals_by_item(item_ids: Iterable[int], until: date | None = None) -> dict[int, FundsTotal]:
    """Totals by item id, reversals taken off, of rows dated to `until`; items without rows are left out. One query."""
    rows = FundsEntry.objects.filter(item_id__in=list(item_ids))
    if until is not None:
        rows = rows.filter(on__lte=until)
    kinds = {kind.value: Sum("amount_yuan", filter=Q(kind=kind)) for kind in FundsEntry.Kind}
    found: Iterable[Any] = rows.values("item_id").annotate(**kinds).order_by("item_id")
    return {r["item_id"]: FundsTotal(r["plan"] or ZERO, r["arrival"] or ZERO, r["payment"] or ZERO) for r in found}


def total_of(rows: Iterable[FundsRow], until: date) -> FundsTotal:
    """The total of an item's ledger of rows dated to `until`, as `totals_by_item` adds it up. No query."""
    kinds: dict[str, Decimal] = dict.fromkeys(FundsEntry.Kind.values, ZERO)
    for row in rows:
        if row.on <= until:
            kinds[row.kind] += row.amount_yuan
    return FundsTotal(kinds["plan"], kinds["arrival"], kinds["payment"])


def rows_of_item(item_id: int) -> list[FundsRow]:
    """The ledger of one item, newest first. One query."""
    entries = (
        FundsEntry.objects.filter(item_id=item_id)
        .select_related("reversed_by")
        .order_by("-on", "-id")
        .fetch_mode(FETCH_RAISE)
    )
    return [_row(e) for e in entries]


def _row(entry: FundsEntry) -> FundsRow:
    return FundsRow(
        id=entry.pk,
        kind=entry.kind,
        kind_label=entry.get_kind_display(),
        source_label=entry.get_source_display(),
        amount_yuan=entry.amount_yuan,
        on=entry.on,
        number=entry.number,
        purpose=entry.purpose,
        posted_by_name=entry.posted_by_name,
        posted_at=entry.posted_at,
        is_reversal=entry.reverses_id is not None,
        is_reversed=hasattr(entry, "reversed_by"),
    )
