"""Figures counted from records instead of standings: how many meetings took place up to the day of the cut.

Records are no part of a cut: one added later with an earlier day changes the count, and opening the figure says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from shishi.meetings.queries.counts import held_until
from shishi.reports.models import Cut
from shishi.reports.queries.cuts import Figure, FigureRow, Frozen

type Args = Mapping[str, str]


def _meetings(cut: Cut, args: Args) -> Iterable[FigureRow]:
    """One row a meeting of the programme that took place by the day of the cut. Two queries at most."""
    for one in held_until(cut.programme_id, cut.programme.year, cut.on, args.get("kind", "")):
        yield FigureRow("meeting", str(one.pk), f"{one.on:%F} {one.title}", 1)


RECORDS: dict[str, Callable[[Cut, Args], Iterable[FigureRow]]] = {"meetings.total": _meetings}


def counted(code: str, args: Args, of: Cut | Frozen) -> Figure:
    """How many records there are, with each as a row and a digest over them."""
    rows = tuple(RECORDS[code](of.cut if isinstance(of, Frozen) else of, args))
    digest = hashlib.sha256("\n".join(f"{r.kind}:{r.subject} {r.label}" for r in rows).encode()).hexdigest()
    return Figure(code, len(rows), len(rows), rows, digest)
