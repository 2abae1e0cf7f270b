"""风险隐患: found, assigned without exception, a leader named who answers for it, resolved, confirmed by another hand.

Source: docs/domain/risks.md.
"""

from __future__ import annotations

from shishi.cases.kinds.base import (
    INSPECTOR,
    LEADER,
    OFFICE_HEAD,
    OFFICE_PEOPLE,
    UNIT_PEOPLE,
    CaseKind,
    Side,
    Type,
)
from shishi.cases.kinds.registers import RISKS
from shishi.cases.kinds.shared import given_back, noted
from shishi.rules.deadlines import Limit, LimitUnit
from shishi.rules.lifecycle import Lifecycle, Step

# fmt: off
LABELS = {
    "found": "待交办", "assigned": "待确定包案领导", "sponsored": "待定化解措施", "measures": "化解中",
    "drafted": "待包案领导审定", "resolved": "待复核", "confirmed": "已化解", "dismissed": "不予立项",
}
TYPES = {
    "stability": Type("社会稳定"), "safety": Type("安全生产", Limit(15, LimitUnit.DAY)), "money": Type("资金债务"),
    "land": Type("征地拆迁"), "quality": Type("工程质量"), "wages": Type("欠薪", Limit(15, LimitUnit.DAY)),
    "other": Type("其他"),
}
# fmt: on
CHECKERS = (OFFICE_PEOPLE, INSPECTOR)

LIFE = Lifecycle(
    start="found",
    ends=frozenset({"confirmed", "dismissed"}),
    labels=LABELS,
    steps=(
        Step(
            "assign",
            ("found",),
            "assigned",
            (OFFICE_PEOPLE,),
            "交办",
            asks=("unit",),
            offers=("supporting", "due_on", "opinion"),
            paper="风险隐患交办单",
            stamps="assigned_at",
        ),
        Step("dismiss", ("found",), "dismissed", (OFFICE_HEAD,), "不予立项", asks=("reason",), aside=True),
        given_back("assigned", "sponsored", to="found", needs=()),
        Step(
            "name_sponsor",
            ("assigned",),
            "sponsored",
            (OFFICE_HEAD, LEADER),
            "确定包案领导",
            asks=("leader",),
            offers=("opinion",),
            needs=("leads_here",),
            paper="包案登记表",
        ),
        Step(
            "change_sponsor",
            ("sponsored", "measures", "drafted"),
            "=",
            (OFFICE_HEAD,),
            "更换包案领导",
            asks=("leader", "reason"),
            needs=("leads_here",),
            paper="包案登记表",
            aside=True,
        ),
        Step(
            "plan",
            ("sponsored",),
            "measures",
            (UNIT_PEOPLE,),
            "报送化解措施",
            asks=("measure", "duty_person", "planned_on"),
            needs=("planned_in_time",),
            stamps="acknowledged_at",
        ),
        noted("measures", name="note"),
        Step(
            "report",
            ("measures",),
            "drafted",
            (UNIT_PEOPLE,),
            "报告化解情况",
            asks=("done",),
            offers=("undone", "proof"),
            needs=("parts_done", "not_copied"),
            stamps="replied_at",
        ),
        Step(
            "resolve",
            ("drafted",),
            "resolved",
            (LEADER,),
            "审定：已化解",
            asks=("opinion",),
            needs=("is_sponsor",),
            unlike=("report",),
            paper="化解报告",
        ),
        Step(
            "send_back",
            ("drafted",),
            "measures",
            (LEADER,),
            "尚未化解，退回",
            asks=("reason",),
            needs=("is_sponsor",),
            sends_back=True,
        ),
        Step(
            "confirm",
            ("resolved",),
            "confirmed",
            CHECKERS,
            "复核：确已化解",
            asks=("finding",),
            offers=("proof",),
            unlike=("report", "resolve"),
        ),
        Step(
            "redo",
            ("resolved",),
            "measures",
            CHECKERS,
            "复核：没有化解",
            asks=("finding",),
            sends_back=True,
            counts="n_redone",
        ),
        Step(
            "relapse",
            ("confirmed",),
            "measures",
            CHECKERS,
            "风险反弹",
            asks=("finding",),
            sends_back=True,
            counts="n_relapses",
            renews=True,
            aside=True,
        ),
    ),
)

RISK = CaseKind(
    code="risk",
    label="风险隐患",
    prefix="FX",
    life=LIFE,
    opens=(OFFICE_PEOPLE, INSPECTOR, UNIT_PEOPLE, LEADER),
    holds={
        "found": Side.OFFICE,
        "assigned": Side.OFFICE,
        "sponsored": Side.UNIT,
        "measures": Side.UNIT,
        "drafted": Side.LEADER,
        "resolved": Side.OFFICE,
    },
    limits={"found": Limit(1), "assigned": Limit(2), "sponsored": Limit(5), "drafted": Limit(2), "resolved": Limit(3)},
    whole=Limit(30, LimitUnit.DAY),
    clock_starts="assign",
    types=TYPES,
    fields=("title", "text", "type"),
    offers=("severity", "item", "site", "place", "region", "found_on", "proof"),
    extends=frozenset({"sponsored", "measures"}),
    decides=(OFFICE_HEAD, LEADER),
    met=frozenset({"drafted", "resolved"}),
    done=frozenset({"confirmed"}),
    parts=True,
    escalates=True,
    ledger=RISKS,
)
