"""Filling a return: saving what was typed, keeping evidence, saying that nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.reports.actions import parting, steps
from shishi.reports.actions.typed import FIGURES, WORDS, TypedLine, TypedReturn
from shishi.reports.models import Line, LineMilestone, Return, ReturnStep
from shishi.reports.queries.measures import Facts, below_the_line, measure_of
from shishi.reports.queries.past import Past, past_of
from shishi.rules.authority import Actor
from shishi.rules.indicators import IndicatorType
from shishi.rules.lifecycle import Step
from shishi.rules.rates import completion_rate


@transaction.atomic
def save(found: Return, typed: TypedReturn, actor: Actor, *, version: int) -> Return:
    """Keep what was typed as a draft; what the form did not carry stays as it is. May run twice.

    Raises NotYours, Overtaken (409), or Refused when the return is with a reviewer.
    """
    row = steps.lock(found.pk, version)
    step = steps.allow(row, "save", actor, {})
    past = past_of([row], clock.today())
    for name in WORDS:
        if name in typed.words:
            setattr(row, name, typed.words[name])
    row.is_no_change = False
    for line in past.lines[row.pk]:
        _put(line, typed.lines.get(line.pk, TypedLine()), past.facts[line.indicator_id])
    _note_save(row, step, actor)
    steps.keep(row, "stage", "stage_since", "is_no_change", *WORDS)
    record(row, "return.save", actor, version=row.version)
    for line in past.lines[row.pk]:
        if shares := typed.lines.get(line.pk, TypedLine()).shares:
            parting.keep(row, line, past.parts.get(line.indicator_id, ()), shares, actor)
    return row


@transaction.atomic
def say_no_change(found: Return, actor: Actor, *, version: int) -> Return:
    """零变化: every figure as it was accepted last, and the words of the last return; saved as a draft.

    Raises NotYours, Overtaken, or Refused for an item that has never been accepted, or when a township or unit has
    reported a part that moved.
    """
    row = steps.lock(found.pk, version)
    step = steps.allow(row, "save", actor, {})
    past = past_of([row], clock.today())
    lines = past.lines[row.pk]
    if row.item_id not in past.words and all(line.previous is None for line in lines):
        raise Refused(_("“%(item)s”还没有报过进度，不能报零变化，请填写本月数字。") % {"item": row.item.title})
    parting.must_be_unchanged(row, past.parts)
    for line in lines:
        line.value, line.text, line.change_reason = line.previous, line.previous_text, ""
        facts = past.facts[line.indicator_id]
        line.denominator = below_the_line(facts, row.period.month, past.denominators.get(line.indicator_id))
        line.milestones.all().delete()
        line.save(update_fields=["value", "text", "change_reason", "denominator"])
    _repeat_words(row, past)
    _note_save(row, step, actor)
    row.is_no_change = True
    steps.keep(row, "stage", "stage_since", "is_no_change", *WORDS)
    record(row, "return.no_change", actor, version=row.version)
    return row


def _repeat_words(row: Return, past: Past) -> None:
    before = past.words.get(row.item_id)
    row.progress = _("本月无变化。")
    if before:
        row.difficulty, row.needs_coordination = before.difficulty, before.needs_coordination
        row.next_step, row.finish_expected_on = before.next_step, before.finish_expected_on


def _note_save(row: Return, step: Step, actor: Actor) -> None:
    """Note once a round that this person had a hand in the figures: whoever fills does not approve."""
    known = ReturnStep.objects.filter(of=row, round=row.round, name="save", person_id=actor.person_id).exists()
    if known:
        row.stage = step.target
        return
    steps.move(row, step, actor, clock.now())


def _put(line: Line, typed: TypedLine, facts: Facts) -> None:
    for name in FIGURES:
        if name in typed.figures:
            setattr(line, name, typed.figures[name])
    line.denominator = below_the_line(facts, line.of.period.month, line.denominator)
    if typed.milestones is not None:
        _put_milestones(line, typed.milestones, facts)
    if facts.type is IndicatorType.MILESTONE:
        line.value = completion_rate(measure_of(facts, None, done=done_ids(facts, line)))
    line.save(update_fields=["value", "denominator", "text", "change_reason"])


def _put_milestones(line: Line, typed: Mapping[int, date], facts: Facts) -> None:
    open_steps = {s.id for s in facts.steps if s.done_on is None}
    line.milestones.all().delete()
    LineMilestone.objects.bulk_create(
        LineMilestone(line=line, task_id=task, done_on=day) for task, day in typed.items() if task in open_steps
    )


def done_ids(facts: Facts, line: Line) -> frozenset[int]:
    """Ids of the milestones done before, or reported as done in this line. One query."""
    before = {s.id for s in facts.steps if s.done_on is not None}
    return frozenset(before | set(line.milestones.values_list("task_id", flat=True)))
