"""The neighbours' figures and last year's: entered by the office with their source, compared month with month."""

from datetime import date
from decimal import Decimal

import pytest

from shishi.lib.refusal import NotYours, Refused
from shishi.reports.actions.benchmarks import Finish, Past, Rate, put_finishes, put_past, put_rates
from shishi.reports.models import PastFigure, PeerFinish
from shishi.reports.queries.measures import facts_of

AUGUST, LAST_AUGUST = date(2023, 8, 1), date(2022, 8, 1)


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


def test_figures_entered_again_replace_those_before(year, world):
    pk = year.indicators["schools"].pk
    for value in (200, 210):
        put_past(year.programme, [Past(pk, LAST_AUGUST, Decimal(value))], "上年台账", world.actor("clerk"))
    assert [p.value for p in PastFigure.objects.all()] == [210]
    for day in (date(2023, 9, 1), None):
        finish = Finish(year.items["road"].pk, world.regions["other"].pk, day)
        put_finishes(year.programme, [finish], "市通报", world.actor("clerk"))
    assert [p.finished_on for p in PeerFinish.objects.all()] == [None]


@pytest.mark.parametrize("who", ["liaison", "edu_head", "convener", "stranger", "sysadmin"])
def test_only_the_programmes_office_enters_them(year, world, who):
    with pytest.raises(NotYours):
        put_rates(year.programme, [rate(year, "other", 60)], "市通报", world.actor(who))


@pytest.mark.parametrize(("percent", "source"), [(60, " "), (-1, "市通报"), (1001, "市通报")])
def test_no_source_or_an_impossible_rate_is_refused(year, world, percent, source):
    with pytest.raises(Refused):
        put_rates(year.programme, [rate(year, "other", percent)], source, world.actor("clerk"))
