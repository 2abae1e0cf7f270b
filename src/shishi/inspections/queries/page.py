"""Inspections as their pages need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import FETCH_RAISE, Count, Q
from django.utils.translation import gettext as _

from shishi.documents.kinds import kind_of
from shishi.documents.models import Paper
from shishi.documents.queries.papers import PaperRow, paper_row
from shishi.inspections.chain import CHAIN, DESK, LABELS, OPEN_STAGES, Stage
from shishi.inspections.kinds import HIDDEN, MODES, VERDICTS
from shishi.inspections.models import Draw, Finding, Inspection, TeamMember, Visit
from shishi.lib import clock
from shishi.orgs.models import RightsChange
from shishi.rules.authority import LEADERS, OFFICE, Actor
from shishi.rules.lifecycle import Step

TONES: dict[str, str] = {
    Stage.PLANNED: "blue",
    Stage.UNDER_WAY: "yellow",
    Stage.CONCLUDED: "green",
    Stage.CANCELLED: "grey",
}
EARLIER = 5


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection in the yearly plan."""

    id: int
    title: str
    topic: str
    mode: str
    since: date
    until: date
    stage: str
    stage_label: str
    tone: str
    n_visits: int
    n_done: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """Something found, and the problem it became."""

    title: str
    text: str
    unit: str
    case_id: int | None
    number: str
    stage: str


@dataclass(frozen=True, slots=True)
class ActView:
    """A step the reader may take now; `asks` is the label of what it asks for, `is_main` that it leads on."""

    name: str
    label: str
    asks: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class WindowView:
    """The reach somebody sent holds for the days of the inspection, and whether it is open today."""

    name: str
    since: date | None
    until: date | None
    label: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPage:
    """An inspection with everything on its page."""

    inspection: Inspection
    mode: str
    tone: str
    steps: tuple[ActView, ...]
    visits: tuple[Visit, ...]
    findings: tuple[FindingView, ...]
    team: tuple[str, ...]
    windows: tuple[WindowView, ...]
    draws: tuple[Draw, ...]
    papers: tuple[PaperRow, ...]
    voided: tuple[tuple[str, str], ...]
    is_office: bool
    may_visit: bool

    @property
    def is_ready(self) -> bool:
        """Whether everything was looked at, so that it can be concluded."""
        return self.inspection.stage == Stage.UNDER_WAY and all(visit.is_done for visit in self.visits)

    @property
    def may_change(self) -> bool:
        return self.is_office and self.inspection.stage in OPEN_STAGES


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement of the checklist with what was found."""

    n: int
    text: str
    verdict: str
    verdict_label: str
    note: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier visit to the same site or unit: one record for everybody who inspects."""

    at: datetime
    title: str
    result: str
    n_failed: int


def inspections_for(actor: Actor, year: int | None = None, limit: int = 200) -> list[InspectionRow]:
    """Inspections within reach, newest first. One query."""
    rows = Inspection.objects.visible_to(actor)
    rows = rows.filter(since__year=year) if year else rows
    counted = rows.annotate(n_all=Count("visits"), n_seen=Count("visits", filter=Q(visits__is_done=True)))
    columns = ("pk", "title", "topic", "mode", "since", "until", "stage", "n_all", "n_seen")
    found = counted.order_by("-since", "-id").values_list(*columns)[:limit]
    return [_row(*values) for values in found]


def _row(
    pk: int, title: str, topic: str, mode: str, since: date, until: date, stage: str, n: int, seen: int
) -> InspectionRow:
    hidden = mode in HIDDEN and stage in OPEN_STAGES
    return InspectionRow(
        pk, title, topic, _(MODES[mode]), since, until, stage, _(LABELS[stage]), TONES[stage], n, seen, hidden
    )


def inspection_for(actor: Actor, pk: int) -> Inspection | None:
    """An inspection within reach. One query."""
    return Inspection.objects.visible_to(actor).select_related("programme", "office").filter(pk=pk).first()


