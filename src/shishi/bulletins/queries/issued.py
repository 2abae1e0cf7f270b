"""Issued bulletins by their ordinal, for whoever operates the house."""

from __future__ import annotations

from shishi.bulletins.models import READ_BY_ALL, Bulletin
from shishi.lib.paper import to_text
from shishi.lib.paper.asjson import paper_from


def issued(ordinal: int, year: int | None = None) -> Bulletin | None:
    """The issued bulletin with this ordinal in its year, the newest year where none is named. One query."""
    rows = Bulletin.objects.filter(ordinal=ordinal, stage__in=READ_BY_ALL)
    if year is not None:
        rows = rows.filter(programme__year=year)
    return rows.select_related("paper__docx", "paper__pdf").order_by("-programme__year", "-id").first()


def text_of(bulletin: Bulletin) -> str:
    """The words of an issued bulletin, from what was frozen at signing. No query when its paper is loaded."""
    return to_text(paper_from(bulletin.paper.body)) if bulletin.paper else ""
