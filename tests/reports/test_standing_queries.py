"""What the boards ask of the standings: visible rows only, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from shishi.reports.models import Standing
from shishi.reports.queries import standings as asked
from shishi.reports.queries.curves import curve
from shishi.reports.queries.rows import rows
from shishi.reports.queries.traces import trace
from shishi.rules.ranking import Peers
from tests.reports.year import Year

JANUARY = date(2023, 1, 1)


@pytest.fixture
def two(year: Year) -> Year:
    """Two months accepted: schools 40 and 80 of 400, pensions at 50 of 60 in January only."""
    year.go(date(2023, 2, 3))
    year.accept("schools", 1, 40)
    year.accept("pensions", 1, 50)
    year.go(date(2023, 3, 3))
    year.accept("schools", 2, 80)
    return year


def test_now_is_the_latest_month_that_is_over(two):
    for day, month in (((2, 28), 1), ((3, 1), 2), ((3, 31), 2)):
        assert asked.current_month(two.programme, date(2023, *day)) == date(2023, month, 1)


def test_the_headline_adds_up_and_counts_each_item_once(two, django_assert_num_queries):
    clerk = two.world.actor("clerk")
    with django_assert_num_queries(1):
        head = asked.headline(two.programme, JANUARY, clerk)
    assert (head.items.total, head.n_units, head.n_matters) == (3, 2, 2)
    assert sum(head.items.by_light.values()) == sum(head.items.by_status.values()) == 3
    assert [(c.label, c.n_items) for c in head.lists] == [("省重点", 2), ("市重点", 1)]
    assert (head.n_accepted, head.n_due) == (2, 3)


def test_a_unit_sees_its_own_items_and_a_stranger_none(two):
    seen = {
        who: {r.label for r in rows(two.programme, two.world.actor(who), month=JANUARY, kinds=[asked.Kind.ITEM])}
        for who in ("clerk", "leader", "liaison", "health_head", "stranger", "sysadmin")
    }
    assert seen["clerk"] == seen["leader"] == {"schools", "pensions", "road"}
    assert (seen["liaison"], seen["health_head"]) == ({"schools", "road"}, {"pensions"})
    assert seen["stranger"] == seen["sysadmin"] == set()


def test_the_items_board_shows_trend_and_names(two, django_assert_num_queries):
    clerk = two.world.actor("clerk")
    found = rows(two.programme, clerk, month=date(2023, 2, 1), kinds=[asked.Kind.ITEM])
    with django_assert_num_queries(2):
        lines = asked.item_lines(two.programme, date(2023, 2, 1), found)
    first = lines[0]
    assert (first.title, first.unit, first.matter, first.trend) == ("schools", "县教育局", "学有所教", (10, 20))


def test_units_are_ranked_by_their_progress(two, django_assert_num_queries):
    clerk = two.world.actor("clerk")
    with django_assert_num_queries(2):
        lines = asked.units_board(two.programme, JANUARY, clerk)
    assert [(line.name, line.rank, line.progress) for line in lines] == [
        ("县卫健局", 1, 1),
        ("县教育局", 2, Decimal("0.5")),
    ]


def test_townships_and_bureaus_are_ranked_apart(two):
    found = rows(two.programme, two.world.actor("clerk"), month=JANUARY, kinds=[asked.Kind.UNIT, asked.Kind.INDICATOR])
    [first, second] = [row for row in found if row.kind == asked.Kind.UNIT]
    third, fourth = replace(first, unit_id=-3), replace(second, unit_id=-4)
    names = {row.unit_id: asked.UnitName(f"单位{n}", Peers.TOWNSHIP) for n, row in enumerate((third, fourth))}
    names[-4] = asked.UnitName("村", Peers.VILLAGE)
    lines = asked.unit_lines([*found, third, fourth], names)
    assert [(line.peers, line.rank) for line in lines] == [
        (Peers.UNIT, 1),
        (Peers.UNIT, 2),
        (Peers.TOWNSHIP, None),
        (Peers.VILLAGE, None),
    ]


def test_the_curve_shows_the_plan_of_the_year_and_the_forecast(two, django_assert_num_queries):
    subject, clerk = two.indicators["schools"].pk, two.world.actor("clerk")
    with django_assert_num_queries(2):
        found = curve(two.programme, "indicator", subject, clerk, until=date(2023, 2, 1))
    assert [p.accepted for p in found.points[:3]] == [10, 20, None]
    assert (found.points[5].plan, found.points[11].plan) == (50, 100)
    assert (found.unit, found.forecast.finish_on.year) == ("所", 2023)
    assert curve(two.programme, "indicator", subject, two.world.actor("stranger")) is None


def test_a_group_has_a_curve_too(two):
    found = curve(two.programme, "programme", two.programme.pk, two.world.actor("leader"))
    assert (len(found.points), found.points[2].plan) == (12, 25)


def test_a_figure_opens_to_what_it_was_made_of(two, django_assert_max_num_queries):
    clerk = two.world.actor("clerk")
    for kind, n in (("programme", 3), ("item", 1), ("indicator", 2), ("unit", 2), ("list", 2), ("matter", 2)):
        row = Standing.objects.filter(kind=kind, month=JANUARY).order_by("sort", "id").first()
        with django_assert_max_num_queries(4):
            found = trace(row.pk, clerk)
        assert len(found.parts) == n, kind
        assert found.words
        assert trace(row.pk, two.world.actor("stranger")) is None


def test_the_command_rebuilds(two, capsys):
    call_command("standings", "--rebuild")
    assert "rows" in capsys.readouterr().out


def test_a_neighbours_average_and_last_year_stand_beside_the_figure(two):
    from shishi.reports.actions.benchmarks import Past, Rate, put_past, put_rates

    pk, clerk = two.indicators["schools"].pk, two.world.actor("clerk")
    put_rates(two.programme, [Rate(pk, None, JANUARY, Decimal("12.5"))], "市专班2023年1月通报", clerk, corrects=True)
    put_past(two.programme, [Past(pk, date(2022, 1, 1), Decimal(32))], "上年台账", clerk, corrects=True)
    row = two.row("indicator", pk, 1)
    assert (row.peer_average, row.last_year, row.expected.quantize(Decimal("0.01"))) == (
        Decimal("12.5"),
        32,
        Decimal("8.33"),
    )


def test_the_timetable_opens_and_locks_by_itself(two):
    from shishi.lib import clock
    from shishi.reports import tasks
    from shishi.reports.models import Period

    clock.rehearse(clock.at(date(2023, 4, 13)))
    assert (tasks.turn_the_day(), tasks.lock_periods()) == (1, 2)
    assert (tasks.turn_the_day(), tasks.lock_periods()) == (0, 0)
    assert [p.stage for p in Period.objects.order_by("month")] == ["locked", "locked", "locked", "open"]
