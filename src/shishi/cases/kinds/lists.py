"""Prints of the problems' register beside the register itself (docs/domain/cases.md)."""

from __future__ import annotations

from shishi.cases.kinds.base import Ledger

# The three lists are three prints of one register: what is wrong, who answers for it, what is to be done by when. The
# duty list is what of it the office follows as duties: the problem, what is to be done, by whom, until when, how far.
_PROBLEM = (("序号", "#"), ("编号", "number"), ("问题描述", "text"))
LISTS: dict[str, Ledger] = {
    "problem": Ledger(
        "问题清单",
        (
            *_PROBLEM,
            ("问题来源", "source"),
            ("发现时间", "opened_at"),
            ("点位/地址", "place"),
            ("严重程度", "severity"),
            ("是否销号", "closed"),
        ),
    ),
    "duty": Ledger(
        "责任清单",
        (
            *_PROBLEM,
            ("责任单位", "unit"),
            ("责任人", "duty_person"),
            ("包案（领办）领导", "sponsor"),
            ("交办时间", "assigned_at"),
            ("整改时限", "due_at"),
            ("复核人", "verify.who"),
            ("复核时间", "verify.at"),
        ),
    ),
    "task": Ledger(
        "任务清单",
        (
            *_PROBLEM,
            ("整改目标", "plan.target_state"),
            ("整改措施", "plan.measure"),
            ("整改时限", "due_at"),
            ("整改进展", "report.progress"),
            ("完成时间", "closed_at"),
            ("是否销号", "closed"),
        ),
    ),
    "duties": Ledger(
        "履职清单",
        (
            ("序号", "#"),
            ("编号", "number"),
            ("群众反映的问题", "title"),
            ("履职措施", "plan.measure"),
            ("责任单位", "unit"),
            ("责任人", "duty_person"),
            ("完成时限", "due_at"),
            ("进展", "report.progress"),
            ("完成情况", "self_check.done"),
            ("完成时间", "closed_at"),
            ("是否完成", "closed"),
        ),
    ),
}
