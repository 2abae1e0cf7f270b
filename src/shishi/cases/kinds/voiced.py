"""Steps that kinds of case share in which a citizen speaks."""

from __future__ import annotations

from shishi.cases.kinds.base import ASKER, DESK, OFFICE_HEAD
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
