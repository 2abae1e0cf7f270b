"""What the unit's answer needs."""

from __future__ import annotations

from shishi.letters.models import UnitSeal


def seal_of(org_id: int) -> UnitSeal | None:
    """The picture of the unit's seal, if one is kept. One query."""
    return UnitSeal.objects.filter(org=org_id).select_related("file").first()
