"""Urging (催报): one message to each unit that owes returns, no more often than the programme allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.models import Org
from shishi.orgs.queries import holders_by_org
from shishi.reports.actions import steps
from shishi.reports.chain import OFFICE
from shishi.reports.models import Period, Urge
from shishi.reports.queries.board import owed_by
from shishi.rules.authority import UNIT, Actor
from shishi.rules.lifecycle import Place


@dataclass(frozen=True, slots=True)
class Urged:
    """What became of one unit: urged for `n_returns`, or why not."""

    unit: str
    n_returns: int = 0
    sentence: str = ""


@transaction.atomic
def urge(period: Period, unit_ids: Iterable[int], actor: Actor, *, key: str = "") -> list[Urged]:
    """Tell liaison and heads of each unit once what it owes; a unit that owes nothing, or was urged as often as the
    programme allows in a month, is left alone and named.

    Raises NotYours for anybody but the programme's office, Refused when no unit is chosen. Sent twice it does nothing.
    """
    held = Period.objects.select_for_update(of=("self",)).select_related("programme").get(pk=period.pk)
    if not OFFICE.admits(actor, Place(held.programme.region_path)) or actor.org_id != held.programme.office_id:
        raise NotYours
    chosen = sorted(set(unit_ids))
    if not chosen:
        raise Refused(_("请先勾选要催报的单位。"))
    if not steps.is_first_time(actor, key, held.pk, chosen):
        return []
    owed = owed_by(held, chosen)
    found = [_urge_one(held, unit, owed.get(unit.pk, 0), actor) for unit in Org.objects.filter(pk__in=chosen)]
    told = {u for u, said in found if not said.sentence}
    people = holders_by_org(clock.today(), UNIT, frozenset(told))
    record(
        held,
        "period.urge",
        actor,
        tell=[Tell(person, "urged") for unit in sorted(told) for person in people.get(unit, [])],
        n_units=len(told),
        n_returns=sum(said.n_returns for _unit, said in found),
        unit_ids=sorted(told),
    )
    return [said for _unit, said in found]


def _urge_one(period: Period, unit: Org, n_owed: int, actor: Actor) -> tuple[int, Urged]:
    limit = period.programme.urges_a_month
    if not n_owed:
        return unit.pk, Urged(unit.name, sentence=_("%(unit)s没有欠报，没有催报。") % {"unit": unit.name})
    if Urge.objects.filter(period=period, unit=unit).count() >= limit:
        said = _("%(unit)s本月已催报 %(n)d 次，达到上限，没有再催。请改用电话联系。") % {"unit": unit.name, "n": limit}
        return unit.pk, Urged(unit.name, sentence=said)
    Urge.objects.create(period=period, unit=unit, at=clock.now(), by_name=actor.name, n_returns=n_owed)
    return unit.pk, Urged(unit.name, n_owed)
