"""Planning a meeting: what for, when and where, who is asked to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.keeping import is_first_time
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.meetings.actions.asking import told
from shishi.meetings.actions.locking import opened, save
from shishi.meetings.chain import DESK, PREPARING, Stage
from shishi.meetings.kinds import KINDS
from shishi.meetings.models import Attendee, Meeting
from shishi.orgs.models import Org, Person
from shishi.programmes.models import Programme
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is planned. `orgs` are asked to come."""

    kind: str
    title: str
    on: date
    time: time
    place: str
    chair: Person | None
    orgs: tuple[Org, ...]


@transaction.atomic
def plan(programme: Programme, wanted: Plan, actor: Actor, key: str = "") -> Meeting:
    """Plan a meeting of the programme's office. The same `key` again plans nothing twice."""
    if not DESK.admits(actor, Place(programme.region_path, home_path=programme.region_path)):
        raise NotYours
    if not is_first_time(actor, key, programme.pk, wanted.title, wanted.on):
        raise Refused(_("这次会议已经登记过，没有重复登记。请到列表中查看。"))
    _check(wanted)
    meeting = Meeting.objects.create(
        programme=programme,
        region_path=programme.region_path,
        office=programme.office,
        stage_since=clock.now(),
        planned_by_name=actor.name,
        **_columns(wanted),
    )
    _ask(meeting, wanted.orgs)
    record(meeting, "meeting.plan", actor, on=wanted.on, kind=wanted.kind, n_orgs=len(wanted.orgs))
    return meeting


@transaction.atomic
def change(pk: int, wanted: Plan, version: int, actor: Actor) -> Meeting:
    """Change what is planned, while the meeting is not held. Once the notice is out, those asked are told anew."""
    meeting = opened(pk, version, actor, PREPARING)
    _check(wanted)
    before, asked = meeting.when, set(meeting.attendees.values_list("org_id", flat=True))
    for name, value in _columns(wanted).items():
        setattr(meeting, name, value)
    meeting.attendees.exclude(org__in=wanted.orgs).delete()
    _ask(meeting, wanted.orgs)
    save(meeting)
    is_moved, is_known = meeting.when != before, meeting.stage == Stage.AGENDA_READY
    tell = _told_anew(asked, {org.pk for org in wanted.orgs}, is_moved=is_moved) if is_known else []
    verb = "meeting.move" if is_moved and is_known else "meeting.change"
    record(meeting, verb, actor, tell=tell, on=wanted.on, kind=wanted.kind, n_orgs=len(wanted.orgs))
    return meeting


def _told_anew(before: set[int], now: set[int], *, is_moved: bool) -> list[Tell]:
    """Who hears of a change: those asked only now, those not asked any more, and the others where it was moved."""
    tell = told(now - before, "meeting_asked") + told(before - now, "meeting_without")
    return tell + told(now & before, "meeting_moved") if is_moved else tell


def _columns(wanted: Plan) -> dict[str, object]:
    return {
        "kind": wanted.kind,
        "title": clean(wanted.title, 120),
        "on": wanted.on,
        "time": wanted.time,
        "place": clean(wanted.place, 120),
        "chair": wanted.chair,
    }


def _check(wanted: Plan) -> None:
    if wanted.kind not in KINDS:
        raise Refused(_("没有这种会议类型，请重新选择。"), {"kind": _("请选择类型。")})
    if not wanted.orgs:
        raise Refused(_("请至少选择一个参会单位。"), {"orgs": _("请选择参会单位。")})


def _ask(meeting: Meeting, orgs: Iterable[Org]) -> None:
    known = set(meeting.attendees.values_list("org_id", flat=True))
    Attendee.objects.bulk_create(Attendee(meeting=meeting, org=org) for org in orgs if org.pk not in known)
