"""自查自纠 and 检视整改: a campaign in which every unit checks itself; what it finds becomes problems of their own.

Source: docs/domain/campaigns.md.
"""

from __future__ import annotations

from shishi.cases.kinds.base import OFFICE_HEAD, OFFICE_PEOPLE, CaseKind, Side, Type
from shishi.cases.kinds.registers import SELF_CHECKS
from shishi.rules.deadlines import Limit, LimitUnit
from shishi.rules.lifecycle import Lifecycle, Step

LABELS = {
    "announced": "待部署",
    "checking": "自查中",
    "summed_up": "待审定",
    "closed": "已结束",
    "cancelled": "已取消",
}

LIFE = Lifecycle(
    start="announced",
    ends=frozenset({"closed", "cancelled"}),
    labels=LABELS,
    steps=(
        Step(
            "start",
            ("announced",),
            "checking",
            (OFFICE_PEOPLE,),
            "部署到各单位",
            asks=("supporting",),
            offers=("due_on", "opinion"),
            paper="自查自纠通知",
            stamps="assigned_at",
        ),
        Step("add_units", ("checking",), "=", (OFFICE_PEOPLE,), "增加单位", asks=("supporting",), aside=True),
        Step(
            "sum_up",
            ("checking",),
            "summed_up",
            (OFFICE_PEOPLE,),
            "汇总",
            asks=("result",),
            needs=("all_reported",),
            stamps="replied_at",
        ),
        Step(
            "close",
            ("summed_up",),
            "closed",
            (OFFICE_HEAD,),
            "审定结束",
            asks=("opinion",),
            unlike=("sum_up",),
            paper="自查自纠情况报告",
        ),
        Step(
            "redo",
            ("summed_up",),
            "checking",
            (OFFICE_HEAD,),
            "退回再查",
            asks=("reason",),
            sends_back=True,
            counts="n_redone",
        ),
        Step("cancel", ("announced", "checking"), "cancelled", (OFFICE_HEAD,), "取消", asks=("reason",), aside=True),
    ),
)

SELF_CHECK = CaseKind(
    code="self_check",
    label="自查自纠",
    prefix="ZC",
    life=LIFE,
    opens=(OFFICE_PEOPLE,),
    holds={"announced": Side.OFFICE, "checking": Side.OFFICE, "summed_up": Side.OFFICE},
    limits={"announced": Limit(3), "summed_up": Limit(3)},
    whole=Limit(30, LimitUnit.DAY),
    clock_starts="start",
    types={"self_check": Type("自查自纠"), "rectify": Type("检视整改"), "look_back": Type("回头看")},
    fields=("title", "text", "type"),
    offers=("basis", "item", "scan"),
    extends=frozenset({"checking"}),
    met=frozenset({"summed_up"}),
    done=frozenset({"closed"}),
    parts=True,
    ledger=SELF_CHECKS,
)
