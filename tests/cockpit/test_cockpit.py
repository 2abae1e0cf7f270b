"""The cockpit: four questions, answered within reach, for the same price in every month."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.cockpit.queries.cockpit import cockpit
from shishi.lib import clock
from shishi.programmes.models import Adjustment, GoodPractice, Programme
from shishi.reports.chain import Stage
from shishi.reports.models import Correction, Line, Return, Urge
from tests.cockpit.conftest import add_items

TODAY, JAN, FEB = date(2023, 3, 1), date(2023, 1, 1), date(2023, 2, 1)


def page_of(year, who, wanted=None, today=TODAY):
    programme = Programme.objects.select_related("region").get(pk=year.programme.pk)
    return cockpit(programme, wanted, year.world.actor(who, today), today).page


def test_the_counts_add_up_and_the_curve_is_the_programmes(year):
    page = page_of(year, "convener")
    assert page.head.items.total == 3 == sum(one.n for one in page.lights)
    assert page.curve.points[0].accepted == year.row("programme", year.programme.pk, 1).rate_capped
    assert page.curve.points[11].plan == 100


def test_both_ends_are_named_with_the_practice_to_copy(year):
    GoodPractice.objects.create(item=year.items["pensions"], title="送卡上门", text="。", by_name="文", at=clock.now())
    year.accept("road", 2, 3)
    assert "road" in [line.row.label for line in page_of(year, "convener", FEB).slow]
    page = page_of(year, "convener", JAN)
    assert [(line.row.label, line.practice) for line in page.fast] == [("pensions", "送卡上门")]


def test_difficulties_that_ask_for_coordination_say_why(year):
    row = year.hand_in("road", 2, 3)
    Return.objects.filter(pk=row.pk).update(difficulty="缺砂石", needs_coordination=True)
    (one,) = page_of(year, "convener").difficulties
    assert (one.title, one.who, one.text) == ("road", "县教育局", "缺砂石")
    assert page_of(year, "health_liaison").difficulties == ()


def test_open_loops_say_how_old_they_are_and_whose(year):
    head, road = year.world.people["edu_head"], year.items["road"]
    on = [clock.at(date(2023, 2, day)) for day in (20, 25, 27, 28)]
    Adjustment.objects.create(
        item=road,
        reason="policy_change",
        explanation="。",
        asked_by=head,
        asked_at=on[0],
    )
    line = Line.objects.filter(of__period__month=JAN, of__item=road).first()
    Correction.objects.create(line=line, reason="重", asked_by_id=1, asked_by_name="刘", asked_at=on[1])
    sent_back = Return.objects.get(item=year.items["schools"], period__month=FEB)
    Return.objects.filter(pk=sent_back.pk).update(stage=Stage.RETURNED, stage_since=on[2])
    Urge.objects.create(period=year.period(2), unit=year.world.orgs["health"], at=on[3], by_name="陈", n_returns=1)
    loops = page_of(year, "convener").loops
    assert [(loop.thing.what, loop.n_days) for loop in loops] == [
        ("asked", 9),
        ("correction", 4),
        ("returned", 2),
        ("urge", 1),
    ]
    assert [loop.thing.what for loop in page_of(year, "health_liaison").loops] == ["urge"]


def test_items_past_their_day_and_returns_not_come_are_open_too(year):
    year.go(date(2023, 9, 4))
    found = {loop.thing.what for loop in page_of(year, "convener", None, date(2023, 9, 4)).loops}
    assert {"overdue", "missing"} <= found


def test_a_unit_reads_the_headline_and_its_own_rows(year):
    page = page_of(year, "health_liaison")
    assert page.head.items.total == 3
    assert [line.title for line in page.heat.lines] == ["pensions"]
    assert {line.row.label for line in (*page.fast, *page.slow)} <= {"pensions"}


def test_a_past_month_shows_as_it_was(year):
    year.accept("schools", 2, 200)
    assert len(page_of(year, "convener", JAN).heat.months) == 1
    assert page_of(year, "convener", JAN).head.mean < page_of(year, "convener", FEB).head.mean


def test_the_page_leads_on_from_every_mark(year, sign_in):
    page = sign_in("convener").get(f"/cockpit/{year.programme.pk}/").content.decode()
    item, figure = f"/items/{year.items['road'].pk}/", f"/figures/{year.programme.pk}/"
    assert all(route in page for route in (item, figure, "?light=", "/units/", "/points/"))
    for question in ("到哪了", "谁慢", "为什么", "谁来解决"):
        assert question in page


def test_the_wall_is_light_or_dark(year, sign_in):
    browser = sign_in("convener")
    assert "wall wall-dark" in browser.get("/cockpit/?wall=dark").content.decode()
    assert "wall-dark" not in browser.get("/cockpit/?wall=nonsense").content.decode()


def test_who_may_open_it(year, sign_in):
    address = f"/cockpit/{year.programme.pk}/"
    assert sign_in("leader").get(address).status_code == 200
    assert sign_in("liaison").get(address).status_code == 200
    assert sign_in("township").get(address).status_code == 403
    assert sign_in("sysadmin").get(address).status_code == 403
    assert sign_in("stranger").get(address).status_code == 404
    assert "四个问题" in sign_in("stranger").get("/cockpit/").content.decode()


@pytest.mark.parametrize(("n", "until"), [(0, date(2023, 3, 1)), (20, date(2023, 9, 4))])
@pytest.mark.parametrize("who", ["convener", "liaison"])
def test_it_costs_the_same_with_many_items_and_months(year, sign_in, django_assert_max_num_queries, n, until, who):
    if n:
        add_items(year, n)
    year.go(until)
    browser = sign_in(who)
    browser.get("/desk/")
    with django_assert_max_num_queries(15):
        assert browser.get(f"/cockpit/{year.programme.pk}/").status_code == 200
    with django_assert_max_num_queries(15):
        assert browser.get(f"/programmes/{year.programme.pk}/points/").status_code == 200
