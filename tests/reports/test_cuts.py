"""A cut freezes what stood at an instant; papers read it and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shishi.journal.models import AppendOnly
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.reports.actions import cuts, standings
from shishi.reports.models import Cut, FrozenStanding, Line, PeerFinish
from shishi.reports.queries import cuts as asked
from tests.reports.year import Year


@pytest.fixture
def cut(year: Year) -> Cut:
    """January, with the road reached on 20 January and the schools at 40 of 400, cut on 3 February."""
    year.go(date(2023, 2, 3))
    year.accept("schools", 1, 40)
    year.hand_in("road", 1, 100)
    year.period(1).returns.filter(item=year.items["road"]).update(finished_on=date(2023, 1, 20))
    year.accept("road", 1, 100)
    return cuts.make(year.programme, date(2023, 2, 3), Cut.Occasion.OFFICE, year.world.actor("clerk"))


def test_a_cut_holds_every_row_of_the_month_in_force(year, cut):
    assert (cut.month, cut.n_rows) == (date(2023, 1, 1), FrozenStanding.objects.filter(cut=cut).count())
    assert cut.n_rows > 12
    assert asked.is_intact(cut)


def test_later_figures_do_not_move_a_cut(year, cut):
    before = asked.figure("indicator.value", {"id": str(year.indicators["schools"].pk)}, cut)
    line = Line.objects.get(of__period=year.period(1), indicator=year.indicators["schools"])
    Line.objects.filter(pk=line.pk).update(accepted=90)
    standings.bring_up_to_date(year.period(1), [year.items["schools"].pk], date(2023, 2, 3))
    assert year.item_row("schools", 1).accepted == 90
    assert asked.figure("indicator.value", {"id": str(year.indicators["schools"].pk)}, cut) == before
    again = cuts.after_correction(year.period(1), year.world.actor("head"))
    assert again.digest != cut.digest


def test_a_cut_is_neither_changed_nor_deleted(cut):
    row = cut.rows.first()
    for act in (cut.save, cut.delete, row.save, row.delete):
        with pytest.raises(AppendOnly):
            act()
    with pytest.raises(AppendOnly):
        FrozenStanding.objects.update(light="blue")
    with pytest.raises(AppendOnly):
        Cut.objects.all().delete()


def test_a_row_changed_behind_our_back_is_said_aloud(cut):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_frozenstanding SET n_met = 9 WHERE kind = 'programme'")
    assert not asked.is_intact(cut)


def test_counts_of_a_cut_add_up(year, cut):
    def ask(code: str, **args: str) -> object:
        return asked.figure(code, args, cut).value

    assert (ask("items.total"), ask("items.by_list", list="province.key"), ask("items.by_list", list="city.key")) == (
        3,
        2,
        1,
    )
    assert (ask("units.total"), ask("matters.total"), ask("items.reached")) == (2, 2, 1)
    assert ask("items.reached_rate").quantize(Decimal("0.01")) == Decimal("33.33")
    assert [ask("lights.count", light=light) for light in ("blue", "green", "grey")] == [1, 1, 1]
    assert ask("returns.on_time_rate").quantize(Decimal("0.01")) == Decimal("66.67")


def test_an_indicator_of_a_cut_answers_with_its_row(year, cut):
    found = asked.figure("indicator.rate", {"id": str(year.indicators["schools"].pk)}, cut)
    assert (found.value, found.n_rows, found.rows[0].label) == (10, 1, "schools indicator")
    assert len(found.digest) == 64


def test_first_in_the_city_needs_a_neighbour_who_is_later(year, cut):
    assert asked.first_in_city(cut) == []
    _peer(year, date(2023, 1, 25))
    assert [f.title for f in asked.first_in_city(cut)] == ["road"]
    PeerFinish.objects.update(finished_on=date(2023, 1, 20))
    assert asked.figure("items.first_in_city", {}, cut).value == 0


def test_a_neighbour_entered_after_the_cut_does_not_count(year, cut):
    clock.rehearse(clock.at(date(2023, 2, 5)))
    _peer(year, date(2023, 1, 25), late=True)
    assert asked.first_in_city(cut) == []


def _peer(year: Year, day: date, *, late: bool = False) -> None:
    PeerFinish.objects.create(
        item=year.items["road"],
        region=year.world.regions["other"],
        finished_on=day,
        source="市专班通报",
        entered_at=clock.now() if late else clock.at(date(2023, 2, 1)),
    )


def test_workdays_early_count_from_the_day_it_was_reached(year, cut):
    [early] = asked.early_by_workdays(cut)
    assert (early.title, early.finished_on, early.due_on) == ("road", date(2023, 1, 20), date(2023, 7, 31))
    assert early.workdays == asked.figure("items.early_workdays", {"item": str(early.item_id)}, cut).value


def test_an_unknown_figure_is_an_error_and_never_a_zero(cut):
    with pytest.raises(asked.UnknownFigure):
        asked.figure("items.invented", {}, cut)
    with pytest.raises(asked.UnknownFigure):
        asked.figure("indicator.rate", {"id": "999999"}, cut)


def test_many_figures_of_one_cut_take_one_query(cut, django_assert_num_queries):
    with django_assert_num_queries(1):
        of = asked.frozen(cut)
        for code in ("items.total", "items.reached", "units.total", "returns.due", "programme.mean"):
            asked.figure(code, {}, of)


def test_december_accepted_early_is_the_month_of_a_december_cut(year):
    year.go(date(2023, 12, 20))
    for short, value in (("schools", 400), ("pensions", 60), ("road", 100)):
        year.accept(short, 12, value)
    clock.rehearse(clock.at(date(2023, 12, 26)))
    cut = cuts.make(year.programme, date(2023, 12, 26), Cut.Occasion.OFFICE, year.world.actor("clerk"))
    assert cut.month == date(2023, 12, 1)
    assert asked.figure("items.reached_rate", {}, cut).value == 100


def test_a_cut_of_a_day_that_cannot_be_told_any_more_is_refused(year, cut):
    clerk = year.world.actor("clerk")
    with pytest.raises(Refused, match="无法还原"):
        cuts.make(year.programme, date(2023, 2, 2), Cut.Occasion.OFFICE, clerk)
    with pytest.raises(Refused, match="晚于今天"):
        cuts.make(year.programme, date(2023, 2, 4), Cut.Occasion.OFFICE, clerk)
    with pytest.raises(NotYours):
        cuts.make(year.programme, date(2023, 2, 3), Cut.Occasion.OFFICE, year.world.actor("edu_head"))


def test_a_month_that_was_never_opened_gives_no_cut(year):
    with pytest.raises(Refused, match="还没有开放的月份"):
        cuts.make(
            year.programme, clock.today(), Cut.Occasion.OFFICE, year.world.actor("clerk"), month=date(2023, 12, 1)
        )
    assert not Cut.objects.exists()
