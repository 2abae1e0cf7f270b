"""线索移交: what belongs to a discipline organisation is handed to it, and nobody else hears that it was.

Restricted: reached by the office's head, the convener and the organisation it was handed to. Source:
docs/domain/campaigns.md.
"""

from __future__ import annotations

from shishi.cases.kinds.base import OFFICE_HEAD, UNIT_PEOPLE, CaseKind, Side, Type
from shishi.cases.kinds.registers import CLUES
from shishi.rules.authority import RESTRICTED
from shishi.rules.deadlines import Limit
from shishi.rules.lifecycle import Lifecycle, Step

LABELS = {
    "handed": "待接收",
    "received": "已接收",
    "handled": "已处置",
    "not_taken": "不予受理",
    "taken_back": "已撤回",
}

LIFE = Lifecycle(
    start="handed",
    ends=frozenset({"handled", "not_taken", "taken_back"}),
    labels=LABELS,
    steps=(
        Step(
            "receive", ("handed",), "received", (UNIT_PEOPLE,), "接收", paper="线索移交回执", stamps="acknowledged_at"
        ),
        Step("refuse", ("handed",), "not_taken", (UNIT_PEOPLE,), "不予受理", asks=("reason",), aside=True),
        Step("handle", ("received",), "handled", (UNIT_PEOPLE,), "登记处置结果", asks=("result",), stamps="replied_at"),
        Step("take_back", ("handed",), "taken_back", (OFFICE_HEAD,), "撤回", asks=("reason",), aside=True),
    ),
)

CLUE = CaseKind(
    code="clue",
    label="线索移交",
    prefix="XS",
    life=LIFE,
    opens=(OFFICE_HEAD,),
    holds={"handed": Side.UNIT, "received": Side.UNIT},
    limits={"handed": Limit(3)},
    types={"duty": Type("履职不力"), "funds": Type("资金问题"), "integrity": Type("廉洁问题"), "other": Type("其他")},
    fields=("title", "text", "type", "unit"),
    offers=("basis", "proof"),
    done=frozenset({"handled"}),
    secrecy=RESTRICTED,
    charges=frozenset({"discipline"}),
    ledger=CLUES,
)
