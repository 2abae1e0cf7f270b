"""What townships and units brought of two items whose targets are split, month by month from June. Illustrative."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import partial

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.files import figure, month, rows
from shishi.lib import clock
from shishi.programmes.models import Allocation
from shishi.reports.actions.parting import report_own
from shishi.reports.models import Line, Return

FIRST, YEAR = 6, 2023
TRAINING, TOILETS = "职业技能培训", "农村户厕改造"
SELF_REPORTING, SELF_DAY = "县残联", 14
BEHIND, BEHIND_IN = "花石镇", date(YEAR, 8, 1)  # This township was not asked in time, and the parts fall short.


def shares_of(line: Line, on: date, value: Decimal | None) -> dict[int, Decimal | None]:
    """What the lead unit types by allocation: the figure split as the target is, the rest with the first of them."""
    item = line.indicator.item.title
    if item not in (TRAINING, TOILETS) or on.month < FIRST or value is None:
        return {}
    given = Allocation.objects.filter(indicator=line.indicator).select_related("region", "unit").order_by("id")
    parts = split(list(given), value)
    silent = {a.pk for a in given if _is(a, SELF_REPORTING) or (_is(a, BEHIND) and on == BEHIND_IN)}
    return {pk: part for pk, part in parts.items() if pk not in silent}


def split(given: list[Allocation], value: Decimal) -> dict[int, Decimal | None]:
    """A figure in whole parts, in proportion to the split of its target."""
    total = sum((a.target for a in given), Decimal(0))
    first, *others = given
    found = {a.pk: (value * a.target / total).to_integral_value(ROUND_FLOOR) for a in others}
    return {first.pk: value - sum(found.values(), Decimal(0)), **found}


def _is(given: Allocation, name: str) -> bool:
    place = given.region.name if given.region else given.unit.short if given.unit else ""
    return place == name


def moments(cast: Cast) -> Iterator[Moment]:
    """A supporting unit reports its own part in the middle of each month."""
    for row in rows("returns-2023.csv"):
        on, value = month(row["month"]), figure(row["value"])
        if row["item"] == TRAINING and on.month >= FIRST and value is not None:
            at = clock.at(on.replace(day=SELF_DAY), 16)
            yield Moment(at, 0, f"{SELF_REPORTING} reports its part", partial(_report, cast, on, value))


def _report(cast: Cast, on: date, value: Decimal) -> None:
    row = Return.objects.get(period__month=on, item__title=TRAINING)
    given = list(Allocation.objects.filter(indicator__item=row.item_id).select_related("unit").order_by("id"))
    mine = next(a for a in given if _is(a, SELF_REPORTING))
    actor = cast.liaison(cast.orgs[SELF_REPORTING].pk)
    report_own(row, {mine.pk: split(given, value)[mine.pk]}, actor, version=row.version)
