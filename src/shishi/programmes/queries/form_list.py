"""The columns of the list in the office's standard form; those beyond it appear only where something stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from shishi.lib.xlsx.write import Column, Value
from shishi.programmes.kinds import CHOICES, list_words
from shishi.programmes.models import Indicator, Item
from shishi.rules.indicators import ScheduleKind, Sense

WAN: Final = Decimal(10_000)
MATTER, ITEM = 0, 1


@dataclass(frozen=True, slots=True)
class Col[R]:
    """A column of the form and what stands in it.

    always  whether it belongs to the form, or appears only where something stands in it
    """

    column: Column
    value: Callable[[R], Value]
    always: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the list: an item and one of its indicators, or none yet."""

    item: Item
    indicator: Indicator | None
    supports: str
    also: str
    curve: str
    unit: str


def name_of(indicator: Indicator | None) -> str:
    return indicator.name if indicator else ""


def shown_in_unit(value: Decimal | None, indicator: Indicator | None) -> Decimal | None:
    """The figure in the unit it is shown in."""
    return None if value is None else (value / (indicator.scale if indicator else 1)).normalize()


def wan(yuan: Decimal | None) -> Decimal | str:
    return "" if yuan is None else (yuan / WAN).normalize()


def _target(row: ListRow) -> Value:
    """The target as an office types it; one that must not be passed says so."""
    if row.indicator is None or row.indicator.target is None:
        return ""
    shown = shown_in_unit(row.indicator.target, row.indicator)
    if row.indicator.sense == Sense.AT_MOST and shown is not None:
        return f"≤{shown:f}"
    return shown


def _schedule(row: ListRow) -> str:
    if row.indicator is None:
        return ""
    label = CHOICES["schedule"].get(row.indicator.schedule, "")
    return f"{label}：{row.curve}" if row.indicator.schedule == ScheduleKind.CUSTOM_CURVE and row.curve else label


def _item(
    label: str, value: Callable[[Item], Value], kind: Any = "text", width: int = 0, *, always: bool = True
) -> Col[ListRow]:
    return Col(Column(label, kind, width=width, merged=True, rank=ITEM), lambda row: value(row.item), always)


def _matter(label: str, value: Callable[[Item], Value], width: int = 0) -> Col[ListRow]:
    return Col(Column(label, width=width, merged=True, rank=MATTER), lambda row: value(row.item))


def _figure(
    label: str, value: Callable[[Indicator], Value], kind: Any = "text", width: int = 0, *, always: bool = True
) -> Col[ListRow]:
    return Col(
        Column(label, kind, width=width), lambda row: value(row.indicator) if row.indicator is not None else "", always
    )


LIST: Final[tuple[Col[ListRow], ...]] = (
    _item("序号", lambda item: item.seq, "whole", 6),
    _matter("清单类别", lambda item: list_words(item.matter.level, item.matter.list_kind), 11),
    _matter("件（实事）", lambda item: item.matter.title, 22),
    _item("项目名称", lambda item: item.title, width=24),
    _item("类别", lambda item: item.matter.category.name if item.matter.category else "", width=10),
    Col(Column("责任单位", width=14, merged=True, rank=ITEM), lambda row: row.unit),
    Col(Column("配合单位", width=24, merged=True, rank=ITEM), lambda row: row.supports),
    _item("责任人", lambda item: item.owner_name, width=9),
    _item("联络员", lambda item: item.liaison_name, width=9),
    _figure("考核指标", lambda one: one.name, width=26),
    _figure("计量单位", lambda one: one.unit_label, width=9),
    Col(Column("年度目标", "number", width=10), _target),
    _figure("指标类型", lambda one: CHOICES["type"].get(one.type, ""), width=11),
    _figure("上年完成", lambda one: shown_in_unit(one.last_year, one), "number", 9),
    _figure("认定口径", lambda one: one.definition, width=34),
    Col(Column("开始时间", "day", width=12), lambda row: row.item.start_on),
    Col(Column("完成时限", "day", width=12), lambda row: row.item.due_on),
    Col(Column("进度安排", width=24), _schedule),
    _figure("佐证要求", lambda one: one.evidence_asked, width=22),
    _item("计划资金（万元）", lambda item: wan(item.funds_planned_yuan), "number", 11),
    _item("项目类型", lambda item: CHOICES["project_type"].get(item.project_type, ""), width=9),
    _item("缓急", lambda item: CHOICES["urgency"].get(item.urgency, ""), width=10),
    _item("验收标准", lambda item: item.standard, width=28),
    Col(Column("同时列入", width=24, merged=True, rank=ITEM), lambda row: row.also, always=False),
    _figure("目标方向", lambda i: CHOICES["sense"][i.sense] if i.sense == Sense.EQUAL else "", width=9, always=False),
    _figure("纳入考核", lambda one: None if one.is_assessed else False, width=9, always=False),
    _figure("权重", lambda one: None if one.weight == 1 else one.weight.normalize(), "number", 7, always=False),
    _item("受益人数", lambda item: item.beneficiaries, "whole", 10, always=False),
    _item("跨年项目", lambda item: True if item.is_cross_year else None, width=9, always=False),
    _item("年度阶段目标", lambda item: item.stage_target, width=24, always=False),
    _item("备注", lambda item: item.note, width=20, always=False),
)
