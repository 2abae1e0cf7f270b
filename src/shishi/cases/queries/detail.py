"""One case's page: where it stands, who holds it, what is asked next, and everything that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.cases.kinds.base import DESK, LEADER, OFFICE_HEAD, SIDE_LABELS, UNIT_HEAD, CaseKind, Side
from shishi.cases.models import Asker, Case, CaseLink, CasePart, CaseStep, Extension, Recusal
from shishi.cases.queries.helped import AskerCard, helped_card
from shishi.cases.queries.lists import days_left, tone_of
from shishi.cases.queries.past import PastStep, past_of
from shishi.lib import clock, sealed
from shishi.orgs.queries import holders
from shishi.rules.authority import ANSWERING, Actor
from shishi.rules.deadlines import overdue_workdays
from shishi.rules.lifecycle import By, Place, Step, Taken
from shishi.rules.workdays import WorkCalendar

HIDDEN_TYPES = frozenset({"complain", "report"})


@dataclass(frozen=True, slots=True)
class StageMark:
    """A stage in the drawn chain: past, present or still to come."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another case this one is bound to, within the reader's reach."""

    id: int
    number: str
    title: str
    how: str
    stage_label: str


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """Everything the page of a case shows.

    is_unstaffed  for the desk: the unit that holds it has no post whose work it is to answer
    kept_from  the steps that wait for somebody else's hands, because the reader took part before
    late_days  how many workdays late it was answered, 0 in time; nothing while the answer is owed or no day was set
    """

    case: Case
    kind: CaseKind
    stage_label: str
    tone: str
    holder: str
    days: int | None
    whole_days: int | None
    late_days: int | None
    is_stopped: bool
    is_unstaffed: bool
    chain: tuple[StageMark, ...]
    steps: tuple[Step, ...]
    kept_from: tuple[str, ...]
    past: tuple[PastStep, ...]
    parts: tuple[CasePart, ...]
    my_part: CasePart | None
    extensions: tuple[Extension, ...]
    may_extend: bool
    may_decide: bool
    may_desk: bool
    may_take_on: bool
    may_name_leader: bool
    links: tuple[LinkRow, ...]
    recusals: tuple[Recusal, ...]
    asker: AskerCard | None


def detail(case: Case, actor: Actor) -> CaseDetail:
    """The page of one case. Ten queries, two for the names answers speak of, one for the desk while a unit holds it."""
    kind, now, known = case.what, clock.now(), calendar(case.home_path)
    steps = list(CaseStep.objects.filter(case=case).order_by("id").fetch_mode(FETCH_RAISE))
    recusals = tuple(Recusal.objects.filter(case=case).order_by("id"))
    taken = [Taken(row.name, row.person_id) for row in steps if row.round == case.round]
    parts = tuple(CasePart.objects.filter(case=case).select_related("unit"))
    place = case.standing((row.person_id for row in recusals), (part.unit_id for part in parts))
    extensions = tuple(Extension.objects.filter(case=case))
    own = next((p for p in parts if p.unit_id == actor.org_id and not p.is_lead), None)
    waiting = any(e.stage == Extension.Stage.ASKED for e in extensions)

    def may(*bys: By) -> bool:
        return actor.person_id not in place.barred and any(by.admits(actor, place) for by in bys)

    return CaseDetail(
        case=case,
        kind=kind,
        stage_label=_(kind.stage_label(case.stage)),
        tone=tone_of(case, now),
        holder=case.holder.name if case.holder else _(SIDE_LABELS.get(case.side, "")),
        days=days_left(case.next_due_at, now, known),
        whole_days=days_left(case.due_at, now, known) if case.is_open and case.stage not in kind.met else None,
        late_days=_late_days(case, known),
        is_stopped=case.stopped_at is not None,
        is_unstaffed=may(DESK) and _is_unstaffed(case),
        chain=chain_of(case, steps),
        steps=tuple(s for s in kind.life.open_steps(case.stage, actor, place, taken) if _has_room(case, s, actor)),
        kept_from=tuple(_(s.label) for s in kind.life.kept_from(case.stage, actor, place, taken) if not s.aside),
        past=past_of(case, steps),
        parts=_shared(case, parts),
        my_part=own if actor.is_any(ANSWERING) and case.is_open and actor.person_id not in place.barred else None,
        extensions=extensions,
        may_extend=_may_extend(case, now) and may(UNIT_HEAD) and not waiting,
        may_decide=waiting and may(*kind.decides),
        may_desk=may(DESK),
        may_take_on=case.is_open and may(LEADER) and case.sponsor_id != actor.person_id,
        may_name_leader=case.is_open and may(OFFICE_HEAD),
        links=links_of(case, actor),
        recusals=recusals,
        asker=asker_card(case, actor, place),
    )


