"""What an importer is: frozen values. The machine knows workbooks; whoever calls it knows what the rows mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from django.utils.translation import gettext as _

from shishi.lib.columns import Field
from shishi.lib.masks import masked_digits
from shishi.lib.xlsx.cells import Cell


class State(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


# What a number is made of where it is nothing but one.
MERE_NUMBER = re.compile(r"[0-9A-Za-z_/.\s-]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence about one field of a row; field "" is the row as a whole."""

    field: str
    sentence: str


def hinted(text: str) -> str:
    """The first character of words nobody may read whole."""
    return text[:1] + "…" * bool(text)


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of sheet.

    fields        what it wants of each row
    sheet_words   words in a sheet's name that speak for it
    personal      fields about a person: read, but neither sampled nor shown
    plain         the one field whose long figures are no telephone, where there are personal ones
    """

    code: str
    label: str
    fields: tuple[Field, ...]
    sheet_words: tuple[str, ...] = ()
    personal: frozenset[str] = frozenset()
    plain: str = ""

    def shown(self, code: str, text: str) -> str:
        """What stands in a cell as the preview may keep it: nothing of a person, no telephone within other words."""
        if not self.personal or (code == self.plain and MERE_NUMBER.fullmatch(text)):
            return text
        return _("（已隐去）") if text and code in self.personal else masked_digits(text)

    def told(self, fault: Fault) -> str:
        """The sentence of a fault, which may repeat what stands in the cell, as the preview may keep it."""
        return masked_digits(fault.sentence) if self.personal and fault.field != self.plain else fault.sentence

    def passed_over(self, text: str) -> str:
        """The beginning of a row that was skipped: of rows about persons no more than tells which it was."""
        return hinted(text) if self.personal else text

    def label_of(self, code: str) -> str:
        """The field as people call it."""
        return next((one.label for one in self.fields if one.code == code), code)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, by field.

    cells    only the columns that are taken; a field whose column is missing is missing here
    units    what the heading says in brackets, by field: 万元
    filled   fields whose value comes from a merged cell that began in an earlier row
    """

    number: int
    cells: Mapping[str, Cell]
    units: Mapping[str, str]
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Read:
    """A line understood as far as the line alone allows.

    group   rows of one group are never torn apart: the indicators of one item
    row     what the session made of it, None when the faults are too many
    """

    number: int
    label: str
    row: Any
    group: str = ""
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field that would change, or was changed: as people read it."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a row."""

    number: int
    state: State
    label: str
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """What became of a batch, and what it takes to undo it (None when nothing was written)."""

    rulings: tuple[Ruling, ...]
    trace: Mapping[str, Any] | None = None


class Session(Protocol):
    """One pass through a workbook, by whoever knows the rows. Sheets come in the order of the importers."""

    def read(self, importer: str, line: Line) -> Read:
        """Understand one line; never raises for what stands in it."""

    def judge(self, importer: str, reads: Sequence[Read]) -> Ruled:
        """Say what would become of the rows; writes nothing."""

    def put(self, importer: str, reads: Sequence[Read]) -> Ruled:
        """Write the rows within the caller's transaction."""

    def closing(self, importer: str) -> Sequence[str]:
        """What is to be said of the sheet as a whole once all its rows are through."""


@dataclass(frozen=True, slots=True)
class Intake:
    """All importers a workbook may hold for one kind of subject, in the order they must be put."""

    code: str
    importers: tuple[Importer, ...]
    skipped_words: frozenset[str] = field(default=frozenset())

    @property
    def about_persons(self) -> Importer | None:
        """The first importer whose rows are about persons, if one is."""
        return next((one for one in self.importers if one.personal), None)

    def find(self, code: str) -> Importer | None:
        """The importer of this code."""
        return next((one for one in self.importers if one.code == code), None)
