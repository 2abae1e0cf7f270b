"""The life cycle of an inspection: planned → under way → concluded (docs/domain/inspections.md)."""

from __future__ import annotations

from enum import StrEnum

from shishi.rules.authority import OFFICE, Role
from shishi.rules.lifecycle import By, Lifecycle, Over, Step


class Stage(StrEnum):
    """Where an inspection stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


LABELS: dict[str, str] = {
    Stage.PLANNED: "已列入计划",
    Stage.UNDER_WAY: "检查中",
    Stage.CONCLUDED: "已出结论",
    Stage.CANCELLED: "已取消",
}
OPEN_STAGES = (Stage.PLANNED, Stage.UNDER_WAY)
DESK = By(OFFICE, Over.HOME)
HEAD = By(frozenset({Role.OFFICE_ADMIN}), Over.HOME)

CHAIN = Lifecycle(
    start=Stage.PLANNED,
    ends=frozenset({Stage.CONCLUDED, Stage.CANCELLED}),
    labels=LABELS,
    steps=(
        Step("begin", (Stage.PLANNED,), Stage.UNDER_WAY, (DESK,), "印发方案，开始检查", paper="督查方案"),
        Step("conclude", (Stage.UNDER_WAY,), Stage.CONCLUDED, (HEAD,), "出具结论", asks=("conclusion",)),
        Step("cancel", OPEN_STAGES, Stage.CANCELLED, (HEAD,), "取消", asks=("reason",)),
    ),
)
