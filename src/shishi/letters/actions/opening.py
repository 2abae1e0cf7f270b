"""Opening a letter: from an item, from a case, or one level above a letter nobody answered. One matter, one letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.allowing import place_of, refuse_barred
from shishi.cases.actions.opening import Wish, open_case
from shishi.cases.models import Case, CaseLink
from shishi.documents.queries.runs import Runs, marked, written
from shishi.journal.actions import record
from shishi.letters.models import Letter
from shishi.letters.queries.page import KIND, desk_of, number_of
from shishi.letters.queries.prefill import Missing, Start, from_case, from_item, from_missing
from shishi.lib import clock
from shishi.lib.paper.wording import chinese_date
from shishi.lib.refusal import Refused
from shishi.orgs.models import Org
from shishi.programmes.models import Item, Programme
from shishi.reports.actions import cuts
from shishi.reports.models import Cut, Urge
from shishi.reports.queries.board import late_of
from shishi.reports.queries.cuts import frozen
from shishi.rules.authority import OPEN, Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How the letter begins: its kind of paper and level; a level above the first needs a reason."""

    type: str = "letter"
    level: int = 1
    urgency: str = ""


@transaction.atomic
def open_for_item(item: Item, actor: Actor, how: How | None = None, key: str = "") -> Letter:
    """Draft a letter about an item, with its figures out of a cut of today. Raises Refused where one is open."""
    office = item.programme.office
    cut = cut_of_today(item.programme, actor)
    start = from_item(item, frozen(cut) if cut else None)
    return _open(start, office, actor, how or How(), cut, ("item", item.pk), None, key)


@transaction.atomic
def open_for_case(case: Case, actor: Actor, how: How | None = None, key: str = "") -> Letter:
    """Draft a letter about a case that is not brought to its end. Raises Refused where no unit answers for it, and for
    a restricted one: the letter would tell everybody of the office what few may know; and for whoever keeps away.
    """
    refuse_barred(actor, place_of(case))
    if case.secrecy != OPEN:
        raise Refused(_("%(number)s 限定知悉范围，不发督办函，请当面或按保密渠道催办。") % {"number": case.number})
    late = bool(case.next_due_at and case.next_due_at < clock.now())
    start = from_case(case, late)
    if start is None:
        raise Refused(_("%(number)s 还没有责任单位，请先交办。") % {"number": case.number})
    return _open(start, case.office, actor, how or How(), None, ("case", case.pk), case, key)


@transaction.atomic
def open_for_missing(missing: Missing, actor: Actor, how: How | None = None, key: str = "") -> Letter:
    """Draft a letter about a month's returns a unit has not handed in. Raises Refused where none is late."""
    period, unit = missing.period, missing.unit
    titles = late_of(period, unit.pk, clock.now())
    if not titles:
        raise Refused(_("%(unit)s没有逾期未报的月报，不需要督办。") % {"unit": unit.short})
    urged = Urge.objects.filter(period=period, unit=unit).exists()
    start = from_missing(missing, titles, was_urged=urged)
    return _open(start, period.programme.office, actor, how or How(), None, ("period", period.pk), None, key)


def cut_of_today(programme: Programme, actor: Actor) -> Cut | None:
    """A cut of this very moment, so that the letter says what is accepted now; None while no month is open."""
    try:
        return cuts.make(programme, clock.today(), Cut.Occasion.OFFICE, actor)
    except Refused:
        return None


def _open(
    start: Start,
    office: Org,
    actor: Actor,
    how: How,
    cut: Cut | None,
    origin: tuple[str, int],
    from_case: Case | None,
    key: str,
) -> Letter:
    Org.objects.select_for_update().get(pk=office.pk)
    refuse_second(start, origin)
    answers = {"title": start.title, "type": how.type, "source": start.source, "item": start.item}
    wish = Wish(office=office, origin=origin, raised_by=from_case, level=how.level, key=key, inside=True)
    case = open_case(KIND.code, answers, actor, wish).case
    return keep(case, start, office, cut, how.urgency)


def keep(case: Case, start: Start, office: Org, cut: Cut | None, urgency: str = "") -> Letter:
    """Keep what the letter says beside its case."""
    desk = desk_of(office)
    return Letter.objects.create(
        case=case,
        unit=start.unit,
        cut=cut,
        figures=start.figures,
        basis=start.words.basis,
        facts=start.words.facts,
        problems=start.words.problems,
        requirements=list(start.words.requirements),
        urgency=urgency,
        contact=desk.contact,
        phone=desk.phone,
        copies_to=desk.copies_to,
    )


def refuse_second(start: Start, origin: tuple[str, int]) -> None:
    """One matter, one letter: refuse another open one on the same matter and ground to the same unit."""
    first = open_on(start.unit.pk, start.source, origin)
    if first is not None:
        facts = {"number": first.number, "title": first.title}
        raise Refused(
            _("同一事项已有一份没有办结的督办（%(number)s《%(title)s》），一事一单，请在那一份上办理。") % facts
        )


def open_on(unit_id: int, source: str, origin: tuple[str, int]) -> Case | None:
    """The open letter on this matter and ground to this unit. One query."""
    found = Case.objects.open().filter(kind=KIND.code, source=source, origin_kind=origin[0], origin_id=origin[1])
    return found.filter(letter__unit=unit_id).order_by("id").first()


@transaction.atomic
def open_above(first: Letter, actor: Actor) -> Letter:
    """Draft the letter one level above a first one that was ended as escalated, saying what that one asked."""
    case = first.case
    wish = Wish(
        office=case.office,
        origin=(case.origin_kind, case.origin_id) if case.origin_id else None,
        raised_by=case,
        link=CaseLink.Kind.ESCALATED,
        level=case.level + 1,
        inside=True,
    )
    answers = {"title": case.title, "type": case.type, "source": "escalation", "item": case.item}
    new = open_case(KIND.code, answers, actor, wish).case
    letter = Letter.objects.create(
        case=new,
        unit=first.unit,
        cut=first.cut,
        figures=first.figures,
        basis=_escalated_basis(first),
        facts=first.facts,
        problems=first.problems,
        requirements=first.requirements,
        contact=first.contact,
        phone=first.phone,
        copies_to=first.copies_to,
    )
    record(case, "letter.raise", actor, level=new.level, case_id=new.pk)
    return letter


def _escalated_basis(first: Letter) -> Runs:
    day = first.printed_due_on or clock.today()
    return written(
        _("%(number)s要求于%(day)s前办结反馈，你单位逾期未办结，也未说明正当理由。"),
        number=marked(number_of(first), "ordinal"),
        day=marked(chinese_date(day), "date"),
    ) + list(first.basis)
