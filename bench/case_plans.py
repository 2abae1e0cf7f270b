"""What cases there are to be, of three years in a made-up city: whose, of which kind, since when, how far on their way.

Mostly closed: three in twenty stand somewhere on their way, those opened in the last two months and a few late ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bench import city
from bench.city import County, Size
from shishi.cases.kinds import KINDS
from shishi.lib import clock
from shishi.orgs.actions import founding
from shishi.orgs.models import Org, Region
from shishi.rules.authority import HOUSE, Role

PLACE = Size(counties=14, items=14, sites=0, units=14, towns=2)
FIRST, TODAY = date(2022, 1, 4), date(2024, 12, 20)
GROUP = 5
WAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "problem": (
        ("assign", "clerk"), ("plan", "liaison"), ("self_check", "liaison"), ("apply", "director"),
        ("review", "clerk"), ("verify", "clerk2"), ("close", "head"),
    ),
    "request": (
        ("register", "hotline"), ("dispatch", "hotline"), ("acknowledge", "liaison"), ("contact", "liaison"),
        ("draft", "liaison"), ("reply", "director"), ("call_back", "hotline"),
    ),
}  # fmt: skip
OPENERS = {"problem": "clerk", "request": "hotline"}
THINGS = ("路灯不亮", "井盖破损", "积水严重", "学位不足", "公交晚点", "噪声扰民", "停水停电", "通道堵塞", "设施损坏")
TOPICS = ("教育", "医疗", "交通", "住房", "环境", "养老", "供水", "治安")
PLACES = ("中心小学", "幸福小区", "人民路口", "农贸市场", "卫生院", "文化广场", "汽车站", "老年公寓")


@dataclass(frozen=True, slots=True)
class Plan:
    """One case to be: whose, of which kind, since when, and how many of its steps it took. Plans of one group differ
    in nothing but their titles.
    """

    kind: str
    county: County
    unit: int
    opened: datetime
    n_steps: int
    group: int
    n: int

    @property
    def opener(self) -> str:
        return OPENERS[self.kind]

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        return WAYS[self.kind][: self.n_steps]

    def who(self, post: str) -> str:
        return f"{post}{self.unit + 1}" if post in ("liaison", "director") else post

    def at(self, step: int) -> datetime:
        """A step every third day, at the hour the case was opened."""
        return self.opened + timedelta(days=3 * step)

    def opening(self) -> dict[str, Any]:
        dice = Random(f"{self.group} {self.n}")
        place, thing = dice.choice(PLACES), dice.choice(THINGS)
        given = {
            "title": f"{place}{thing}第{self.group}组{self.n}号",
            "text": f"{place}附近{thing}，群众多次反映，请核实处理。",
            "topic": TOPICS[self.group % len(TOPICS)],
            "item": items_of(self.county)[self.unit],
        }
        if self.kind == "problem":
            return given | {"source": "inspection", "severity": ("minor", "general", "major")[self.group % 3]}
        return given | {"channel": "phone_12345", "asker_name": "来信人", "asker_phone": "13800001111"}

    def answers(self, step: str) -> dict[str, Any]:
        """What is answered at a step: the group's own words, or the case's where no two may be told alike."""
        kind = KINDS[self.kind]
        taken = kind.life.by_name[step][0]
        whose = f"第{self.group}组" if kind.takes_many(taken) else f"第{self.group}组{self.n}号"
        words = f"{whose}按要求办理，已经核实情况并落实到人"
        unit = self.county.units[self.unit]
        types = sorted(kind.types)
        found: dict[str, Any] = {
            "unit": unit, "type": types[self.group % len(types)], "measure": words, "target_state": words,
            "duty_person": "责任人", "planned_on": self.at(3).date(), "done": words, "before": ["x"], "after": ["x"],
            "opinion": "同意", "finding": words, "contact": words, "reply": words, "resolved": "resolved",
            "rating": "5",
        }  # fmt: skip
        return {name: found[name] for name in taken.asks}


def build() -> list[County]:
    """The city, and besides in every county a second clerk, a hotline and a leader; a clerk of the city."""
    return seat(city.build(PLACE))


def seat(counties: list[County]) -> list[County]:
    for county in counties:
        city._seat(county, "clerk2", county.office, Role.OFFICE_STAFF)
        city._seat(county, "hotline", county.office, Role.HOTLINE)
        city._seat(county, "leader", Org.objects.get(region=county.region, kind="government"), Role.LEADER)
    above = Region.objects.get(name="示例市")
    office = founding.found_org("示例市专班办", Org.Kind.OFFICE, above, HOUSE, short="市专班办", is_office=True)
    city._seat(County(0, above, office, [], [], ""), "clerk", office, Role.OFFICE_STAFF)
    return counties


def items_of(county: County) -> list[Any]:
    if county.number not in _items:
        _items[county.number] = list(county.programme.items.order_by("seq"))
    return _items[county.number]


_items: dict[int, list[Any]] = {}


def plans(counties: Sequence[County], n: int, seed: str = "2023") -> list[Plan]:
    """So many plans over counties, units, kinds and three years, in the order of their opening."""
    dice, n_groups = Random(seed), n // GROUP
    span = (TODAY - FIRST).days
    made: list[Plan] = []
    _items.clear()
    for group in range(n_groups):
        days = span * group // n_groups
        opened = clock.at(FIRST + timedelta(days=days), 8 + group % 9)
        kind = ("problem", "request")[group % 2]
        county = counties[dice.randrange(len(counties))]
        unit = dice.randrange(len(county.units))
        at_most = min(len(WAYS[kind]), (span - days) // 3)
        n_steps = at_most if dice.random() < 0.9 else dice.randrange(at_most + 1)
        made += [Plan(kind, county, unit, opened, n_steps, group, k) for k in range(GROUP)]
    return made
