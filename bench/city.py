"""A made-up city: counties with their offices, units and people, and each county's list, through the real actions.

Nothing in it names a real place or person. The same size and seed give the same city.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from shishi.lib import clock
from shishi.orgs.actions import founding, regions
from shishi.orgs.models import Account, Org, Region
from shishi.orgs.queries import actor_for
from shishi.programmes.actions import bulk, issue
from shishi.programmes.actions import programme as programmes
from shishi.programmes.models import Programme
from shishi.rules.authority import HOUSE, Actor, Role

YEAR = 2023
ISSUED_ON = date(YEAR, 1, 4)
SINCE = date(YEAR - 1, 1, 1)
PASSWORD = "Lotus-2023-pond"
LISTS = (("province", "key"), ("province", "monitored"), ("city", "key"))
ITEMS_A_MATTER = 3


@dataclass(frozen=True, slots=True)
class Size:
    """How large a city is. `sites` are those of the whole city, spread evenly over its items."""

    counties: int = 2
    items: int = 60
    months: int = 12
    sites: int = 2_000
    units: int = 14
    towns: int = 12


SMALL = Size()
FULL = Size(counties=14, sites=20_000)
# Nearest to what one county runs: 39 items of 14 units.
COUNTY = Size(counties=1, items=39, sites=200)


@dataclass
class County:
    """One county: its list, its people by login, and the seed its figures come from."""

    number: int
    region: Region
    office: Org
    units: list[Org]
    towns: list[Region]
    seed: str
    programme: Programme = field(init=False)

    def login(self, who: str) -> str:
        """The login of `clerk`, `head`, `convener`, `liaison3`, `director3`."""
        return f"c{self.number:02d}-{who}"

    def actor(self, who: str) -> Actor:
        return actor_for(self.account(who), clock.today())

    def account(self, who: str) -> Account:
        return Account.objects.select_related("person").get(login=self.login(who))


def build(size: Size, seed: str = "2023") -> list[County]:
    """The city with every county's list issued on 4 January, no month opened yet."""
    clock.rehearse(clock.at(ISSUED_ON))
    province = regions.add_region(None, "示例省", Region.Level.PROVINCE, HOUSE, code="990000000000", since=SINCE)
    city = regions.add_region(province, "示例市", Region.Level.CITY, HOUSE, code="990100000000", since=SINCE)
    counties = [_county(city, n, size, seed) for n in range(1, size.counties + 1)]
    for county in counties:
        county.programme = _programme(county, size)
    return counties


def _county(city: Region, number: int, size: Size, seed: str) -> County:
    region = regions.add_region(
        city, f"示例{number}县", Region.Level.COUNTY, HOUSE, code=f"9901{number:02d}000000", since=SINCE
    )
    code = region.code[:6]
    towns = [
        regions.add_region(region, f"第{n}镇", Region.Level.TOWNSHIP, HOUSE, code=f"{code}{n:03d}000", since=SINCE)
        for n in range(1, size.towns + 1)
    ]
    office = founding.found_org(f"示例{number}县专班办", Org.Kind.OFFICE, region, HOUSE, short="专班办", is_office=True)
    government = founding.found_org(f"示例{number}县政府", Org.Kind.GOVERNMENT, region, HOUSE, short="县政府")
    units = [
        founding.found_org(f"示例{number}县第{n}局", Org.Kind.BUREAU, region, HOUSE, short=f"第{n}局")
        for n in range(1, size.units + 1)
    ]
    county = County(number, region, office, units, towns, seed)
    _seat(county, "clerk", office, Role.OFFICE_STAFF)
    _seat(county, "head", office, Role.OFFICE_ADMIN)
    _seat(county, "convener", government, Role.CONVENER)
    for n, unit in enumerate(units, 1):
        _seat(county, f"liaison{n}", unit, Role.UNIT_LIAISON)
        _seat(county, f"director{n}", unit, Role.UNIT_HEAD)
    return county


def _seat(county: County, who: str, org: Org, role: Role) -> None:
    account = founding.found_account(county.login(who), f"示例{who}", PASSWORD, HOUSE, must_change=False)
    founding.found_post(account.person, org, str(role), role, SINCE, HOUSE)


def _programme(county: County, size: Size) -> Programme:
    """The county's list of the year with its sites, proposed by the office and issued by the convener."""
    clerk = county.actor("clerk")
    made = programmes.create_programme(f"{YEAR}年示例民生实事", YEAR, county.office, clerk)
    for outcome in (
        bulk.put_items(made, _items(county, size), clerk),
        bulk.put_sites(made, _sites(county, size), clerk),
    ):
        if outcome.counts.get("error"):
            raise SystemExit(f"the list was not taken: {outcome.counts}")
    return issue.issue_programme(issue.propose_issue(made, clerk), county.actor("convener"))


def _items(county: County, size: Size) -> list[bulk.ItemRow]:
    dice = Random(f"{county.seed} items")
    return [
        bulk.ItemRow(
            n + 1,
            f"项目{n + 1:02d}",
            code=f"K{n + 1:02d}",
            seq=n + 1,
            lists=(bulk.ListRef(*LISTS[n % len(LISTS)], f"办好第{n // ITEMS_A_MATTER + 1}件实事"),),
            unit=county.units[n % len(county.units)].name,
            supports=(county.units[(n + 1) % len(county.units)].name,),
            start_on=date(YEAR, 1, 1),
            due_on=date(YEAR, dice.choice((10, 11, 12)), 30),
            indicators=(
                bulk.IndicatorRow(
                    "建成数量", unit_word="个", target=Decimal(dice.randrange(200, 2_000, 10)),
                    definition="建成并经验收的数量",
                ),
                bulk.IndicatorRow(
                    "完成投资", type="investment", unit_word="元", target=Decimal(dice.randrange(100, 900) * 10_000),
                    definition="以入库凭证为准", is_assessed=False,
                ),
            ),
        )
        for n in range(size.items)
    ]  # fmt: skip


def _sites(county: County, size: Size) -> list[bulk.SiteRow]:
    a_county = size.sites // size.counties
    return [
        bulk.SiteRow(
            n + 1,
            f"K{n % size.items + 1:02d}",
            county.towns[n % len(county.towns)].name,
            f"第{n + 1}号点位",
            indicator="建成数量",
            village=f"第{n % 200}村",
            works="改扩建场地和设备配置",
            finish_planned_on=date(YEAR, 10, 31),
        )
        for n in range(a_county)
    ]
