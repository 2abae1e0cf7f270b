"""The contract as rows for the page that lists every operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation takes beside a body."""

    name: str
    where: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: tuple[str, ...]
    statuses: tuple[str, ...]


ROOMS = {
    "people": gettext_lazy("人员、区划与操作记录"),
    "lists": gettext_lazy("清单"),
    "almanac": gettext_lazy("工作日"),
    "returns": gettext_lazy("月报"),
    "standings": gettext_lazy("推进情况与基准日"),
    "bulletins": gettext_lazy("情况通报"),
    "meetings": gettext_lazy("会议"),
    "inspections": gettext_lazy("督查与调研"),
    "cases": gettext_lazy("闭环事项"),
    "letters": gettext_lazy("督办函"),
    "inbox": gettext_lazy("消息与提醒设置"),
    "jobs": gettext_lazy("后台任务"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """The operations of one room."""

    name: str
    label: str
    operations: tuple[OperationRow, ...]


def sections_of(schema: Mapping[str, Any]) -> list[Section]:
    """The operations by room, in the order they were composed."""
    found: dict[str, list[OperationRow]] = {}
    for row, tag in _rows(schema):
        found.setdefault(tag, []).append(row)
    return [Section(tag, str(ROOMS[tag]), tuple(rows)) for tag, rows in found.items()]


def _rows(schema: Mapping[str, Any]) -> Iterator[tuple[OperationRow, str]]:
    for path, operations in schema["paths"].items():
        for method, one in operations.items():
            row = OperationRow(
                id=one["operationId"],
                method=method.upper(),
                path=path,
                summary=one["summary"],
                description=one.get("description", ""),
                parameters=tuple(Parameter(p["name"], p["in"], p["required"]) for p in one["parameters"]),
                body=_fields(schema, one),
                statuses=tuple(str(status) for status in one["responses"]),
            )
            yield row, one["tags"][0]


def _fields(schema: Mapping[str, Any], operation: Mapping[str, Any]) -> tuple[str, ...]:
    content = operation.get("requestBody", {}).get("content", {})
    for media in content.values():
        name = media["schema"].get("$ref", "").rsplit("/", 1)[-1]
        return tuple(schema["components"]["schemas"].get(name, {}).get("properties", {}))
    return ()
