"""Taking a step: one case, or many at once with a word about each that could not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.acting import Act
from shishi.cases.actions.allowing import allow, lock, place_of, places_of, taken_of
from shishi.cases.actions.answering import settled
from shishi.cases.kinds.answers import ANSWERS, Sort
from shishi.cases.models import Case, CaseFile, CaseLink, CaseStep
from shishi.files.actions import keep
from shishi.journal.actions import KeyReused, SentTwice, once
from shishi.lib.refusal import NotYours, Refused
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place, Step, Verdict

MOST_AT_ONCE = 2_000
MOST_FILES = 12

type Files = Mapping[str, Sequence[UploadedFile[bytes]]]


def is_first_time(actor: Actor, key: str, *content: object) -> bool:
    """Whether the form that carried `key` is carried out for the first time; False when it was sent twice."""
    if not key:
        return True
    try:
        once(actor.person_id, key[:64], repr(content).encode())
    except SentTwice:
        return False
    except KeyReused:
        raise Refused(_("这个页面已经提交过一次，内容又有改动。请刷新页面后再提交。")) from None
    return True


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
) -> Case:
    """Let the case take the step, in the form's own transaction; the case as it is afterwards.

    Raises NotYours, Overtaken when it is no longer at `version`, Refused with what is missing beside its field. The
    same `key` again changes nothing.
    """
    given = dict(answers or {}) | {name: list(sent) for name, sent in (files or {}).items() if sent}
    if not is_first_time(actor, key, case.pk, name, sorted(given)):
        return Case.objects.get(pk=case.pk)
    row = lock(case.pk, version)
    act, place = Act(actor), place_of(row)
    step = _open_step(row, name, actor, place)
    kept = settled(given, step.asks, step.offers)
    allow(row, name, actor, kept, act.now, place, taken_of([row])[row.pk])
    noted = act.take(row, step, kept)
    act.write()
    keep_files(row, noted, kept, actor)
    if merged := kept.get("into"):
        CaseLink.objects.get_or_create(
            case=row, other=merged, kind=CaseLink.Kind.MERGED, defaults={"at": act.now, "by_name": actor.name}
        )
    return row


def _open_step(case: Case, name: str, actor: Actor, place: Place) -> Step:
    """The step that leaves the present stage; whoever could never take it hears nothing of what it asks."""
    step = case.what.life.find(name, case.stage)
    if step is None:
        allow(case, name, actor, {}, case.stage_since, place, ())
        raise AssertionError(name)
    if case.what.life.judge(name, case.stage, actor, place) is Verdict.NOT_YOURS:
        raise NotYours
    return step


def keep_files(case: Case, step: CaseStep | None, answers: Mapping[str, Any], actor: Actor) -> None:
    for name, value in answers.items():
        if ANSWERS[name].sort is not Sort.FILES:
            continue
        for upload in value[:MOST_FILES]:
            kept = upload if not isinstance(upload, UploadedFile) else keep(upload, actor)
            CaseFile.objects.create(case=case, step=step, answer=name, file=kept)


@dataclass(frozen=True, slots=True)
class Many:
    """What came of a step on many cases: those that took it, and a sentence for each that did not."""

    done: tuple[int, ...]
    left: tuple[tuple[str, str], ...]


@transaction.atomic
def take_many(
    cases: Iterable[int], name: str, actor: Actor, answers: Mapping[str, Any] | None = None, key: str = ""
) -> Many:
    """Let many cases take the same step with the same answers: a handful of queries in all.

    A case that may not take it is left as it is and named with the reason; the others go on. At most 2,000.
    """
    ids = sorted(set(cases))
    if len(ids) > MOST_AT_ONCE:
        raise Refused(_("一次最多办理 %(most)d 件，请分批选择。") % {"most": MOST_AT_ONCE})
    if not is_first_time(actor, key, ids, name):
        return Many((), ())
    rows = list(Case.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("id"))
    act, places, taken = Act(actor), places_of(rows), taken_of(rows)
    left: list[tuple[str, str]] = []
    for row in rows:
        try:
            step = row.what.life.find(name, row.stage)
            kept = settled(answers or {}, step.asks, step.offers) if step else {}
            act.take(row, allow(row, name, actor, kept, act.now, places[row.pk], taken[row.pk]), kept)
        except NotYours:
            left.append((row.number, _("您当前的岗位不能办理。")))
        except Refused as refusal:
            left.append((row.number, refusal.sentence))
    act.write()
    return Many(tuple(act.cases), tuple(left))
