"""What programs send about returns, and how it becomes what the actions take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from shishi.lib.rest import Id, Strict, cleaned
from shishi.reports.actions.typed import FIGURES, WORDS, TypedLine, TypedReturn

MOST_LINES = 200
Figure = Annotated[Decimal, Field(ge=0, max_digits=20, decimal_places=6, allow_inf_nan=False)]
VersionNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]
Words = Annotated[str, Field(max_length=500), cleaned(500, lines=True)]
Sentence = Annotated[str, Field(max_length=300), cleaned(300)]


class Version(Strict):
    """The version the change was made on, unless `If-Match` says it."""

    version: VersionNumber | None = None


class MilestoneIn(Strict):
    """A task reported as done."""

    task_id: Id
    done_on: date


class ShareIn(Strict):
    """What one allocation brought so far."""

    allocation_id: Id
    value: Figure | None


class LineIn(Strict):
    """One line by id; figures in base units. `milestones` replaces those reported in this return."""

    id: Id
    value: Figure | None = None
    denominator: Figure | None = None
    text: Sentence = ""
    change_reason: Sentence = ""
    milestones: Annotated[list[MilestoneIn], Field(max_length=MOST_LINES)] | None = None
    shares: Annotated[list[ShareIn], Field(max_length=2000)] = []


class DraftIn(Version):
    """A draft; only what it names is written."""

    progress: Words = ""
    difficulty: Words = ""
    needs_coordination: bool = False
    next_step: Words = ""
    finish_expected_on: date | None = None
    finished_on: date | None = None
    lines: Annotated[list[LineIn], Field(max_length=MOST_LINES)] = []


class OwnIn(Version):
    """What the caller's own unit or township brought so far of a return that another unit leads."""

    shares: Annotated[list[ShareIn], Field(min_length=1, max_length=200)]


class StepIn(Version):
    """A step's answers."""

    reason: Sentence = ""


class FigureIn(Strict):
    """A figure to be sent back, and why."""

    line_id: Id
    reason: Annotated[Sentence, Field(min_length=1)]


class FiguresIn(Version):
    """Figures to be sent back."""

    figures: Annotated[list[FigureIn], Field(min_length=1, max_length=MOST_LINES)]


class OneIn(Strict):
    """One of many: which return, at which version."""

    id: Id
    version: VersionNumber


class ManyIn(Strict):
    """The returns of an act on many."""

    returns: Annotated[list[OneIn], Field(min_length=1, max_length=200)]
    reason: Sentence = ""


def typed_of(body: DraftIn) -> TypedReturn:
    """What the body names, as the sheet's form would have carried it."""
    named = body.model_dump(include=set(WORDS), exclude_unset=True)
    return TypedReturn(named, {line.id: _typed_line(line) for line in body.lines})


def _typed_line(line: LineIn) -> TypedLine:
    done = line.milestones
    return TypedLine(
        figures=line.model_dump(include=set(FIGURES), exclude_unset=True),
        milestones=None if done is None else {one.task_id: one.done_on for one in done},
        shares={share.allocation_id: share.value for share in line.shares},
    )
