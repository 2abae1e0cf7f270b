"""The contract as a file for programs, and as a plain page for people."""

from __future__ import annotations

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from shishi.api.composed import api
from shishi.api.contract import sections_of
from shishi.api.errors import nothing_here
from shishi.lib.rest import PlainEncoder
from shishi.orgs.access import open_to_all


@cache
def contract() -> str:
    """The contract as text; it changes with the program only."""
    schema = api.get_openapi_schema()
    return json.dumps(schema, ensure_ascii=False, cls=PlainEncoder, indent=1, sort_keys=True)


@open_to_all(reveals="the contract; no content")
@require_GET
def openapi(_request: HttpRequest) -> HttpResponse:
    """The contract as OpenAPI 3.1."""
    return HttpResponse(contract(), content_type="application/json; charset=utf-8")


@open_to_all(reveals="the contract; no content")
@require_GET
def operations(request: HttpRequest) -> HttpResponse:
    """Every operation on one page, without a script."""
    return render(request, "api/operations.html", {"sections": sections_of(api.get_openapi_schema())})


@csrf_exempt
@open_to_all(reveals="nothing")
def nothing(_request: HttpRequest) -> HttpResponse:
    """Any other address under /api/: the API's own 404."""
    return nothing_here()
