"""The fold-out 按分解填报 under a line of the sheet: one field for each township or unit with a part of
the target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shishi.reports.queries.field import Field
from shishi.reports.queries.parts import Part, sum_of
from shishi.rules.figures import number
from shishi.rules.indicators import SUMMED, IndicatorType


@dataclass(frozen=True, slots=True)
class Share:
    """One township or unit: its target, last month's figure, what stands there now, in the printed unit."""

    part: Part
    label: str
    target: str
    previous: str
    field: Field
    was: Field
    is_reported: bool

    @property
    def is_changed(self) -> bool:
        """Whether the figure differs from last month's."""
        return self.field.value != self.previous


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of one line.

    sum    of what stands there; empty where nobody has said anything, or the kind of figure does not add up
    gap    how far that is from the line's own figure; empty where they agree
    """

    shares: tuple[Share, ...]
    sum: str
    gap: str

    @property
    def n_missing(self) -> int:
        """How many have not reported in this return."""
        return sum(not share.is_reported for share in self.shares)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(share.label for share in self.shares if not share.is_reported)

    @property
    def is_open(self) -> bool:
        """Whether the fold-out stands open: the parts differ from the whole, or something in it could not be read."""
        return bool(self.gap) or any(share.field.error for share in self.shares)


def split_of(
    line_id: int, parts: Sequence[Part], value: Decimal | None, type_: IndicatorType, scale: int
) -> Split | None:
    """The fold-out of a line; None where its target is not split. No query."""
    if not parts:
        return None
    total = sum_of(parts) if type_ in SUMMED else None
    gap = abs(total - value) if total is not None and value is not None else Decimal(0)
    return Split(
        shares=tuple(share_of(line_id, part, scale) for part in parts),
        sum=printed(total, scale),
        gap=number(gap / scale) if gap else "",
    )


def share_of(line_id: int, part: Part, scale: int) -> Share:
    """A part with its field."""
    name, value = f"l{line_id}-share-{part.id}", printed(part.value, scale)
    return Share(
        part=part,
        label=part.label,
        target=printed(part.target, scale),
        previous=printed(part.previous, scale),
        field=Field(name, value),
        was=Field(f"{name}-was", value),
        is_reported=part.is_reported,
    )


def printed(value: Decimal | None, scale: int) -> str:
    """A figure in base units in the printed unit; nothing where there is none."""
    return "" if value is None else number(value / scale)
