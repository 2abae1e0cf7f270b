"""Meetings as their pages need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from urllib.parse import urlencode

from django.db.models import FETCH_RAISE, Count, Q
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.cases.models import Case
from shishi.documents.kinds import DECISION_LIST, MEETING_NOTICE, MINUTES
from shishi.documents.models import Paper, PrintedFigure
from shishi.documents.queries.papers import PaperRow, paper_row
from shishi.lib import clock
from shishi.meetings.chain import CHAIN, DESK, LABELS, PREPARING, Stage
from shishi.meetings.kinds import KINDS, SECTION_LABELS, Section
from shishi.meetings.models import AgendaItem, Attendee, Meeting, MeetingPaper
from shishi.meetings.queries.papers import when_and_where
from shishi.orgs.reach import within
from shishi.programmes.models import Item
from shishi.reports.models import Return
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place
from shishi.rules.workdays import workdays_between

TONES: dict[str, str] = {
    Stage.PLANNED: "yellow",
    Stage.AGENDA_READY: "blue",
    Stage.HELD: "yellow",
    Stage.ISSUED: "blue",
    Stage.TRACKED: "blue",
    Stage.CLOSED: "green",
    Stage.CANCELLED: "grey",
}
NOTICE_DAYS = 2
MADE = (MEETING_NOTICE, MINUTES, DECISION_LIST)
WAY = (Stage.PLANNED, Stage.AGENDA_READY, Stage.HELD, Stage.ISSUED, Stage.TRACKED, Stage.CLOSED)
PAGES = {"item": "/items/%s/", "case": "/cases/%s/", "return": "/returns/%s/"}
REACHED = {"item": within(Item), "case": within(Case), "return": within(Return)}


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in a list."""

    id: int
    title: str
    kind: str
    on: date
    starts: time
    place: str
    stage: str
    stage_label: str
    tone: str
    n_decisions: int
    n_open: int


@dataclass(frozen=True, slots=True)
class ChipView:
    """A frozen figure and where it opens."""

    label: str
    shown: str
    href: str


