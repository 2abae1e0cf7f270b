"""A small programme with its open month, for tests that need returns without importing a list or opening periods."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from shishi.lib import clock
from shishi.programmes.models import Indicator, Item, Matter, Programme, Target, Task
from shishi.reports.models import Line, Period, Return
from tests.world import World

AUGUST = date(2023, 8, 1)
JULY = date(2023, 7, 1)


@dataclass
class Books:
    """The programme, its items and the returns of August, by short names."""

    world: World
    programme: Programme
    matter: Matter
    items: dict[str, Item] = field(default_factory=dict)
    periods: dict[date, Period] = field(default_factory=dict)

    def item(self, name: str, unit: str = "education", **more: Any) -> Item:
        """An issued item led by `unit`."""
        made = Item.objects.create(
            programme=self.programme,
            matter=self.matter,
            code=f"K{len(self.items) + 1:02d}",
            seq=len(self.items) + 1,
            title=name,
            unit=self.world.orgs[unit],
            region_path=self.programme.region_path,
            start_on=date(2023, 1, 1),
            due_on=date(2023, 12, 31),
            stage=Item.Stage.IN_PROGRESS,
            **more,
        )
        self.items[name] = made
        return made

    def indicator(self, item: Item, name: str, target: Decimal | int | None = 100, **more: Any) -> Indicator:
        """An indicator with its first promise."""
        value = None if target is None else Decimal(target)
        seq = item.indicators.count() + 1
        made = Indicator.objects.create(item=item, seq=seq, name=name, target=value, **({"unit_word": "个"} | more))
        Target.objects.create(indicator=made, version=1, value=value, due_on=item.due_on, since=item.start_on)
        return made

    def milestone(self, indicator: Indicator, title: str, due_on: date, weight: int = 1) -> Task:
        seq = indicator.tasks.count() + 1
        return Task.objects.create(
            item=indicator.item, indicator=indicator, seq=seq, title=title, due_on=due_on, weight=Decimal(weight)
        )

    def period(self, month: date = AUGUST, **more: Any) -> Period:
        """The month, opened; it falls due on the 7th and locks on the 12th of the next one."""
        if month not in self.periods:
            after = date(month.year, month.month + 1, 1)
            days = {"due_on": after.replace(day=7), "lock_on": after.replace(day=12)}
            self.periods[month] = Period.objects.create(
                programme=self.programme,
                month=month,
                opens_on=month,
                opened_at=clock.at(month),
                **(days | more),
            )
        return self.periods[month]

    def open(self, item: Item, month: date = AUGUST, previous: Decimal | int | None = None) -> Return:
        """The item's return of the month, with a line for each indicator."""
        period = self.period(month)
        due = clock.at(period.due_on, 17, 30)
        row = Return.objects.create(
            programme=self.programme,
            period=period,
            item=item,
            unit=item.unit,
            region_path=item.region_path,
            due_at=due,
            first_due_at=due,
            stage_since=clock.at(month),
        )
        for indicator in item.indicators.all():
            Line.objects.create(of=row, indicator=indicator, previous=None if previous is None else Decimal(previous))
        return row


def build(world: World) -> Books:
    """An empty programme of 湘水县 in 2023."""
    county = world.regions["county"]
    programme = Programme.objects.create(
        name="2023年湘水县重点民生实事",
        year=2023,
        region=county,
        region_path=county.path,
        office=world.orgs["office"],
        stage=Programme.Stage.ACTIVE,
    )
    matter = Matter.objects.create(
        programme=programme, level=Matter.Level.COUNTY, list_kind=Matter.ListKind.KEY, seq=1, title="办好人民满意的教育"
    )
    return Books(world, programme, matter)
