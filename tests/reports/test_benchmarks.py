"""The neighbours' figures and last year's: entered by the office with their source, compared month with month."""

from datetime import date
from decimal import Decimal

import pytest

from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.reports.actions import cuts, standings
from shishi.reports.actions.benchmarks import Finish, Past, Rate, put_finishes, put_past, put_rates
from shishi.reports.models import Cut, PastFigure, PeerFinish, Period
from shishi.reports.queries.facts import facts_of
from shishi.reports.queries.frozen import first_in_city
from tests.reports.test_rebuilding import differences, kept

JANUARY, AUGUST, LAST_AUGUST = date(2023, 1, 1), date(2023, 8, 1), date(2022, 8, 1)


def facts(year, month=AUGUST):
    return facts_of([year.items["schools"].pk], month, month)[year.indicators["schools"].pk]


def rate(year, region, percent):
    region_id = year.world.regions[region].pk if region else None
    return Rate(year.indicators["schools"].pk, region_id, AUGUST, Decimal(percent))


def test_the_peer_average_is_the_mean_of_the_neighbours(year, world):
    rows = [rate(year, "other", 60), rate(year, "county", 70)]
    assert put_rates(year.programme, rows, "市通报", world.actor("clerk")) == 2
    assert facts(year).peers == 65


def test_what_the_parent_tier_publishes_goes_before_our_own_mean(year, world):
    rows = [rate(year, "other", 60), rate(year, None, 49)]
    put_rates(year.programme, rows, "市通报", world.actor("clerk"))
    assert facts(year).peers == 49


def test_last_years_figure_is_that_of_the_same_month(year, world):
    pk = year.indicators["schools"].pk
    put_past(year.programme, [Past(pk, LAST_AUGUST, Decimal(200))], "上年台账", world.actor("clerk"))
    assert facts(year).last_year == 200
    assert facts(year, date(2023, 7, 1)).last_year is None


def test_the_last_word_holds_and_saying_the_same_again_adds_nothing(year, world):
    pk, clerk = year.indicators["schools"].pk, world.actor("clerk")
    said = [put_past(year.programme, [Past(pk, LAST_AUGUST, Decimal(n))], "上年台账", clerk) for n in (200, 210, 210)]
    assert said == [1, 1, 0]
    assert PastFigure.objects.count() == 2
    assert facts(year).last_year == 210
    said = [put_rates(year.programme, [rate(year, None, n)], "市通报", clerk) for n in (49, 51, 51)]
    assert (said, facts(year).peers) == ([1, 1, 0], 51)


def test_a_neighbours_day_entered_again_does_not_move_the_cuts_made_before(year, world):
    year.go(date(2023, 1, 20))
    year.accept("road", 1, 100)
    before = _cut_after(year, world, date(2023, 2, 1), 2)
    after = _cut_after(year, world, date(2023, 1, 10), 3)
    assert [f.title for f in first_in_city(before)] == ["road"]
    assert first_in_city(after) == []
    assert PeerFinish.objects.count() == 2


def _cut_after(year, world, day, on):
    """A cut made on 2023-02-`on`, an hour after the neighbour's day was entered."""
    clock.rehearse(clock.at(date(2023, 2, on), 9))
    finish = Finish(year.items["road"].pk, world.regions["other"].pk, day)
    put_finishes(year.programme, [finish], "市通报", world.actor("clerk"))
    clock.rehearse(clock.at(date(2023, 2, on), 10))
    return cuts.make(year.programme, date(2023, 2, on), Cut.Occasion.OFFICE, world.actor("clerk"))


@pytest.mark.parametrize("corrects", [False, True])
def test_a_locked_month_changes_only_by_a_correction_which_makes_a_new_cut(year, world, corrects):
    pk, clerk = year.indicators["schools"].pk, world.actor("clerk")
    january = Rate(pk, None, JANUARY, Decimal(30))
    put_rates(year.programme, [january], "市通报", clerk)
    year.go(date(2023, 2, 28))
    assert year.period(1).stage == Period.Stage.LOCKED
    n_cuts, again = Cut.objects.count(), Rate(pk, None, JANUARY, Decimal(44))
    put_rates(year.programme, [again], "市通报（更正）", clerk, corrects=corrects)
    put_past(year.programme, [Past(pk, date(2022, 1, 1), Decimal(7))], "上年台账", clerk, corrects=corrects)
    row = year.row("indicator", pk, 1)
    assert (row.peer_average, row.last_year) == ((44, 7) if corrects else (30, None))
    assert Cut.objects.count() - n_cuts == (2 if corrects else 0)
    before = kept()
    standings.rebuild(year.programme, date(2023, 2, 28))
    assert differences(before, kept()) == []


@pytest.mark.parametrize("who", ["liaison", "edu_head", "convener", "stranger", "sysadmin"])
def test_only_the_programmes_office_enters_them(year, world, who):
    with pytest.raises(NotYours):
        put_rates(year.programme, [rate(year, "other", 60)], "市通报", world.actor(who))


@pytest.mark.parametrize(("percent", "source"), [(60, " "), (-1, "市通报"), (1001, "市通报")])
def test_no_source_or_an_impossible_rate_is_refused(year, world, percent, source):
    with pytest.raises(Refused):
        put_rates(year.programme, [rate(year, "other", percent)], source, world.actor("clerk"))
