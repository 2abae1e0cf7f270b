"""Reads the files of the sample year as plain values; their fields are described in `sample/README.md`."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

SAMPLE = Path(__file__).parent / "sample"
WORKBOOK = SAMPLE / "list-2023.xlsx"

type FileRow = dict[str, str]


@cache
def rows(name: str) -> tuple[FileRow, ...]:
    """The rows of one file, by heading."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def programme_facts() -> dict[str, str]:
    """The programme's settings by key."""
    return {row["key"]: row["value"] for row in rows("programme.csv")}


def day(text: str) -> date | None:
    """A day written YYYY-MM-DD, or None."""
    return date.fromisoformat(text) if text else None


def month(text: str) -> date:
    """The first day of a month written YYYY-MM."""
    return date.fromisoformat(f"{text}-01")


def figure(text: str) -> Decimal | None:
    """A plain figure, or None."""
    return Decimal(text) if text else None
