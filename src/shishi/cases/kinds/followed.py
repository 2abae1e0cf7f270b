"""领导批示 and 议定事项: one life for whatever somebody above has said shall be done, point by point.

Source: docs/domain/instructions.md.
"""

from __future__ import annotations

from shishi.cases.kinds.base import (
    LEADER,
    OFFICE_HEAD,
    OFFICE_PEOPLE,
    UNIT_HEAD,
    UNIT_PEOPLE,
    CaseKind,
    Side,
)
from shishi.cases.kinds.registers import DECISIONS, INSTRUCTIONS
from shishi.cases.kinds.shared import charged_again, given_back, noted, ruled
from shishi.rules.deadlines import Limit, LimitUnit
from shishi.rules.lifecycle import Lifecycle, Step

# fmt: off
LABELS = {
    "issued": "待交办", "assigned": "待签收", "returned": "退单待裁", "handling": "办理中", "reported": "待确认",
    "confirmed": "已落实", "withdrawn": "已撤销",
}
# fmt: on


def followed(paper: str) -> Lifecycle:
    """The life of a point that was said: issued, assigned, handled, reported, confirmed by another hand or redone.

    paper  what the assignment and the report of it are called
    """
    return Lifecycle(
        start="issued",
        ends=frozenset({"confirmed", "withdrawn"}),
        labels=LABELS,
        steps=(
            *_assigning(f"{paper}交办单"),
            given_back("assigned"),
            ruled("assigned", f"{paper}交办单"),
            *_doing(f"{paper}落实情况报告"),
            *CONFIRMING,
        ),
    )


def _assigning(paper: str) -> tuple[Step, ...]:
    return (
        Step(
            "assign",
            ("issued",),
            "assigned",
            (OFFICE_PEOPLE,),
            "交办",
            asks=("unit",),
            offers=("supporting", "duty_person", "due_on", "opinion"),
            paper=paper,
            stamps="assigned_at",
        ),
        charged_again("assign", "assigned", OFFICE_PEOPLE, "重新交办", paper),
    )


def _doing(paper: str) -> tuple[Step, ...]:
    return (
        Step(
            "acknowledge",
            ("assigned",),
            "handling",
            (UNIT_PEOPLE,),
            "签收",
            offers=("duty_person", "planned_on"),
            needs=("planned_in_time",),
            stamps="acknowledged_at",
        ),
        noted("handling", name="note"),
        Step(
            "report",
            ("handling",),
            "reported",
            (UNIT_HEAD,),
            "报告落实情况",
            asks=("done",),
            offers=("undone", "next_step", "proof"),
            needs=("parts_done", "not_copied"),
            paper=paper,
            stamps="replied_at",
        ),
    )


CONFIRMERS = (LEADER, OFFICE_HEAD)
CONFIRMING = (
    Step("confirm", ("reported",), "confirmed", CONFIRMERS, "确认落实", asks=("opinion",), unlike=("report",)),
    Step(
        "redo",
        ("reported",),
        "handling",
        CONFIRMERS,
        "没有落实，退回再办",
        asks=("reason",),
        sends_back=True,
        counts="n_redone",
    ),
    Step(
        "withdraw",
        ("issued", "assigned", "returned", "handling"),
        "withdrawn",
        CONFIRMERS,
        "撤销",
        asks=("reason",),
        aside=True,
    ),
)


def _held(confirmed_by: Side) -> dict[str, Side]:
    return {
        "issued": Side.OFFICE,
        "assigned": Side.UNIT,
        "returned": Side.OFFICE,
        "handling": Side.UNIT,
        "reported": confirmed_by,
    }


LIMITS = {"issued": Limit(1), "assigned": Limit(1), "returned": Limit(1), "reported": Limit(3)}

INSTRUCTION = CaseKind(
    code="instruction",
    label="领导批示",
    prefix="PS",
    life=followed("批示"),
    opens=(LEADER, OFFICE_PEOPLE),
    holds=_held(Side.LEADER),
    limits=LIMITS,
    whole=Limit(10),
    clock_starts="assign",
    sources={
        "paper": "文件上批示",
        "visit": "调研现场要求",
        "meeting": "会议上要求",
        "call": "电话、口头要求",
        "board": "看板上批示",
    },
    fields=("title", "text", "said_by", "said_on", "source"),
    offers=("points", "said_where", "item", "site", "due_on", "scan"),
    extends=frozenset({"assigned", "handling"}),
    decides=CONFIRMERS,
    met=frozenset({"reported"}),
    done=frozenset({"confirmed"}),
    parts=True,
    escalates=True,
    ledger=INSTRUCTIONS,
)

DECISION = CaseKind(
    code="decision",
    label="议定事项",
    prefix="YD",
    life=followed("议定事项"),
    opens=(OFFICE_PEOPLE,),
    holds=_held(Side.OFFICE),
    limits=LIMITS,
    whole=Limit(30, LimitUnit.DAY),
    clock_starts="assign",
    sources={"dispatch": "调度会", "executive": "常务会议", "special": "专题会议", "onsite": "现场办公会"},
    fields=("title", "text", "held_on", "source"),
    offers=("points", "said_where", "item", "site", "due_on", "scan"),
    extends=frozenset({"assigned", "handling"}),
    met=frozenset({"reported"}),
    done=frozenset({"confirmed"}),
    parts=True,
    escalates=True,
    ledger=DECISIONS,
)
