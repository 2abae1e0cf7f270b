"""Figures of one bulletin: formulas over its cut, and what is counted from records up to the cut's day."""

from __future__ import annotations

from shishi.bulletins.queries.records import RECORDS, counted
from shishi.reports.models import Cut
from shishi.reports.queries import cuts
from shishi.reports.queries.cuts import Figure, Frozen


def figure(code: str, args: dict[str, str], of: Cut | Frozen) -> Figure:
    """A figure of the cut, or one counted from records up to its day. Raises UnknownFigure."""
    return counted(code, args, of) if code in RECORDS else cuts.figure(code, args, of)
