"""The steps of a meeting: the notice sent, held, its decisions issued as cases, tracked, closed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.opening import Wish, open_case
from shishi.cases.actions.steps import take_step as assign
from shishi.documents.kinds import DECISION_LIST, MEETING_NOTICE, MINUTES
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.meetings.actions.asking import all_asked
from shishi.meetings.actions.locking import locked, place_of, save, write_step
from shishi.meetings.actions.papers import send
from shishi.meetings.chain import CHAIN
from shishi.meetings.models import Meeting
from shishi.rules.authority import OPEN, Actor
from shishi.rules.lifecycle import Verdict

TITLE = 60
# Where a decision was made, as its kind of case says it.
SOURCES = {"dispatch": "dispatch", "promotion": "onsite", "special": "special", "other": "special"}


@transaction.atomic
def take_step(pk: int, name: str, version: int, actor: Actor, reason: str = "") -> Meeting:
    """Take a step of the chain. Raises NotYours, Overtaken, or Refused with what is missing."""
    meeting = locked(pk, version)
    answers = {"reason": clean(reason, 300)}
    match CHAIN.judge(name, meeting.stage, actor, place_of(meeting), answers=answers):
        case Verdict.NOT_YOURS:
            raise NotYours
        case Verdict.WRONG_STAGE:
            stage = {"stage": meeting.get_stage_display()}
            raise Refused(_("会议当前为“%(stage)s”，不能办理这一步。请刷新页面查看。") % stage)
        case Verdict.ANSWERS_MISSING:
            raise Refused(_("请填写理由。"), {"reason": _("请填写理由。")})
    step = CHAIN.find(name, meeting.stage)
    assert step is not None
    facts, tell = _carry_out(meeting, name, actor)
    write_step(meeting, name, step.target, actor, answers["reason"])
    save(meeting)
    record(meeting, f"meeting.{name}", actor, tell=tell, **facts)
    return meeting


def _carry_out(meeting: Meeting, name: str, actor: Actor) -> tuple[dict[str, Any], list[Tell]]:
    """What a step does besides: its papers and cases. The facts for the journal, and who is told."""
    match name:
        case "notify":
            send(meeting, MEETING_NOTICE.code, actor)
            return {"n_orgs": meeting.attendees.count()}, all_asked(meeting, "meeting_asked")
        case "hold":
            return {"n_present": _check_held(meeting)}, []
        case "issue":
            return {"n_decisions": _issue(meeting, actor)}, all_asked(meeting, "meeting_decided")
        case "close":
            _check_done(meeting)
        case "cancel":
            return {}, all_asked(meeting, "meeting_cancelled")
    return {}, []


def _check_held(meeting: Meeting) -> int:
    if meeting.on > clock.today():
        raise Refused(_("会议定于 %(on)s 召开，还没有到。") % {"on": f"{meeting.on:%F}"})
    presence = list(meeting.attendees.values_list("presence", flat=True))
    if "invited" in presence:
        n = presence.count("invited")
        raise Refused(_("还有 %(n)d 个单位没有登记出席情况，请登记出席、缺席或替会后再办理。") % {"n": n})
    return sum(one in ("attended", "substitute") for one in presence)


def _issue(meeting: Meeting, actor: Actor) -> int:
    """Open a case for each decision and send the minutes and the list for issue; how many decisions."""
    if not meeting.minutes.strip():
        raise Refused(_("请先填写会议记录，再印发纪要。"), {"minutes": _("请填写会议记录。")})
    decisions = list(meeting.decisions.select_related("unit"))
    for one in decisions:
        told = {"title": one.text[:TITLE], "text": one.text, "held_on": meeting.on, "source": SOURCES[meeting.kind]}
        case = open_case("decision", told, actor, _wish(meeting)).case
        one.case = assign(case, "assign", actor, {"unit": one.unit, "due_on": one.due_on})
        one.save(update_fields=["case"])
    send(meeting, MINUTES.code, actor)
    if decisions:
        send(meeting, DECISION_LIST.code, actor)
    return len(decisions)


def _wish(meeting: Meeting) -> Wish:
    return Wish(office=meeting.office, origin=("meeting", meeting.pk), secrecy=OPEN)


def _check_done(meeting: Meeting) -> None:
    """Refuse to close while a decision is not carried out."""
    waiting = [d.case.number for d in meeting.decisions.select_related("case") if d.case and d.case.is_open]
    if waiting:
        facts = {"n": len(waiting), "numbers": "、".join(waiting[:3])}
        raise Refused(_("还有 %(n)d 项议定事项没有办结（%(numbers)s），不能办结会议。") % facts)
