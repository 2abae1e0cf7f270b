"""What the house does by itself when a stage's clock has run out: let go what nobody starts, take down, settle."""

from __future__ import annotations

from shishi.cases.actions.steps import take_many
from shishi.cases.kinds import KINDS
from shishi.cases.models import Case
from shishi.lib import clock
from shishi.rules.authority import HOUSE

BATCH = 500


def lapse() -> int:
    """Take the step each kind names for a stage whose clock has run out; return how many cases took it.

    Safe to run twice and from two workers: each case is locked, and is left alone unless its clock has run out still.
    """
    return sum(
        _lapse(kind.code, stage, step) for kind in KINDS.values() if kind.lapses for stage, step in kind.lapses.items()
    )


def _lapse(kind: str, stage: str, step: str) -> int:
    rows = Case.objects.open().filter(kind=kind, stage=stage, stage_due_at__lt=clock.now())
    waiting = list(rows.order_by("stage_due_at", "id").values_list("pk", flat=True)[:BATCH])
    return len(take_many(waiting, step, HOUSE).done) if waiting else 0
