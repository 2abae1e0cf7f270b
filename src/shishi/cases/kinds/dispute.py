"""矛盾纠纷: registered, mediated where people live, looked after until the agreement is kept, or guided to the law.

Source: docs/domain/risks.md.
"""

from __future__ import annotations

from shishi.cases.kinds.base import DESK, OFFICE_PEOPLE, UNIT_HEAD, UNIT_PEOPLE, CaseKind, Side, Type
from shishi.cases.kinds.registers import DISPUTES
from shishi.cases.kinds.shared import given_back
from shishi.rules.deadlines import Limit, LimitUnit
from shishi.rules.lifecycle import Lifecycle, Step

# fmt: off
LABELS = {
    "registered": "待分流", "assigned": "待受理", "mediating": "调解中", "mediated": "已达成协议，待回访",
    "followed_up": "待结案", "closed": "已化解", "guided": "已引导依法处理", "dropped": "当事人撤回",
}
TYPES = {
    "neighbour": Type("邻里"), "family": Type("婚姻家庭"), "land": Type("山林土地"), "labour": Type("劳动报酬"),
    "property": Type("物业"), "medical": Type("医疗"), "demolition": Type("征地拆迁"), "works": Type("工程施工"),
    "other": Type("其他"),
}
# fmt: on

LIFE = Lifecycle(
    start="registered",
    ends=frozenset({"closed", "guided", "dropped"}),
    labels=LABELS,
    steps=(
        Step(
            "assign",
            ("registered",),
            "assigned",
            (DESK,),
            "分流交办",
            asks=("unit",),
            offers=("supporting", "opinion"),
            paper="矛盾纠纷交办单",
            stamps="assigned_at",
        ),
        Step(
            "accept",
            ("assigned",),
            "mediating",
            (UNIT_PEOPLE,),
            "受理调解",
            offers=("duty_person",),
            stamps="acknowledged_at",
        ),
        given_back("assigned", to="registered", needs=()),
        Step(
            "visit",
            ("mediating", "mediated"),
            "=",
            (UNIT_PEOPLE,),
            "登记排查走访",
            asks=("finding",),
            offers=("held_on", "proof"),
            counts="n_visits",
            aside=True,
        ),
        Step(
            "mediate",
            ("mediating",),
            "mediated",
            (UNIT_PEOPLE,),
            "达成调解协议",
            asks=("agreement",),
            offers=("scan",),
            needs=("parts_done",),
            paper="调解登记表",
            stamps="replied_at",
        ),
        Step(
            "follow_up",
            ("mediated",),
            "followed_up",
            (UNIT_PEOPLE,),
            "回访：协议已履行",
            asks=("finding",),
            offers=("held_on", "proof"),
            stamps="called_at",
        ),
        Step(
            "broke",
            ("mediated", "followed_up"),
            "mediating",
            (UNIT_PEOPLE, OFFICE_PEOPLE),
            "协议没有履行，继续调解",
            asks=("reason",),
            sends_back=True,
            counts="n_redone",
        ),
        Step(
            "close",
            ("followed_up",),
            "closed",
            (OFFICE_PEOPLE,),
            "结案",
            asks=("opinion",),
            unlike=("mediate", "follow_up"),
        ),
        Step(
            "guide",
            ("assigned", "mediating"),
            "guided",
            (UNIT_HEAD,),
            "调解不成，引导依法处理",
            asks=("reason", "where_to"),
            paper="依法处理告知书",
            aside=True,
        ),
        Step("drop", ("registered", "assigned", "mediating"), "dropped", (DESK,), "撤回", asks=("reason",), aside=True),
        Step(
            "relapse",
            ("closed",),
            "mediating",
            (UNIT_PEOPLE, OFFICE_PEOPLE),
            "纠纷再起",
            asks=("finding",),
            sends_back=True,
            counts="n_relapses",
            renews=True,
            aside=True,
        ),
    ),
)

DISPUTE = CaseKind(
    code="dispute",
    label="矛盾纠纷",
    prefix="JF",
    life=LIFE,
    opens=(UNIT_PEOPLE, DESK),
    holds={
        "registered": Side.OFFICE,
        "assigned": Side.UNIT,
        "mediating": Side.UNIT,
        "mediated": Side.UNIT,
        "followed_up": Side.OFFICE,
    },
    limits={
        "registered": Limit(1),
        "assigned": Limit(1),
        "mediated": Limit(30, LimitUnit.DAY),
        "followed_up": Limit(3),
    },
    whole=Limit(1, LimitUnit.MONTH),
    clock_starts="assign",
    types=TYPES,
    fields=("title", "text", "type"),
    offers=("region", "place", "item", "severity", "found_on", "proof"),
    extends=frozenset({"assigned", "mediating"}),
    decides=(DESK,),
    met=frozenset({"mediated", "followed_up"}),
    done=frozenset({"closed"}),
    parts=True,
    escalates=True,
    ledger=DISPUTES,
)
