"""The API: the routers of the rooms below, under one contract."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from shishi import __version__
from shishi.almanac.api import router as almanac
from shishi.api import errors
from shishi.bulletins.api import router as bulletins
from shishi.cases.api import router as cases
from shishi.inbox.api import router as inbox
from shishi.inspections.api import router as inspections
from shishi.jobs.api import router as jobs
from shishi.letters.api import router as letters
from shishi.lib.rest import CleanParser, Malformed, PlainRenderer
from shishi.meetings.api import router as meetings
from shishi.orgs.api import router as people
from shishi.programmes.api import router as lists
from shishi.reports.api import router as reports

VARIES = "Authorization, Shishi-Post"
POST_PARAMETER = {
    "in": "header",
    "name": "Shishi-Post",
    "required": False,
    "description": "Id of the post to act from, one of those listed by `GET /api/me`; else the one chosen last.",
    "schema": {"type": "string", "pattern": "^[0-9]{1,18}$"},
}
ROUTERS = (
    ("people", people),
    ("lists", lists),
    ("almanac", almanac),
    ("reports", reports),
    ("meetings", meetings),
    ("inspections", inspections),
    ("bulletins", bulletins),
    ("cases", cases),
    ("letters", letters),
    ("inbox", inbox),
    ("jobs", jobs),
)


class Api(NinjaAPI):
    """NinjaAPI with our names, our refusals and our headers."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Room and function: reports_list_returns."""
        room = operation.view_func.__module__.split(".")[1]
        return f"{room}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The contract, with the header every operation takes."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["parameters"].append(POST_PARAMETER)
        return schema


def framed(run: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Note which operation runs, and let nobody keep its answer."""
    operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def inner(request: Any, **values: Any) -> HttpResponse:
        request.known_names = known_names(operation)
        answer: HttpResponse = run(request, **values)
        answer.headers["Cache-Control"] = "no-store, private"
        answer.headers["Vary"] = VARIES
        return answer

    return inner


def knowing(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a parameter the operation does not know, once the key is known to be good."""

    @wraps(view)
    def inner(request: Any, **values: Any) -> Any:
        stray = sorted(set(request.GET) - request.known_names)
        if stray:
            raise Malformed(_("没有这样的查询参数。"), **{name[:40]: _("没有这个参数。") for name in stray[:10]})
        return view(request, **values)

    return inner


def known_names(operation: Any) -> frozenset[str]:
    """The names an operation takes from the address."""
    return frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    )


def compose() -> Api:
    """The API with every room's router."""
    api = Api(
        title="Shishi 实事",
        version=__version__,
        description=(
            "Lists, returns, standings, bulletins and the closed loop of the yearly programme, as the pages show them. "
            "Every figure is text, exact. See docs/api.md."
        ),
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        renderer=PlainRenderer(),
        parser=CleanParser(),
    )
    errors.install(api)
    api.add_decorator(framed, mode="view")
    api.add_decorator(knowing, mode="operation")
    for tag, router in ROUTERS:
        api.add_router("", router, tags=[tag])
    return api


api = compose()
