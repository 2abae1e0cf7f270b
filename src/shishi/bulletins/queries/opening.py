"""A figure of a bulletin opened."""

from __future__ import annotations

from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.figures import figure
from shishi.reports.queries import printed
from shishi.rules.authority import Actor


def opened(b: Bulletin, key: str, actor: Actor) -> printed.Opened | None:
    """A figure of a bulletin, as printed where it is issued, computed again over the frozen rows. Five queries."""
    return printed.opened(b.cut, b.figures.get(key), key, b.paper_id, actor, figure)
