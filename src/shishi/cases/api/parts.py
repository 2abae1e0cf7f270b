"""Parts of supporting units as programs give, report and take them back."""

from __future__ import annotations

from django.http import HttpResponse

from shishi.cases.actions import parts
from shishi.cases.api.bodies import ChargeIn, PartIn, ReleaseIn
from shishi.cases.api.reading import REVEALS, find, row_now
from shishi.cases.api.router import router
from shishi.cases.queries.acts import units_of
from shishi.cases.queries.lists import CaseRow
from shishi.lib.rest import answers
from shishi.orgs.bearer import ApiRequest, answered_once, api_key, version_of


@router.post("/cases/{int:case_id}/parts", auth=api_key(REVEALS), response=answers(CaseRow, writes=True, status=201))
def charge_units(request: ApiRequest, case_id: int, body: ChargeIn) -> HttpResponse:
    """Charge supporting units with a part; those that have one already are left as they are."""
    case, version = find(request, case_id), version_of(request, body.version)

    def run() -> CaseRow:
        parts.charge(case, units_of(case, body.unit_ids, "unit_ids"), body.task, request.actor, version)
        return row_now(request, case_id)

    return answered_once(request, run, status=201)


@router.post("/cases/{int:case_id}/parts/report", auth=api_key(REVEALS), response=answers(CaseRow, writes=True))
def report_part(request: ApiRequest, case_id: int, body: PartIn) -> HttpResponse:
    """A supporting unit reports its own part; the lead unit is told. In a campaign `n_checked` and `n_found` go with
    it: 0 where there is nothing.
    """
    case = find(request, case_id)
    figures = {"n_checked": body.n_checked, "n_found": body.n_found}

    def run() -> CaseRow:
        parts.report_part(case, body.report, request.actor, figures)
        return row_now(request, case_id)

    return answered_once(request, run)


@router.post(
    "/cases/{int:case_id}/parts/{int:part_id}/release", auth=api_key(REVEALS), response=answers(CaseRow, writes=True)
)
def release_part(request: ApiRequest, case_id: int, part_id: int, body: ReleaseIn) -> HttpResponse:
    """Take a part back from a supporting unit that has not answered; `part_id` is the `id` among the case's `parts`."""
    case, version = find(request, case_id), version_of(request, body.version)

    def run() -> CaseRow:
        parts.release(case, part_id, request.actor, version)
        return row_now(request, case_id)

    return answered_once(request, run)
