"""Which programme and which cut somebody works on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shishi.lib.refusal import Refused
from shishi.programmes.models import Programme
from shishi.reports.models import Cut
from shishi.rules.authority import Actor


def chosen(actor: Actor, wanted: object, *, exactly: bool = False) -> Programme | None:
    """The programme wanted, if the actor reaches it; else the newest within reach, unless it must be that one. At most
    two queries.
    """
    reached = Programme.objects.visible_to(actor).running_first().select_related("region", "office")
    found = reached.filter(pk=wanted).first() if isinstance(wanted, int) else None
    return found if found or exactly else reached.first()


def cut_in(programme: Programme, pk: int) -> Cut:
    """A cut of the programme; refuses another's. One query."""
    cut = Cut.objects.filter(programme=programme, pk=pk).first()
    if cut is None:
        raise Refused(_("没有找到所选的基准日，请重新选择。"))
    return cut
