"""One view for the page and for its part: what htmx asks for comes back smaller, never different."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; a boosted link or a page fetched again from history wants the whole."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and "HX-Boosted" not in headers
        and "HX-History-Restore-Request" not in headers
    )


def page_or_part(
    request: HttpRequest, template: str, part: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page `template`, or for htmx only its `{% partialdef part %}`.

    status   422 for a refused form, 409 for a page somebody else has changed meanwhile; the page swaps both in
    """
    name = f"{template}#{part}" if is_part(request) else template
    answer = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the reader to another page of this site: a redirect, or for htmx the header that makes the browser go there.

    Use it after a POST that leaves the page; a plain redirect would be followed by htmx and swapped into the part.
    """
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204, headers={"HX-Redirect": url})
    else:
        answer = HttpResponseRedirect(url)
    patch_vary_headers(answer, ("HX-Request",))
    return answer
