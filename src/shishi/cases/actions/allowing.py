"""Whether a step may be taken: the case held, nobody first, the life cycle asked, the conditions met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shishi.cases.conditions import refusal_of
from shishi.cases.models import Case, CasePart, CaseStep, Recusal
from shishi.journal.queries import timeline
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import By, Place, Step, Taken, Verdict


def lock(pk: int, version: int | None = None, beside: Case | None = None) -> Case:
    """The case, held until the transaction ends; `beside` is held with it. Raises Overtaken when it is no longer at
    `version`.
    """
    case = hold_all([pk], beside)[0]
    if version is not None and case.version != version:
        raise Overtaken(what_happened(case))
    return case


def hold_all(ids: Iterable[int], beside: Case | None = None) -> list[Case]:
    """Some cases, held until the transaction ends, in the order of their numbers, so that no two who hold several wait
    for each other; `beside` is held with them. One query.
    """
    wanted = set(ids)
    held = Case.objects.select_for_update(of=("self",)).filter(pk__in=wanted | ({beside.pk} if beside else set()))
    return [case for case in held.select_related("office", "unit", "item").order_by("id") if case.pk in wanted]


def what_happened(case: Case) -> str:
    """Who did what meanwhile, as the journal says it. One query."""
    last = next(iter(timeline("case", case.pk, limit=1)), None)
    if last is None:
        return _("这件事刚刚有了变化，没有办理您的操作。请刷新页面后再办理。")
    here = timezone.localtime(last.at)
    facts = {
        "name": last.actor_name,
        "post": last.post_label or "—",
        "at": f"{here:%m-%d %H:%M}",
        "did": last.sentence,
    }
    return _("%(name)s（%(post)s）已于 %(at)s 先行办理：%(did)s。没有办理您的操作，请刷新页面查看后再办理。") % facts


def place_of(case: Case) -> Place:
    """Where the case stands, and who is barred from it. One query."""
    return places_of([case])[case.pk]


def places_of(cases: Iterable[Case]) -> dict[int, Place]:
    """Where some cases stand. One query, and one more for kinds whose rights depend on parts."""
    many = list(cases)
    ids = [case.pk for case in many]
    barred: dict[int, set[int]] = {}
    for case_id, person in Recusal.objects.filter(case__in=ids).values_list("case_id", "person_id"):
        barred.setdefault(case_id, set()).add(person)
    parts: dict[int, set[int]] = {}
    asking = [case.pk for case in many if case.what.asks_parts]
    rows = CasePart.objects.filter(case__in=asking).values_list("case_id", "unit_id") if asking else ()
    for case_id, unit in rows:
        parts.setdefault(case_id, set()).add(unit)
    return {case.pk: case.standing(barred.get(case.pk, ()), parts.get(case.pk, ())) for case in many}


def admitted(case: Case, actor: Actor, *bys: By) -> Place:
    """Where the case stands, for whoever holds one of these posts. One query.

    Raises NotYours for others, and Refused for whoever has to keep away from it.
    """
    place = place_of(case)
    if not any(by.admits(actor, place) for by in bys):
        raise NotYours
    refuse_barred(actor, place)
    return place


def refuse_barred(actor: Actor, place: Place) -> None:
    """Refuse whoever is bound up with what the case is about."""
    if actor.person_id in place.barred:
        raise Refused(_("您与这件事有关联，已登记回避，请由其他同志办理。"))


def refuse_others(case: Case, name: str, actor: Actor) -> None:
    """Raise NotYours for whoever could never take the step: they hear nothing of what it asks. One query."""
    if case.what.life.judge(name, case.stage, actor, place_of(case)) is Verdict.NOT_YOURS:
        raise NotYours


def taken_of(cases: Iterable[Case]) -> dict[int, list[Taken]]:
    """The steps of the present round of some cases, and by whom. One query."""
    rounds = {case.pk: case.round for case in cases}
    found: dict[int, list[Taken]] = {pk: [] for pk in rounds}
    rows = CaseStep.objects.filter(case__in=rounds).values_list("case_id", "round", "name", "person_id")
    for case_id, number, name, person in rows:
        if number == rounds[case_id]:
            found[case_id].append(Taken(name, person))
    return found


def allow(
    case: Case,
    name: str,
    actor: Actor,
    answers: Mapping[str, Any],
    now: datetime,
    place: Place,
    taken: Iterable[Taken],
) -> Step:
    """The step, if this actor may take it now. Raises NotYours, or Refused with what stands in the way."""
    life = case.what.life
    verdict = life.judge(name, case.stage, actor, place, taken)
    step = life.find(name, case.stage)
    if verdict is Verdict.NOT_YOURS:
        raise NotYours
    if verdict is Verdict.WRONG_STAGE or step is None:
        label = life.by_name[name][0].label if name in life.by_name else name
        facts = {"number": case.number, "stage": _(case.what.stage_label(case.stage)), "step": _(label)}
        raise Refused(_("%(number)s 现在是“%(stage)s”，不能%(step)s。请刷新页面查看最新情况。") % facts)
    refuse_barred(actor, place)
    if verdict is Verdict.SAME_HANDS:
        facts = {"number": case.number, "step": _(step.label)}
        raise Refused(_("%(number)s 本轮前面的环节是您办理的，按规定须换一位同志%(step)s。") % facts)
    for need in step.needs:
        if sentence := refusal_of(need, case, actor, answers, now):
            raise Refused(sentence)
    return step
