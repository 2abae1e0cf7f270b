"""What search knows of bulletins: put there when one is issued. A draft is found by nobody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shishi.bulletins.models import Bulletin
from shishi.programmes.models import Item
from shishi.search.actions import Found, put

LONGEST = 4_000


def index_bulletin(bulletin: Bulletin) -> None:
    """Put an issued bulletin where search finds it: by title, number and words. Nine queries."""
    units = Item.objects.filter(programme=bulletin.programme_id).order_by("unit_id").values_list("unit_id", flat=True)
    runs = (run.get("text", "") for block in bulletin.blocks for run in block.get("runs", ()))
    note = _("第%(n)s期") % {"n": bulletin.ordinal}
    put(
        Found(
            kind="bulletin",
            subject_id=bulletin.pk,
            title=bulletin.title,
            route="bulletin",
            region_path=bulletin.region_path,
            text="".join(runs)[:LONGEST],
            note=note,
            unit_ids=[*units.distinct()],
        )
    )
