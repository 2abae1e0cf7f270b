"""What stands around every view: outages become 503, refusals become sentences."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from shishi.lib.refusal import NotYours, Refused

type Handler = Callable[[HttpRequest], HttpResponse]
OUT_OF_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
log = logging.getLogger("shishi")


def outage(get_response: Handler) -> Handler:
    """Answer 503 with Retry-After when the database or the disk is away. The outermost layer; asks the database
    nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            return get_response(request)
        except (OperationalError, InterfaceError):
            log.exception("the database is away")
        except OSError as problem:
            if problem.errno not in OUT_OF_SPACE:
                raise
            log.exception("the disk refuses")
        return HttpResponse(loader.render_to_string("503.html"), status=503, headers={"Retry-After": "10"})

    return middleware


def unstorable(get_response: Handler) -> Handler:
    """Answer 400 to a form or an address that holds a NUL: no text has one, and PostgreSQL stores none.

    The API looks for itself and says so in its own shape.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/") and any(
            "\x00" in value
            for sent in (request.GET, request.POST)
            for _name, values in sent.lists()
            for value in values
        ):
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


def refusals(get_response: Handler) -> Handler:
    """Turn what actions refuse into answers: 403 not yours, 422 or 409 with the sentence."""
    return _Refusals(get_response)


class _Refusals:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NotYours):
            return render(request, "403.html", {"sentence": _("您当前的岗位不能办理此事。")}, status=403)
        if isinstance(problem, Refused):
            return render(
                request, "422.html", {"sentence": problem.sentence, "fields": problem.fields}, status=problem.status
            )
        if isinstance(problem, (OperationalError, InterfaceError)):
            log.error("the database is away: %s", problem)
            return HttpResponse(loader.render_to_string("503.html"), status=503, headers={"Retry-After": "10"})
        return None
