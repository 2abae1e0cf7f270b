"""Who may open a page at all. Every view of the house wears exactly one of these; a test walks the routes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from shishi.lib.refusal import NotYours
from shishi.orgs.models import Account
from shishi.rules.authority import Actor, Role, citizen

FOLLOWS, FOLLOW_SECONDS = "follows", 30 * 60
type View = Callable[..., HttpResponse]


class OfficialRequest(HttpRequest):
    """A request of somebody signed in, acting from a post."""

    user: Account
    actor: Actor
    htmx: Any


class CitizenRequest(HttpRequest):
    """A request of somebody who proved the code of a letter."""

    actor: Actor
    htmx: Any


def officials_only(view: View | None = None, *, roles: frozenset[Role] | None = None, reveals: str = "") -> Any:
    """Signed in, password changed, holding a post; with `roles`, acting from one of them (else 403).

    reveals  what the page may show, in words, for `shishi routes`
    """

    def wear(inner: View) -> View:
        @wraps(inner)
        def guarded(request: OfficialRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if request.user.must_change_password:
                return redirect("change-password")
            if request.actor.post is None or (roles is not None and not request.actor.is_any(roles)):
                raise NotYours
            return _private(inner(request, *args, **kwargs))

        return _marked(guarded, "officials" if roles is None else "officials: " + ", ".join(sorted(roles)), reveals)

    return wear(view) if view else wear


def open_to_all(view: View | None = None, *, reveals: str = "public") -> Any:
    """Anybody, signed in or not."""

    def wear(inner: View) -> View:
        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return inner(request, *args, **kwargs)

        return _marked(guarded, "all", reveals)

    return wear(view) if view else wear


def citizens(view: View | None = None, *, reveals: str = "the letter whose code was proven") -> Any:
    """Somebody without an account who has proved number and code of a letter within the last thirty minutes."""

    def wear(inner: View) -> View:
        @wraps(inner)
        def guarded(request: CitizenRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            case_id, until = request.session.get(FOLLOWS, (0, 0))
            if not case_id or until < time.time():
                request.session.pop(FOLLOWS, None)
                return redirect("follow")
            request.actor = citizen(case_id)
            return _private(inner(request, *args, **kwargs))

        return _marked(guarded, "citizens", reveals)

    return wear(view) if view else wear


def begin_following(request: HttpRequest, case_id: int) -> None:
    """Let this browser follow a letter for thirty minutes; the session gets a new key."""
    request.session.cycle_key()
    request.session[FOLLOWS] = (case_id, time.time() + FOLLOW_SECONDS)


def stop_following(request: HttpRequest) -> None:
    """Forget at once which letter this browser followed."""
    request.session.pop(FOLLOWS, None)


def signed_in(view: View) -> View:
    """Signed in, whatever the posts held: for changing one's password and signing out."""

    @wraps(view)
    def guarded(request: OfficialRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return _private(view(request, *args, **kwargs))

    return _marked(guarded, "signed in", "own account")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; for a fragment, an order to the whole page, so that no form is swapped into a table cell."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": _sign_in_url("")})
    return redirect(_sign_in_url(request.get_full_path()))


def _sign_in_url(following: str) -> str:
    from urllib.parse import quote

    from django.urls import reverse

    return reverse("sign-in") + (f"?next={quote(following)}" if following else "")


def safe_next(request: HttpRequest, default: str) -> str:
    """Where to go after signing in: the page asked for, if it is the path of one of ours."""
    following = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    # Anything but a path would be taken for the name of a route by `redirect`.
    ours = following.startswith("/") and url_has_allowed_host_and_scheme(following, hosts, request.is_secure())
    return following if ours else default


def network_of(request: HttpRequest) -> str:
    """The address the request came from: the N-th from the right of X-Forwarded-For, N hops being trusted; 0 ignores
    the header.
    """
    hops = settings.TRUSTED_HOPS
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if hops and len(chain) >= hops:
        return chain[-hops][:64]
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def _private(answer: HttpResponse) -> HttpResponse:
    answer.headers.setdefault("Cache-Control", "no-store, private")
    answer.headers["Vary"] = "Cookie, HX-Request"
    return answer


def _marked(view: View, guard: str, reveals: str) -> View:
    view.guard = guard  # type: ignore[attr-defined]
    view.reveals = reveals  # type: ignore[attr-defined]
    return view
