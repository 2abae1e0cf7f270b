"""What is found on the spot: each requirement judged, photographs, what becomes a problem; a draft until done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.files.actions import keep
from shishi.inspections.chain import DESK, Stage
from shishi.inspections.kinds import VERDICTS
from shishi.inspections.models import Finding, Inspection, TeamMember, Visit, VisitPhoto
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.lib.text import clean
from shishi.rules.authority import Actor

MOST_PHOTOS = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """One requirement of the checklist as it was found."""

    verdict: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen at one object. `place` is given only when the person adds it."""

    answers: Mapping[int, Judged]
    result: str
    place: str = ""
    findings: tuple[tuple[str, str], ...] = ()
    photos: Sequence[UploadedFile[bytes]] = field(default=())


@transaction.atomic
def keep_visit(pk: int, seen: Seen, version: int, actor: Actor, *, is_done: bool) -> Visit:
    """Keep what was seen, as a draft or for good. Raises NotYours for whoever was not sent, Refused with what is
    missing when it is to be done.
    """
    visit = Visit.objects.select_for_update(of=("self",)).select_related("inspection__office").get(pk=pk)
    _allow(visit, version, actor)
    visit.answers = _answers(visit.inspection, seen)
    visit.result, visit.place = clean(seen.result, 1000, lines=True), clean(seen.place, 120)
    if is_done:
        _check_whole(visit)
    visit.is_done = is_done
    visit.visited_at, visit.visited_by_name = clock.now(), actor.name
    visit.version += 1
    visit.save()
    _keep_findings(visit, seen)
    _keep_photos(visit, seen, actor)
    verb = "inspection.visit" if is_done else "inspection.note"
    record(visit.inspection, verb, actor, visit=visit.pk, n_failed=visit.n_failed, n_findings=visit.findings.count())
    return visit


def may_visit(inspection: Inspection, actor: Actor) -> bool:
    """Whether the actor was sent, or is of the office. One query."""
    if DESK.admits(actor, inspection.place):
        return True
    return TeamMember.objects.filter(inspection=inspection, person_id=actor.person_id).exists()


def _allow(visit: Visit, version: int, actor: Actor) -> None:
    row = visit.inspection
    if not may_visit(row, actor):
        raise NotYours
    if visit.version != version:
        raise Overtaken(
            _("%(name)s 刚才已填写这个检查对象。没有办理您的操作，请刷新页面查看后再填写。")
            % {"name": visit.visited_by_name}
        )
    if row.stage != Stage.UNDER_WAY:
        raise Refused(_("督查当前为“%(stage)s”，不能填写检查记录。") % {"stage": row.get_stage_display()})
    if clock.today() < row.since:
        raise Refused(_("检查从 %(since)s 开始，还没有到。") % {"since": f"{row.since:%F}"})
    if clock.today() > row.until and not DESK.admits(actor, row.place):
        facts = {"until": f"{row.until:%F}"}
        raise Refused(_("检查到 %(until)s 为止，已经结束；还要补录的，由组织检查的办公室办理。") % facts)


def _answers(row: Inspection, seen: Seen) -> dict[str, dict[str, str]]:
    places = range(len(row.checklist))
    return {
        str(n): {"verdict": one.verdict, "note": clean(one.note, 200)}
        for n, one in seen.answers.items()
        if n in places and one.verdict in VERDICTS
    }


def _check_whole(visit: Visit) -> None:
    missing = [str(n + 1) for n in range(len(visit.inspection.checklist)) if str(n) not in visit.answers]
    if missing:
        facts = {"numbers": "、".join(missing)}
        raise Refused(_("第 %(numbers)s 条要求还没有判定，请选择符合、不符合或不适用。") % facts)
    if not visit.result:
        raise Refused(_("请填写检查情况。"), {"result": _("请填写检查情况。")})


def _keep_findings(visit: Visit, seen: Seen) -> None:
    visit.findings.filter(case=None).delete()
    rows = [(clean(title, 120), clean(text, 1000, lines=True)) for title, text in seen.findings]
    Finding.objects.bulk_create(
        Finding(visit=visit, title=title or text[:60], text=text or title) for title, text in rows if title or text
    )


def _keep_photos(visit: Visit, seen: Seen, actor: Actor) -> None:
    if visit.photos.count() + len(seen.photos) > MOST_PHOTOS:
        raise Refused(_("每个检查对象最多 %(most)d 张照片。") % {"most": MOST_PHOTOS})
    for upload in seen.photos:
        VisitPhoto.objects.create(visit=visit, file=keep(upload, actor))
