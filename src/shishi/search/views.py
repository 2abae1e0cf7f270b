"""Looking for things."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from shishi.lib.htmx import page_or_part
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.search import queries

LONGEST = 100


@officials_only(reveals="titles of what the post reaches today")
@require_GET
def search(request: OfficialRequest) -> HttpResponse:
    """The results by kind; while typing, only the results come back."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    groups = queries.find(typed, request.actor)
    return page_or_part(request, "search/search.html", "results", {"typed": typed, "groups": groups})
