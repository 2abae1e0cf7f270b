"""The steps of a return from submission to acceptance, one or many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.reports.actions import accepting, steps
from shishi.reports.actions.checks import refuse_if_wrong
from shishi.reports.models import Line, Return
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Step

NONE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One return of an act on many: which, and the version the page showed."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one return of an act on many; `sentence` is empty when it went through."""

    id: int
    title: str
    sentence: str = ""

    @property
    def done(self) -> bool:
        return not self.sentence


@transaction.atomic
def take_step(
    found: Return,
    name: str,
    actor: Actor,
    *,
    version: int,
    answers: Mapping[str, object] = NONE,
    key: str = "",
) -> Return:
    """Take one step: submit, recall, approve, return, accept, reopen.

    version  as the return was read
    answers  `reason` for a return
    key      of the form, so that sending it twice has one effect
    Acceptance brings the standings up to date in the same transaction; of a period already locked it locks the return
    at once and makes a new cut. Raises NotYours (403), Overtaken (409), Refused (422).
    """
    if not steps.is_first_time(actor, key, name, found.pk, version):
        return Return.objects.get(pk=found.pk)
    row = _take(found.pk, name, actor, version, answers)
    if name in accepting.MOVES_STANDINGS:
        accepting.settle([row], actor)
    return row


@transaction.atomic
def take_many(
    wanted: Iterable[Wanted], name: str, actor: Actor, *, answers: Mapping[str, object] = NONE, key: str = ""
) -> list[Outcome]:
    """Take the same step on many returns; each goes through or is refused by itself, and says so.

    One transaction with a savepoint a return, locks taken in the order of ids; the standings of a period are brought
    up to date once. Sent twice, it does nothing and returns no outcome.
    """
    chosen = sorted(wanted, key=lambda w: w.id)
    if not steps.is_first_time(actor, key, name, [(w.id, w.version) for w in chosen]):
        return []
    outcomes, moved = [], []
    for one in chosen:
        outcome, row = _take_or_say(one, name, actor, answers)
        outcomes.append(outcome)
        if row is not None:
            moved.append(row)
    if moved and name in accepting.MOVES_STANDINGS:
        accepting.settle(moved, actor)
    return outcomes


def _take_or_say(one: Wanted, name: str, actor: Actor, answers: Mapping[str, object]) -> tuple[Outcome, Return | None]:
    try:
        with transaction.atomic():
            row = _take(one.id, name, actor, one.version, answers)
    except Refused as refusal:
        return Outcome(one.id, _title(one), refusal.sentence), None
    except NotYours:
        return Outcome(one.id, _title(one), _("您当前的岗位不能办理此事。")), None
    return Outcome(one.id, row.item.title), row


def _title(one: Wanted) -> str:
    return Return.objects.values_list("item__title", flat=True).get(pk=one.id)


def submit_within(pk: int, actor: Actor) -> Return:
    """Submit inside a larger act, which settles the standings itself."""
    return _take(pk, "submit", actor, None, NONE)


def _take(pk: int, name: str, actor: Actor, version: int | None, answers: Mapping[str, object]) -> Return:
    row = steps.lock(pk, version)
    step = steps.allow(row, name, actor, answers)
    return STEPS[name](row, step, actor, answers)


@transaction.atomic
def return_figures(found: Return, reasons: Mapping[int, str], actor: Actor, *, version: int, key: str = "") -> Return:
    """Send back single figures, each with its reason, by line id; the liaison sees only those cells marked.

    Raises NotYours, Overtaken, and Refused when no line is named or a reason is missing.
    """
    if not steps.is_first_time(actor, key, "return_figures", found.pk, version):
        return Return.objects.get(pk=found.pk)
    row = steps.lock(found.pk, version)
    lines = {line.pk: line for line in Line.objects.filter(of=row).select_related("indicator")}
    chosen = {pk: reason.strip() for pk, reason in reasons.items() if pk in lines}
    if not chosen or not all(chosen.values()):
        raise Refused(_("请在要退回的数字旁写明原因。"), {f"l{pk}-reason": _("请写明原因。") for pk in chosen or lines})
    words = "；".join(f"{lines[pk].indicator.name}：{reason}" for pk, reason in chosen.items())
    step = steps.allow(row, "return", actor, {"reason": words})
    row = _send_back(row, step, actor, words, chosen)
    accepting.settle([row], actor)
    return row


def _submit(row: Return, step: Step, actor: Actor, _answers: Mapping[str, object]) -> Return:
    now = clock.now()
    refuse_if_wrong(row)
    steps.move(row, step, actor, now)
    row.submitted_at = now
    row.first_submitted_at = row.first_submitted_at or now
    steps.keep(row, "stage", "stage_since", "submitted_at", "first_submitted_at", "finished_on")
    record(row, "return.submit", actor, tell=steps.unit_approvers(row), round=row.round, late=row.on_time is False)
    return row


def _recall(row: Return, step: Step, actor: Actor, _answers: Mapping[str, object]) -> Return:
    steps.move(row, step, actor, clock.now())
    steps.keep(row, "stage", "stage_since")
    record(row, "return.recall", actor, round=row.round)
    return row


def _approve(row: Return, step: Step, actor: Actor, _answers: Mapping[str, object]) -> Return:
    steps.move(row, step, actor, clock.now())
    steps.keep(row, "stage", "stage_since")
    record(row, "return.approve", actor, tell=steps.office_people(row), round=row.round)
    return row


def _accept(row: Return, step: Step, actor: Actor, _answers: Mapping[str, object]) -> Return:
    steps.move(row, step, actor, clock.now())
    accepting.accept_lines(row, actor)
    steps.keep(row, "stage", "stage_since", "accepted_at")
    record(row, "return.accept", actor, tell=steps.fillers(row, "return_accepted"), round=row.round)
    return row


def _return(row: Return, step: Step, actor: Actor, answers: Mapping[str, object]) -> Return:
    return _send_back(row, step, actor, str(answers["reason"]), {})


def _reopen(row: Return, step: Step, actor: Actor, answers: Mapping[str, object]) -> Return:
    accepting.take_back(row)
    return _send_back(row, step, actor, str(answers["reason"]), {})


def _send_back(row: Return, step: Step, actor: Actor, words: str, figures: Mapping[int, str]) -> Return:
    steps.move(row, step, actor, clock.now(), words)
    Line.objects.filter(of=row).exclude(returned_reason="").update(returned_reason="")
    for pk, reason in figures.items():
        Line.objects.filter(of=row, pk=pk).update(returned_reason=reason[:300])
    steps.keep(row, "stage", "stage_since", "round", "n_sent_back", "accepted_at", "parent_accepted_at")
    told: list[Tell] = steps.fillers(row, "return_returned")
    record(row, f"return.{step.name}", actor, tell=told, round=row.round, lines=sorted(figures))
    return row


STEPS = {
    "submit": _submit,
    "recall": _recall,
    "approve": _approve,
    "accept": _accept,
    "return": _return,
    "reopen": _reopen,
}
