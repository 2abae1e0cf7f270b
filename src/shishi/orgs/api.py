"""Who one is, and the regions of the country."""

from __future__ import annotations

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from shishi.lib.rest import answers
from shishi.orgs import queries
from shishi.orgs.bearer import ApiRequest, api_key
from shishi.orgs.queries.me import Me
from shishi.orgs.queries.regions import RegionRow

router = Router()
Wanted = Annotated[str, Query(), Field(min_length=1, max_length=30)]


@router.get("/me", auth=api_key("own name, posts and reach"), response=answers(Me))
def me(request: ApiRequest) -> Me:
    """Who the key belongs to, the posts held today and what the post acted from reaches."""
    return queries.me(request.actor, request.auth.login)


@router.get("/regions", auth=api_key("names and codes of regions; public facts"), response=answers(list[RegionRow]))
def list_regions(request: ApiRequest, q: Wanted) -> list[RegionRow]:
    """Regions by code, name, former name, pinyin or its initials; at most fifty, higher levels first."""
    return queries.find_regions(q)
