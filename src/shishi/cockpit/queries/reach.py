"""What a reader may see of a whole programme beyond their own items.

Every unit that has a part in a programme reads its headline and the table of units: being placed among equals means
nothing without the others (docs/handbook/overview.md). Items, returns and difficulties of other units stay theirs.
"""

from __future__ import annotations

from shishi.programmes.models import Programme
from shishi.rules.authority import HOUSE, Actor, Grant


def whole_view(programme: Programme) -> Actor:
    """Eyes that reach every standing of one programme, for counts and ranks only. The programme itself must have been
    found through `visible_to` before.
    """
    return Actor(HOUSE.person_id, HOUSE.name, None, (Grant(programme.region_path),))


def sees_whole(programme: Programme, actor: Actor) -> bool:
    """Whether the actor reaches every item of the programme, not only a unit's own."""
    return any(
        g.unit_id is None
        and g.matter_id is None
        and g.item_id is None
        and programme.region_path.startswith(g.region_path)
        for g in actor.grants
    )
