"""Steps that kinds share: a unit is charged, signs, notes how it goes on or gives it back; cases are put together.

A kind whose step differs in more than its stages and its paper writes the step out.
"""

from __future__ import annotations

from shishi.cases.kinds.base import OFFICE_HEAD, UNIT_PEOPLE
from shishi.rules.lifecycle import By, Step


def signed_for(stage: str, to: str, *, name: str = "acknowledge", paper: str = "") -> Step:
    """The unit signs for what it was charged with, and may say who does it."""
    return Step(
        name, (stage,), to, (UNIT_PEOPLE,), "签收", offers=("duty_person",), paper=paper, stamps="acknowledged_at"
    )


def noted(*stages: str, name: str = "report", label: str = "记录进展", by: By = UNIT_PEOPLE) -> Step:
    """How it goes on is noted, as often as they like who do it."""
    return Step(name, stages, "=", (by,), label, asks=("progress",), offers=("proof",), aside=True)


def given_back(*stages: str, to: str = "returned", needs: tuple[str, ...] = ("not_ruled",)) -> Step:
    """The unit gives it back with a reason: to be ruled on, or straight to where it came from, which needs nothing."""
    return Step(
        "return", stages, to, (UNIT_PEOPLE,), "退单", asks=("reason",), needs=needs, counts="n_transfers", aside=True
    )


def charged_again(name: str, to: str, by: By, label: str, paper: str) -> Step:
    """What was given back goes to another unit, as long as it was not given back too often."""
    return Step(
        name,
        ("returned",),
        to,
        (by,),
        label,
        asks=("unit",),
        offers=("opinion",),
        needs=("transfers_left",),
        paper=paper,
    )


def ruled(to: str, paper: str, *, label: str = "裁定承办单位", needs: tuple[str, ...] = ()) -> Step:
    """The office's head rules who does what was given back; a ruled case is not given back again."""
    return Step(
        "rule",
        ("returned",),
        to,
        (OFFICE_HEAD,),
        label,
        asks=("unit", "reason"),
        needs=needs,
        counts="n_rulings",
        paper=paper,
    )


def merged(by: By, *stages: str) -> Step:
    """It is put into another case about the same thing."""
    return Step("merge", stages, "merged", (by,), "并案", asks=("into",), needs=("mergeable",), aside=True)
