"""What every change to a meeting begins with: the row locked, the version held, the hands asked for."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.meetings.chain import DESK
from shishi.meetings.models import Meeting, MeetingStep
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place


def place_of(meeting: Meeting) -> Place:
    """Where a meeting stands. No query."""
    return Place(meeting.region_path, home_path=meeting.region_path)


def locked(pk: int, version: int | None = None) -> Meeting:
    """The meeting, locked. Raises Overtaken when it has moved on since `version` was read."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("programme", "office", "chair", "cut")
    meeting = rows.get(pk=pk)
    if version is not None and meeting.version != version:
        raise Overtaken(
            _("这次会议刚才已被他人办理，当前为“%(stage)s”。没有办理您的操作，请刷新页面查看后再办理。")
            % {"stage": meeting.get_stage_display()}
        )
    return meeting


def opened(pk: int, version: int, actor: Actor, stages: Collection[str]) -> Meeting:
    """The meeting, locked for the office to change. Raises NotYours, or Refused outside `stages`."""
    meeting = locked(pk, version)
    if not DESK.admits(actor, place_of(meeting)):
        raise NotYours
    if meeting.stage not in stages:
        raise Refused(_("会议当前为“%(stage)s”，不能再修改这部分内容。") % {"stage": meeting.get_stage_display()})
    return meeting


def save(meeting: Meeting) -> None:
    """Keep the meeting under its next version."""
    meeting.version += 1
    meeting.save()


def write_step(meeting: Meeting, name: str, target: str, actor: Actor, note: str = "") -> None:
    """Move the meeting on and write down who did it."""
    now = clock.now()
    MeetingStep.objects.create(
        meeting=meeting, name=name, person_id=actor.person_id, person_name=actor.name, at=now, note=note
    )
    meeting.stage, meeting.stage_since = target, now
