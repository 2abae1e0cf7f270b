"""Registers, forms and handbooks handed out to programs; each is recorded, so each is a POST."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from shishi.cases.actions.books import print_book
from shishi.cases.actions.exporting import export_ledger, export_paper
from shishi.cases.actions.printing import print_rates, print_step
from shishi.cases.api.bodies import RatesIn, RegisterIn, kind_of
from shishi.cases.api.reading import find, span_of
from shishi.cases.api.router import router
from shishi.cases.models import CaseStep
from shishi.cases.queries.lists import Wanted
from shishi.cases.queries.load import load_board
from shishi.cases.queries.rates import READERS, rate_board
from shishi.files.serving import serve
from shishi.lib.rest import answers, file_answer, month_day
from shishi.orgs.bearer import ApiRequest, api_key

MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
A_PAPER = file_answer("*/*", "The paper.")


@router.post(
    "/case-kinds/{kind}/register/{form}",
    auth=api_key("the register of cases within reach, as a workbook or a Word file"),
    response=answers(str, writes=True),
    openapi_extra=file_answer("*/*", "The register."),
)
def download_register(request: ApiRequest, kind: str, form: str, body: RegisterIn) -> HttpResponse:
    """The register of one kind as `xlsx` or `docx`, narrowed as the list is; `which`: problem, duty, task, duties."""
    if form not in ("xlsx", "docx"):
        raise Http404
    narrow = body.dict(exclude={"which", "month"})
    wanted = Wanted(kind=kind_of(kind).code, month=month_day(body.month) if body.month else None, **narrow)
    write = export_paper if form == "docx" else export_ledger
    return _bytes(write(wanted, body.which, request.actor), form)


@router.post(
    "/case-rates/files/{form}",
    auth=api_key("counts and rates of cases within reach", READERS),
    response=answers(str, writes=True),
    openapi_extra=A_PAPER,
)
def download_rates(request: ApiRequest, form: str, body: RatesIn) -> HttpResponseBase:
    """The board of the rates and what is in hand as a paper, `pdf` or `docx`."""
    kind = kind_of(body.kind).code if body.kind else ""
    board = rate_board(request.actor, kind, body.by, span_of(body.since, body.until))
    return serve(print_rates(board, load_board(request.actor, kind), form, request.actor))


@router.post(
    "/cases/{int:case_id}/papers/{int:step_id}/{form}",
    auth=api_key("the form a step of a case within reach left behind"),
    response=answers(str, writes=True),
    openapi_extra=A_PAPER,
)
def download_paper(request: ApiRequest, case_id: int, step_id: int, form: str) -> HttpResponseBase:
    """The form a step left, as `pdf` or `docx`; `step_id` is the `id` among the case's `past`."""
    case = find(request, case_id)
    step = get_object_or_404(CaseStep.objects.visible_to(request.actor).filter(case=case_id), pk=step_id)
    return serve(print_step(case, step, form, request.actor))


@router.post(
    "/cases/{int:case_id}/book/{form}",
    auth=api_key("the handbook of one pairing, for those who may know whom it is about"),
    response=answers(str, writes=True),
    openapi_extra=A_PAPER,
)
def download_book(request: ApiRequest, case_id: int, form: str) -> HttpResponse:
    """The handbook of one pairing, as `pdf` or `docx`."""
    return _bytes(print_book(find(request, case_id), form, request.actor), form)


def _bytes(content: bytes, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MIMES[form])
    answer.headers["Content-Disposition"] = "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
