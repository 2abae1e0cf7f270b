"""A thing that happened in the sample year, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """What happens at a moment; `order` decides between two of the same minute."""

    at: datetime
    order: int
    name: str
    run: Callable[[], object]
