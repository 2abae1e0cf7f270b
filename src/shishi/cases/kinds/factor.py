"""要素保障: energy, land, funds or an approval asked for by whoever builds, granted by the bureau that can.

Source: docs/domain/help.md.
"""

from __future__ import annotations

from shishi.cases.kinds.base import (
    OFFICE_HEAD,
    OFFICE_PEOPLE,
    RAISER,
    UNIT_HEAD,
    UNIT_PEOPLE,
    CaseKind,
    Side,
    Type,
)
from shishi.cases.kinds.registers import FACTORS
from shishi.cases.kinds.shared import given_back, noted, ruled
from shishi.rules.deadlines import Limit, LimitUnit
from shishi.rules.lifecycle import Lifecycle, Step

# fmt: off
LABELS = {
    "requested": "待转办", "routed": "待受理", "returned": "退单待裁", "handling": "办理中", "materials": "待补材料",
    "granted": "待确认到位", "declined": "不能保障待研究",
    "arrived": "已到位", "unmet": "暂不能保障", "withdrawn": "已撤回",
}
TYPES = {
    "energy": Type("用能", Limit(10), Limit(5)), "land": Type("用地", Limit(15), Limit(7)),
    "funds": Type("资金", Limit(10), Limit(5)), "approval": Type("审批", Limit(7), Limit(3)),
    "joint": Type("联合验收", Limit(8), Limit(5)), "other": Type("其他", Limit(10), Limit(5)),
}
# fmt: on
HALF_DAY = Limit(1, LimitUnit.HALF_WORKDAY)
IN_HAND = ("routed", "handling", "materials")

LIFE = Lifecycle(
    start="requested",
    ends=frozenset({"arrived", "unmet", "withdrawn"}),
    labels=LABELS,
    steps=(
        Step(
            "route",
            ("requested",),
            "routed",
            (OFFICE_PEOPLE,),
            "转有权部门办理",
            asks=("unit",),
            offers=("green", "supporting", "due_on", "opinion"),
            needs=("not_the_raiser", "joint_has_units"),
            paper="要素保障交办单",
            stamps="assigned_at",
        ),
        Step(
            "route",
            ("returned", "declined"),
            "routed",
            (OFFICE_PEOPLE,),
            "改转其他部门",
            asks=("unit",),
            offers=("green", "opinion"),
            needs=("transfers_left", "not_the_raiser"),
            paper="要素保障交办单",
        ),
        ruled("routed", "要素保障交办单", needs=("not_the_raiser",)),
        Step(
            "accept",
            ("routed",),
            "handling",
            (UNIT_PEOPLE,),
            "受理",
            offers=("duty_person", "helper"),
            stamps="acknowledged_at",
        ),
        given_back("routed"),
        Step(
            "ask_more",
            ("handling",),
            "materials",
            (UNIT_PEOPLE,),
            "一次告知需补材料",
            asks=("missing",),
            paper="补正材料告知单",
            aside=True,
        ),
        Step("supply", ("materials",), "handling", (RAISER,), "补齐材料", asks=("supplied",), offers=("proof",)),
        Step(
            "grant",
            ("handling",),
            "granted",
            (UNIT_PEOPLE,),
            "办结：已给予保障",
            asks=("done",),
            offers=("proof",),
            needs=("parts_done", "joint_has_units"),
            paper="要素保障办结单",
            stamps="replied_at",
        ),
        Step(
            "cannot",
            ("handling",),
            "declined",
            (UNIT_HEAD,),
            "不能保障，说明理由",
            asks=("reason", "instead"),
            aside=True,
        ),
        Step(
            "turn_down",
            ("requested", "declined"),
            "unmet",
            (OFFICE_HEAD,),
            "暂不能保障，答复提出单位",
            asks=("reason", "instead"),
            aside=True,
        ),
        Step("confirm", ("granted",), "arrived", (RAISER,), "确认已到位", asks=("opinion",), unlike=("grant",)),
        Step(
            "redo",
            ("granted",),
            "handling",
            (RAISER,),
            "没有到位，退回办理",
            asks=("reason",),
            sends_back=True,
            counts="n_redone",
        ),
        noted(*IN_HAND),
        Step("name_helper", IN_HAND, "=", (OFFICE_PEOPLE, UNIT_PEOPLE), "指定帮办员", asks=("helper",), aside=True),
        Step("help", IN_HAND, "=", (OFFICE_PEOPLE, UNIT_PEOPLE), "登记帮代办", asks=("progress",), aside=True),
        Step(
            "withdraw",
            ("requested", "returned", "declined", *IN_HAND),
            "withdrawn",
            (RAISER,),
            "撤回",
            asks=("reason",),
            aside=True,
        ),
    ),
)

FACTOR = CaseKind(
    code="factor",
    label="要素保障",
    prefix="YS",
    life=LIFE,
    opens=(UNIT_PEOPLE, OFFICE_PEOPLE),
    holds={
        "requested": Side.OFFICE,
        "routed": Side.UNIT,
        "returned": Side.OFFICE,
        "handling": Side.UNIT,
        "materials": Side.RAISER,
        "granted": Side.RAISER,
        "declined": Side.OFFICE,
    },
    limits={"requested": Limit(1), "routed": Limit(1), "returned": Limit(1), "granted": Limit(3), "declined": Limit(2)},
    green={"requested": HALF_DAY, "routed": HALF_DAY, "returned": HALF_DAY, "granted": Limit(1), "declined": Limit(1)},
    whole=Limit(10),
    clock_starts="route",
    types=TYPES,
    fields=("title", "text", "type", "needed_on"),
    offers=("enterprise", "item", "site", "place", "proof"),
    stopped=frozenset({"materials"}),
    extends=frozenset({"routed", "handling"}),
    met=frozenset({"granted"}),
    done=frozenset({"arrived"}),
    parts=True,
    escalates=True,
    ledger=FACTORS,
)