def page_of(row: Inspection, actor: Actor) -> InspectionPage:
    """The page of one inspection; a unit sees the visits to itself. Seven queries at most."""
    place = row.place
    visits = tuple(
        Visit.objects.visible_to(actor).filter(inspection=row).select_related("unit").order_by("unit__sort", "id")
    )
    team = list(row.team.select_related("person", "window"))
    is_office = DESK.admits(actor, place)
    whole = is_office or actor.is_any(OFFICE | LEADERS) or any(m.person_id == actor.person_id for m in team)
    papers = row.papers.select_related("paper__book", "paper__org").order_by("id") if whole else ()
    return InspectionPage(
        inspection=row,
        mode=_(MODES[row.mode]),
        tone=TONES[row.stage],
        steps=tuple(_act(step) for step in CHAIN.open_steps(row.stage, actor, place)),
        visits=visits,
        findings=_findings(visits),
        team=tuple(m.person.name for m in team) if whole or row.mode != "mystery" else (),
        windows=tuple(_window(m, row) for m in team if m.window) if whole else (),
        draws=tuple(row.draws.all()) if whole else (),
        papers=tuple(paper_row(one.paper) for one in papers),
        voided=voided_of(row) if is_office else (),
        is_office=is_office,
        may_visit=row.stage == Stage.UNDER_WAY and (is_office or any(m.person_id == actor.person_id for m in team)),
    )


def _window(member: TeamMember, row: Inspection) -> WindowView:
    """No query when person and window are loaded."""
    window, today = member.window, clock.today()
    assert window is not None
    label, tone = str(window.get_state_display()), "yellow"
    if window.state == RightsChange.State.APPROVED and window.since and window.until:
        found = (_("未到期"), "blue") if today < window.since else (_("已开通"), "green")
        label, tone = (_("已到期收回"), "grey") if today > window.until else found
        label, tone = (_("已取消收回"), "grey") if row.stage == Stage.CANCELLED else (label, tone)
    return WindowView(member.person.name, window.since, window.until, label, tone)


def voided_of(row: Inspection) -> tuple[tuple[str, str], ...]:
    """Papers whose number was voided and that nothing replaced since, as (code, label). One query."""
    last: dict[str, str] = dict(row.papers.order_by("id").values_list("paper__kind", "paper__stage"))
    return tuple((kind, _(kind_of(kind).label)) for kind, stage in last.items() if stage == Paper.Stage.VOID)


def _act(step: Step) -> ActView:
    return ActView(step.name, _(step.label), _asks(step.asks), step.target != Stage.CANCELLED)


def _asks(asks: tuple[str, ...]) -> str:
    return {(): "", ("conclusion",): _("结论"), ("reason",): _("理由")}[asks]


def _findings(visits: tuple[Visit, ...]) -> tuple[FindingView, ...]:
    """One query."""
    rows = Finding.objects.filter(visit__in=[v.pk for v in visits]).select_related("visit__unit", "case")
    return tuple(
        FindingView(
            f.title,
            f.text,
            f.visit.unit.short,
            f.case_id,
            f.case.number if f.case else "",
            _(f.case.what.stage_label(f.case.stage)) if f.case else "",
        )
        for f in rows.order_by("visit", "id")
    )


def visit_for(actor: Actor, pk: int) -> Visit | None:
    """One object of an inspection within reach. One query."""
    rows = Visit.objects.visible_to(actor).select_related("inspection__office", "unit", "site", "item")
    return rows.filter(pk=pk).first()


def asked_of(visit: Visit) -> list[Asked]:
    """The checklist with what was found so far. No query."""
    found = []
    for n, text in enumerate(visit.inspection.checklist):
        one = visit.answers.get(str(n), {})
        verdict = one.get("verdict", "")
        found.append(Asked(n, text, verdict, _(VERDICTS.get(verdict, "—")), one.get("note", "")))
    return found


def earlier_visits(visit: Visit) -> list[Earlier]:
    """What was seen at the same site, or of the unit where no site is named, in concluded inspections. One query."""
    rows = Visit.objects.filter(is_done=True, inspection__stage=Stage.CONCLUDED).exclude(pk=visit.pk)
    rows = rows.filter(site=visit.site_id) if visit.site_id else rows.filter(unit=visit.unit_id, site=None)
    found = rows.select_related("inspection").order_by("-visited_at", "-id").fetch_mode(FETCH_RAISE)[:EARLIER]
    return [Earlier(v.visited_at, v.inspection.title, v.result, v.n_failed) for v in found if v.visited_at]
