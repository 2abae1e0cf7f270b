"""Supervision letters as programs read them: the register, one letter, its kept files, its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from shishi.documents.actions.papers import take_copy
from shishi.files.serving import serve
from shishi.letters.actions.steps import take
from shishi.letters.models import Letter
from shishi.letters.queries.page import letter_for, number_of
from shishi.letters.queries.register import RegisterRow, register
from shishi.letters.queries.whole import LetterSheet, letter_sheet
from shishi.lib.refusal import Refused
from shishi.lib.rest import Id, Strict, answers, cleaned, file_answer
from shishi.orgs.bearer import ApiRequest, answered_once, api_key, version_of

router = Router()
REVEALS = "letters within reach; drafts to offices and leaders"
Whole = Annotated[int, Field(ge=1, le=2**31 - 1)]
Words = Annotated[str, Field(max_length=2000), cleaned(2000)]
# Steps whose answers are words, a verdict or a day; an answer with files is given on the page.
STEPS = frozenset(
    {"send", "review", "return_draft", "sign", "acknowledge", "report", "accept", "redo", "revoke", "uphold"}
)


class LetterStepIn(Strict):
    """A step's answers, each where the step asks for it."""

    version: Whole | None = None
    reason: Words = ""
    opinion: Words = ""
    progress: Words = ""
    duty_person: Annotated[str, Field(max_length=30), cleaned(30)] = ""
    verdict: Annotated[str, Field(max_length=20)] = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """Where the letter stands after a step."""

    id: int
    number: str
    stage: str
    version: int


@router.get("/letters", auth=api_key(REVEALS), response=answers(list[RegisterRow]))
def list_letters(request: ApiRequest, year: Annotated[Id | None, Query()] = None) -> list[RegisterRow]:
    """The register of a year within reach, newest first; the latest year where none is named."""
    return list(register(request.actor, year).rows)


@router.get("/letters/{int:letter_id}", auth=api_key(REVEALS), response=answers(LetterSheet))
def read_letter(request: ApiRequest, letter_id: int) -> LetterSheet:
    """One letter: its words, and each figure with formula, arguments, number of rows and digest."""
    return letter_sheet(_find(request, letter_id))


@router.post(
    "/letters/{int:letter_id}/files/pdf",
    auth=api_key(REVEALS),
    response=answers(str, writes=True),
    openapi_extra=file_answer("application/pdf", "The kept bytes."),
)
def download_letter(request: ApiRequest, letter_id: int) -> HttpResponseBase:
    """The kept bytes of an issued letter as PDF; journalled, so it is a POST."""
    found = _find(request, letter_id)
    if found.paper is None:
        raise Refused(_("督办函尚未签发，还没有可下载的文件。"))
    return serve(take_copy(found.paper, "pdf", request.actor))


@router.post("/letters/{int:letter_id}/steps/{name}", auth=api_key(REVEALS), response=answers(Stood, writes=True))
def take_letter_step(request: ApiRequest, letter_id: int, name: str, body: LetterStepIn) -> HttpResponse:
    """Take a step: send, review, return_draft, sign, acknowledge, report, accept, redo, revoke, uphold."""
    found = _find(request, letter_id)
    if name not in STEPS:
        raise Http404
    version = version_of(request, body.version)
    given = {key: value for key, value in body.dict(exclude={"version"}).items() if value}

    def run() -> Stood:
        case = take(found, name, request.actor, given, version=version)
        return Stood(found.pk, number_of(found), case.stage, case.version)

    return answered_once(request, run)


def _find(request: ApiRequest, letter_id: int) -> Letter:
    found = letter_for(request.actor, letter_id)
    if found is None:
        raise Http404
    return found
