"""Sites, tasks and shares: one line each, naming their item."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shishi.imports.kinds import Line, Read
from shishi.lib.quantity import Quantity
from shishi.programmes.actions.bulk import AllocationRow, SiteRow, TaskRow
from shishi.programmes.actions.importing.cells import Cells

DEGREES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Below:
    """A row that names its item, and a figure whose unit is the indicator's, settled once that is known.

    measured   the field of `row` the figure belongs to, "" where there is none
    """

    row: Any
    measured: str = ""
    figure: Quantity | None = None
    whom: str = ""


def read_site(line: Line, year: int) -> Read:
    """One place where an item is delivered; days are the planned ones."""
    cells = Cells(line, year)
    row = SiteRow(
        line=line.number,
        item=_named(cells, "item"),
        region=_named(cells, "region"),
        name=_named(cells, "name"),
        unit=cells.word("unit") or None,
        indicator=cells.word("indicator") or None,
        village=cells.word("village"),
        address=cells.word("address"),
        works=cells.text("works"),
        longitude=_degrees(cells, "longitude", 180),
        latitude=_degrees(cells, "latitude", 90),
        owner_name=cells.text("owner_name"),
        contractor=cells.word("contractor"),
        beneficiaries=cells.whole("beneficiaries"),
        capacity=cells.whole("capacity"),
        start_planned_on=cells.day("start_planned_on", "start"),
        finish_planned_on=cells.day("finish_planned_on"),
    )
    if row.start_planned_on and row.finish_planned_on and row.finish_planned_on < row.start_planned_on:
        cells.fault("finish_planned_on", _("计划完工早于计划开工。"))
    return _read(cells, row.name, Below(row, "quantity", cells.figure("quantity")))


def read_task(line: Line, year: int) -> Read:
    """One step with owner, deadline and money."""
    cells = Cells(line, year)
    due_on = cells.day("due_on")
    if due_on is None and not any(fault.field == "due_on" for fault in cells.faults):
        cells.fault("due_on", _("没有完成时限，应填年月日，例如“2023-09-15”。"))
    weight = cells.bare("weight")
    if weight is not None and not 0 <= weight <= 100:
        cells.fault("weight", _("权重应在0至100之间。"))
    row = TaskRow(
        line=line.number,
        item=_named(cells, "item"),
        title=_named(cells, "title"),
        due_on=due_on,
        indicator=cells.word("indicator") or None,
        owner_name=cells.text("owner_name"),
        weight=weight,
        funds_yuan=cells.yuan("funds_yuan"),
        depends_on=cells.word("depends_on"),
    )
    return _read(cells, row.title, Below(row))


def read_share(line: Line, year: int) -> Read:
    """What one lower region or one unit is given of an indicator's target."""
    cells = Cells(line, year)
    figure = cells.figure("target")
    if figure is None and not any(fault.field == "target" for fault in cells.faults):
        cells.fault("target", _("没有分解数，应填一个数。"))
    whom = _named(cells, "to")
    row = AllocationRow(
        line=line.number,
        item=_named(cells, "item"),
        target=None,
        indicator=cells.word("indicator") or "",
        number=cells.word("number"),
    )
    return _read(cells, f"{row.item} {whom}".strip(), Below(row, "target", figure, whom))


def _read(cells: Cells, label: str, below: Below) -> Read:
    return Read(cells.line.number, label, below, "", tuple(cells.faults), tuple(cells.warnings))


def _named(cells: Cells, field: str) -> str:
    """A text the row cannot do without."""
    text = cells.text(field) or ""
    if not text and not any(fault.field == field for fault in cells.faults):
        cells.fault(field, _("此格不能为空。"))
    return text


def _degrees(cells: Cells, field: str, most: int) -> Decimal | None:
    found = cells.bare(field)
    if found is not None and not -most <= found <= most:
        cells.fault(field, _("经纬度应为度数，例如“112.945100”。"))
        return None
    return None if found is None else found.quantize(DEGREES)
