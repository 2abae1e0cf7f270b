"""What tests of bulletins may ask for: a small year with two cuts, a draft, and one carried to the end."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.bulletins.actions import drafting, signing, steps
from shishi.bulletins.models import Bulletin
from shishi.programmes.models import Item
from shishi.reports.actions import cuts
from shishi.reports.models import Cut, PeerFinish
from tests.reports import year as a_year
from tests.reports.year import Year
from tests.world import World

TITLES = {"schools": "“两癌”免费检查", "pensions": "基础养老金提标发放", "road": "“徐特立项目”前期工作"}


@pytest.fixture
def year(world: World, settings, tmp_path) -> Year:
    """Three items under names a county uses, opened month by month up to 3 May 2023."""
    settings.FILES_ROOT = tmp_path / "files"
    year = a_year.build(world)
    for short, title in TITLES.items():
        Item.objects.filter(pk=year.items[short].pk).update(title=title)
        year.items[short].refresh_from_db()
    year.go(date(2023, 1, 6))
    year.go(date(2023, 2, 3))
    return year


@pytest.fixture
def mid(year: Year) -> Cut:
    """Schools far behind, pensions reached, the road not reported; cut on 3 May."""
    year.go(date(2023, 5, 3))
    year.accept("schools", 4, 40)
    year.accept("pensions", 4, 60)
    return cuts.make(year.programme, date(2023, 5, 3), Cut.Occasion.OFFICE, year.world.actor("clerk"))


@pytest.fixture
def end(year: Year) -> Cut:
    """Everything reached: schools first in the city, the road in June, ahead of July; cut on 26 December."""
    year.go(date(2023, 7, 3))
    year.accept("road", 6, 100)
    year.go(date(2023, 12, 4))
    year.accept("schools", 11, 400)
    year.accept("road", 11, 100)
    year.accept("pensions", 11, 60)
    Item.objects.filter(pk=year.items["road"].pk).update(finished_on=date(2023, 6, 28))
    Item.objects.filter(pk=year.items["schools"].pk).update(finished_on=date(2023, 11, 20))
    region = year.world.regions["other"]
    PeerFinish.objects.create(
        item=year.items["schools"],
        region=region,
        finished_on=date(2023, 12, 1),
        source="市专班通报",
        entered_at="2023-12-02T00:00Z",
    )
    year.go(date(2023, 12, 26))
    return cuts.make(year.programme, date(2023, 12, 26), Cut.Occasion.OFFICE, year.world.actor("clerk"))


@pytest.fixture
def draft(year: Year, mid: Cut) -> Bulletin:
    """The draft of May."""
    return drafting.draft(year.programme, mid, year.world.actor("clerk"))


def take(bulletin: Bulletin, world: World, who: str, name: str, **more: object) -> Bulletin:
    """Let somebody take a step on the bulletin as it is now."""
    bulletin.refresh_from_db()
    return steps.take_step(bulletin.pk, name, bulletin.version, world.actor(who), **more)


def carry(bulletin: Bulletin, world: World) -> Bulletin:
    """Send, review, sign and issue a draft."""
    take(bulletin, world, "clerk", "send")
    take(bulletin, world, "head", "review")
    take(bulletin, world, "convener", "sign")
    bulletin.refresh_from_db()
    signing.carry_out(bulletin.paper_id)
    bulletin.refresh_from_db()
    return bulletin
