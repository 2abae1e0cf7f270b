"""What the key's person was told of, and how they want to be told."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from shishi.inbox import actions, queries
from shishi.lib.rest import Id, Limit, Rows, Strict, answers, page_of
from shishi.orgs.bearer import ApiRequest, answered_once, api_key
from shishi.rules.telling import QuietHours, Way

router = Router()
Code = Annotated[str, Field(max_length=30, pattern=r"^[a-z_]+$")]
Hour = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["22:00"])]


class Messages(Schema):
    """Which messages; `before` asks on."""

    before: Id | None = None
    limit: Limit = 50
    only_unread: bool = False


class SettingsIn(Strict):
    """The quiet hours, and the way of each reason named; reasons left out keep theirs."""

    quiet_since: Hour
    quiet_until: Hour
    ways: Annotated[dict[Code, Way], Field(max_length=200)] = {}


@router.get("/inbox", auth=api_key("what the person was told of"), response=answers(Rows[queries.Message]))
def list_messages(request: ApiRequest, page: Query[Messages]) -> Rows[queries.Message]:
    """What the key's person was told of, newest first; a day's digest is one message with `n_bundled`."""
    found = queries.messages(request.actor, page.before, page.limit + 1, only_unread=page.only_unread)
    return page_of(found, page.limit)


@router.get("/inbox/digests/{int:digest_id}", auth=api_key("one's own digest"), response=answers(queries.Digest))
def read_digest(request: ApiRequest, digest_id: int) -> queries.Digest:
    """One of one's own daily digests, by reason."""
    found = queries.digest(request.actor, digest_id)
    if found is None:
        raise Http404
    return found


@router.get("/inbox/settings", auth=api_key("one's own settings"), response=answers(queries.Settings))
def read_settings(request: ApiRequest) -> queries.Settings:
    """How one is told, reason by reason, and the quiet hours."""
    return queries.settings_of(request.actor.person_id)


@router.put("/inbox/settings", auth=api_key("one's own settings"), response=answers(queries.Settings, writes=True))
def save_settings(request: ApiRequest, body: SettingsIn) -> HttpResponse:
    """Choose how one is told. What asks something of the person cannot be switched off."""
    quiet = QuietHours(time.fromisoformat(body.quiet_since), time.fromisoformat(body.quiet_until))

    def run() -> queries.Settings:
        actions.settle(body.ways, quiet, request.actor)
        return queries.settings_of(request.actor.person_id)

    return answered_once(request, run)
