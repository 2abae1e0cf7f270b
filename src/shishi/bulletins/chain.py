"""The life cycle of a bulletin: drafted → reviewed → signed and numbered → published (docs/domain/bulletin.md)."""

from __future__ import annotations

from enum import StrEnum

from shishi.rules.authority import Role
from shishi.rules.lifecycle import By, Lifecycle, Over, Step


class Stage(StrEnum):
    """Where a bulletin stands."""

    DRAFTED = "drafted"
    REVIEWING = "reviewing"
    REVIEWED = "reviewed"
    ISSUING = "issuing"
    SIGNED = "signed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


LABELS: dict[str, str] = {
    Stage.DRAFTED: "起草中",
    Stage.REVIEWING: "待审核",
    Stage.REVIEWED: "待签发",
    Stage.ISSUING: "制作中",
    Stage.SIGNED: "已印发",
    Stage.PUBLISHED: "已公开",
    Stage.WITHDRAWN: "已作废",
}

OFFICE = By(frozenset({Role.OFFICE_ADMIN, Role.OFFICE_STAFF}), Over.REGION)
OFFICE_HEAD = By(frozenset({Role.OFFICE_ADMIN}), Over.REGION)
CONVENER = By(frozenset({Role.CONVENER}), Over.REGION)
HOUSE = By(frozenset(), Over.HOUSE)

CHAIN = Lifecycle(
    start=Stage.DRAFTED,
    ends=frozenset({Stage.SIGNED, Stage.PUBLISHED, Stage.WITHDRAWN}),
    labels=LABELS,
    steps=(
        Step("send", (Stage.DRAFTED,), Stage.REVIEWING, (OFFICE,), "送审"),
        Step("review", (Stage.REVIEWING,), Stage.REVIEWED, (OFFICE_HEAD,), "审核通过", unlike=("send",)),
        Step(
            "return", (Stage.REVIEWING,), Stage.DRAFTED, (OFFICE_HEAD,), "退回修改", asks=("reason",), sends_back=True
        ),
        Step("return", (Stage.REVIEWED,), Stage.DRAFTED, (CONVENER,), "退回修改", asks=("reason",), sends_back=True),
        Step("sign", (Stage.REVIEWED,), Stage.ISSUING, (CONVENER,), "签发", unlike=("send",)),
        Step("issue", (Stage.ISSUING,), Stage.SIGNED, (HOUSE,), "印发"),
        Step("fail", (Stage.ISSUING,), Stage.REVIEWED, (HOUSE,), "制作失败，编号作废"),
        Step("publish", (Stage.SIGNED,), Stage.PUBLISHED, (OFFICE_HEAD,), "公开发布"),
        Step(
            "withdraw",
            (Stage.DRAFTED, Stage.REVIEWING, Stage.REVIEWED),
            Stage.WITHDRAWN,
            (OFFICE_HEAD,),
            "作废",
            asks=("reason",),
        ),
    ),
)
