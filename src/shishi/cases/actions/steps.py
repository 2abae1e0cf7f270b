"""Taking a step: one case, or many at once with a word about each that could not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.acting import Act
from shishi.cases.actions.allowing import allow, hold_all, lock, place_of, places_of, taken_of, what_happened
from shishi.cases.actions.answering import refuse_past_due, settled
from shishi.cases.actions.keeping import Files, is_first_time, keep_files
from shishi.cases.actions.opening import Wish, open_case
from shishi.cases.models import Case, CaseLink, CaseStep
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place, Step, Taken, Verdict

MOST_AT_ONCE = 2_000


@transaction.atomic
def take_step(
    case: Case,
    name: str,
    actor: Actor,
    answers: Mapping[str, Any] | None = None,
    *,
    version: int | None = None,
    files: Files | None = None,
    key: str = "",
    inside: bool = False,
) -> Case:
    """Let the case take the step, in the form's own transaction; the case as it is afterwards.

    inside  the kind's own room takes the step, with its consequences; elsewhere a reserved step is refused

    Raises NotYours, Overtaken when it is no longer at `version`, Refused with what is missing beside its field. The
    same `key` again changes nothing.
    """
    given = dict(answers or {}) | {name: list(sent) for name, sent in (files or {}).items() if sent}
    if not inside:
        refuse_reserved(case, name)
    if not is_first_time(actor, key, case.pk, name, sorted(given)):
        return Case.objects.get(pk=case.pk)
    row = lock(case.pk, version, given.get("into"))
    act = Act(actor)
    done = _take(act, row, name, given, place_of(row), taken_of([row])[row.pk])
    act.write()
    _follow([done], act)
    return row


@dataclass(frozen=True, slots=True)
class Done:
    """A step a case has just taken, as it is noted, and what was answered."""

    case: Case
    step: Step
    noted: CaseStep
    answers: Mapping[str, Any]


def _take(
    act: Act,
    case: Case,
    name: str,
    given: Mapping[str, Any],
    place: Place,
    taken: Iterable[Taken],
    *,
    is_one: bool = True,
) -> Done:
    """Let one case take the step, if this actor may; it is written with the act. Raises NotYours or Refused."""
    step = _open_step(case, name, act.actor, place)
    if not is_one:
        _refuse_same_words(case, step)
    kept = settled(given, step.asks, step.offers)
    if act.actor.person_id:
        refuse_past_due(kept, clock.today())
    allow(case, name, act.actor, kept, act.now, place, taken)
    return Done(case, step, act.take(case, step, kept), kept)


def _follow(done: list[Done], act: Act) -> None:
    """What follows the steps of an act besides the cases themselves: files are kept, what a step leads to is opened,
    what is put into another case is bound to it.
    """
    keep_files(((one.noted, one.answers) for one in done), act.actor)
    for one in done:
        _open_out_of(one.case, one.step, act.actor)
    CaseLink.objects.bulk_create(
        (
            CaseLink(case=one.case, other=into, kind=CaseLink.Kind.MERGED, at=act.now, by_name=act.actor.name)
            for one in done
            if (into := one.answers.get("into"))
        ),
        ignore_conflicts=True,
    )


def _open_out_of(case: Case, step: Step, actor: Actor) -> None:
    """Open what the step leads to: a letter that is a suggestion, a suggestion that is a personal demand."""
    if not step.opens:
        return
    given: dict[str, Any] = {
        "title": case.title,
        "text": case.text,
        "topic": case.topic,
        "enterprise": case.enterprise,
        "place": case.place,
        "channel": case.channel or "transfer",
        "item": case.item,
        "addressee": case.addressee,
        "outside_number": case.outside_number,
    }
    open_case(step.opens, given, actor, Wish(office=case.office, raised_by=case, asker_of=case))


def refuse_reserved(case: Case, name: str) -> None:
    """Refuse a step that is taken in the kind's own room only."""
    if name in case.what.reserved:
        facts = {"number": case.number, "step": _(case.what.life.by_name[name][0].label)}
        raise Refused(_("%(number)s：请打开这件事自己的页面办理“%(step)s”。") % facts)


def _open_step(case: Case, name: str, actor: Actor, place: Place) -> Step:
    """The step that leaves the present stage; whoever could never take it hears nothing of what it asks."""
    step = case.what.life.find(name, case.stage)
    if step is None:
        allow(case, name, actor, {}, case.stage_since, place, ())
        raise AssertionError(name)
    if case.what.life.judge(name, case.stage, actor, place) is Verdict.NOT_YOURS:
        raise NotYours
    return step


def _refuse_same_words(case: Case, step: Step) -> None:
    """Refuse a step to many at once that asks for words no other case has: the same for all are copied words."""
    if not case.what.takes_many(step):
        facts = {"step": _(step.label)}
        raise Refused(_("“%(step)s”要写每件事自己的办理情况，不能批量办理，请逐件填写。") % facts)


@dataclass(frozen=True, slots=True)
class Many:
    """What came of a step on many cases: those that took it, and a sentence for each that did not."""

    done: tuple[int, ...]
    left: tuple[tuple[str, str], ...]


@transaction.atomic
def take_many(
    cases: Iterable[int],
    name: str,
    actor: Actor,
    answers: Mapping[str, Any] | None = None,
    key: str = "",
    versions: Mapping[int, int] | None = None,
) -> Many:
    """Let many cases take the same step with the same answers: a handful of queries in all.

    A case that may not take it, or that is no longer at its version, is left as it is and named with the reason; the
    others go on. At most 2,000.
    """
    ids = sorted(set(cases))
    if len(ids) > MOST_AT_ONCE:
        raise Refused(_("一次最多办理 %(most)d 件，请分批选择。") % {"most": MOST_AT_ONCE})
    if not is_first_time(actor, key, ids, name):
        return Many((), ())
    rows = hold_all(ids, (answers or {}).get("into"))
    act, places, taken = Act(actor), places_of(rows), taken_of(rows)
    left: list[tuple[str, str]] = []
    done: list[Done] = []
    for row in rows:
        try:
            if versions is not None and versions[row.pk] != row.version:
                raise Overtaken(what_happened(row))
            refuse_reserved(row, name)
            is_one = len(rows) == 1
            done.append(_take(act, row, name, answers or {}, places[row.pk], taken[row.pk], is_one=is_one))
        except NotYours:
            left.append((row.number, _("您当前的岗位不能办理。")))
        except Refused as refusal:
            left.append((row.number, refusal.sentence))
    act.write()
    _follow(done, act)
    return Many(tuple(act.cases), tuple(left))
