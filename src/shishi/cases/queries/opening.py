"""Which kinds of case an actor may open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS, CaseKind
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place

COUNTY = 12


def may_open(kind: CaseKind, actor: Actor) -> bool:
    """Whether the actor may open a case of this kind at the office of their own county. No query."""
    home = (actor.post.region_path if actor.post else "")[:COUNTY]
    place = Place(home, (actor.org_id,) if actor.org_id else (), home)
    return not kind.retired and any(by.admits(actor, place) for by in kind.opens)


def openable(actor: Actor) -> list[tuple[str, str]]:
    """Kinds as (code, label) the actor may open. No query."""
    return [(kind.code, _(kind.label)) for kind in KINDS.values() if may_open(kind, actor)]
