"""Builds the actor once a request."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from shishi.lib import clock
from shishi.orgs.idle import is_awake
from shishi.orgs.queries import actor_for
from shishi.rules.authority import ADMINISTRATORS, Actor

NOBODY = Actor(-1, "", None)


def actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put `request.actor` where views expect it; end the session of an account that is no longer good."""

    def middleware(request: Any) -> HttpResponse:
        request.actor = NOBODY
        account = request.user
        if account.is_authenticated:
            today = clock.today()
            good = account.is_active and not (account.valid_until and account.valid_until < today)
            found = actor_for(account, today) if good else NOBODY
            if good and is_awake(request.session, time.time(), is_administrator=found.is_any(ADMINISTRATORS)):
                request.actor = found
            else:
                logout(request)
        answer = get_response(request)
        if account.is_authenticated:
            # Refusals and pages not found as well: they name what somebody was about.
            answer.headers.setdefault("Cache-Control", "no-store, private")
        return answer

    return middleware
