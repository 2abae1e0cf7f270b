"""What a liaison typed, once it could be read: only what the form carried, in base units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

FIGURES = ("value", "denominator", "change_reason", "text")
WORDS = ("progress", "difficulty", "needs_coordination", "next_step", "finish_expected_on", "finished_on")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line of the form.

    figures     by name of `FIGURES`; what could not be read is left out, so that it changes nothing
    milestones  task id → day done, of those ticked in this return; None where the form had none
    shares      allocation id → cumulative figure
    """

    figures: Mapping[str, Decimal | str | None] = field(default_factory=dict)
    milestones: Mapping[int, date] | None = None
    shares: Mapping[int, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypedReturn:
    """One return of the form: words by name of `WORDS`, and lines by id."""

    words: Mapping[str, str | bool | date | None] = field(default_factory=dict)
    lines: Mapping[int, TypedLine] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypedSite:
    """The days of one site."""

    started_on: date | None = None
    finished_on: date | None = None
    in_use_on: date | None = None
