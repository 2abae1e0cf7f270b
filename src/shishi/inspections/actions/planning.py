"""Planning an inspection, and not a second one of the same unit on the same topic in the same month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.keeping import is_first_time
from shishi.inspections.actions.locking import opened, save
from shishi.inspections.chain import Stage
from shishi.inspections.kinds import CHECKLIST, LOOK_BACK, MODES, VERIFICATION
from shishi.inspections.models import Inspection, TeamMember, Visit
from shishi.inspections.queries.choices import inspecting
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.actions.rights import TEMPORARY, propose_window
from shishi.orgs.models import Org, Person, Post
from shishi.programmes.models import Programme
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is planned: the units to be looked at and who is sent."""

    title: str
    topic: str
    mode: str
    since: date
    until: date
    units: tuple[Org, ...]
    team: tuple[Person, ...]
    by_whom: str = ""


@transaction.atomic
def plan(programme: Programme, wanted: Plan, actor: Actor, key: str = "") -> Inspection:
    """Plan an inspection. Refused where a unit is looked at on the same topic in the same month, naming the first."""
    office = inspecting(programme, actor)
    if office is None or (office.pk != programme.office_id and wanted.mode != VERIFICATION):
        raise NotYours
    if not is_first_time(actor, key, programme.pk, wanted.title, wanted.since):
        raise Refused(_("这次督查已经登记过，没有重复登记。请到列表中查看。"))
    Programme.objects.select_for_update().get(pk=programme.pk)
    topic = _checked(wanted)
    refuse_second(programme, topic, wanted)
    row = Inspection.objects.create(
        programme=programme,
        region_path=programme.region_path,
        office=office,
        title=clean(wanted.title, 120),
        topic=topic,
        mode=wanted.mode,
        since=wanted.since,
        until=wanted.until,
        by_whom=clean(wanted.by_whom, 80) or office.short,
        checklist=list(LOOK_BACK if wanted.mode == "look_back" else CHECKLIST),
        stage_since=clock.now(),
    )
    _look_at(row, wanted.units)
    _send(row, wanted.team, actor)
    facts = {"mode": wanted.mode, "since": wanted.since, "n_units": len(wanted.units)}
    record(row, "inspection.plan", actor, **facts)  # type: ignore[arg-type]
    return row


def _send(row: Inspection, team: tuple[Person, ...], actor: Actor) -> None:
    """Send the team. For whoever sees nothing of the region by their post, reach is proposed for a verification's days:
    the region's keeper of keys decides, and it ends by itself on the last day.
    """
    posts = {p.person_id: p for p in Post.objects.held_on(row.since).filter(person__in=team, role__in=TEMPORARY)}
    for person in team:
        post, window = posts.get(person.pk), None
        if row.mode == VERIFICATION and post is not None:
            window = propose_window(post, row.programme.region, row.since, row.until, row.title, actor)
        TeamMember.objects.create(inspection=row, person=person, window=window)


def _checked(wanted: Plan) -> str:
    topic = clean(wanted.topic, 40)
    wrong: dict[str, str] = {}
    if wanted.mode not in MODES:
        wrong["mode"] = _("请选择方式。")
    if not topic:
        wrong["topic"] = _("请填写检查主题。")
    if wanted.until < wanted.since:
        wrong["until"] = _("结束日期早于开始日期。")
    if not wanted.units:
        wrong["units"] = _("请选择被检查单位。")
    if not wanted.team:
        wrong["team"] = _("请选择检查人员。")
    if wrong:
        raise Refused(next(iter(wrong.values())), wrong)
    return topic


def refuse_second(programme: Programme, topic: str, wanted: Plan) -> None:
    """Raise Refused when a unit is already looked at on the topic in one of the months. One query."""
    first = wanted.since.replace(day=1)
    same = Visit.objects.filter(unit__in=wanted.units, inspection__topic=topic, inspection__until__gte=first)
    same = same.filter(inspection__region_path=programme.region_path).exclude(inspection__stage=Stage.CANCELLED)
    for visit in same.select_related("inspection", "unit").order_by("inspection__since", "id"):
        other = visit.inspection
        if (other.since.year, other.since.month) <= (wanted.until.year, wanted.until.month):
            facts = {"unit": visit.unit.short, "title": other.title, "since": f"{other.since:%F}", "topic": topic}
            sentence = _(
                "%(unit)s同月已有同一主题（%(topic)s）的督查“%(title)s”（%(since)s 开始）。"
                "不再重复检查，请把检查对象并入那一次。"
            )
            raise Refused(sentence % facts, {"units": _("同月同主题不重复检查。")})


def _look_at(row: Inspection, units: tuple[Org, ...]) -> None:
    known = set(row.visits.filter(site=None).values_list("unit_id", flat=True))
    Visit.objects.bulk_create(
        Visit(inspection=row, unit=unit, title=unit.short) for unit in units if unit.pk not in known
    )


@transaction.atomic
def join(pk: int, units: tuple[Org, ...], version: int, actor: Actor) -> Inspection:
    """Let this inspection look at more units, instead of sending another one to them."""
    row = opened(pk, version, actor, (Stage.PLANNED, Stage.UNDER_WAY))
    if not units:
        raise Refused(_("请选择要并入的单位。"), {"units": _("请选择单位。")})
    _look_at(row, units)
    save(row)
    record(row, "inspection.join", actor, n_units=len(units))
    return row
