"""Supporting units: charged with a part, reporting it, released from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.allowing import admitted, lock, place_of, refuse_barred
from shishi.cases.actions.answering import charged_fitly
from shishi.cases.actions.finding import follow_units
from shishi.cases.kinds.base import DESK
from shishi.cases.models import Case, CasePart
from shishi.cases.queries.acts import not_here
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Org
from shishi.orgs.queries import holders
from shishi.rules.authority import ANSWERING, OFFICE, Actor

MOST_COUNTED = 1_000_000

type Figures = Mapping[str, int | None]


@transaction.atomic
def charge(case: Case, units: Iterable[Org], task: str, actor: Actor, version: int) -> int:
    """Charge supporting units of the case's own county with a part; return how many are new.

    Raises NotYours, Overtaken when the case is no longer at `version`, Refused for a unit from elsewhere.
    """
    row = lock(case.pk, version)
    admitted(row, actor, DESK)
    if not row.is_open:
        raise Refused(_("这件事已经办结，不能再增加配合单位。"))
    units = list(units)
    _refuse_far(row, units)
    charged_fitly(row.what, {"supporting": units})
    known = set(CasePart.objects.filter(case=row).values_list("unit_id", flat=True))
    new = [unit for unit in units if unit.pk not in known]
    if not new:
        raise Refused(_("请选择还没有分工的单位。"), {"supporting": _("请选择单位。")})
    CasePart.objects.bulk_create(CasePart(case=row, unit=unit, task=clean(task, 200)) for unit in new)
    follow_units([row.pk])
    ids = frozenset(unit.pk for unit in new)
    tell = [Tell(person, "case_part") for person in holders(clock.today(), ANSWERING, org_ids=ids)]
    _move_on(row)
    record(row, "case.charge", actor, tell=tell, n_units=len(new), unit_ids=sorted(ids))
    return len(new)


def _refuse_far(case: Case, units: Iterable[Org]) -> None:
    today = clock.today()
    if any(not unit.region_path.startswith(case.home_path) or unit.is_closed_on(today) for unit in units):
        raise not_here("supporting")


@transaction.atomic
def report_part(case: Case, report: str, actor: Actor, figures: Figures | None = None) -> CasePart:
    """A supporting unit says what it did of its part; the lead unit is told, the office where there is none.

    In a campaign it says besides how much it checked and found.
    """
    row = lock(case.pk)
    part = CasePart.objects.select_for_update().filter(case=row, unit=actor.org_id or 0, is_lead=False).first()
    if part is None or not actor.is_any(ANSWERING):
        raise NotYours
    refuse_barred(actor, place_of(row))
    if not row.is_open:
        raise Refused(_("这件事已经办结，不能再反馈。"))
    report = clean(report, 1000, lines=True)
    if not report:
        raise Refused(_("请写明办理情况。"), {"report": _("请填写办理情况。")})
    if row.kind == "self_check":
        part.n_checked, part.n_found = _counted(row, figures or {})
    part.report, part.stage = report, CasePart.Stage.DONE
    part.done_at, part.done_by_name = clock.now(), actor.name
    part.save()
    roles = ANSWERING if row.unit_id else OFFICE
    lead = holders(clock.today(), roles, org_ids=frozenset({row.unit_id or row.office_id}))
    _move_on(row)
    record(row, "case.report_part", actor, tell=[Tell(p, "case_part_done") for p in lead], part_id=part.pk)
    return part


def _counted(case: Case, figures: Figures) -> tuple[int, int]:
    """The two figures of a unit's own check. Raises Refused beside each that is missing or impossible."""
    if case.stage != "checking":
        raise Refused(_("自查已经汇总，不能再报告。"))
    names = ("n_checked", "n_found")
    wrong = {name: _("请填写数目，没有的填 0。") for name in names if not 0 <= (figures.get(name) or 0) <= MOST_COUNTED}
    wrong |= {name: _("请填写数目，没有的填 0。") for name in names if figures.get(name) is None}
    if wrong:
        raise Refused(_("请填写检查数和发现问题数。"), wrong)
    return int(figures["n_checked"] or 0), int(figures["n_found"] or 0)


@transaction.atomic
def release(case: Case, part_id: int, actor: Actor, version: int) -> None:
    """Take a part back from a supporting unit that has not answered.

    Raises NotYours, Overtaken when the case is no longer at `version`, Refused once it has answered.
    """
    row = lock(case.pk, version)
    admitted(row, actor, DESK)
    part = CasePart.objects.filter(case=row, pk=part_id, is_lead=False, stage=CasePart.Stage.OPEN).first()
    if part is None:
        raise Refused(_("这项分工已经反馈或撤销。"))
    unit_id = part.unit_id
    part.delete()
    follow_units([row.pk])
    _move_on(row)
    record(row, "case.release", actor, unit_id=unit_id)


def _move_on(case: Case) -> None:
    case.version += 1
    case.save(update_fields=["version"])