def _has_room(case: Case, step: Step, actor: Actor) -> bool:
    """Whether a step by which others join leads anywhere: while somebody is still wanted, for whoever is not in it."""
    return not step.joins or (case.is_offered and case.taker_id != actor.person_id)


def _is_unstaffed(case: Case) -> bool:
    """Whether nobody can answer for the unit that holds a case. One query."""
    if case.side != Side.UNIT or case.holder_id is None:
        return False
    return not holders(clock.today(), ANSWERING, org_ids=frozenset({case.holder_id}))


def _shared(case: Case, parts: Sequence[CasePart]) -> tuple[CasePart, ...]:
    """Who has which part, where others than the unit charged have one: whoever raised it has a row only to see it."""
    found = tuple(
        p for p in parts if p.is_lead or p.stage == CasePart.Stage.OPEN or p.report or p.unit_id != case.raiser_id
    )
    return found if any(not part.is_lead for part in found) else ()


def _late_days(case: Case, known: WorkCalendar) -> int | None:
    """How many workdays after its due day a case was answered, 0 in time; nothing while the answer is owed."""
    if case.due_at is None or (case.is_open and case.stage not in case.what.met):
        return None
    answered = case.replied_at or case.closed_at
    if answered is None:
        return None
    return max(1, overdue_workdays(case.due_at, answered, known)) if answered > case.due_at else 0


def _may_extend(case: Case, now: datetime) -> bool:
    return case.stage in case.what.extends and case.due_at is not None and now <= case.due_at


def chain_of(case: Case, steps: Sequence[CaseStep]) -> tuple[StageMark, ...]:
    """The way of the case as stages in order: those it stood at, in earlier rounds too, where it stands, and the usual
    way on from there.
    """
    life = case.what.life
    walked = list(dict.fromkeys(step.target for step in steps))
    if case.stage in walked:
        walked = walked[: walked.index(case.stage)]
    past = [StageMark(_(life.labels[stage]), "past") for stage in walked]
    here = StageMark(_(life.labels[case.stage]), "end" if case.stage in life.ends else "here")
    return (*past, here, *(StageMark(_(life.labels[stage]), "ahead") for stage in _ahead(case)))


def _ahead(case: Case) -> list[str]:
    """The usual way from here: at each stage the first step that is neither aside nor a way back."""
    life, seen, stage = case.what.life, [case.stage], case.stage
    while stage not in life.ends:
        usual = (s for s in life.steps if s.leaves(stage) and not s.aside and not s.sends_back)
        following = next((t for s in usual if (t := s.leads_from(stage)) not in seen), None)
        if following is None:
            break
        seen.append(following)
        stage = following
    return seen[1:]


def links_of(case: Case, actor: Actor) -> tuple[LinkRow, ...]:
    """Cases bound to this one that the reader reaches. Two queries."""
    pairs = [(row.other_id, row.get_kind_display(), True) for row in CaseLink.objects.filter(case=case)]
    pairs += [(row.case_id, row.get_kind_display(), False) for row in CaseLink.objects.filter(other=case)]
    reached = {one.pk: one for one in Case.objects.visible_to(actor).filter(pk__in=[pk for pk, _how, _out in pairs])}
    return tuple(
        LinkRow(
            one.pk,
            one.number,
            one.title,
            how if out else _("%(how)s（对方）") % {"how": how},
            _(one.what.stage_label(one.stage)),
        )
        for pk, how, out in pairs
        if (one := reached.get(pk))
    )


def asker_card(case: Case, actor: Actor, place: Place) -> AskerCard | None:
    """Whoever asked: the desk sees them; who handles the case only when secrecy was not wished for and the type is no
    complaint; everybody else does not, nor does whoever keeps away from it. One query for kinds somebody asks.
    """
    if not case.what.coded and not case.what.knows:
        return None
    asker = Asker.objects.filter(case=case).first()
    if asker is None:
        return None
    if asker.erased_at:
        return AskerCard(_("已按保存期限清除"), "", False)
    if actor.person_id in place.barred:
        return AskerCard("", "", True)
    if case.what.knows:
        return helped_card(asker, case, actor, place)
    handles = actor.serves_unit(*place.unit_ids) and actor.is_any(ANSWERING)
    hidden = asker.wants_secrecy or case.type in HIDDEN_TYPES
    if DESK.admits(actor, place) or (handles and not hidden):
        return AskerCard(sealed.unseal(asker.name_sealed) or _("未留姓名"), sealed.unseal(asker.phone_sealed), hidden)
    return AskerCard("", "", True)
