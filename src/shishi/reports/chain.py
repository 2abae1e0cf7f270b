"""The life cycle of a monthly return: liaison → unit approval → office acceptance → locked
(docs/domain/monthly-return.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from shishi.rules.authority import Actor, Role
from shishi.rules.lifecycle import By, Lifecycle, Over, Place, Step, Taken, Verdict


class Stage(StrEnum):
    """Where a return stands."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNIT_APPROVED = "unit_approved"
    ACCEPTED = "office_accepted"
    RETURNED = "returned"
    LOCKED = "locked"
    CORRECTING = "correcting"


LABELS: dict[str, str] = {
    Stage.OPEN: "待填报",
    Stage.DRAFT: "填报中",
    Stage.SUBMITTED: "待单位审核",
    Stage.UNIT_APPROVED: "待专班办审核",
    Stage.ACCEPTED: "已通过",
    Stage.RETURNED: "已退回",
    Stage.LOCKED: "已锁定",
    Stage.CORRECTING: "更正中",
}

FILLERS = By(frozenset({Role.UNIT_LIAISON, Role.UNIT_DEPUTY, Role.UNIT_HEAD}), Over.UNIT)
APPROVERS = By(frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY}), Over.UNIT)
OFFICE_ROLES = frozenset({Role.OFFICE_ADMIN, Role.OFFICE_STAFF})
OFFICE = By(OFFICE_ROLES, Over.REGION)
OFFICE_HEAD = By(frozenset({Role.OFFICE_ADMIN}), Over.REGION)
HOUSE = By(frozenset(), Over.HOUSE)

EDITABLE = (Stage.OPEN, Stage.DRAFT, Stage.RETURNED)
WAITING = (Stage.SUBMITTED, Stage.UNIT_APPROVED)
UNDONE = (*EDITABLE, *WAITING)

CHAIN = Lifecycle(
    start=Stage.OPEN,
    ends=frozenset({Stage.LOCKED}),
    labels=LABELS,
    steps=(
        Step("save", EDITABLE, Stage.DRAFT, (FILLERS,), "保存草稿"),
        Step("submit", EDITABLE, Stage.SUBMITTED, (FILLERS,), "提交"),
        Step("recall", (Stage.SUBMITTED,), Stage.DRAFT, (FILLERS,), "撤回"),
        Step("approve", (Stage.SUBMITTED,), Stage.UNIT_APPROVED, (APPROVERS,), "审核通过", unlike=("save", "submit")),
        Step("return", (Stage.SUBMITTED,), Stage.RETURNED, (APPROVERS,), "退回", asks=("reason",), sends_back=True),
        Step(
            "accept",
            (Stage.UNIT_APPROVED,),
            Stage.ACCEPTED,
            (OFFICE,),
            "审核通过",
            unlike=("save", "submit", "approve"),
        ),
        Step("return", (Stage.UNIT_APPROVED,), Stage.RETURNED, (OFFICE,), "退回", asks=("reason",), sends_back=True),
        Step(
            "reopen",
            (Stage.ACCEPTED,),
            Stage.RETURNED,
            (OFFICE_HEAD,),
            "撤销通过并退回",
            asks=("reason",),
            sends_back=True,
        ),
        Step("lock", (Stage.ACCEPTED,), Stage.LOCKED, (HOUSE, OFFICE), "锁定"),
        Step("ask_correction", (Stage.LOCKED,), Stage.CORRECTING, (APPROVERS,), "申请更正", asks=("reason",)),
        Step("correct", (Stage.CORRECTING,), Stage.LOCKED, (OFFICE_HEAD,), "批准更正", unlike=("ask_correction",)),
        Step("refuse_correction", (Stage.CORRECTING,), Stage.LOCKED, (OFFICE_HEAD,), "不予更正", asks=("reason",)),
        # A period locks though a unit never returned; what comes later is late and still accepted, then locked at once.
    ),
)


def judge(
    name: str,
    stage: str,
    actor: Actor,
    place: Place,
    taken: Iterable[Taken] = (),
    answers: Mapping[str, object] | None = None,
) -> Verdict:
    """Whether `actor` may take the step. A higher tier's office sees the returns of the counties below it and accepts
    them for its own tier (`actions.reviewing.accept_for_parent`); the county's own steps are not its to take.
    """
    step = CHAIN.find(name, stage)
    if step and _is_by_office_only(step) and actor.post and actor.post.region_path != place.region_path:
        return Verdict.NOT_YOURS
    return CHAIN.judge(name, stage, actor, place, taken, answers)


def open_steps(stage: str, actor: Actor, place: Place, taken: Iterable[Taken] = ()) -> tuple[Step, ...]:
    """The steps whose buttons `actor` is shown."""
    past = tuple(taken)
    return tuple(s for s in CHAIN.steps if s.leaves(stage) and judge(s.name, stage, actor, place, past) is Verdict.YES)


def is_above(actor: Actor, place: Place) -> bool:
    """Whether the actor acts from a post of an office over a higher region: the parent tier."""
    post = actor.post
    above = (
        post is not None and place.region_path.startswith(post.region_path) and place.region_path != post.region_path
    )
    return above and actor.is_any(OFFICE_ROLES)


def _is_by_office_only(step: Step) -> bool:
    return all(by.over is not Over.UNIT for by in step.by)
