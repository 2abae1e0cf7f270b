"""Names of records that a paper may use freely, whatever numerals they hold."""

from __future__ import annotations

from shishi.programmes.models import Item, Matter, PlanDocument, Programme


def names_of(programme: Programme) -> tuple[str, ...]:
    """Names of records a paper may use freely: items, matters, units, plans, the programme. Three queries."""
    items = list(Item.objects.filter(programme=programme).values_list("title", "unit__name", "unit__short_name"))
    matters = Matter.objects.filter(programme=programme).values_list("title", flat=True)
    plans = PlanDocument.objects.filter(programme=programme).values_list("title", flat=True)
    found = {name for row in items for name in row} | set(matters) | set(plans)
    own = {programme.name, programme.campaign, programme.slogan, programme.office.name}
    return tuple(sorted(name for name in found | own if name))
