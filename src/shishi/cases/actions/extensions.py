"""Asking for a later date before the limit runs out, and deciding it; the first promise stays and is counted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.cases.actions.acting import Act
from shishi.cases.actions.allowing import admitted, lock
from shishi.cases.actions.keeping import is_first_time
from shishi.cases.kinds.base import UNIT_HEAD
from shishi.cases.models import Case, Extension
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.text import clean
from shishi.orgs.queries import holders
from shishi.rules.authority import ANSWERING, Actor
from shishi.rules.deadlines import closes_at, due_at, local

MOST_EXTENSIONS = 2


@transaction.atomic
def ask_extension(
    case: Case, until: date, reason: str, actor: Actor, *, version: int | None = None, key: str = ""
) -> Extension | None:
    """Ask for a later date in the unit's name. Raises Refused after the limit, without a reason, or while one waits."""
    if not is_first_time(actor, key, case.pk, until, reason):
        return None
    row = lock(case.pk, version)
    admitted(row, actor, UNIT_HEAD)
    reason = clean(reason, 500)
    old_due_at = _refuse_unfit(row, until, reason)
    extension = Extension.objects.create(
        case=row,
        round=row.round,
        old_due_at=old_due_at,
        wanted_at=closes_at(until, calendar(row.home_path)),
        reason=reason,
        asked_at=clock.now(),
        asked_by_id=actor.person_id,
        asked_by_name=actor.name,
    )
    _touch(row)
    tell = [Tell(person, "case_extension") for person in _deciders(row)]
    record(row, "case.ask_extension", actor, tell=tell, old=f"{local(extension.old_due_at):%F}", wanted=f"{until:%F}")
    return extension


def _refuse_unfit(case: Case, until: date, reason: str) -> datetime:
    """The due moment that is to be moved, if it may be."""
    if case.stage not in case.what.extends or case.due_at is None:
        raise Refused(_("现在的环节不能申请延期。"))
    if clock.now() > case.due_at:
        facts = {"due": f"{local(case.due_at):%Y-%m-%d %H:%M}"}
        raise Refused(_("办结期限 %(due)s 已过，延期须在到期前申请。请尽快办理并说明原因。") % facts)
    if case.n_extensions >= MOST_EXTENSIONS:
        raise Refused(_("这件事已延期 %(n)d 次，不能再延。") % {"n": case.n_extensions})
    if until <= local(case.due_at).date():
        raise Refused(_("新的期限应晚于现在的期限。"), {"until": _("应晚于现在的期限。")})
    longest = case.what.longest_extension
    known = calendar(case.home_path)
    if longest and closes_at(until, known) > due_at(case.due_at, longest, known):
        facts = {"longest": str(longest)}
        raise Refused(_("一次最多延长 %(longest)s。") % facts, {"until": _("最多延长 %(longest)s。") % facts})
    if not reason:
        raise Refused(_("请写明延期理由和目前进展。"), {"reason": _("请填写理由。")})
    if Extension.objects.filter(case=case, stage=Extension.Stage.ASKED).exists():
        raise Refused(_("上一次延期申请还没有批复，请等待批复。"))
    return case.due_at


def _deciders(case: Case) -> list[int]:
    roles = frozenset(role for by in case.what.decides for role in by.roles)
    return holders(clock.today(), roles, region_path=case.home_path)


@transaction.atomic
def decide_extension(extension: Extension, approve: bool, opinion: str, actor: Actor, key: str = "") -> Extension:
    """Approve or refuse. Whoever asked cannot decide; the second to decide is told what was decided."""
    if not is_first_time(actor, key, extension.pk, approve):
        return extension
    case = lock(extension.case_id)
    row = Extension.objects.select_for_update().get(pk=extension.pk)
    admitted(case, actor, *case.what.decides)
    if row.asked_by_id == actor.person_id:
        raise Refused(_("不能批复自己提出的延期申请。"))
    if row.stage != Extension.Stage.ASKED:
        facts = {"name": row.decided_by_name, "verdict": row.get_stage_display()}
        raise Overtaken(_("%(name)s 已批复：%(verdict)s。没有办理您的操作。") % facts)
    if approve:
        _refuse_outlived(case, row)
    opinion = clean(opinion, 300)
    if not approve and not opinion:
        raise Refused(_("不同意的，请写明理由。"), {"opinion": _("请填写理由。")})
    row.stage = Extension.Stage.APPROVED if approve else Extension.Stage.REFUSED
    row.opinion, row.decided_at, row.decided_by_name = opinion, clock.now(), actor.name
    row.save()
    _settle(case, row, actor, approve)
    return row


def _refuse_outlived(case: Case, asked: Extension) -> None:
    """Refuse to grant what no longer moves the promise it was asked for: it can only be answered with a no."""
    is_another = case.round != asked.round and case.due_at != asked.old_due_at
    if not case.is_open or case.due_at is None or asked.wanted_at <= case.due_at or is_another:
        raise Refused(_("提出申请以后，这件事已经办结或另定了期限，不能再同意延期。请答复不同意并说明。"))


def _settle(case: Case, row: Extension, actor: Actor, approve: bool) -> None:
    act = Act(actor)
    act.touch(case)
    if approve:
        case.due_at = row.wanted_at
        case.n_extensions += 1
        if case.stage_due_at and case.stage_due_at < row.wanted_at:
            case.stage_due_at = row.wanted_at
    act.hold(case)
    act.write()
    people = [row.asked_by_id, *holders(clock.today(), ANSWERING, org_ids=frozenset({case.unit_id or 0}))]
    verb = "case.approve_extension" if approve else "case.refuse_extension"
    tell = [Tell(person, "case_extension_decided") for person in people]
    record(case, verb, actor, tell=tell, until=f"{local(row.wanted_at):%F}")


def _touch(case: Case) -> None:
    case.version += 1
    case.save(update_fields=["version"])
