"""Splitting a target over regions and units. A surplus is normal; a shortage blocks the issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib.refusal import Refused
from shishi.orgs.models import Org, Region
from shishi.programmes.actions.hands import lock_indicator, lock_item, must_be_draft, must_fit_region, must_keep, touch
from shishi.programmes.models import Allocation, Indicator, Item
from shishi.rules.authority import Actor
from shishi.rules.figures import quantity
from shishi.rules.indicators import SUMMED


@dataclass(frozen=True, slots=True)
class Share:
    """What one lower region or one unit is given: exactly one of the two, and a figure in the base unit."""

    target: Decimal
    region: Region | None = None
    unit: Org | None = None
    number: str = ""

    @property
    def field(self) -> str:
        return f"region-{self.region.pk}" if self.region else f"unit-{self.unit.pk if self.unit else ''}"


@transaction.atomic
def allocate(indicator: Indicator, shares: list[Share], actor: Actor, version: int | None = None) -> Indicator:
    """Make exactly `shares` the allocations of the indicator.

    In draft any split may be saved. An issued indicator may be split for the first time, or again after an approved
    adjustment of its target, and then a shortage is refused. Journals the sum and the number of shares.
    """
    item = lock_item(indicator.item_id)
    must_keep(actor, item.programme)
    indicator = lock_indicator(indicator.pk, version)
    _must_be_open(indicator, item)
    for share in shares:
        if share.target < 0:
            sentence = _("分解目标不能小于0。")
            raise Refused(sentence, {share.field: sentence})
        must_fit_region(_PlaceOf(share), item.programme, share.field)
    total = sum((share.target for share in shares), Decimal(0))
    if not item.is_draft:
        must_suffice(indicator, total)
    if not _replace(indicator, shares):
        return indicator
    indicator.version += 1
    indicator.save(update_fields=["version"])
    touch(item)
    record(indicator, "indicator.allocate", actor, item=item.pk, n=len(shares), total=total, target=indicator.target)
    return indicator


@transaction.atomic
def allocate_matrix(item: Item, by_indicator: Mapping[int, list[Share]], actor: Actor, version: int) -> Item:
    """Save the splits of several indicators of one item together; all or none. Fields are prefixed by indicator."""
    item = lock_item(item.pk, version)
    must_keep(actor, item.programme)
    wrong: dict[str, str] = {}
    for indicator in item.indicators.filter(pk__in=by_indicator).order_by("pk"):
        try:
            allocate(indicator, by_indicator[indicator.pk], actor)
        except Refused as refusal:
            wrong |= {f"{indicator.pk}-{name}": sentence for name, sentence in refusal.fields.items()}
            if not refusal.fields:
                wrong[f"{indicator.pk}"] = refusal.sentence
    if wrong:
        raise Refused(_("分解表没有保存，请核对标出的数字。"), wrong)
    return lock_item(item.pk)


def must_suffice(indicator: Indicator, total: Decimal) -> None:
    """Refuse a shortage of a quantity that adds up, with both figures."""
    if indicator.type in SUMMED and indicator.target is not None and total < indicator.target:
        facts = {
            "name": indicator.name,
            "total": quantity(total, indicator.unit_label),
            "target": quantity(indicator.target, indicator.unit_label),
            "short": quantity(indicator.target - total, indicator.unit_label),
        }
        sentence = _("“%(name)s”分解合计%(total)s，少于目标%(target)s，还差%(short)s。") % facts
        raise Refused(sentence, {"total": sentence})


def _must_be_open(indicator: Indicator, item: Item) -> None:
    if item.is_draft:
        must_be_draft(item)
        return
    adjusted = indicator.targets.filter(version__gt=1).exists()
    if indicator.allocations.exists() and not adjusted:
        raise Refused(
            _("“%(name)s”已下达，分解任务不能直接修改；目标经批准调整后方可重新分解。") % {"name": indicator.name}
        )


def _replace(indicator: Indicator, shares: list[Share]) -> bool:
    """Bring the rows in line with the shares; whether anything changed. Rows that stay keep their identity."""
    kept = {(row.region_id, row.unit_id): row for row in indicator.allocations.select_for_update()}
    changed = False
    for share in shares:
        place = (share.region.pk if share.region else None, share.unit.pk if share.unit else None)
        row = kept.pop(place, None)
        if row is None:
            row = Allocation(indicator=indicator, region=share.region, unit=share.unit, target=share.target)
        elif row.target == share.target and row.number == share.number:
            continue
        row.target, row.number = share.target, share.number
        row.save()
        changed = True
    for row in kept.values():
        row.delete()
        changed = True
    return changed


class _PlaceOf:
    """A share's region or unit, as `must_fit_region` looks at it."""

    def __init__(self, share: Share) -> None:
        self.region_path = share.region.path if share.region else share.unit.region_path if share.unit else ""
        self.name = str(share.region or share.unit)

    def __str__(self) -> str:
        return self.name
