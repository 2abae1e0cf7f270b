"""Somebody who tells, and a morning after."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shishi.almanac.actions import ensure_loaded
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.programmes.models import Programme
from tests import world as cast


class Teller:
    """The office's head, who tells the clerk of the programme at some moment."""

    def __init__(self, world: cast.World) -> None:
        self.world = world
        office, county = world.orgs["office"], world.regions["county"]
        self.programme = Programme.objects.create(
            name="2023年湘水县重点民生实事", year=2023, region=county, region_path=county.path, office=office
        )

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        moment = clock.at(day, hour, minute)
        clock.rehearse(moment)
        return moment

    def tell(self, reason: str = "informed", n: int = 1, who: str = "clerk") -> None:
        for _ in range(n):
            tell = [Tell(self.world.people[who].pk, reason)]
            record(self.programme, "programme.create", self.world.actor("head"), tell=tell)


@pytest.fixture
def teller(world) -> Teller:
    ensure_loaded()
    return Teller(world)
