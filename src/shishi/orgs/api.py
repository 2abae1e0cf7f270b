"""Who one is, the regions of the country, and the journal for those who audit."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from shishi.journal.queries import EntryRow, Sought, search
from shishi.lib.rest import Id, Limit, Rows, answers, page_of
from shishi.orgs import queries
from shishi.orgs.bearer import ApiRequest, api_key
from shishi.orgs.queries.me import Me
from shishi.orgs.queries.regions import RegionRow
from shishi.rules.authority import Role

router = Router()
AUDIT = frozenset({Role.AUDIT_ADMIN})
Code = Annotated[str, Field(max_length=60, pattern=r"^[a-z_.]*$")]
Name = Annotated[str, Field(max_length=60)]
Wanted = Annotated[str, Query(), Field(min_length=1, max_length=30)]


class Entries(Schema):
    """Which entries of the journal; `verb` is one verb, or the noun before its dot."""

    before: Id | None = None
    limit: Limit = 50
    verb: Code = ""
    actor: Name = ""
    subject: Name = ""
    since: date | None = None
    until: date | None = None
    only_refusals: bool = False


@router.get("/me", auth=api_key("own name, posts and reach"), response=answers(Me))
def me(request: ApiRequest) -> Me:
    """Who the key belongs to, the posts held today and what the post acted from reaches."""
    return queries.me(request.actor, request.auth.login)


@router.get("/regions", auth=api_key("names and codes of regions; public facts"), response=answers(list[RegionRow]))
def list_regions(request: ApiRequest, q: Wanted) -> list[RegionRow]:
    """Regions by code, name, former name, pinyin or its initials; at most fifty, higher levels first."""
    return queries.find_regions(q)


@router.get("/journal", auth=api_key("the whole journal", AUDIT), response=answers(Rows[EntryRow]))
def list_entries(request: ApiRequest, page: Query[Entries]) -> Rows[EntryRow]:
    """The journal, newest first, for the audit administrator; ask on with `before`.

    Entries are codes and figures, never people's words.
    """
    found = search(Sought(**page.dict(exclude={"before", "limit"})), page.before, page.limit + 1)
    return page_of(found, page.limit)
