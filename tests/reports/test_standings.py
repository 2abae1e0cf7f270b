"""Where every subject stands, kept by each acceptance, by each day, and equal when rebuilt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shishi.programmes.models import Adjustment, Item
from shishi.reports.actions import standings
from shishi.reports.models import LineShare, Period, Return, Standing
from tests.reports.year import Year, accept_all


def through(year: Year, month: int, **values: object) -> None:
    """Go to the 3rd day after a month, and have figures accepted for it."""
    year.go(date(2023, month + 1, 3))
    for short, value in values.items():
        year.accept(short, month, value)


def test_an_acceptance_reaches_the_item_and_every_ancestor(year):
    through(year, 1, schools=40)
    row = year.item_row("schools", 1)
    assert (row.rate, row.expected.quantize(Decimal("0.01")), row.light) == (10, Decimal("8.33"), "green")
    programme = year.row("programme", year.programme.pk, 1)
    assert (programme.n_total, programme.n_green, programme.n_accepted, programme.n_due) == (3, 1, 1, 3)
    assert year.row("list", "province.key", 1).n_total == 2
    assert year.row("unit", year.world.orgs["education"].pk, 1).n_accepted == 1
    assert year.row("region", year.world.regions["county"].pk, 1).n_accepted == 1


def test_what_is_only_reported_moves_no_light(year):
    year.go(date(2023, 2, 3))
    year.hand_in("schools", 1, 40)
    row = year.item_row("schools", 1)
    assert (row.reported, row.accepted, row.light, row.n_returned) == (40, None, "grey", 1)


def test_a_figure_carried_over_answers_for_the_month_it_speaks_of(year):
    through(year, 1, schools=40)
    year.go(date(2023, 3, 3))
    carried = year.item_row("schools", 2)
    assert (carried.accepted, carried.light, carried.rate) == (40, "green", 10)
    assert carried.expected == year.item_row("schools", 1).expected


def test_a_return_that_stays_out_past_its_due_day_turns_the_light_grey(year):
    through(year, 1, schools=40)
    year.go(date(2023, 3, 8))
    assert (year.light("schools", 2), year.light("schools", 3)) == ("grey", "grey")
    year.hand_in("schools", 2, 80)
    assert year.light("schools", 2) == "green"


def test_catching_up_stays_yellow_for_one_month(year):
    through(year, 1, schools=0)
    through(year, 2, schools=0)
    assert year.light("schools", 2) == "yellow"
    through(year, 3, schools=120)
    row = year.item_row("schools", 3)
    assert (row.status, row.light, row.was_behind) == ("ahead", "yellow", True)
    through(year, 4, schools=150)
    assert (year.light("schools", 3), year.light("schools", 4)) == ("yellow", "green")


def test_a_target_that_is_reached_dates_the_item(year):
    through(year, 1, road=100)
    year.items["road"].refresh_from_db()
    row = year.item_row("road", 1)
    assert (row.status, row.is_reached, row.finished_on) == ("completed_early", True, date(2023, 1, 31))
    assert year.items["road"].finished_on == date(2023, 1, 31)
    through(year, 2, road=100)
    assert year.item_row("road", 2).finished_on == date(2023, 1, 31)


def test_the_day_a_unit_states_is_the_day_it_was_reached(year):
    year.go(date(2023, 2, 3))
    Return.objects.filter(item=year.items["road"]).update(finished_on=date(2023, 1, 20))
    year.accept("road", 1, 100)
    assert year.item_row("road", 1).finished_on == date(2023, 1, 20)


def test_what_is_due_and_not_reached_is_overdue(year):
    through(year, 6, road=90)
    year.go(date(2023, 8, 3))
    assert year.item_row("road", 7).status != "overdue"
    assert year.item_row("road", 8).status == "overdue"


def test_an_unassessed_indicator_does_not_move_the_item(year):
    through(year, 1, road=20)
    row = year.item_row("road", 1)
    assert (row.n_total, row.target, row.rate) == (1, 100, 20)


def test_an_allocation_stands_by_its_own_part(year):
    through(year, 1, schools=40)
    line = Return.objects.get(item=year.items["schools"], period=year.period(1)).lines.get()
    for town, part in (("town", 30), ("town2", 0)):
        LineShare.objects.create(line=line, allocation=year.allocations[town], value=part, accepted=part)
    standings.bring_up_to_date(year.period(1), [year.items["schools"].pk], date(2023, 2, 3))
    row = year.row("allocation", year.allocations["town"].pk, 1)
    assert (row.rate, row.light) == (10, "green")
    assert year.row("region", year.world.regions["town"].pk, 1).n_green == 1
    assert year.row("region", year.world.regions["town2"].pk, 1).n_green == 0


def test_a_suspended_item_is_hatched_from_the_day_it_was_decided(year):
    through(year, 1, schools=40)
    year.go(date(2023, 2, 20))
    _decide(year, "schools", "suspend")
    standings.bring_up_to_date(year.period(2), [year.items["schools"].pk], date(2023, 2, 20))
    row = year.item_row("schools", 2)
    assert (year.light("schools", 1), row.light, row.n_due) == ("green", "hatched", 0)
    assert year.row("programme", year.programme.pk, 2).n_hatched == 1


def test_a_terminated_item_counts_no_more(year):
    _decide(year, "schools", "terminate")
    standings.bring_up_to_date(year.period(1), [year.items["schools"].pk], date(2023, 1, 6))
    assert year.light("schools", 1) == "hatched"
    assert year.row("programme", year.programme.pk, 1).n_total == 2


def _decide(year: Year, short: str, effect: str) -> None:
    from shishi.lib import clock

    person = year.world.people["head"]
    Adjustment.objects.create(
        item=year.items[short],
        effect=effect,
        reason="policy_change",
        explanation="x",
        stage="approved",
        asked_by=person,
        asked_at=clock.now(),
        decided_at=clock.now(),
    )
    stage = Item.Stage.SUSPENDED if effect == "suspend" else Item.Stage.TERMINATED
    Item.objects.filter(pk=year.items[short].pk).update(stage=stage)


def test_the_lights_of_every_group_add_up(year):
    through(year, 1, schools=40, pensions=60)
    for row in Standing.objects.exclude(kind__in=["indicator", "allocation"]):
        assert sum((row.n_blue, row.n_green, row.n_yellow, row.n_red, row.n_grey, row.n_hatched)) == (
            1 if row.kind == "item" else row.n_total
        )


@pytest.mark.parametrize("shorts", [["schools"], ["schools", "pensions", "road"]])
def test_a_bulk_acceptance_takes_as_many_queries_as_a_single_one(year, shorts, django_assert_num_queries):
    year.go(date(2023, 2, 3))
    rows = [year.hand_in(short, 1, 40) for short in shorts]
    accept_all(rows)
    with django_assert_num_queries(28):
        standings.bring_up_to_date(year.period(1), [r.item_id for r in rows], date(2023, 2, 3))


def test_a_locked_month_does_not_change_with_the_days(year):
    through(year, 1, schools=40)
    year.go(date(2023, 2, 20))
    assert Period.objects.get(month=date(2023, 1, 1)).stage == "locked"
    kept = _kept(1)
    year.go(date(2023, 6, 20))
    assert _kept(1) == kept


def _kept(month: int | None = None) -> list[tuple[object, ...]]:
    names = [f.attname for f in Standing._meta.concrete_fields if f.name not in {"id", "updated_at"}]
    rows = Standing.objects.order_by("month", "kind", "subject")
    if month:
        rows = rows.filter(month=date(2023, month, 1))
    return list(rows.values_list(*names))
