"""The parts of a figure by the split of its target: kept with the return, or reported by those who have a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.models import Allocation, Support
from shishi.reports.actions import steps
from shishi.reports.chain import EDITABLE, LABELS
from shishi.reports.models import Line, LineShare, Return
from shishi.reports.queries.measures import printed_unit
from shishi.reports.queries.parts import Part, given_to, parts_of, sum_of
from shishi.reports.queries.split import printed
from shishi.rules.authority import Actor


@transaction.atomic
def report_own(
    found: Return, typed: Mapping[int, Decimal | None], actor: Actor, *, version: int, key: str = ""
) -> Return:
    """Report the actor's own parts of a return that another unit leads, by allocation, in base units; the chain of the
    return stands where it stood.

    Raises NotYours for a part that is not the actor's, or of an item the unit does not support; Overtaken (409);
    Refused once the lead unit has handed the return in, or for a figure below nothing.
    """
    if not steps.is_first_time(actor, key, "report_own", found.pk, version, sorted(typed.items())):
        return Return.objects.get(pk=found.pk)
    row = steps.lock(found.pk, version)
    mine = set(Allocation.objects.filter(given_to(actor), indicator__item=row.item_id).values_list("pk", flat=True))
    supports = Support.objects.filter(item=row.item_id, unit=actor.org_id).exists()
    if not (supports and mine) or not mine.issuperset(typed):
        raise NotYours
    _must_be_open(row)
    _must_be_figures(typed)
    lines = list(row.lines.select_related("indicator").filter(indicator__allocations__in=list(typed)).distinct())
    parts = parts_of(lines, row.period.month)
    steps.keep(row)
    for line in lines:
        own = {part.id: typed[part.id] for part in parts[line.indicator_id] if part.id in typed}
        keep(row, line, parts[line.indicator_id], own, actor)
    return row


def keep(row: Return, line: Line, parts: Sequence[Part], typed: Mapping[int, Decimal | None], actor: Actor) -> None:
    """Keep what was said of a line's own parts, and journal what they come to beside the line's figure."""
    ours = [part for part in parts if part.id in typed]
    if not ours:
        return
    LineShare.objects.bulk_create(
        [LineShare(line=line, allocation_id=part.id, value=typed[part.id]) for part in ours],
        update_conflicts=True,
        unique_fields=["line", "allocation"],
        update_fields=["value"],
    )
    total, scale = sum_of(parts, typed), line.indicator.scale
    figures = {str(part.id): [printed(part.value, scale), printed(typed[part.id], scale)] for part in ours}
    record(
        row,
        "return.share",
        actor,
        line=line.pk,
        n=len(ours),
        shares=figures,
        total=printed(total, scale),
        value=printed(line.value, scale),
        unit=printed_unit(line.indicator.unit_word, scale),
        version=row.version,
    )


def must_be_unchanged(row: Return, parts: Mapping[int, Sequence[Part]]) -> None:
    """Raise Refused when a part was reported in this return that is not what it was: then something has changed."""
    moved = [p.label for own in parts.values() for p in own if p.is_reported and p.reported != p.previous]
    if moved:
        raise Refused(
            _("“%(item)s”的分解数字本月有变动（%(names)s），不能报零变化。请核对分解数字，或按实际填报。")
            % {"item": row.item.title, "names": "、".join(moved)}
        )


def _must_be_open(row: Return) -> None:
    if row.stage not in EDITABLE:
        raise Refused(
            _("“%(item)s”的月报现在是“%(stage)s”，分解数字不能再改。确需更改的，请联系牵头单位撤回。")
            % {"item": row.item.title, "stage": _(LABELS[row.stage])}
        )


def _must_be_figures(typed: Mapping[int, Decimal | None]) -> None:
    below = [pk for pk, value in typed.items() if value is not None and value < 0]
    if below:
        sentence = _("分解数字不能小于0。")
        raise Refused(sentence, {f"share-{pk}": sentence for pk in below})
