"""Conditions about what is asked for and who grants it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.models import Case, CasePart
from shishi.rules.authority import Actor


def _not_the_raiser(case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    unit = answers.get("unit")
    if unit is None or unit.pk != case.raiser_id:
        return ""
    return _("%(unit)s就是提出单位，请选择能够解决的部门。") % {"unit": unit.short}


def _joint_has_units(case: Case, _actor: Actor, answers: Answers, _now: datetime) -> str:
    """A joint acceptance is signed off by several bureaus side by side, or it is none."""
    if case.type != "joint" or answers.get("supporting"):
        return ""
    others = CasePart.objects.filter(case=case, is_lead=False).exclude(unit=case.raiser_id)
    return "" if others.exists() else _("联合验收由几个部门并联办理，请在“配合单位”中选择参加验收的部门。")


FACTORS: dict[str, Condition] = {"not_the_raiser": _not_the_raiser, "joint_has_units": _joint_has_units}
