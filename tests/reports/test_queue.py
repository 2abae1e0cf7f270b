"""The reviewer's queue page by page, and what its pages and the page of one return ask of the database."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shishi.lib import clock
from shishi.programmes.models import Site
from shishi.reports.models import Return
from shishi.reports.queries.past import Sites, past_of
from shishi.reports.queries.review import PAGE
from tests.reports.builders import AUGUST, JULY

QUEUE = "/returns/review/"


@pytest.fixture
def clerk(client, world):
    client.force_login(world.account("clerk"))
    return client


def waiting(county, n, month=AUGUST, name="项目"):
    """Returns of a month that wait for the office."""
    found = []
    for nth in range(n):
        title = f"{name}{nth + 1:02d}"
        item = county.items.get(title)
        if item is None:
            item = county.item(title)
            county.indicator(item, f"{title}指标")
        found.append(county.open(item, month))
    Return.objects.filter(pk__in=[row.pk for row in found]).update(stage="unit_approved")
    return found


def shown(page):
    return [int(pk) for pk in re.findall(r'name="return" value="(\d+)"', page)]


def onward(page):
    """The address of the next page, or nothing."""
    found = re.search(r'rel="next" href="([^"]+)"', page)
    return QUEUE + found[1].replace("&amp;", "&") if found else ""


def walk(client, url=QUEUE):
    """What each page of the queue shows, to the end."""
    pages = []
    while url:
        page = client.get(url).content.decode()
        pages.append(shown(page))
        url = onward(page)
    return pages


def test_every_waiting_return_is_on_one_page_and_the_last_page_leads_nowhere(clerk, county):
    rows = waiting(county, PAGE + 3)
    assert walk(clerk) == [[r.pk for r in rows[:PAGE]], [r.pk for r in rows[PAGE:]]]


def test_a_page_holds_one_month_the_oldest_first(clerk, county):
    late, early = waiting(county, 2, AUGUST), waiting(county, 1, JULY)
    assert walk(clerk) == [[early[0].pk], [r.pk for r in late]]


def test_the_next_page_follows_on_a_return_that_has_left_the_queue(clerk, county):
    rows = waiting(county, PAGE + 2)
    url = onward(clerk.get(QUEUE).content.decode())
    Return.objects.filter(pk=rows[PAGE - 1].pk).update(stage="office_accepted")
    assert shown(clerk.get(url).content.decode()) == [r.pk for r in rows[PAGE:]]


def test_filters_are_kept_from_page_to_page(clerk, county, world):
    rows = waiting(county, PAGE + 1)
    other = county.item("别家的项目", unit="health")
    county.indicator(other, "别家的指标")
    Return.objects.filter(pk=county.open(other).pk).update(stage="unit_approved")
    url = f"{QUEUE}?unit={world.orgs['education'].pk}"
    assert walk(clerk, url) == [[r.pk for r in rows[:PAGE]], [rows[PAGE].pk]]


def test_a_light_is_looked_for_in_the_whole_month(clerk, county):
    rows = waiting(county, PAGE + 2)
    done = rows[-1]
    done.lines.update(value=Decimal(100))
    assert walk(clerk, f"{QUEUE}?light=blue") == [[done.pk]]


@pytest.mark.parametrize("after", ["x", "999999999", "-1"])
def test_a_page_after_nothing_is_the_first(clerk, county, after):
    rows = waiting(county, 2)
    assert shown(clerk.get(f"{QUEUE}?after={after}").content.decode()) == [r.pk for r in rows]


def n_queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def test_the_queue_asks_as_much_for_a_full_page_of_two_months_as_for_one_return(clerk, county):
    waiting(county, 1)
    one = n_queries(clerk, QUEUE)
    waiting(county, 4, JULY, "七月项目")
    waiting(county, PAGE + 2, name="八月项目")
    assert (one, n_queries(clerk, QUEUE)) == (13, 13)


def test_a_waiting_return_asks_for_neither_versions_nor_corrections(clerk, county, approved, world):
    assert n_queries(clerk, f"/returns/{approved.pk}/") == 15
    town = world.regions["town"]
    Site.objects.create(item=approved.item, unit=approved.unit, region=town, region_path=town.path, name="易水中学")
    assert n_queries(clerk, f"/returns/{approved.pk}/") == 16


def test_an_accepted_return_asks_for_its_versions(clerk, accepted):
    assert n_queries(clerk, f"/returns/{accepted.pk}/") == 15


def site(world, item, stage, quantity, indicator=None):
    town = world.regions["town"]
    given = {"stage": stage, "quantity": quantity, "indicator": indicator, "name": f"{stage}{quantity}"}
    Site.objects.create(item=item, unit=item.unit, region=town, region_path=town.path, **given)


def test_sites_count_for_their_indicator_and_nameless_ones_for_an_only_indicator(world, county, august):
    of = august.lines.get().indicator
    for stage, quantity, own in (("in_use", 10, of), ("started", 5, None), ("finished", 3, None), ("cancelled", 9, of)):
        site(world, august.item, stage, quantity, own)
    assert past_of([august], clock.today()).sites == {of.pk: Sites(3, Decimal(13), Decimal(18), 2)}


def test_nameless_sites_count_for_none_of_several_indicators(world, county, august):
    other = county.indicator(august.item, "另一指标")
    site(world, august.item, "in_use", 10)
    site(world, august.item, "in_use", 4, other)
    assert past_of([august], clock.today()).sites == {other.pk: Sites(1, Decimal(4), Decimal(4), 0)}
