"""What tests of meetings share: a small year in September with somebody behind, and a meeting at any stage."""

from __future__ import annotations

from datetime import date, time

import pytest

from shishi.meetings.actions import agenda, holding, planning, steps
from shishi.meetings.actions.holding import Came
from shishi.meetings.actions.planning import Plan
from shishi.meetings.models import Meeting
from shishi.reports.actions import cuts
from shishi.reports.models import Cut, Return
from tests.reports import year as a_year
from tests.reports.year import Year
from tests.world import World

DAY = date(2023, 9, 20)


@pytest.fixture
def year(world: World, settings, tmp_path) -> Year:
    """湘水县 on 4 September: schools far behind, and the education bureau asks for help."""
    settings.FILES_ROOT = tmp_path / "files"
    year = a_year.build(world)
    year.go(date(2023, 1, 6))
    year.go(date(2023, 9, 4))
    year.accept("schools", 8, 40)
    year.accept("road", 8, 50)
    returns = Return.objects.filter(item=year.items["schools"], period__month=date(2023, 8, 1))
    returns.update(needs_coordination=True, difficulty="校舍用地还没有批。")
    cuts.make(year.programme, date(2023, 9, 4), Cut.Occasion.OFFICE, world.actor("clerk"))
    return year


def plan(world: World, **more: object) -> Plan:
    told = {
        "kind": "dispatch",
        "title": "第八次月调度会",
        "on": DAY,
        "time": time(15),
        "place": "县政府三楼会议室",
        "chair": world.people["convener"],
        "orgs": (world.orgs["education"], world.orgs["health"]),
    }
    return Plan(**told | more)


@pytest.fixture
def planned(year: Year) -> Meeting:
    """A meeting planned for 20 September."""
    return planning.plan(year.programme, plan(year.world), year.world.actor("clerk"))


@pytest.fixture
def ready(year: Year, planned: Meeting) -> Meeting:
    """Its agenda built and its notice sent."""
    clerk = year.world.actor("clerk")
    made = agenda.build_agenda(planned.pk, 1, clerk)
    return steps.take_step(made.pk, "notify", made.version, clerk)


@pytest.fixture
def held(year: Year, ready: Meeting) -> Meeting:
    """Held: everybody came, minutes written, one decision."""
    year.go(DAY)
    world = year.world
    came = {a.pk: Came("attended", "到会者") for a in ready.attendees.all()}
    kept = holding.keep_record(ready.pk, came, "会议听取了汇报。\n会议强调抓紧。", ready.version, world.actor("clerk"))
    gone = steps.take_step(kept.pk, "hold", kept.version, world.actor("clerk"))
    holding.decide(
        gone.pk,
        "县教育局牵头落实校舍用地。",
        world.orgs["education"],
        date(2023, 10, 10),
        gone.version,
        world.actor("clerk"),
    )
    gone.refresh_from_db()
    return gone
