"""Who speaks to the API: a personal key, turned into the actor; and once-only answers to what a program sends twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from shishi.journal.actions import KeyReused, SentTwice, note_answer, once
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.rest import Malformed, NoVersion, PlainRenderer
from shishi.orgs.access import network_of
from shishi.orgs.models import Account
from shishi.orgs.pace import Pace, TooFast
from shishi.orgs.queries import account_for_token, actor_for
from shishi.rules.authority import Actor, Role

MINUTE = 60
WRONG_KEYS_A_MINUTE = 20
MOST_KEY = 56
JSON = "application/json; charset=utf-8"
calls, wrong_keys = Pace(MINUTE), Pace(MINUTE)


class ApiRequest(HttpRequest):
    """A request that came with a good key."""

    actor: Actor
    auth: Account


class Bearer(HttpBearer):
    """The guard of an operation: a good key, a password of one's own, a post; with `roles`, one of them (else 403)."""

    def __init__(self, reveals: str, roles: frozenset[Role] | None) -> None:
        super().__init__()
        self.reveals, self.roles = reveals, roles

    @property
    def guard(self) -> str:
        return "token" if self.roles is None else "token: " + ", ".join(sorted(self.roles))

    def authenticate(self, request: Any, token: str) -> Account | None:
        """The key's account, with `request.actor` set; None for a key that is unknown, revoked or of a closed account.

        Four queries. Raises TooFast (429), NotYours (403), Malformed (400).
        """
        account = account_for_token(token, clock.today()) if token.isascii() else None
        if account is None:
            # Only wrong keys are slowed: a colleague behind the same address is not to suffer for them.
            if wrong_keys.count(network_of(request)) > WRONG_KEYS_A_MINUTE:
                raise TooFast(wrong_keys.seconds_left())
            return None
        if calls.count(account.pk) > settings.API_CALLS_A_MINUTE:
            raise TooFast(calls.seconds_left())
        if account.must_change_password:
            raise NotYours
        request.actor = self._acting(account, request.headers.get("Shishi-Post", ""))
        return account

    def _acting(self, account: Account, wanted: str) -> Actor:
        if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
            raise Malformed(_("Shishi-Post 应为岗位编号。"))
        actor = actor_for(account, clock.today(), int(wanted) if wanted else None)
        if actor.post is None or (wanted and actor.post.id != int(wanted)):
            raise NotYours
        if self.roles is not None and not actor.is_any(self.roles):
            raise NotYours
        return actor


def api_key(reveals: str, roles: frozenset[Role] | None = None) -> Bearer:
    """The guard every operation wears: `auth=api_key("what it may show")`."""
    return Bearer(reveals, roles)


def version_of(request: ApiRequest, given: int | None) -> int:
    """The version a change was made on: from `If-Match` or the body. Refused (422) when neither says it."""
    header = request.headers.get("If-Match", "").removeprefix("W/").strip('" ')
    if header:
        if not (header.isascii() and header.isdigit() and len(header) < 10):
            raise Malformed(_('If-Match 应为版本号，例如 "3"。'))
        return int(header)
    if given is None:
        raise NoVersion
    return given


def answered_once(
    request: ApiRequest,
    run: Callable[[], object],
    status: int = 200,
    kept: Callable[[object], object] = lambda found: found,
) -> HttpResponse:
    """Run what the request asks for; under the same `Idempotency-Key` it has one effect and one answer.

    The key belongs to the person: another's is another key. The effect, the key and the answer are one transaction.
    `kept` makes of what is answered what may be kept and answered again. Raises Refused (422) when the key comes back
    with another address, post or body.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return _answer(request, run(), status)
    if not key.isascii() or not key.isprintable() or len(key) > MOST_KEY:
        raise Malformed(_("Idempotency-Key 最多 %(n)d 个可见的 ASCII 字符。") % {"n": MOST_KEY})
    person, name = request.actor.person_id, f"api:{key}"
    try:
        with transaction.atomic():
            once(person, name, _content(request))
            found = run()
            answer = _answer(request, found, status)
            note_answer(person, name, _answer(request, kept(found), status).content.decode())
    except SentTwice as before:
        return HttpResponse(before.answer, status=status, content_type=JSON, headers={"Idempotent-Replayed": "true"})
    except KeyReused:
        raise Refused(_("这个 Idempotency-Key 已用于另一个请求，请换一个再发送。")) from None
    return answer


def _answer(request: ApiRequest, found: object, status: int) -> HttpResponse:
    written = PlainRenderer().render(request, found, response_status=status)
    return HttpResponse(written, status=status, content_type=JSON)


def _content(request: ApiRequest) -> bytes:
    post = request.actor.post.id if request.actor.post else 0
    head = f"{request.method} {request.get_full_path()} {post} {request.headers.get('If-Match', '')}\n"
    return head.encode() + (_parts(request) if request.content_type == "multipart/form-data" else request.body)


def _parts(request: ApiRequest) -> bytes:
    """What a form with files says, whatever the boundary between its parts."""
    words = sorted((name, request.POST.getlist(name)) for name in request.POST)
    files = sorted(
        (name, str(one.name), hashlib.file_digest(one.file, "sha256").hexdigest())  # type: ignore[arg-type]
        for name in request.FILES
        for one in request.FILES.getlist(name)
    )
    for one in (one for name in request.FILES for one in request.FILES.getlist(name)):
        one.seek(0)
    return repr((words, files)).encode()
