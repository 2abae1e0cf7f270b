"""调研、走流程: kept with who and how many; what was found may become a problem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.keeping import is_first_time
from shishi.cases.actions.opening import Wish, open_case
from shishi.inspections.kinds import VISIT_MODES
from shishi.inspections.models import Research
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Org
from shishi.programmes.models import Programme
from shishi.rules.authority import LEADERS, OFFICE, UNIT, Actor, Role

GOES = OFFICE | LEADERS | UNIT | {Role.TOWNSHIP, Role.HANDLER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One research visit as it is written down."""

    mode: str
    on: date
    who: str
    n_people: int
    place: str
    found: str


@transaction.atomic
def keep_research(programme: Programme, trip: Trip, actor: Actor, key: str = "") -> Research:
    """Keep a research visit of one's own organisation. The same `key` again keeps nothing twice."""
    if not actor.is_any(GOES) or actor.org_id is None:
        raise NotYours
    if not is_first_time(actor, key, programme.pk, trip.on, trip.place):
        raise Refused(_("这次调研已经登记过，没有重复登记。"))
    if trip.mode not in VISIT_MODES or trip.n_people < 1:
        raise Refused(_("请选择方式，人次至少为 1。"))
    if trip.on > clock.today():
        raise Refused(_("调研日期还没有到，请在调研后登记。"), {"on": _("请核对日期。")})
    row = Research.objects.create(
        programme=programme,
        region_path=programme.region_path,
        unit=Org.objects.get(pk=actor.org_id),
        mode=trip.mode,
        on=trip.on,
        who=clean(trip.who, 200),
        n_people=trip.n_people,
        place=clean(trip.place, 120),
        found=clean(trip.found, 2000, lines=True),
        by_name=actor.name,
    )
    record(row, "research.keep", actor, mode=trip.mode, on=trip.on, n_people=trip.n_people)
    return row


@transaction.atomic
def raise_problem(row: Research, title: str, actor: Actor) -> Research:
    """Let what was found become a problem, once."""
    row = Research.objects.select_for_update(of=("self",)).select_related("programme__office").get(pk=row.pk)
    if row.case_id:
        raise Refused(_("这次调研已经提出过问题。"))
    title = clean(title, 120)
    if not title:
        raise Refused(_("请写明问题。"), {"title": _("请写明问题。")})
    told = {"title": title, "text": row.found or title, "source": "research", "place": row.place, "found_on": row.on}
    wish = Wish(office=row.programme.office, origin=("research", row.pk))
    row.case = open_case("problem", told, actor, wish).case
    row.save(update_fields=["case"])
    record(row, "research.raise", actor, case=row.case_id)
    return row
