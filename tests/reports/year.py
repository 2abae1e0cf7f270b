"""A small programme of 湘水县 in 2023, and the shortest way to have a figure accepted: three items, two units.

schools   县教育局  400 所, linear, allocated to two towns
pensions  县卫健局  a floor standard of 60 元
road      县教育局  due in July, 100 公里; with an unassessed second indicator
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from shishi.lib import clock
from shishi.programmes.models import Allocation, Indicator, Item, Matter, Programme, Target
from shishi.reports.actions import periods, standings
from shishi.reports.chain import Stage
from shishi.reports.models import Line, Period, Return, ReturnStep, Standing
from tests.world import World


@dataclass
class Year:
    """The programme and its items and indicators by short names."""

    world: World
    programme: Programme
    items: dict[str, Item] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    allocations: dict[str, Allocation] = field(default_factory=dict)

    def go(self, day: date, hour: int = 9) -> None:
        """Let it be `day`, and let the timetable do what falls due."""
        clock.rehearse(clock.at(day, hour))
        periods.open_due_periods(day)
        periods.lock_due_periods(day)
        standings.relight_all(day)

    def period(self, month: int) -> Period:
        return Period.objects.get(programme=self.programme, month=date(2023, month, 1))

    def hand_in(self, short: str, month: int, value: object, *, denominator: object = None) -> Return:
        """Report a figure for an item's first indicator and submit it now."""
        row = Return.objects.get(item=self.items[short], period=self.period(month))
        now = clock.now()
        Line.objects.filter(of=row, indicator=self.indicators[short]).update(value=value, denominator=denominator)
        row.stage, row.submitted_at = Stage.SUBMITTED, now
        row.first_submitted_at = row.first_submitted_at or now
        row.save()
        ReturnStep.objects.create(of=row, round=1, name="submit", person_id=1, person_name="刘小青", at=now)
        standings.bring_up_to_date(row.period, [row.item_id], clock.today())
        return row

    def accept(self, short: str, month: int, value: object, **more: object) -> Return:
        """Report a figure and have it accepted now."""
        row = self.hand_in(short, month, value, **more)
        accept_all([row])
        standings.bring_up_to_date(row.period, [row.item_id], clock.today())
        row.refresh_from_db()
        return row

    def row(self, kind: str, subject: object, month: int) -> Standing:
        return Standing.objects.get(kind=kind, subject=str(subject), month=date(2023, month, 1))

    def item_row(self, short: str, month: int) -> Standing:
        return self.row("item", self.items[short].pk, month)

    def light(self, short: str, month: int) -> str:
        return self.item_row(short, month).light


def accept_all(rows: list[Return]) -> None:
    """Mark returns accepted with the figures they report, without touching the standings."""
    for row in rows:
        for line in row.lines.all():
            line.accepted, line.accepted_denominator, line.accepted_text = line.value, line.denominator, line.text
            line.save()
        row.stage, row.accepted_at = Stage.ACCEPTED, clock.now()
        row.save()


def build(world: World) -> Year:
    """Issue the programme on 5 January 2023."""
    region = world.regions["county"]
    programme = Programme.objects.create(
        name="2023年湘水县重点民生实事",
        year=2023,
        region=region,
        region_path=region.path,
        office=world.orgs["office"],
        stage=Programme.Stage.ACTIVE,
    )
    year = Year(world, programme)
    province = Matter.objects.create(programme=programme, level="province", list_kind="key", seq=1, title="学有所教")
    city = Matter.objects.create(programme=programme, level="city", list_kind="key", seq=1, title="病有所医")
    _item(year, "schools", province, "education", 1, date(2023, 12, 31), 400, "所")
    _item(year, "pensions", city, "health", 2, date(2023, 12, 31), 60, "元", type="floor_standard")
    _item(year, "road", province, "education", 3, date(2023, 7, 31), 100, "公里")
    Indicator.objects.create(
        item=year.items["road"], seq=2, name="投资", type="investment", target=900, is_assessed=False
    )
    for town, part in (("town", 300), ("town2", 100)):
        year.allocations[town] = Allocation.objects.create(
            indicator=year.indicators["schools"], region=world.regions[town], target=part
        )
    return year


def _item(
    year: Year, short: str, matter: Matter, unit: str, seq: int, due: date, target: int, word: str, **more: str
) -> None:
    item = Item.objects.create(
        programme=year.programme,
        matter=matter,
        code=f"{seq:02d}",
        seq=seq,
        title=short,
        unit=year.world.orgs[unit],
        region_path=year.programme.region_path,
        start_on=date(2023, 1, 1),
        due_on=due,
        stage=Item.Stage.IN_PROGRESS,
        issued_at=clock.at(date(2023, 1, 5)),
    )
    year.items[short] = item
    year.indicators[short] = Indicator.objects.create(
        item=item, name=f"{short} indicator", unit_word=word, target=Decimal(target), **more
    )
    Target.objects.create(indicator=year.indicators[short], version=1, value=target, due_on=due, since=date(2023, 1, 5))
