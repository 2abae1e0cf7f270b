"""The rows an act on a case speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from shishi.cases.models import Case, CaseStep
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.orgs.models import Org, Person
from shishi.orgs.reach import below
from shishi.rules.authority import Actor


def units_of(case: Case, ids: Iterable[int], field: str) -> list[Org]:
    """The organisations with these ids, all at work in the case's own county. Raises Refused beside the field when one
    is not. One query.
    """
    wanted = set(ids)
    found = list(Org.objects.open_on(clock.today()).filter(below("region_path", case.home_path), pk__in=wanted))
    if len(found) != len(wanted):
        raise not_here(field)
    return found


def not_here(field: str) -> Refused:
    """The refusal of a unit that is not of the case's county, or is no more."""
    sentence = _("有的单位不在本地，或已撤销。请从可选的单位中选择。")
    return Refused(sentence, {field: sentence})


def leader_of(person_id: int | None) -> Person | None:
    """The person with this number; whether they lead here the action asks. At most one query."""
    return Person.objects.filter(pk=person_id).first() if person_id else None


def person_of(actor: Actor) -> Person:
    """The actor's own person. One query."""
    return Person.objects.get(pk=actor.person_id)


def case_numbered(number: str, actor: Actor) -> Case:
    """The case with this number, within reach. Raises Refused beside the field when there is none."""
    found = Case.objects.visible_to(actor).filter(number=number.strip().upper()[:30]).first()
    if found is None:
        sentence = _("没有找到这个编号的事项，请核对编号。")
        raise Refused(sentence, {"earlier": sentence})
    return found


def words_of(case: Case, step_id: int) -> str:
    """What was noted at one step of a case, to begin another with; empty where nothing was. One query."""
    step = CaseStep.objects.filter(case=case, pk=step_id).first()
    return str(step.answers.get("diary") or step.answers.get("progress") or "") if step else ""
