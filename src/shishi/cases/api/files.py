"""Files of cases: sent along with a step or an opening, and handed out again."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from pydantic import ValidationError

from shishi.cases.api.acting import CaseOpened, find_step, opened, taken, uncoded
from shishi.cases.api.bodies import CaseStepIn, OpenIn
from shishi.cases.api.reading import REVEALS, find
from shishi.cases.api.router import router
from shishi.cases.models import CaseFile
from shishi.cases.queries.lists import CaseRow
from shishi.files.serving import serve
from shishi.lib.rest import Malformed, answers, file_answer, refuse_unfit
from shishi.orgs.bearer import ApiRequest, answered_once, api_key, version_of

A_FILE = {"type": "array", "items": {"type": "string", "format": "binary"}}
PARTS = {
    "type": "object",
    "required": ["body"],
    "properties": {"body": {"type": "string", "description": "What the operation without files takes, as JSON."}},
    "additionalProperties": A_FILE,
}
MULTIPART = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": PARTS}}}}


@router.post(
    "/cases/with-files",
    auth=api_key(REVEALS),
    response=answers(CaseOpened, writes=True, status=201),
    openapi_extra=MULTIPART,
)
def open_with_files(request: ApiRequest) -> HttpResponse:
    """Open a case with files: multipart, `body` as JSON and each file under the name of its answer."""
    body = _body(request, OpenIn)
    return answered_once(request, lambda: opened(request, body, request.FILES), status=201, kept=uncoded)


@router.post(
    "/cases/{int:case_id}/steps/{name}/with-files",
    auth=api_key(REVEALS),
    response=answers(CaseRow, writes=True),
    openapi_extra=MULTIPART,
)
def take_with_files(request: ApiRequest, case_id: int, name: str) -> HttpResponse:
    """Take a step with files: multipart, `body` as JSON and each file under the name of its answer."""
    case, body = find_step(request, case_id, name), _body(request, CaseStepIn)
    version = version_of(request, body.version)
    return answered_once(request, lambda: taken(request, case, name, version, body.answers, request.FILES))


@router.get(
    "/cases/{int:case_id}/files/{int:file_id}",
    auth=api_key("a file handed in with a case within reach"),
    response=answers(None),
    openapi_extra=file_answer("*/*", "The file."),
)
def read_file(request: ApiRequest, case_id: int, file_id: int) -> HttpResponseBase:
    """A file of a case, by the id its step names."""
    find(request, case_id)
    rows = CaseFile.objects.visible_to(request.actor).filter(case=case_id).select_related("file")
    return serve(get_object_or_404(rows, pk=file_id).file)


def _body[T: (OpenIn, CaseStepIn)](request: ApiRequest, shape: type[T]) -> T:
    """The part called `body`. Raises Malformed for anything but JSON of this shape."""
    try:
        if set(request.POST) - {"body"}:
            raise Malformed(_("除 body 和文件外，不接受其他字段。"))
        found: Any = json.loads(request.POST.get("body", ""), parse_float=Decimal)
        refuse_unfit(found)
        return shape.model_validate(found)
    except (ValueError, RecursionError, ValidationError, MultiPartParserError):
        raise Malformed(_("body 不是符合接口约定的 JSON。"), body=_("不符合接口约定。")) from None
