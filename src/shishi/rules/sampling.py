"""Drawing a sample that anybody can draw again: from a shown seed and the sorted numbers, nothing else.

Source: docs/domain/inspections.md, "Sample".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SHARE, LEAST = 20, 3


def sample_size(n: int, share: int = SHARE, least: int = LEAST) -> int:
    """How many of `n` are drawn: `share` per cent, rounded up, at least `least`, never more than there are."""
    return min(n, max(least, -(-n * share // 100)))


def draw(seed: str, ids: Iterable[int], share: int = SHARE, least: int = LEAST) -> tuple[int, ...]:
    """The numbers drawn, ascending. Each number's place is the SHA-256 of seed and number; the lowest are drawn.

    The same seed over the same numbers draws the same, in whatever order they come; one more or one less number does
    not change the order of the others.
    """
    known = sorted(set(ids))
    placed = sorted(known, key=lambda one: (hashlib.sha256(f"{seed}:{one}".encode()).digest(), one))
    return tuple(sorted(placed[: sample_size(len(known), share, least)]))
