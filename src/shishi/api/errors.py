"""Every refusal of the API in one shape; what no handler knows goes on to the house's outermost layer."""

from __future__ import annotations

import logging
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from shishi.lib.refusal import NotYours, Refused
from shishi.lib.rest import Malformed, PlainRenderer
from shishi.orgs.pace import TooFast

log = logging.getLogger("shishi")
NO_ADDRESS = "not_found"


def install(api: NinjaAPI) -> None:
    """Teach the API how the house says no."""
    for problem, handler in HANDLERS.items():
        api.add_exception_handler(problem, handler)


def problem(
    status: int, code: str, sentence: str, fields: dict[str, str] | None = None, **headers: str
) -> HttpResponse:
    """A refusal as the API answers it."""
    body = {"code": code, "sentence": sentence, "fields": fields or {}}
    written = PlainRenderer().render(HttpRequest(), body, response_status=status)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(written, status=status, content_type="application/json; charset=utf-8", headers=named)


def nothing_here() -> HttpResponse:
    """The one 404: the same for what does not exist and for what is out of reach."""
    return problem(404, NO_ADDRESS, _("没有找到，或不在您的范围内。"))


def _no_key(_request: HttpRequest, _problem: Any) -> HttpResponse:
    sentence = _("请在 Authorization 请求头中带上有效的个人令牌：Bearer <令牌>。")
    return problem(401, "no_key", sentence, WWW_Authenticate='Bearer realm="shishi"')


def _not_found(_request: HttpRequest, _problem: Any) -> HttpResponse:
    return nothing_here()


def _not_yours(_request: HttpRequest, _problem: Any) -> HttpResponse:
    return problem(403, "not_yours", _("您当前的岗位不能办理此事。"))


def _refused(_request: HttpRequest, refusal: Any) -> HttpResponse:
    code = "overtaken" if refusal.status == 409 else "refused"
    return problem(refusal.status, code, refusal.sentence, refusal.fields)


def _malformed(_request: HttpRequest, found: Any) -> HttpResponse:
    return problem(400, "malformed", found.sentence, found.fields)


def _unreadable(_request: HttpRequest, found: Any) -> HttpResponse:
    cause = found.__cause__
    sentence = cause.sentence if isinstance(cause, Malformed | Refused) else _("请求正文不是有效的 JSON。")
    return problem(found.status_code, "malformed", sentence)


def _invalid(_request: HttpRequest, found: Any) -> HttpResponse:
    if any(one["loc"][0] == "path" for one in found.errors):
        return nothing_here()
    fields = {_place(one["loc"]): _said(one) for one in found.errors}
    return problem(400, "malformed", _("请求的内容不符合接口约定，没有办理。"), fields)


def _place(loc: tuple[Any, ...]) -> str:
    """Where it is wrong, without the source and the name of the body's parameter: lines.0.value."""
    inner = loc[2:] if loc[0] == "body" and len(loc) > 2 else loc[1:]
    return ".".join(str(part) for part in inner) or "body"


def _said(one: dict[str, Any]) -> str:
    if one["type"] == "extra_forbidden":
        return _("没有这个字段。")
    if one["type"] == "missing":
        return _("缺少这个字段。")
    if one["type"] == "value_error":
        return str(one["ctx"]["error"])
    return _("格式不对：%(why)s") % {"why": one["msg"]}


def _too_fast(_request: HttpRequest, found: Any) -> HttpResponse:
    sentence = _("请求过于频繁，请在 %(n)d 秒后再试。") % {"n": found.seconds}
    return problem(429, "too_fast", sentence, Retry_After=str(found.seconds))


def _away(_request: HttpRequest, found: Any) -> HttpResponse:
    log.error("the database is away: %s", found)
    return problem(503, "away", _("系统暂时不可用，请稍后再试。"), Retry_After="10")


def _unforeseen(_request: HttpRequest, found: Any) -> HttpResponse:
    raise found


HANDLERS: dict[type[Exception], Any] = {
    Exception: _unforeseen,
    AuthenticationError: _no_key,
    Http404: _not_found,
    NotYours: _not_yours,
    Refused: _refused,
    Malformed: _malformed,
    HttpError: _unreadable,
    ValidationError: _invalid,
    TooFast: _too_fast,
    OperationalError: _away,
    InterfaceError: _away,
}
