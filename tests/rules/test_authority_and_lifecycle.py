"""Who reaches what, and which step is open to whom."""

import pytest

from shishi.reports.chain import CHAIN, Stage
from shishi.rules.authority import Actor, Grant, PostHeld, Role, grants_of
from shishi.rules.lifecycle import By, Lifecycle, Over, Place, Step, Taken, Verdict


def somebody(role: Role, org_id: int = 7, path: str = "00010001", person_id: int = 1) -> Actor:
    post = PostHeld(person_id, role, "职务", org_id, "单位", path, "")
    return Actor(person_id, "某人", post, grants_of(post))


HERE = Place("000100010001", (7,))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.OFFICE_STAFF, (Grant("00010001"),)),
        (Role.UNIT_LIAISON, (Grant("", unit_id=7, secrecy=1),)),
        (Role.SYSTEM_ADMIN, ()),
        (Role.AUDIT_ADMIN, ()),
        (Role.INSPECTOR, ()),
    ],
)
def test_what_a_post_reaches_by_its_role(role, expected):
    assert somebody(role).grants == expected


def test_a_dated_grant_never_opens_content_to_an_administrator():
    post = PostHeld(1, Role.SYSTEM_ADMIN, "管理员", 7, "单位", "0001", "")
    assert grants_of(post, (Grant("0001"),)) == ()


@pytest.mark.parametrize(
    ("name", "stage", "actor", "verdict"),
    [
        ("submit", Stage.DRAFT, somebody(Role.UNIT_LIAISON), Verdict.YES),
        ("submit", Stage.DRAFT, somebody(Role.UNIT_LIAISON, org_id=8), Verdict.NOT_YOURS),
        ("submit", Stage.DRAFT, somebody(Role.OFFICE_STAFF), Verdict.NOT_YOURS),
        ("submit", Stage.LOCKED, somebody(Role.UNIT_LIAISON), Verdict.WRONG_STAGE),
        ("accept", Stage.UNIT_APPROVED, somebody(Role.OFFICE_STAFF), Verdict.YES),
        ("accept", Stage.UNIT_APPROVED, somebody(Role.OFFICE_STAFF, path="00010002"), Verdict.NOT_YOURS),
        ("approve", Stage.SUBMITTED, somebody(Role.UNIT_HEAD), Verdict.YES),
    ],
)
def test_who_may_take_which_step(name, stage, actor, verdict):
    assert CHAIN.judge(name, stage, actor, HERE) is verdict


def test_whoever_submitted_does_not_approve():
    head = somebody(Role.UNIT_HEAD)
    assert CHAIN.judge("approve", Stage.SUBMITTED, head, HERE, [Taken("submit", head.person_id)]) is Verdict.SAME_HANDS


def test_sending_back_needs_a_reason():
    office = somebody(Role.OFFICE_STAFF)
    assert CHAIN.judge("return", Stage.UNIT_APPROVED, office, HERE, answers={"reason": ""}) is Verdict.ANSWERS_MISSING
    assert CHAIN.judge("return", Stage.UNIT_APPROVED, office, HERE, answers={"reason": "数字倒退"}) is Verdict.YES


def test_a_stage_without_a_way_out_cannot_be_declared():
    by = (By(frozenset({Role.OFFICE_STAFF}), Over.REGION),)
    with pytest.raises(ValueError, match="no way to an end"):
        Lifecycle("a", frozenset({"c"}), (Step("go", ("a",), "b", by, "走"),), {"a": "甲", "b": "乙"})
