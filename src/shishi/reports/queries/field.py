"""A field of the sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: its name, what stands in it, what is wrong with it."""

    name: str
    value: str = ""
    error: str = ""
