"""人民建议: from the citizen's proposal to whether it was adopted and what became of it."""

from __future__ import annotations

from shishi.cases.kinds.base import (
    ASKER,
    DESK,
    OFFICE_HEAD,
    OFFICE_PEOPLE,
    UNIT_PEOPLE,
    CaseKind,
    Side,
    Type,
)
from shishi.cases.kinds.registers import SUGGESTIONS
from shishi.cases.kinds.shared import given_back, merged, noted, signed_for
from shishi.cases.kinds.voiced import rated, signing, supplement
from shishi.rules.deadlines import Limit, LimitUnit
from shishi.rules.lifecycle import Lifecycle, Step

# fmt: off
LABELS = {
    "submitted": "待登记", "registered": "待筛选", "screened": "待转办", "forwarded": "待签收", "returned": "退单待裁",
    "handling": "研究办理中", "to_sign": "待签发答复", "replied": "待认定采纳", "adopted": "已采纳待转化",
    "partly": "部分采纳待转化",
    "reserved": "留作参考", "not_adopted": "未采纳", "converted": "已转化", "closed": "已办结",
    "answered": "已集中反馈", "declined": "不予登记", "merged": "已并案", "to_request": "已转诉求",
}
SOURCES = {"masses": "群众", "expert": "专家学者", "grassroots": "基层一线", "organisation": "企事业单位、社会组织"}
TYPES = {
    "campaign": Type("专题征集", Limit(30)), "daily": Type("日常建议", Limit(15)),
    "policy": Type("涉及政策", Limit(30)),
}
HOLDS = {
    "submitted": Side.OFFICE, "registered": Side.OFFICE, "screened": Side.OFFICE, "forwarded": Side.UNIT,
    "returned": Side.OFFICE, "handling": Side.UNIT, "to_sign": Side.UNIT, "replied": Side.OFFICE,
    "adopted": Side.UNIT, "partly": Side.UNIT,
}
DESKED = ("submitted", "registered", "screened")
DECIDED = ("reserved", "not_adopted", "adopted", "partly", "converted", "closed", "answered")


def _decide(name: str, label: str, paper: str = "") -> Step:
    return Step(name, ("replied",), name, (OFFICE_PEOPLE,), label, asks=("opinion",), paper=paper)


LIFE = Lifecycle(
    start="submitted",
    ends=frozenset(
        {"reserved", "not_adopted", "converted", "closed", "answered", "declined", "merged", "to_request"}
    ),
    labels=LABELS,
    steps=(
        Step("register", ("submitted",), "registered", (DESK,), "登记", offers=("source", "topic"),
             paper="人民建议登记表"),
        Step("screen", ("registered",), "screened", (OFFICE_PEOPLE,), "筛选", asks=("type",),
             offers=("opinion", "topic")),
        Step("forward", ("screened", "returned"), "forwarded", (OFFICE_PEOPLE,), "转有关单位研究", asks=("unit",),
             offers=("supporting", "opinion"), paper="人民建议转办单", stamps="assigned_at"),
        given_back("forwarded", needs=()),
        signed_for("forwarded", "handling", name="take"),
        noted("handling"),
        Step("draft", ("handling",), "to_sign", (UNIT_PEOPLE,), "拟答复", asks=("reply", "opinion"),
             offers=("public_reply", "proof"), needs=("parts_done", "not_copied")),
        *signing("人民建议答复函"),
        _decide("adopted", "认定采纳", "采纳证明"),
        _decide("partly", "认定部分采纳", "采纳证明"),
        _decide("reserved", "留作参考"),
        _decide("not_adopted", "不采纳"),
        Step("convert", ("adopted", "partly"), "converted", (UNIT_PEOPLE, OFFICE_PEOPLE), "登记转化成果",
             asks=("conversion", "result"), offers=("item", "proof")),
        Step("close", ("adopted", "partly"), "closed", (OFFICE_HEAD,), "未能转化，说明办结", asks=("reason",),
             aside=True),
        Step("take_up", ("reserved",), "adopted", (OFFICE_PEOPLE,), "重新采纳", asks=("reason",), aside=True),
        rated("replied", *DECIDED),
        supplement(*DESKED, "forwarded", "returned", "handling", "to_sign", "replied"),
        Step("answer_together", (*DESKED, "forwarded", "handling"), "answered", (OFFICE_PEOPLE,), "集中反馈",
             asks=("public_reply",), needs=("is_campaign",), stamps="replied_at", aside=True),
        Step("to_request", DESKED, "to_request", (DESK,), "属于个人诉求，转为诉求", asks=("reason",), aside=True,
             opens="request"),
        Step("decline", DESKED, "declined", (DESK,), "不予登记", asks=("reason", "where_to"), aside=True),
        merged(DESK, *DESKED, "forwarded"),
        Step("thank", DECIDED, "=", (DESK,), "登记感谢信", asks=("thanks",), offers=("proof",), aside=True),
    ),
)
# fmt: on

SUGGESTION = CaseKind(
    code="suggestion",
    label="人民建议",
    prefix="JY",
    life=LIFE,
    opens=(DESK, ASKER),
    holds=HOLDS,
    limits={
        "submitted": Limit(2),
        "registered": Limit(2),
        "screened": Limit(2),
        "forwarded": Limit(1),
        "returned": Limit(1),
        "replied": Limit(5),
        "adopted": Limit(12, LimitUnit.MONTH),
        "partly": Limit(12, LimitUnit.MONTH),
    },
    whole=Limit(15),
    clock_starts="forward",
    types=TYPES,
    sources=SOURCES,
    fields=("title", "text"),
    offers=(
        *("proposal", "source", "topic", "channel", "region", "place", "item", "addressee", "outside_number"),
        *("asker_name", "asker_phone", "secret", "proof"),
    ),
    extends=frozenset({"handling"}),
    decides=(OFFICE_HEAD,),
    met=frozenset({"replied", "adopted", "partly"}),
    done=frozenset({"converted", "closed", "reserved", "not_adopted", "answered"}),
    coded=True,
    parts=True,
    ledger=SUGGESTIONS,
)
