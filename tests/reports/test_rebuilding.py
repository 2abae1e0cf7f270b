"""What each acceptance kept equals what a rebuild finds, whatever happened in between."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from shishi.lib import clock
from shishi.programmes.models import Adjustment, Item, Target
from shishi.reports.actions import periods, standings
from shishi.reports.chain import Stage
from shishi.reports.models import Exemption, Line, PeerProgress, Return, Standing
from tests.reports.year import Year

type Key = tuple[object, ...]
type Row = dict[str, object]


def kept() -> dict[Key, Row]:
    names = [f.attname for f in Standing._meta.concrete_fields if f.name not in {"id", "updated_at"}]
    return {(r["month"], r["kind"], r["subject"]): r for r in Standing.objects.values(*names)}


def differences(before: dict[Key, Row], after: dict[Key, Row]) -> list[tuple[object, ...]]:
    """Every column that differs, with both values."""
    found: list[tuple[object, ...]] = [(key, "only in one") for key in before.keys() ^ after.keys()]
    for key in before.keys() & after.keys():
        found += [(key, n, v, after[key][n]) for n, v in before[key].items() if after[key][n] != v]
    return sorted(found, key=str)


def one_day(year: Year, dice: Random, day: date) -> None:
    """Let one thing happen, as the dice fall."""
    year.go(day, dice.choice([8, 18]))
    rows = list(Return.objects.filter(period__programme=year.programme).select_related("period", "item"))
    if not rows:
        return
    row = dice.choice(rows)
    short = row.item.title
    match dice.choice(
        ["hand_in", "accept", "accept", "accept", "correct", "suspend", "resume", "target", "peers", "go"]
    ):
        case "hand_in" if row.stage == Stage.OPEN:
            year.hand_in(short, row.period.month.month, dice.randint(0, 120))
        case "accept" if row.stage in {Stage.OPEN, Stage.SUBMITTED}:
            year.accept(short, row.period.month.month, dice.randint(0, 120))
        case "correct" if row.stage == Stage.LOCKED:
            Line.objects.filter(of=row).update(accepted=dice.randint(0, 120))
            standings.bring_up_to_date(row.period, [row.item_id], day)
        case "suspend" | "resume" as effect:
            decide(year, row, effect, day)
        case "target":
            indicator = year.indicators[short]
            n = indicator.targets.count() + 1
            Target.objects.create(indicator=indicator, version=n, value=50 * n, due_on=row.item.due_on, since=day)
            standings.bring_up_to_date(year.period(day.month), [row.item_id], day)
        case "peers":
            PeerProgress.objects.get_or_create(
                indicator=year.indicators[short],
                month=day.replace(day=1),
                defaults={"rate": Decimal("33.3"), "source": "x", "entered_at": clock.now()},
            )
            standings.bring_up_to_date(year.period(day.month), [row.item_id], day)


def decide(year: Year, row: Return, effect: str, day: date) -> None:
    person = year.world.people["head"]
    Adjustment.objects.create(
        item=row.item,
        effect=effect,
        reason="policy_change",
        explanation="x",
        stage="approved",
        asked_by=person,
        asked_at=clock.now(),
        decided_at=clock.now(),
    )
    stage = Item.Stage.SUSPENDED if effect == "suspend" else Item.Stage.IN_PROGRESS
    Item.objects.filter(pk=row.item_id).update(stage=stage)
    standings.bring_up_to_date(year.period(day.month), [row.item_id], day)
    if effect == "resume":
        periods.open_for_item(row.item, day)


@pytest.mark.parametrize("seed", range(6))
def test_rebuilt_equals_kept(year, seed):
    dice = Random(seed)
    Exemption.objects.create(
        programme=year.programme,
        unit=year.world.orgs["health"],
        kind=dice.choice(["extend", "excuse"]),
        since=date(2023, 3, 1),
        until=date(2023, 4, 20),
        reason="x",
        granted_by=year.world.people["head"],
        granted_at=clock.now(),
    )
    day = date(2023, 1, 10)
    for _ in range(25):
        day += timedelta(days=dice.randint(1, 12))
        one_day(year, dice, day)
    before = kept()
    standings.rebuild(year.programme, day)
    assert differences(before, kept()) == []
    assert len(before) > 30


def test_a_rebuild_repairs_what_was_spoiled(year):
    year.go(date(2023, 2, 3))
    year.accept("schools", 1, 40)
    before = kept()
    Standing.objects.filter(kind="item").delete()
    Standing.objects.update(rate=1, light="blue", n_total=7)
    standings.rebuild(year.programme, date(2023, 2, 3))
    assert kept() == before
