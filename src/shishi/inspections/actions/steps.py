"""The steps of an inspection: begun with its plan, concluded with its findings as problems, or cancelled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.opening import Wish, open_case
from shishi.documents.kinds import INSPECTION_PLAN, INSPECTION_RESULT, INSPECTION_SHEET, LOOK_BACK_REPORT, SAMPLE_LIST
from shishi.inspections.actions.locking import locked, save
from shishi.inspections.actions.papers import send
from shishi.inspections.chain import CHAIN
from shishi.inspections.models import Finding, Inspection
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.actions.rights import end_window
from shishi.orgs.queries import holders
from shishi.rules.authority import ANSWERING, HOUSE, Actor
from shishi.rules.deadlines import local
from shishi.rules.lifecycle import Verdict

RECHECK = timedelta(days=30)
MOST_WORDS = 4000


@transaction.atomic
def take_step(pk: int, name: str, version: int, actor: Actor, said: str = "") -> Inspection:
    """Take a step of the chain; `said` is its conclusion or reason. Raises NotYours, Overtaken, or Refused."""
    row = locked(pk, version)
    said = clean(said, MOST_WORDS, lines=True)
    match CHAIN.judge(name, row.stage, actor, row.place, answers={"conclusion": said, "reason": said}):
        case Verdict.NOT_YOURS:
            raise NotYours
        case Verdict.WRONG_STAGE:
            stage = {"stage": row.get_stage_display()}
            raise Refused(_("督查当前为“%(stage)s”，不能办理这一步。请刷新页面查看。") % stage)
        case Verdict.ANSWERS_MISSING:
            raise Refused(_("请填写结论或理由。"), {"said": _("必填。")})
    step = CHAIN.find(name, row.stage)
    assert step is not None
    facts, tell = _carry_out(row, name, said, actor)
    row.stage, row.stage_since = step.target, clock.now()
    save(row)
    record(row, f"inspection.{name}", actor, tell=tell, **facts)
    return row


def _carry_out(row: Inspection, name: str, said: str, actor: Actor) -> tuple[dict[str, Any], list[Tell]]:
    team = [Tell(pk, "inspection_sent") for pk in row.team.values_list("person_id", flat=True)]
    match name:
        case "begin":
            if not row.is_hidden:
                send(row, INSPECTION_PLAN.code, actor)
                return {"n": row.visits.count()}, [*team, *_units(row, "inspection_coming")]
            return {"n": row.visits.count()}, team
        case "conclude":
            n = _conclude(row, said, actor)
            return {"n_findings": n}, [*team, *_units(row, "inspection_concluded")]
        case "cancel":
            for member in row.team.select_related("window"):
                if member.window is not None:
                    end_window(member.window, actor)
    return {}, team


def _units(row: Inspection, reason: str) -> list[Tell]:
    """Everybody who answers for a unit looked at. Two queries."""
    orgs = frozenset(row.visits.values_list("unit_id", flat=True))
    return [Tell(person, reason) for person in holders(clock.today(), ANSWERING, org_ids=orgs)]


def _conclude(row: Inspection, said: str, actor: Actor) -> int:
    """Open a problem for each finding and send the papers for issue; how many findings. Refused while objects wait."""
    waiting = row.visits.filter(is_done=False).count()
    if waiting:
        raise Refused(_("还有 %(n)d 个检查对象没有提交记录，不能出具结论。") % {"n": waiting})
    # What a tier above found is the county's to put right: it comes to the county's own desk.
    by = actor if row.office_id == row.programme.office_id else HOUSE
    findings = list(
        Finding.objects.filter(visit__inspection=row, case=None).select_related("visit__item", "visit__site")
    )
    for one in findings:
        one.case = open_case("problem", _told(row, one), by, _wish(row)).case
        one.save(update_fields=["case"])
    row.conclusion, row.concluded_at = said, clock.now()
    row.recheck_on = clock.today() + RECHECK if findings else None
    if row.is_hidden:
        send(row, INSPECTION_PLAN.code, actor)
    if row.seed:
        send(row, SAMPLE_LIST.code, actor)
    send(row, INSPECTION_SHEET.code, actor)
    send(row, LOOK_BACK_REPORT.code if row.mode == "look_back" else INSPECTION_RESULT.code, actor)
    return len(findings)


def _told(row: Inspection, one: Finding) -> dict[str, object]:
    visit = one.visit
    found_on = local(visit.visited_at).date() if visit.visited_at else row.since
    told: dict[str, object] = {
        "title": one.title,
        "text": one.text,
        "source": "look_back" if row.mode == "look_back" else "inspection",
        "topic": row.topic[:30],
        "found_on": found_on,
        "place": visit.place,
        "item": visit.item,
        "site": visit.site,
    }
    return {name: value for name, value in told.items() if value}


def _wish(row: Inspection) -> Wish:
    return Wish(office=row.programme.office, origin=("inspection", row.pk))
