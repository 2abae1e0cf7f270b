"""What an importer hands in: plain rows. None means the workbook has no such column, so the value stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ListRef:
    """A matter of a list, by the list and its title; made when the programme has none such.

    level, list_kind  codes of `Matter.Level` and `Matter.ListKind`
    """

    level: str
    list_kind: str
    title: str
    seq: int | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator by its name within the item. Figures in the base unit: 5.24万人 is 52400, 人, scale 10 000.

    line  where it stands in the workbook; 0 means on the item's own line
    """

    name: str
    line: int = 0
    type: str | None = None
    unit_word: str | None = None
    scale: int | None = None
    target: Decimal | None = None
    sense: str | None = None
    last_year: Decimal | None = None
    definition: str | None = None
    schedule: str | None = None
    evidence_asked: str | None = None
    decimals: int | None = None
    is_assessed: bool | None = None
    weight: Decimal | None = None
    public_name: str | None = None
    curve: tuple[Decimal, ...] | None = None
    """Cumulative per cent at the end of each month of the programme's year, from January on."""
    decimals_if_new: int | None = None
    """How many decimals a new indicator shows; one that exists keeps what somebody may have chosen."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item by its code, or by its title where the workbook has no codes.

    lists     the first is its own matter; an item found again under another list answers that list too
    unit      lead unit and `supports`, by name, short name or local form
    """

    line: int
    title: str
    code: str = ""
    lists: tuple[ListRef, ...] = ()
    unit: str | None = None
    supports: tuple[str, ...] | None = None
    seq: int | None = None
    owner_name: str | None = None
    liaison_name: str | None = None
    project_type: str | None = None
    urgency: str | None = None
    start_on: date | None = None
    due_on: date | None = None
    is_cross_year: bool | None = None
    stage_target: str | None = None
    standard: str | None = None
    funds_planned_yuan: Decimal | None = None
    beneficiaries: int | None = None
    public_title: str | None = None
    note: str | None = None
    indicators: tuple[IndicatorRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site by item (code or title), place and name."""

    line: int
    item: str
    region: str
    name: str
    unit: str | None = None
    indicator: str | None = None
    village: str | None = None
    address: str | None = None
    works: str | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    quantity: Decimal | None = None
    owner_name: str | None = None
    contractor: str | None = None
    beneficiaries: int | None = None
    capacity: int | None = None
    start_planned_on: date | None = None
    finish_planned_on: date | None = None
    started_on: date | None = None
    finished_on: date | None = None
    in_use_on: date | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task by item (code or title) and title; with a weight it is a milestone."""

    line: int
    item: str
    title: str
    due_on: date | None = None
    indicator: str | None = None
    seq: int | None = None
    owner_name: str | None = None
    weight: Decimal | None = None
    funds_yuan: Decimal | None = None
    done_on: date | None = None
    depends_on: str | None = None
    """The title of the task before it, of the same item; "" for none."""


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """A share of an indicator's target by item, indicator ("" where the item has one), and place or unit."""

    line: int
    item: str
    target: Decimal | None
    indicator: str = ""
    region: str = ""
    unit: str = ""
    number: str | None = None
