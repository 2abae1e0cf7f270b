"""Where a figure comes from: formula, inputs, rows, people; and a cut's figures computed again."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.cockpit.queries.figures import opened
from shishi.lib import clock
from shishi.programmes.models import Indicator
from shishi.reports.actions import cuts
from shishi.reports.models import Cut, Line, LineVersion, Standing
from shishi.rules.authority import HOUSE

JAN = date(2023, 1, 1)


def address(year, kind, subject, code, month="2023-01"):
    return f"/figures/{year.programme.pk}/{kind}/{subject}/{month}/{code}/"


def test_a_rate_opens_to_its_rows_and_to_who_reported_and_approved(year, sign_in):
    line = Line.objects.get(of__item=year.items["schools"], of__period__month=JAN)
    LineVersion.objects.create(
        line=line, version=1, value=40, reported_by="县教育局 刘小青", approved_by="专班办 陈晓兰", at=clock.now()
    )
    page = sign_in("liaison").get(address(year, "item", year.items["schools"].pk, "rate")).content.decode()
    for words in ("10.00%", "schools indicator", "刘小青", "陈晓兰", "docs/domain/rates.md", "由 1 行算出"):
        assert words in page


def test_an_amount_is_printed_in_the_unit_people_use(year, sign_in):
    Indicator.objects.filter(item=year.items["schools"]).update(unit_word="元", scale=10_000, target=8_000_000)
    Standing.objects.filter(item_id=year.items["schools"].pk, kind="indicator").update(
        unit_word="万元", target=8_000_000, accepted=1_600_000
    )
    line = Line.objects.get(of__item=year.items["schools"], of__period__month=JAN)
    LineVersion.objects.create(line=line, version=1, value=1_600_000, at=clock.now())
    page = sign_in("clerk").get(address(year, "indicator", line.indicator_id, "accepted")).content.decode()
    assert page.count("160万元") == 3
    assert "800万元" in page
    assert "000万元" not in page


def test_the_share_reached_opens_to_every_item_for_the_office(year):
    found = opened(year.programme, "programme", str(year.programme.pk), JAN, "reached", year.world.actor("clerk"))
    assert (len(found.trace.parts), found.n_hidden) == (3, 0)
    assert round(found.value) == 33


def test_a_unit_opens_the_headline_and_sees_its_own_rows_only(year):
    found = opened(
        year.programme, "programme", str(year.programme.pk), JAN, "reached", year.world.actor("health_liaison")
    )
    assert (len(found.trace.parts), found.n_hidden) == (1, 2)


def test_a_units_progress_is_made_of_its_assessed_indicators(year):
    unit = str(year.world.orgs["education"].pk)
    found = opened(year.programme, "unit", unit, JAN, "progress", year.world.actor("clerk"))
    assert {p.label for p in found.trace.parts} == {"schools indicator", "road indicator"}
    assert 0 < found.value < 100


@pytest.mark.parametrize("code", ["rate", "expected", "deviation", "light", "accepted", "returned"])
def test_every_figure_of_an_item_opens(year, sign_in, code):
    assert sign_in("clerk").get(address(year, "item", year.items["road"].pk, code)).status_code == 200


def test_figures_out_of_reach_or_unknown_are_not_found(year, sign_in):
    road = year.items["road"].pk
    assert sign_in("stranger").get(address(year, "item", road, "rate")).status_code == 404
    assert sign_in("health_liaison").get(address(year, "item", road, "rate")).status_code == 404
    browser = sign_in("clerk")
    for wrong in (
        address(year, "item", road, "nonsense"),
        address(year, "item", road, "rate", "2023-00"),
        address(year, "nothing", road, "rate"),
        address(year, "item", 999_999, "rate"),
        address(year, "indicator", "x", "rate"),
    ):
        assert browser.get(wrong).status_code == 404, wrong


def test_a_cuts_figure_is_computed_again_and_compared_with_what_was_printed(year, sign_in):
    cut = cuts.make(year.programme, clock.today(), Cut.Occasion.OFFICE, HOUSE)
    browser = sign_in("clerk")
    first = browser.get(f"/figures/cuts/{cut.pk}/items.total/")
    digest = first.context["found"].figure.digest
    assert first.context["found"].figure.value == 3
    assert "与印发时一致" in browser.get(f"/figures/cuts/{cut.pk}/items.total/?digest={digest}").content.decode()
    assert "不一致" not in first.content.decode()
    assert "不一致" in browser.get(f"/figures/cuts/{cut.pk}/items.total/?digest=abc").content.decode()
    assert browser.get(f"/figures/cuts/{cut.pk}/nonsense/").status_code == 404
    assert sign_in("stranger").get(f"/figures/cuts/{cut.pk}/items.total/").status_code == 404


@pytest.mark.parametrize("kind", ["item", "programme"])
def test_opening_a_figure_costs_little(year, sign_in, django_assert_max_num_queries, kind):
    subject = year.items["road"].pk if kind == "item" else year.programme.pk
    browser = sign_in("liaison")
    with django_assert_max_num_queries(15):
        assert browser.get(address(year, kind, subject, "rate")).status_code == 200
