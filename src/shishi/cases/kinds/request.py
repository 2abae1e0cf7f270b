"""诉求: what a citizen asks for, from registering to the call back, with the first receiver answerable for it."""

from __future__ import annotations

from shishi.cases.kinds.base import ASKER, DESK, GRASSROOTS_UNIT, CaseKind, Side, Type
from shishi.cases.kinds.registers import REQUESTS
from shishi.cases.kinds.request_steps import LIFE
from shishi.rules.deadlines import Limit, LimitUnit

# fmt: off
TYPES = {
    "consult": Type("咨询", Limit(3)), "help": Type("求助", Limit(5)), "complain": Type("投诉", Limit(5)),
    "report": Type("举报", Limit(5)), "suggest": Type("建议", Limit(15)), "praise": Type("表扬", Limit(3)),
    "urgent": Type("紧急", Limit(24, LimitUnit.HOUR)),
}
HOLDS = {
    "submitted": Side.OFFICE, "registered": Side.OFFICE, "dispatched": Side.UNIT, "returned": Side.OFFICE,
    "acknowledged": Side.UNIT, "handling": Side.UNIT, "to_sign": Side.UNIT, "replied": Side.OFFICE, "redo": Side.UNIT,
}
# fmt: on

REQUEST = CaseKind(
    code="request",
    label="诉求",
    prefix="SQ",
    life=LIFE,
    opens=(DESK, ASKER, GRASSROOTS_UNIT),
    holds=HOLDS,
    limits={
        "submitted": Limit(1),
        "registered": Limit(1, LimitUnit.HALF_WORKDAY),
        "dispatched": Limit(1),
        "returned": Limit(1),
        "acknowledged": Limit(1),
        "replied": Limit(1),
        "redo": Limit(5),
    },
    whole=Limit(5),
    clock_starts="dispatch",
    types=TYPES,
    fields=("title", "text", "channel"),
    offers=(
        *("type", "topic", "enterprise", "region", "place", "item", "addressee", "outside_number"),
        *("asker_name", "asker_phone", "secret", "proof"),
    ),
    extends=frozenset({"acknowledged", "handling", "redo"}),
    decides=(DESK,),
    met=frozenset({"replied"}),
    done=frozenset({"resolved"}),
    coded=True,
    contact="acknowledged",
    parts=True,
    escalates=True,
    ledger=REQUESTS,
)
