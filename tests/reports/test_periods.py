"""Months open by themselves, fall due, lock, and can be moved by the office."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.almanac.actions import add_local, ensure_loaded
from shishi.journal.models import Entry
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.models import Item, Programme
from shishi.reports.actions import periods
from shishi.reports.models import Cut, Exemption, Line, Period, Return, ReturnStep
from shishi.reports.queries.board import doubt
from shishi.rules.deadlines import local


def test_a_month_opens_on_its_first_day_with_a_return_and_lines_for_every_item(year):
    year.go(date(2023, 2, 1))
    period = year.period(2)
    assert (period.opens_on, period.due_on, period.lock_on) == (date(2023, 2, 1), date(2023, 3, 7), date(2023, 3, 10))
    rows = Return.objects.filter(period=period)
    assert {(r.item.title, r.is_due, local(r.due_at).strftime("%m-%d %H:%M")) for r in rows} == {
        (short, True, "03-07 17:30") for short in year.items
    }
    assert Line.objects.filter(of__period=period).count() == 4


def test_opening_twice_changes_nothing(year):
    assert (periods.open_due_periods(date(2023, 1, 7)), Period.objects.count(), Return.objects.count()) == (0, 1, 3)


def test_a_draft_programme_opens_nothing(year):
    Programme.objects.update(stage="draft")
    assert periods.open_due_periods(date(2023, 3, 1)) == 0


@pytest.mark.parametrize("stage", ["draft", "suspended", "terminated"])
def test_an_item_that_does_not_count_gets_no_return(year, stage):
    Item.objects.filter(pk=year.items["road"].pk).update(stage=stage)
    year.go(date(2023, 2, 1))
    assert not Return.objects.filter(period=year.period(2), item=year.items["road"]).exists()


def test_an_item_issued_after_the_month_opened_is_not_due_for_it(year):
    old = year.items["road"]
    late = Item.objects.create(
        programme=year.programme,
        matter=old.matter,
        code="09",
        seq=9,
        title="late",
        unit=old.unit,
        region_path=old.region_path,
        start_on=old.start_on,
        due_on=date(2023, 12, 31),
        stage=Item.Stage.ISSUED,
        issued_at=clock.now(),
    )
    assert (periods.open_for_item(late), periods.open_for_item(late)) == (1, 0)
    assert not Return.objects.get(item=late).is_due
    assert year.row("item", late.pk, 1).light == "grey"


@pytest.mark.parametrize(("kind", "due", "is_due"), [("extend", "03-20 17:30", True), ("excuse", "03-07 17:30", False)])
def test_an_exemption_moves_or_lifts_what_is_due(year, kind, due, is_due):
    Exemption.objects.create(
        programme=year.programme,
        unit=year.world.orgs["health"],
        kind=kind,
        since=date(2023, 2, 1),
        until=date(2023, 3, 20),
        reason="搬迁",
        granted_by=year.world.people["head"],
        granted_at=clock.now(),
    )
    year.go(date(2023, 2, 1))
    row = Return.objects.get(period=year.period(2), item=year.items["pensions"])
    assert (local(row.due_at).strftime("%m-%d %H:%M"), row.is_due) == (due, is_due)
    assert local(row.first_due_at).strftime("%m-%d") == "03-07"


def test_lines_start_from_the_last_accepted_figure_even_when_it_comes_late(year):
    year.go(date(2023, 2, 3))
    line = Line.objects.get(of__period=year.period(2), indicator=year.indicators["schools"])
    assert (line.previous, line.value) == (None, None)
    year.accept("schools", 1, 40)
    line.refresh_from_db()
    assert (line.previous, line.value) == (40, 40)


def test_what_was_typed_is_not_overwritten_by_a_late_acceptance(year):
    year.go(date(2023, 2, 3))
    Return.objects.filter(period=year.period(2)).update(stage="draft")
    Line.objects.filter(of__period=year.period(2)).update(value=55)
    year.accept("schools", 1, 40)
    line = Line.objects.get(of__period=year.period(2), indicator=year.indicators["schools"])
    assert (line.previous, line.value) == (40, 55)


def test_locking_takes_accepted_returns_along_and_records_who_is_missing(year):
    year.go(date(2023, 2, 3))
    row = year.accept("schools", 1, 40)
    year.go(date(2023, 2, 11))
    row.refresh_from_db()
    entry = Entry.objects.get(verb="period.lock")
    assert (row.stage, ReturnStep.objects.filter(of=row, name="lock").count()) == ("locked", 1)
    assert sorted(entry.facts["item_ids"]) == sorted([year.items["pensions"].pk, year.items["road"].pk])
    cut = Cut.objects.get()
    assert (cut.month, cut.occasion, cut.made_by_name) == (date(2023, 1, 1), "lock", "系统")


def test_a_period_stays_open_until_offices_close_on_its_lock_day(year):
    lock_on = year.period(1).lock_on
    year.go(lock_on, hour=9)
    assert year.period(1).stage == "open"
    year.go(lock_on, hour=18)
    assert year.period(1).stage == "locked"


def test_a_meeting_may_move_the_lock(year):
    clerk = year.world.actor("clerk")
    moved = periods.move_lock(year.period(1), date(2023, 2, 20), clerk, version=year.period(1).version)
    assert moved.lock_on == date(2023, 2, 20)
    with pytest.raises(Overtaken):
        periods.move_lock(moved, date(2023, 2, 21), clerk, version=1)
    with pytest.raises(Refused, match="不能早于截止日期2月7日"):
        periods.move_lock(moved, date(2023, 2, 1), clerk, version=moved.version)


def test_only_the_office_of_the_region_locks_and_moves(year):
    for who in ("liaison", "edu_head", "stranger", "leader"):
        with pytest.raises(NotYours):
            periods.lock(year.period(1), year.world.actor(who), date(2023, 2, 20), version=year.period(1).version)
        with pytest.raises(NotYours):
            periods.move_lock(year.period(1), date(2023, 2, 20), year.world.actor(who), version=year.period(1).version)


def test_locking_too_early_or_twice_is_refused_with_a_sentence(year):
    clerk = year.world.actor("clerk")
    with pytest.raises(Refused, match="2月7日才截止"):
        periods.lock(year.period(1), clerk, version=year.period(1).version)
    clock.rehearse(clock.at(date(2023, 2, 9)))
    periods.lock(year.period(1), clerk, version=year.period(1).version)
    with pytest.raises(Overtaken, match="先行办理：锁定2023年1月月报"):
        periods.lock(year.period(1), clerk, version=year.period(1).version)


def test_a_local_holiday_moves_the_countys_days_and_a_half_day_the_hour(year):
    ensure_loaded()
    head = year.world.actor("head")
    add_local(date(2023, 3, 6), "县庆", "", head)
    add_local(date(2023, 3, 8), "妇女节", "pm", head)
    add_local(date(2023, 3, 9), "别县的县庆", "", year.world.actor("stranger"))
    year.go(date(2023, 2, 1))
    period = year.period(2)
    assert (period.due_on, period.lock_on) == (date(2023, 3, 8), date(2023, 3, 13))
    due = Return.objects.filter(period=period).first().due_at
    assert local(due).strftime("%m-%d %H:%M") == "03-08 12:00"


def test_the_board_says_when_its_days_are_counted_into_a_provisional_year(year, client):
    ensure_loaded()
    year.go(date(2023, 2, 1))
    period = year.period(2)
    assert doubt(period) == ""
    Period.objects.filter(pk=period.pk).update(due_on=date(2027, 1, 8), lock_on=date(2027, 1, 13))
    client.force_login(year.world.account("head"))
    page = client.get(f"/periods/{period.pk}/").content.decode()
    assert "2027 年节假日尚未公布" in page
