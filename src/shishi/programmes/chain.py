"""The life cycle of an adjustment: the unit asks, the office looks, the convener decides (docs/domain/lists.md)."""

from __future__ import annotations

from shishi.rules.authority import OFFICE, UNIT_APPROVERS, Role
from shishi.rules.lifecycle import By, Lifecycle, Over, Step

ASKERS = By(UNIT_APPROVERS, Over.UNIT)
LOOKERS = By(OFFICE, Over.REGION)
DECIDERS = By(frozenset({Role.CONVENER}), Over.REGION)
ASKED, REVIEWED, APPROVED, REFUSED = "asked", "reviewed", "approved", "refused"

ADJUSTMENT = Lifecycle(
    start=ASKED,
    ends=frozenset({APPROVED, REFUSED}),
    labels={ASKED: "待办公室审核", REVIEWED: "待召集人审批", APPROVED: "已批准", REFUSED: "未批准"},
    steps=(
        Step("review", (ASKED,), REVIEWED, (LOOKERS,), "审核同意，报召集人", unlike=("ask",)),
        Step("turn_down", (ASKED,), REFUSED, (LOOKERS,), "审核不同意", asks=("opinion",), unlike=("ask",)),
        Step("approve", (REVIEWED,), APPROVED, (DECIDERS,), "批准", unlike=("ask", "review")),
        Step(
            "refuse",
            (REVIEWED,),
            REFUSED,
            (DECIDERS,),
            "不予批准",
            asks=("opinion",),
            unlike=("ask", "review"),
        ),
    ),
)
