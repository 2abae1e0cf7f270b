"""Steps that kinds of case share in which a citizen speaks, and is answered."""

from __future__ import annotations

from shishi.cases.kinds.base import ASKER, DESK, OFFICE_HEAD, UNIT_HEAD
from shishi.rules.lifecycle import Step


def supplement(*stages: str) -> Step:
    """Whoever asked says more, while it is open."""
    return Step(
        "supplement",
        stages,
        "=",
        (ASKER,),
        "来信人补充",
        asks=("supplement",),
        offers=("proof",),
        needs=("supplements_left",),
        aside=True,
    )


def signing(paper: str) -> tuple[Step, Step]:
    """Another hand in the unit than drafted the answer signs it, or sends it back."""
    return (
        Step("send_back", ("to_sign",), "handling", (UNIT_HEAD,), "退回修改", asks=("reason",), sends_back=True),
        Step(
            "reply",
            ("to_sign",),
            "replied",
            (UNIT_HEAD,),
            "签发答复",
            offers=("opinion",),
            unlike=("draft",),
            paper=paper,
            stamps="replied_at",
        ),
    )


def rated(*stages: str) -> Step:
    """Whoever asked says, once, what came of it."""
    return Step(
        "rate",
        stages,
        "=",
        (ASKER,),
        "评价",
        asks=("resolved", "rating"),
        offers=("comment",),
        needs=("not_rated",),
        aside=True,
    )


def leaving_out(*stages: str) -> tuple[Step, ...]:
    """The desk proposes that it leave the rates, the office's head decides: two people, both with a reason."""
    return (
        Step(
            "propose_exclusion",
            stages,
            "=",
            (DESK,),
            "提请不计入三率",
            asks=("exclusion", "reason"),
            needs=("not_excluded",),
            counts="n_exclusions",
            aside=True,
        ),
        Step(
            "exclude",
            stages,
            "=",
            (OFFICE_HEAD,),
            "审定不计入三率",
            asks=("excluded", "opinion"),
            needs=("exclusion_proposed",),
            unlike=("propose_exclusion",),
            aside=True,
        ),
        Step(
            "keep_counted",
            stages,
            "=",
            (OFFICE_HEAD,),
            "不同意，仍计入三率",
            asks=("opinion",),
            needs=("exclusion_proposed",),
            unlike=("propose_exclusion",),
            aside=True,
        ),
    )
