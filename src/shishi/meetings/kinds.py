"""Kinds of meetings, parts of an agenda, who came."""

from __future__ import annotations

from enum import StrEnum

KINDS: dict[str, str] = {"dispatch": "调度会", "promotion": "推进会", "special": "专题会", "other": "其他会议"}


class Section(StrEnum):
    """A part of the agenda, in the order in which it is read."""

    BEHIND = "behind"
    DIFFICULTY = "difficulty"
    OVERDUE = "overdue"
    FACTOR = "factor"
    DECISION = "decision"
    OTHER = "other"


SECTION_LABELS: dict[str, str] = {
    Section.BEHIND: "进度滞后的项目",
    Section.DIFFICULTY: "提请协调的困难",
    Section.OVERDUE: "超期未办的事项",
    Section.FACTOR: "要素保障申请",
    Section.DECISION: "上次会议议定事项落实情况",
    Section.OTHER: "其他议题",
}
PRESENCE: dict[str, str] = {"invited": "待签到", "attended": "出席", "absent": "缺席", "substitute": "替会"}
