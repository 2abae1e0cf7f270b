"""Whole numbers as a form or an address carries them."""

from __future__ import annotations

MOST_DIGITS = 18


def whole(text: str | None) -> int | None:
    """The number, or None for anything that is no plain whole number a database column can hold.

    At most eighteen ASCII digits: `²` is a digit to Python but no number, and twenty nines overflow every column.
    """
    if not text or len(text) > MOST_DIGITS or not (text.isascii() and text.isdigit()):
        return None
    return int(text)
