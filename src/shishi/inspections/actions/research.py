"""调研、走流程 are kept with who and how many; 送服务上门 is planned, then done; findings may become problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.keeping import is_first_time
from shishi.cases.actions.opening import Wish, open_case
from shishi.inspections.kinds import OUTREACH, VISIT_MODES
from shishi.inspections.models import Research
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Org
from shishi.orgs.queries import holders
from shishi.programmes.models import Programme
from shishi.rules.authority import HOUSE, LEADERS, OFFICE, UNIT, Actor, Role

MOST_PEOPLE = 9_999
GOES = OFFICE | LEADERS | UNIT | {Role.TOWNSHIP, Role.HANDLER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One research visit as it is written down."""

    mode: str
    on: date
    who: str
    n_people: int
    place: str
    found: str = ""
    services: str = ""


@transaction.atomic
def keep_research(programme: Programme, trip: Trip, actor: Actor, key: str = "") -> Research:
    """Keep a visit of one's own organisation; one that brings services may be planned for a day to come.

    The same `key` again keeps nothing twice. Raises NotYours, and Refused beside what is missing or too early.
    """
    if not actor.is_any(GOES) or actor.org_id is None:
        raise NotYours
    if not is_first_time(actor, key, programme.pk, trip.on, trip.place):
        raise Refused(_("这次调研已经登记过，没有重复登记。"))
    if trip.mode not in VISIT_MODES or not 1 <= trip.n_people <= MOST_PEOPLE:
        raise Refused(_("请选择方式，人次为 1 到 %(most)d。") % {"most": MOST_PEOPLE})
    _refuse_unfit(trip)
    is_planned = trip.on > clock.today()
    row = Research.objects.create(
        programme=programme,
        region_path=programme.region_path,
        unit=Org.objects.get(pk=actor.org_id),
        mode=trip.mode,
        on=trip.on,
        who=clean(trip.who, 200),
        n_people=trip.n_people,
        place=clean(trip.place, 120),
        services=clean(trip.services, 200),
        stage=Research.Stage.PLANNED if is_planned else Research.Stage.DONE,
        found=clean(trip.found, 2000, lines=True),
        by_name=actor.name,
    )
    verb = "research.plan" if is_planned else "research.keep"
    record(row, verb, actor, tell=_told(row, actor) if is_planned else (), on=trip.on, n_people=trip.n_people)
    return row


def _refuse_unfit(trip: Trip) -> None:
    if trip.mode != OUTREACH:
        if trip.on > clock.today():
            raise Refused(
                _("调研日期还没有到，请在调研后登记；只有“送服务上门”可以先列计划。"), {"on": _("请核对日期。")}
            )
        return
    if not trip.services.strip():
        raise Refused(_("请写明送什么服务上门。"), {"services": _("请填写服务内容。")})


def _told(row: Research, actor: Actor) -> list[Tell]:
    """The people of the organisation that goes, but whoever plans it."""
    people = holders(clock.today(), GOES, org_ids=frozenset({row.unit_id}))
    return [Tell(person, "outreach") for person in people if person != actor.person_id]


@transaction.atomic
def carry_out(row: Research, found: str, n_people: int, actor: Actor) -> Research:
    """Write down what a planned visit brought. Raises Overtaken when it was done or called off meanwhile."""
    row = _own_plan(row, actor)
    if row.on > clock.today():
        raise Refused(_("还没有到上门的日子。日期提前的，请取消后重新登记。"))
    if not clean(found, 2000, lines=True) or not 1 <= n_people <= MOST_PEOPLE:
        raise Refused(_("请写明了解到的情况，人次为 1 到 %(most)d。") % {"most": MOST_PEOPLE})
    row.found, row.n_people = clean(found, 2000, lines=True), n_people
    row.stage = Research.Stage.DONE
    row.save(update_fields=["found", "n_people", "stage"])
    record(row, "research.keep", actor, on=row.on, n_people=n_people)
    return row


@transaction.atomic
def call_off(row: Research, actor: Actor) -> Research:
    """Take a planned visit back; it stays in the list as called off."""
    row = _own_plan(row, actor)
    row.stage = Research.Stage.CALLED_OFF
    row.save(update_fields=["stage"])
    record(row, "research.call_off", actor, on=row.on)
    return row


def _own_plan(row: Research, actor: Actor) -> Research:
    """The planned visit of the actor's own organisation, locked."""
    row = Research.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.unit_id != actor.org_id or not actor.is_any(GOES):
        raise NotYours
    if row.stage != Research.Stage.PLANNED:
        raise Overtaken(_("这次上门已经登记或取消，请刷新页面。"))
    return row


@transaction.atomic
def remind_of_today() -> int:
    """Tell those who go that today is the day; return of how many visits. Once each, safe to run twice."""
    today = clock.today()
    due = Research.objects.select_for_update(of=("self",)).filter(
        stage=Research.Stage.PLANNED, on__lte=today, reminded_on=None
    )
    rows = list(due.order_by("id"))
    for row in rows:
        row.reminded_on = today
        row.save(update_fields=["reminded_on"])
        record(row, "research.due", HOUSE, tell=_told(row, HOUSE), on=row.on)
    return len(rows)


@transaction.atomic
def raise_problem(row: Research, title: str, actor: Actor) -> Research:
    """Let what was found become a problem, once."""
    row = Research.objects.select_for_update(of=("self",)).select_related("programme__office").get(pk=row.pk)
    if row.case_id or row.stage != Research.Stage.DONE:
        raise Refused(_("这次调研已经提出过问题，或者还没有走访。"))
    title = clean(title, 120)
    if not title:
        raise Refused(_("请写明问题。"), {"title": _("请写明问题。")})
    told = {"title": title, "text": row.found or title, "source": "research", "place": row.place, "found_on": row.on}
    wish = Wish(office=row.programme.office, origin=("research", row.pk))
    row.case = open_case("problem", told, actor, wish).case
    row.save(update_fields=["case"])
    record(row, "research.raise", actor, case=row.case_id)
    return row
