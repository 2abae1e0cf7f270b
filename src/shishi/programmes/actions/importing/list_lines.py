"""The list: one line an indicator, the item's own cells merged over its lines or repeated on each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from shishi.imports.kinds import Fault, Line, Read
from shishi.imports.workbook import shown
from shishi.lib.quantity import Bound, Quantity, split_unit
from shishi.programmes.actions.bulk import IndicatorRow, ItemRow, ListRef
from shishi.programmes.actions.importing.cells import Cells
from shishi.programmes.kinds import ALSO_MARKS, CURVE_MARKS, LEVELS, MEASURED, PER_CENT, list_kind_of
from shishi.programmes.models import Matter
from shishi.rules.indicators import ScheduleKind, Sense

SENSES: Final = {
    Bound.AT_LEAST: Sense.AT_LEAST,
    Bound.OVER: Sense.AT_LEAST,
    Bound.AT_MOST: Sense.AT_MOST,
    Bound.UNDER: Sense.AT_MOST,
}
_PARTS: Final = re.compile(r"[/、,，\s]+")
_LISTS: Final = re.compile(r"[;；\n]+")
_ITEM_FIELDS: Final = tuple(f.name for f in fields(ItemRow) if f.name not in {"line", "indicators"})


@dataclass(frozen=True, slots=True)
class ListLine:
    """What one line says of its item, and of one indicator of it."""

    item: ItemRow
    indicator: IndicatorRow | None


def read_list_line(line: Line, year: int, level: str, before: ListLine | None) -> Read:
    """One line of the list.

    level   of the programme's own region: whose list it is where the workbook does not say
    before  the line before, which a merged cell of money belongs to
    """
    cells = Cells(line, year)
    title = cells.text("title") or ""
    if not title and not cells.faults:
        cells.fault("title", _("没有项目名称；合并的单元格只应包含同一个项目的行。"))
    item = _item(cells, title, level, before)
    indicator = _indicator(cells, line.number)
    return Read(line.number, title, ListLine(item, indicator), title, tuple(cells.faults), tuple(cells.warnings))


def _item(cells: Cells, title: str, level: str, before: ListLine | None) -> ItemRow:
    funds = cells.yuan("funds_planned_yuan")
    is_shared = "funds_planned_yuan" in cells.line.filled and before is not None and before.item.title != title
    if funds is not None and is_shared:
        cells.warn("funds_planned_yuan", _("资金单元格与上一个项目合并，只计入上一个项目，这里按空白处理。"))
        funds = None
    return ItemRow(
        line=cells.line.number,
        title=title,
        code=cells.text("code") or "",
        lists=_lists(cells, title, level),
        unit=cells.text("unit"),
        supports=cells.words("supports"),
        seq=cells.whole("seq", 1, 30_000),
        owner_name=cells.text("owner_name"),
        liaison_name=cells.text("liaison_name"),
        project_type=cells.choice("project_type"),
        urgency=cells.choice("urgency"),
        start_on=cells.day("start_on", "start"),
        due_on=cells.day("due_on"),
        is_cross_year=cells.flag("is_cross_year"),
        stage_target=cells.text("stage_target"),
        standard=cells.text("standard", lines=True),
        funds_planned_yuan=funds,
        beneficiaries=cells.whole("beneficiaries"),
        note=cells.text("note"),
    )


def _lists(cells: Cells, title: str, level: str) -> tuple[ListRef, ...]:
    """The item's own matter first; a list without matters has one of each item's own name."""
    words = cells.word("list_kind")
    said = cells.word("level")
    own_level = LEVELS.get(said[:1], "") if said else ""
    found = list_kind_of(words, own_level) if words else (own_level or level, Matter.ListKind.KEY)
    if found is None:
        sentence = _("看不出“%(found)s”是哪一级的哪类清单，应填：省重点、省重点监测、市重点、县自选等。")
        cells.fault("list_kind", sentence % {"found": (words or "")[:40]})
        return ()
    matter = cells.text("matter") or title
    refs = [ListRef(*found, matter, category=cells.word("category") or "")]
    for part in _LISTS.split(cells.word("also") or ""):
        if part.strip():
            refs += _also(cells, part.strip(), title)
    return tuple(refs) if matter else ()


def _also(cells: Cells, part: str, title: str) -> Iterator[ListRef]:
    """市重点：办好家门口的学校 lists the item in a matter of another list too."""
    words, _mark, matter = part.replace(ALSO_MARKS[1], ALSO_MARKS[0]).partition(ALSO_MARKS[0])
    found = list_kind_of(words)
    if found is None:
        sentence = _("看不出“%(found)s”是哪一级的哪类清单，应写成“市重点：件的名称”。")
        cells.fault("also", sentence % {"found": part[:40]})
        return
    yield ListRef(*found, matter.strip() or title)


def _indicator(cells: Cells, number: int) -> IndicatorRow | None:
    if not cells.has("name") and not cells.has("target"):
        return None
    name = cells.text("name") or (cells.text("title") or "")[:100]
    unit_text = cells.word("unit_word")
    target = cells.figure("target", unit_text or cells.line.units.get("target", ""))
    scale, unit = _unit(unit_text, target)
    last_year = cells.figure("last_year", f"{unit_text or ''}")
    sense = cells.choice("sense") or (SENSES.get(target.bound) if target else None)
    schedule, curve = _schedule(cells)
    _warn_of_shares(cells, unit, target)
    _warn_of_bounds(cells, target)
    return IndicatorRow(
        name=name,
        line=number,
        type=cells.choice("type"),
        unit_word=unit,
        scale=scale,
        target=target.value if target else None,
        sense=sense,
        last_year=last_year.value if last_year else None,
        definition=cells.text("definition", lines=True),
        schedule=schedule,
        evidence_asked=cells.text("evidence_asked"),
        is_assessed=cells.flag("is_assessed"),
        weight=cells.bare("weight"),
        curve=curve,
        decimals_if_new=_decimals(unit or "", scale or 1, target, last_year),
    )


def _unit(text: str | None, target: Quantity | None) -> tuple[int | None, str | None]:
    """Scale and base unit: of the unit's own column, or as the target was typed."""
    if text:
        return split_unit(text)
    if target is not None and target.unit:
        return target.scale, target.unit
    return None, text


