"""What tests of the reading pages may ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from shishi.lib import clock
from shishi.orgs.models import Account
from shishi.programmes.models import Indicator, Item, Matter, Target, Task
from tests.reports import year as a_year
from tests.reports.year import Year
from tests.world import World

type SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    """A browser signed in as the named person, who has seen the tour."""

    def as_(who: str) -> Client:
        Account.objects.filter(login=who).update(tour_done_at=clock.now())
        client.force_login(Account.objects.get(login=who))
        return client

    return as_


@pytest.fixture
def year(world: World) -> Year:
    """A programme of three items in early March: January locked, February due in five workdays."""
    year = a_year.build(world)
    for day in (date(2023, 1, 6), date(2023, 2, 1)):
        year.go(day)
    year.accept("schools", 1, 40)
    year.accept("pensions", 1, 60)
    year.accept("road", 1, 2)
    for day in (date(2023, 2, 11), date(2023, 3, 1)):
        year.go(day)
    return year


def add_items(year: Year, n: int, unit: str = "education") -> None:
    """Put `n` more issued items with a task each into the programme."""
    matter = Matter.objects.filter(programme=year.programme).first()
    for seq in range(10, 10 + n):
        item = Item.objects.create(
            programme=year.programme,
            matter=matter,
            code=f"{seq:02d}",
            seq=seq,
            title=f"item {seq}",
            unit=year.world.orgs[unit],
            region_path=year.programme.region_path,
            start_on=date(2023, 1, 1),
            due_on=date(2023, 12, 31),
            stage=Item.Stage.IN_PROGRESS,
            issued_at=clock.at(date(2023, 1, 5)),
        )
        made = Indicator.objects.create(item=item, name="n", unit_word="个", target=Decimal(100))
        Target.objects.create(indicator=made, version=1, value=100, due_on=item.due_on, since=date(2023, 1, 5))
        Task.objects.create(item=item, title="step", due_on=date(2023, 6, 30))
