"""What came of a bulk act, row by row, and what was there before, so that it can be shown, kept and taken back."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What happens to one row of the workbook."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


class Act(StrEnum):
    """What happened to one row of a table."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence about one field of one row; `line` where it is another line than the row begins at."""

    field: str
    sentence: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What stood in a field and what the workbook says instead, as the table holds them."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowResult:
    """One line of the workbook: what becomes of it, in which fields, or why not."""

    line: int
    verdict: Verdict
    label: str
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that get another value."""
        return tuple(change.field for change in self.changes)


@dataclass(frozen=True, slots=True)
class Touched:
    """A table row that was written: values as they were before and as they were left, by column."""

    model: str
    pk: int
    act: Act
    label: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    version: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole of a bulk act. A plan has `touched` empty: nothing was written."""

    programme_id: int
    kind: str
    rows: tuple[RowResult, ...]
    touched: tuple[Touched, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many lines have each verdict."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict.value: found[verdict] for verdict in Verdict}

    @property
    def errors(self) -> tuple[RowResult, ...]:
        """The lines that cannot be taken."""
        return tuple(row for row in self.rows if row.verdict is Verdict.ERROR)

    @property
    def digest(self) -> str:
        """A hash over what was written, for the journal."""
        body = json.dumps([asdict(one) for one in self.touched], default=plain, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(body.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, for whoever must keep it until it is taken back."""
        found: dict[str, Any] = json.loads(json.dumps(asdict(self), default=plain))
        return found

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> Outcome:
        """Back from `to_json`; values stay text and are read by their columns when needed."""
        rows = (
            RowResult(
                r["line"],
                Verdict(r["verdict"]),
                r["label"],
                tuple(Change(**change) for change in r["changes"]),
                tuple(Problem(**problem) for problem in r["problems"]),
            )
            for r in kept["rows"]
        )
        touched = (Touched(**{**one, "act": Act(one["act"])}) for one in kept["touched"])
        return Outcome(kept["programme_id"], kept["kind"], tuple(rows), tuple(touched))


def plain(value: object) -> str:
    """Decimals and days as text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