def _decimals(unit: str, scale: int, *figures: Quantity | None) -> int:
    """As many as the figures need when they are shown in their unit, at least one for lengths and areas."""
    needed = [0, int(unit in MEASURED)]
    for one in figures:
        if one is not None:
            exponent = (one.value / scale).normalize().as_tuple().exponent
            needed.append(-exponent if isinstance(exponent, int) else 0)
    return min(max(needed), 2)


def _warn_of_shares(cells: Cells, unit: str | None, target: Quantity | None) -> None:
    if unit not in PER_CENT or target is None or not isinstance(cells.cell("target"), Decimal):
        return
    if 0 < target.value <= 1:
        percent = format((target.value * 100).normalize(), "f")
        facts = {"found": shown(cells.cell("target")), "percent": percent}
        cells.warn("target", _("“%(found)s”按%(found)s%%读取；如指%(percent)s%%，请改为%(percent)s。") % facts)


def _warn_of_bounds(cells: Cells, target: Quantity | None) -> None:
    if target is not None and target.bound in {Bound.ABOUT, Bound.MORE}:
        cells.warn("target", _("“%(found)s”不是确数，按%(value)s作为目标。") % {
            "found": shown(cells.cell("target")), "value": format(target.value, "f"),
        })  # fmt: skip


def _schedule(cells: Cells) -> tuple[str | None, tuple[Decimal, ...] | None]:
    """A label, or 按自定月度计划 followed by what should stand at each month's end, in per cent."""
    text = cells.word("schedule")
    if not text:
        return text, None
    label, _mark, figures = text.replace(CURVE_MARKS[1], CURVE_MARKS[0]).partition(CURVE_MARKS[0])
    head = Cells(replace(cells.line, cells={"schedule": label}), 0)
    code = head.choice("schedule")
    cells.faults += head.faults
    if code != ScheduleKind.CUSTOM_CURVE or not figures.strip():
        return code, None
    try:
        curve = tuple(Decimal(part.rstrip("%％")) for part in _PARTS.split(figures.strip()) if part)
    except ArithmeticError:
        curve = ()
    if not curve:
        cells.fault("schedule", _("“按自定月度计划：”后面应是各月的累计百分比，例如“0/5/10/…/100”。"))
    return code, curve or None


def gather(reads: Sequence[Read]) -> Iterator[tuple[list[Read], ItemRow | None, list[Fault]]]:
    """The lines of each item together: its reads, its row (None where a line is wrong), what contradicts."""
    for _title, group in groupby(reads, key=lambda read: read.group):
        lines = list(group)
        faults = [fault for read in lines[1:] for fault in _contradictions(lines[0], read)]
        if any(read.faults for read in lines) or faults:
            yield lines, None, faults
            continue
        indicators = tuple(read.row.indicator for read in lines if read.row.indicator is not None)
        yield lines, replace(lines[0].row.item, indicators=indicators), []


def _contradictions(first: Read, read: Read) -> Iterator[Fault]:
    """Fields of the item in which a later line says something else than the first."""
    own, other = first.row.item, read.row.item
    for name in _ITEM_FIELDS:
        value, given = getattr(own, name), getattr(other, name)
        if given in (None, "", ()) or given == value:
            continue
        if name == "funds_planned_yuan" and value is None:
            continue
        sentence = _("与同一项目第%(row)s行填写的不一致，同一项目的各行应相同。") % {"row": first.number}
        yield Fault(FIELDS.get(name, name), sentence)


FIELDS: Final = {"lists": "matter"}