@dataclass(frozen=True, slots=True)
class PointView:
    """One point of the agenda."""

    id: int
    title: str
    text: str
    unit: str
    href: str
    chips: tuple[ChipView, ...]
    is_dropped: bool


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision with the case it became."""

    id: int
    text: str
    unit: str
    due_on: date
    case_id: int | None
    number: str
    stage: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step the reader may take now."""

    name: str
    label: str
    asks_reason: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A stage in the chain drawn above the page: `done`, `here` or `ahead`."""

    label: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """A meeting with everything on its page.

    old_notice   when and where the notice says it is, once it was moved; empty while the notice is right
    """

    meeting: Meeting
    kind: str
    tone: str
    chain: tuple[Mark, ...]
    steps: tuple[StepView, ...]
    agenda: tuple[tuple[str, tuple[PointView, ...]], ...]
    attendees: tuple[Attendee, ...]
    decisions: tuple[DecisionView, ...]
    papers: tuple[PaperRow, ...]
    old_notice: str
    is_office: bool
    is_late_notice: bool

    @property
    def voided(self) -> tuple[tuple[str, str], ...]:
        """Papers whose number was voided and that nothing replaced since, as (code, label)."""
        standing = {p.kind for p in self.papers if p.stage != Paper.Stage.VOID}
        lost = {p.kind for p in self.papers} - standing
        return tuple((k.code, k.label) for k in MADE if k.label in lost)

    @property
    def may_prepare(self) -> bool:
        return self.is_office and self.meeting.stage in PREPARING

    @property
    def may_record(self) -> bool:
        return self.is_office and self.meeting.stage in (Stage.AGENDA_READY, Stage.HELD)

    @property
    def may_decide(self) -> bool:
        return self.is_office and self.meeting.stage == Stage.HELD


def meetings_for(actor: Actor, year: int | None = None, kind: str = "", limit: int = 200) -> list[MeetingRow]:
    """Meetings within reach, newest first. One query."""
    rows = Meeting.objects.visible_to(actor)
    rows = rows.filter(on__year=year) if year else rows
    rows = rows.filter(kind=kind) if kind else rows
    waiting = Count("decisions", filter=Q(decisions__case__closed_at=None, decisions__case__isnull=False))
    rows = rows.annotate(n_decided=Count("decisions"), n_waiting=waiting).defer("minutes")
    found: Iterable[Any] = rows.order_by("-on", "-id").fetch_mode(FETCH_RAISE)[:limit]
    return [
        MeetingRow(
            id=m.pk,
            title=m.title,
            kind=_(KINDS[m.kind]),
            on=m.on,
            starts=m.time,
            place=m.place,
            stage=m.stage,
            stage_label=_(LABELS[m.stage]),
            tone=TONES[m.stage],
            n_decisions=m.n_decided,
            n_open=m.n_waiting,
        )
        for m in found
    ]


def meeting_for(actor: Actor, pk: int) -> Meeting | None:
    """A meeting within reach. One query."""
    rows = Meeting.objects.visible_to(actor).select_related("programme", "office", "chair", "cut")
    return rows.filter(pk=pk).first()


def page_of(meeting: Meeting, actor: Actor) -> MeetingPage:
    """The page of one meeting. Four queries; two more for the calendar before the notice is out, three for a guest."""
    place = Place(meeting.region_path, home_path=meeting.region_path)
    is_office = DESK.admits(actor, place)
    steps = CHAIN.open_steps(meeting.stage, actor, place)
    papers = list(meeting.papers.select_related("paper__book", "paper__org").order_by("-id"))
    return MeetingPage(
        meeting=meeting,
        kind=_(KINDS[meeting.kind]),
        tone=TONES[meeting.stage],
        chain=_chain(meeting.stage),
        steps=tuple(StepView(s.name, _(s.label), "reason" in s.asks) for s in steps),
        agenda=_agenda(meeting, actor, is_office=is_office),
        attendees=tuple(meeting.attendees.select_related("org")),
        decisions=_decisions(meeting),
        papers=tuple(paper_row(row.paper) for row in papers),
        old_notice=_old_notice(meeting, papers),
        is_office=is_office,
        is_late_notice=meeting.stage == Stage.PLANNED and _days_left(meeting) < NOTICE_DAYS,
    )


def _old_notice(meeting: Meeting, papers: Iterable[MeetingPaper]) -> str:
    """When and where the last notice says the meeting is, if it is not there any more. No query."""
    notices = (row for row in papers if row.paper.kind == MEETING_NOTICE.code and row.paper.stage != Paper.Stage.VOID)
    last = next(notices, None)
    is_old = last is not None and meeting.stage == Stage.AGENDA_READY and last.when != meeting.when
    return when_and_where(last) if last and is_old else ""


def _days_left(meeting: Meeting) -> int:
    return workdays_between(clock.today(), meeting.on, calendar(meeting.region_path))


def _chain(stage: str) -> tuple[Mark, ...]:
    """The stages in order; a cancelled meeting shows only that it was cancelled."""
    if stage == Stage.CANCELLED:
        return (Mark(_(LABELS[stage]), "here"),)
    here = WAY.index(Stage(stage))
    states = (
        "done" if n < here or stage == Stage.CLOSED else "here" if n == here else "ahead" for n in range(len(WAY))
    )
    return tuple(Mark(_(LABELS[s]), state) for s, state in zip(WAY, states, strict=True))


def _agenda(meeting: Meeting, actor: Actor, *, is_office: bool) -> tuple[tuple[str, tuple[PointView, ...]], ...]:
    """The agenda by part; what was dropped is shown to the office only, and what is out of reach leads nowhere.

    One query, up to three more for whoever is asked to the meeting.
    """
    rows = list(meeting.agenda.select_related("unit"))
    shown = [row for row in rows if is_office or not row.is_dropped]
    sources = {row.source for row in shown}
    open_to = sources if is_office else _reached(actor, sources)
    parts = ((s, tuple(_point(row, open_to) for row in shown if row.section == s.value)) for s in Section)
    return tuple((_(SECTION_LABELS[s]), points) for s, points in parts if points)


def _reached(actor: Actor, sources: Iterable[str]) -> set[str]:
    """Which of what an agenda speaks of the reader reaches. One query for each kind."""
    ids: dict[str, set[int]] = defaultdict(set)
    for source in sources:
        kind, _colon, number = source.partition(":")
        if kind in REACHED:
            ids[kind].add(int(number))
    return {f"{kind}:{pk}" for kind, some in ids.items() for pk in REACHED[kind](actor, frozenset(some))}


def _point(row: AgendaItem, open_to: set[str]) -> PointView:
    kind, _colon, number = row.source.partition(":")
    return PointView(
        id=row.pk,
        title=row.title,
        text=row.text,
        unit=row.unit.short if row.unit else "",
        href=PAGES[kind] % number if kind in PAGES and row.source in open_to else "",
        chips=tuple(ChipView(_(c["label"]), c["shown"], figure_url(c)) for c in row.figures),
        is_dropped=row.is_dropped,
    )


def figure_url(chip: Mapping[str, Any]) -> str:
    """Where a frozen figure opens: over its cut, with the digest it was frozen with."""
    query = urlencode({**chip["args"], "digest": chip["digest"]})
    return f"/figures/cuts/{chip['cut']}/{chip['code']}/?{query}"


def _decisions(meeting: Meeting) -> tuple[DecisionView, ...]:
    """One query."""
    return tuple(
        DecisionView(
            id=d.pk,
            text=d.text,
            unit=d.unit.short,
            due_on=d.due_on,
            case_id=d.case_id,
            number=d.case.number if d.case else "",
            stage=_(d.case.what.stage_label(d.case.stage)) if d.case else "",
        )
        for d in meeting.decisions.select_related("unit", "case")
    )


def printed_at(meeting: Meeting, key: str) -> str:
    """Where a figure printed in one of the meeting's papers opens; empty for a key none of them prints. One query."""
    found = PrintedFigure.objects.filter(paper__of_meeting__meeting=meeting, key=key).order_by("-paper_id").first()
    if found is None:
        return ""
    return figure_url({"args": found.args, "digest": found.digest, "cut": found.cut_id, "code": found.code})
