"""A digest of frozen rows, the same on every machine, so that a paper can show that its rows are unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from shishi.reports.models import FrozenStanding
from shishi.reports.models.standing import StandingFields

CANONICAL = sorted(f.attname for f in StandingFields._meta.get_fields() if hasattr(f, "attname"))


def canonical(row: FrozenStanding) -> str:
    """A row as one line of JSON: columns by name, figures without trailing zeros."""
    return json.dumps([_plain(getattr(row, name)) for name in CANONICAL], ensure_ascii=False, separators=(",", ":"))


def digest_of(rows: Iterable[FrozenStanding]) -> str:
    """SHA-256 over the canonical rows in the order of kind and subject."""
    whole = hashlib.sha256()
    for row in sorted(rows, key=lambda r: (str(r.kind), r.subject)):
        whole.update(canonical(row).encode() + b"\n")
    return whole.hexdigest()


def digest_of_lines(rows: Iterable[FrozenStanding], lines: Iterable[str]) -> str:
    """SHA-256 over the rows a figure used, in their order, and what each of them brought."""
    whole = hashlib.sha256()
    for text in (*(canonical(row) for row in rows), *lines):
        whole.update(text.encode() + b"\n")
    return whole.hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    return value.isoformat() if isinstance(value, date) else value
