"""信访事项: the clock of a petition mirrored, so that nobody misses a day; nothing is kept of who petitions."""

from __future__ import annotations

from shishi.cases.kinds.base import DESK, OFFICE_HEAD, OFFICE_PEOPLE, UNIT_HEAD, UNIT_PEOPLE, CaseKind, Side
from shishi.cases.kinds.registers import PETITIONS
from shishi.rules.deadlines import Limit, LimitUnit
from shishi.rules.lifecycle import Lifecycle, Step

# fmt: off
LABELS = {
    "registered": "待转送", "forwarded": "待告知受理", "objected": "异议待裁", "handling": "办理中",
    "answered": "答复后复查申请期", "reviewing": "复查中", "reviewed": "复查后复核申请期", "re_reviewing": "复核中",
    "ended": "已办结", "not_accepted": "不予受理",
}
HOLDS = {
    "registered": Side.OFFICE, "forwarded": Side.UNIT, "objected": Side.OFFICE, "handling": Side.UNIT,
    "answered": Side.OFFICE, "reviewing": Side.OFFICE, "reviewed": Side.OFFICE, "re_reviewing": Side.OFFICE,
}
MIRROR = (DESK, UNIT_PEOPLE)

LIFE = Lifecycle(
    start="registered",
    ends=frozenset({"ended", "not_accepted"}),
    labels=LABELS,
    steps=(
        Step("forward", ("registered", "objected"), "forwarded", (DESK,), "转送有权处理机关", asks=("unit",),
             offers=("opinion",), stamps="assigned_at"),
        Step("decline", ("registered", "forwarded"), "not_accepted", MIRROR, "不予受理并告知",
             asks=("reason", "where_to"), aside=True),
        Step("object", ("forwarded",), "objected", (UNIT_HEAD,), "对转送提出异议", asks=("reason",),
             needs=("objection_in_time",), counts="n_transfers", aside=True),
        Step("tell", ("forwarded",), "handling", (UNIT_PEOPLE,), "已书面告知受理", asks=("held_on",),
             offers=("duty_person",), paper="信访告知书", stamps="acknowledged_at"),
        Step("report", ("handling",), "=", (UNIT_PEOPLE,), "记录进展", asks=("progress",), aside=True),
        Step("answer", ("handling",), "answered", (UNIT_HEAD,), "已出具处理意见书", asks=("held_on",),
             offers=("result",), stamps="replied_at"),
        Step("ask_review", ("answered",), "reviewing", (DESK,), "申请复查", asks=("held_on",),
             needs=("review_window_open",), aside=True),
        Step("review", ("reviewing",), "reviewed", (OFFICE_PEOPLE,), "已出具复查意见", asks=("held_on",)),
        Step("ask_re_review", ("reviewed",), "re_reviewing", (DESK,), "申请复核", asks=("held_on",),
             needs=("review_window_open",), aside=True),
        Step("re_review", ("re_reviewing",), "ended", (OFFICE_PEOPLE,), "已出具复核意见，终结", asks=("held_on",)),
        Step("end", ("answered", "reviewed"), "ended", (DESK,), "期满未申请，办结", offers=("opinion",),
             needs=("review_window_over",)),
        Step("settle", ("handling", "answered"), "ended", (OFFICE_HEAD,), "息诉息访，办结", asks=("opinion",),
             aside=True),
    ),
)
# fmt: on

PETITION = CaseKind(
    code="petition",
    label="信访事项",
    prefix="XF",
    life=LIFE,
    opens=(DESK,),
    holds=HOLDS,
    limits={
        "registered": Limit(15, LimitUnit.DAY),
        "forwarded": Limit(15, LimitUnit.DAY),
        "objected": Limit(5),
        "answered": Limit(35, LimitUnit.DAY),
        "reviewing": Limit(30, LimitUnit.DAY),
        "reviewed": Limit(35, LimitUnit.DAY),
        "re_reviewing": Limit(30, LimitUnit.DAY),
    },
    whole=Limit(60, LimitUnit.DAY),
    clock_starts="tell",
    fields=("title", "outside_number"),
    offers=("topic", "region", "item", "representatives"),
    extends=frozenset({"handling"}),
    decides=(OFFICE_HEAD,),
    longest_extension=Limit(30, LimitUnit.DAY),
    met=frozenset({"answered", "reviewing", "reviewed", "re_reviewing"}),
    done=frozenset({"ended"}),
    max_transfers=5,
    ledger=PETITIONS,
)
