"""Who one is, the regions of the country, and the journal for those who audit."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from shishi.lib.rest import Id, Paging, Rows, answers, page_of
from shishi.orgs import queries
from shishi.orgs.bearer import ApiRequest, api_key
from shishi.orgs.queries import audit
from shishi.orgs.queries.me import Me
from shishi.orgs.queries.regions import RegionRow
from shishi.rules.authority import Role

router = Router()
AUDIT = frozenset({Role.AUDIT_ADMIN})
Code = Annotated[str, Field(max_length=60, pattern=r"^[a-z_.]+$")]
Wanted = Annotated[str, Query(), Field(min_length=1, max_length=30)]


class Entries(Paging):
    """Which entries of the journal."""

    verb: Code | None = None
    subject_kind: Code | None = None
    subject_id: Id | None = None
    actor_id: Id | None = None
    since: date | None = None
    until: date | None = None


@router.get("/me", auth=api_key("own name, posts and reach"), response=answers(Me))
def me(request: ApiRequest) -> Me:
    """Who the key belongs to, the posts held today and what the post acted from reaches."""
    return queries.me(request.actor, request.auth.login)


@router.get("/regions", auth=api_key("names and codes of regions; public facts"), response=answers(list[RegionRow]))
def list_regions(request: ApiRequest, q: Wanted) -> list[RegionRow]:
    """Regions by code, name, former name, pinyin or its initials; at most fifty, higher levels first."""
    return queries.find_regions(q)


@router.get(
    "/journal",
    auth=api_key("what was done within the region, by whom, with codes and figures", AUDIT),
    response=answers(Rows[audit.EntryRow]),
)
def list_entries(request: ApiRequest, page: Query[Entries]) -> Rows[audit.EntryRow]:
    """The journal, oldest first, for the audit administrator: entries are facts and figures, never people's words."""
    found = audit.entries(request.actor, audit.Wanted(**page.dict()))
    return page_of(found, page.limit)
