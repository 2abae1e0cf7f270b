"""Conditions about the leader who answers for a case."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.kinds.base import LEADER
from shishi.cases.models import Case
from shishi.lib import clock
from shishi.orgs.queries import holders
from shishi.rules.authority import Actor, Role


def _is_sponsor(case: Case, actor: Actor, _answers: Answers, _now: datetime) -> str:
    if case.sponsor_id == actor.person_id or actor.role is Role.CONVENER:
        return ""
    name = case.sponsor.name if case.sponsor else "—"
    return _("这件事由 %(name)s 包案，应由包案领导本人审定，召集人可以代为审定。") % {"name": name}


def _leads_here(case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    leader = answers.get("leader")
    if leader is None or leader.pk in holders(clock.today(), LEADER.roles, region_path=case.home_path):
        return ""
    return _("请选择本地区现任领导包案。")


SPONSORING: dict[str, Condition] = {"is_sponsor": _is_sponsor, "leads_here": _leads_here}
