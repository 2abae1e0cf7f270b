"""Bulletins as programs read them: words, figures that open, kept files, steps."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from shishi.bulletins.actions import steps
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries import whole
from shishi.bulletins.queries.opening import opened
from shishi.bulletins.queries.page import BulletinRow, bulletin_for, bulletins_for
from shishi.documents.actions.papers import take_copy
from shishi.documents.models import Paper
from shishi.files.serving import serve
from shishi.lib.refusal import Refused
from shishi.lib.rest import Id, Strict, answers, cleaned, file_answer
from shishi.orgs.bearer import ApiRequest, answered_once, api_key, version_of
from shishi.reports.queries.printed import Opened

router = Router()
REVEALS = "bulletins within reach; drafts to offices and leaders"
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Reason = Annotated[str, Field(max_length=300), cleaned(300)]
Whole = Annotated[int, Field(ge=1, le=2**31 - 1)]


class BulletinStepIn(Strict):
    """A step's answers: `reason` to send back or withdraw; `hides_red` leaves red lights out of the public version."""

    version: Whole | None = None
    reason: Reason = ""
    hides_red: bool = False


@router.get("/bulletins", auth=api_key(REVEALS), response=answers(list[BulletinRow]))
def list_bulletins(request: ApiRequest, programme_id: Annotated[Id | None, Query()] = None) -> list[BulletinRow]:
    """Bulletins within reach, newest first, at most a hundred."""
    return bulletins_for(request.actor, programme_id)


@router.get("/bulletins/{int:bulletin_id}", auth=api_key(REVEALS), response=answers(whole.BulletinSheet))
def read_bulletin(request: ApiRequest, bulletin_id: int) -> whole.BulletinSheet:
    """One bulletin: its words, and each figure with formula, arguments, number of rows and digest."""
    return whole.bulletin_sheet(_find(request, bulletin_id), request.actor)


@router.get("/bulletins/{int:bulletin_id}/figures/{key}", auth=api_key(REVEALS), response=answers(Opened))
def open_figure(request: ApiRequest, bulletin_id: int, key: str) -> Opened:
    """A figure computed again over the frozen rows: `same` says whether it comes out as printed."""
    found = opened(_find(request, bulletin_id), key, request.actor)
    if found is None:
        raise Http404
    return found


@router.get(
    "/bulletins/{int:bulletin_id}/text",
    auth=api_key(REVEALS),
    response=answers(str, writes=True),
    openapi_extra=file_answer("text/plain", "The words as frozen at signing."),
)
def read_text(request: ApiRequest, bulletin_id: int) -> HttpResponse:
    """An issued bulletin as plain text."""
    found = _find(request, bulletin_id)
    words = whole.text_of(found, _paper(found).signed_on)
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@router.post(
    "/bulletins/{int:bulletin_id}/files/pdf",
    auth=api_key(REVEALS),
    response=answers(str, writes=True),
    openapi_extra=file_answer(MIME["pdf"], "The kept bytes."),
)
def download_pdf(request: ApiRequest, bulletin_id: int) -> HttpResponseBase:
    """The kept bytes of an issued bulletin as PDF; journalled, so it is a POST."""
    return serve(take_copy(_paper(_find(request, bulletin_id)), "pdf", request.actor))


@router.post(
    "/bulletins/{int:bulletin_id}/files/docx",
    auth=api_key(REVEALS),
    response=answers(str, writes=True),
    openapi_extra=file_answer(MIME["docx"], "The kept bytes."),
)
def download_docx(request: ApiRequest, bulletin_id: int) -> HttpResponseBase:
    """The kept bytes of an issued bulletin as Word; journalled, so it is a POST."""
    return serve(take_copy(_paper(_find(request, bulletin_id)), "docx", request.actor))


@router.post(
    "/bulletins/{int:bulletin_id}/steps/{name}", auth=api_key(REVEALS), response=answers(BulletinRow, writes=True)
)
def take_step(request: ApiRequest, bulletin_id: int, name: str, body: BulletinStepIn) -> HttpResponse:
    """Take a step: send, review, return, sign, publish, withdraw."""
    found = _find(request, bulletin_id)
    if name not in steps.PEOPLE:
        raise Http404
    version = version_of(request, body.version)

    def run() -> BulletinRow:
        steps.take_step(found.pk, name, version, request.actor, reason=body.reason, hides_red=body.hides_red)
        return whole.row_again(found.pk, request.actor)

    return answered_once(request, run)


def _find(request: ApiRequest, bulletin_id: int) -> Bulletin:
    found = bulletin_for(request.actor, bulletin_id)
    if found is None:
        raise Http404
    return found


def _paper(found: Bulletin) -> Paper:
    if found.paper is None:
        raise Refused(_("通报尚未印发，还没有可下载的文件。"))
    return found.paper
