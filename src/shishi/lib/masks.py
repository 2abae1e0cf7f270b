"""Personal names as somebody may read them who need not know whose they are (docs/domain/deeds.md)."""

from __future__ import annotations

import re

LONG_DIGITS = re.compile(r"[0-9]{3}[0-9]{4,}[0-9Xx]?")
BETWEEN = re.compile(r"[、，,；;\s]+")


def names_in(text: str) -> list[str]:
    """The names in a line, apart."""
    return [one for one in BETWEEN.split(text.strip()) if one]


def masked_names(text: str) -> str:
    """Every name in a line as its first character and a star: 张*、李*."""
    return "、".join(f"{one[0]}*" for one in names_in(text))


def masked_digits(text: str) -> str:
    """Seven digits and more, a telephone or an identity number, cut to the first three: 139****."""
    return LONG_DIGITS.sub(lambda found: found[0][:3] + "****", text)
