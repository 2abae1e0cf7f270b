"""A meeting as programs read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from shishi.meetings.models import Meeting
from shishi.meetings.queries.page import DecisionView, page_of
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class AgendaFigure:
    """A frozen figure of the agenda."""

    label: str
    shown: str


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """A point of the agenda, under the part it stands in."""

    part: str
    title: str
    text: str
    unit: str
    figures: tuple[AgendaFigure, ...]


@dataclass(frozen=True, slots=True)
class AskedOrg:
    """An organisation asked to come, and who came."""

    org: str
    presence: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSheet:
    """One meeting."""

    id: int
    title: str
    kind: str
    on: date
    starts: time
    place: str
    chair: str
    stage: str
    stage_label: str
    minutes: str
    agenda: tuple[AgendaPoint, ...]
    attendees: tuple[AskedOrg, ...]
    decisions: tuple[DecisionView, ...]


def sheet_of(meeting: Meeting, actor: Actor) -> MeetingSheet:
    """The meeting as its page shows it; dropped points are left out. Queries of `page_of`."""
    page = page_of(meeting, actor)
    return MeetingSheet(
        id=meeting.pk,
        title=meeting.title,
        kind=page.kind,
        on=meeting.on,
        starts=meeting.time,
        place=meeting.place,
        chair=meeting.chair.name if meeting.chair else "",
        stage=meeting.stage,
        stage_label=meeting.get_stage_display(),
        minutes=meeting.minutes,
        agenda=tuple(
            AgendaPoint(part, p.title, p.text, p.unit, tuple(AgendaFigure(c.label, c.shown) for c in p.chips))
            for part, points in page.agenda
            for p in points
            if not p.is_dropped
        ),
        attendees=tuple(AskedOrg(a.org.short, a.presence, a.name) for a in page.attendees),
        decisions=page.decisions,
    )
