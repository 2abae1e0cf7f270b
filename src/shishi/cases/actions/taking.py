"""Taking a case up that was put out for anybody, joining who did, and letting it go again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shishi.cases.models import Case, CasePart
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Step


def let_go(case: Case) -> int | None:
    """Let whoever took the case up answer for it no longer; who that was. The first promise stays on record."""
    gone = case.taker_id
    case.taker_id, case.taker_name, case.team = None, "", ""
    case.unit_id, case.n_takers = None, 0
    case.assigned_at = None
    return gone


def taken_up(case: Case, step: Step, actor: Actor) -> list[CasePart]:
    """Let the actor take the case up, or join who did; the part by which their organisation reaches it.

    A case given to a unit by somebody else counts as taken up, by nobody in particular.
    """
    if step.lets_go and case.unit_id:
        case.n_takers = 1
    if not (step.takes_up or step.joins):
        return []
    case.n_takers += 1
    if step.takes_up:
        case.taker_id, case.taker_name, case.unit_id = actor.person_id, actor.name, actor.org_id
        return [CasePart(case=case, unit_id=actor.org_id or 0, is_lead=True)]
    if actor.org_id == case.unit_id:
        return []
    return [CasePart(case=case, unit_id=actor.org_id or 0, stage=CasePart.Stage.DONE, task=_("共同认领"))]
