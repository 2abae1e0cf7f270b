"""The life cycle of a dispatch meeting: planned → agenda ready → held → decisions issued → tracked → closed
(docs/domain/meetings.md).
"""

from __future__ import annotations

from enum import StrEnum

from shishi.rules.authority import OFFICE, Role
from shishi.rules.lifecycle import By, Lifecycle, Over, Step


class Stage(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    AGENDA_READY = "agenda_ready"
    HELD = "held"
    ISSUED = "issued"
    TRACKED = "tracked"
    CLOSED = "closed"
    CANCELLED = "cancelled"


LABELS: dict[str, str] = {
    Stage.PLANNED: "筹备中",
    Stage.AGENDA_READY: "议程已定",
    Stage.HELD: "已召开",
    Stage.ISSUED: "议定事项已印发",
    Stage.TRACKED: "跟踪落实",
    Stage.CLOSED: "已办结",
    Stage.CANCELLED: "已取消",
}
# A meeting that took place, whatever came of it since.
TOOK_PLACE = (Stage.HELD, Stage.ISSUED, Stage.TRACKED, Stage.CLOSED)
# Until then the agenda may be changed, and until then minutes and decisions.
PREPARING = (Stage.PLANNED, Stage.AGENDA_READY)
DECIDED = (Stage.ISSUED, Stage.TRACKED, Stage.CLOSED)

DESK = By(OFFICE, Over.HOME)
HEAD = By(frozenset({Role.OFFICE_ADMIN}), Over.HOME)

CHAIN = Lifecycle(
    start=Stage.PLANNED,
    ends=frozenset({Stage.CLOSED, Stage.CANCELLED}),
    labels=LABELS,
    steps=(
        Step("notify", (Stage.PLANNED,), Stage.AGENDA_READY, (DESK,), "定议程、发通知", paper="会议通知"),
        Step("hold", (Stage.AGENDA_READY,), Stage.HELD, (DESK,), "登记已召开"),
        Step("issue", (Stage.HELD,), Stage.ISSUED, (HEAD,), "印发纪要和议定事项", paper="会议纪要"),
        Step("track", (Stage.ISSUED,), Stage.TRACKED, (DESK,), "转入跟踪"),
        Step("close", (Stage.TRACKED,), Stage.CLOSED, (HEAD,), "办结"),
        Step("cancel", PREPARING, Stage.CANCELLED, (HEAD,), "取消会议", asks=("reason",)),
    ),
)
