"""Personal names as somebody may read them who need not know whose they are (docs/domain/deeds.md)."""

from __future__ import annotations

import re

BETWEEN = re.compile(r"[、，,；;\s]+")


def names_in(text: str) -> list[str]:
    """The names in a line, apart."""
    return [one for one in BETWEEN.split(text.strip()) if one]


def masked_names(text: str) -> str:
    """Every name in a line as its first character and a star: 张*、李*."""
    return "、".join(f"{one[0]}*" for one in names_in(text))
