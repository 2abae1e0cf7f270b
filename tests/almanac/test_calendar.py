"""The published calendar, cached per process, with local days."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.almanac import actions, queries
from shishi.almanac.models import AlmanacYear
from shishi.almanac.published import DayOff
from shishi.journal.models import Entry
from shishi.lib.refusal import NotYours, Refused
from shishi.rules.workdays import add_workdays, workdays_early

pytestmark = pytest.mark.django_db
MAKE_UPS_2023 = [(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)]


def test_the_published_years_load_once_with_their_make_up_workdays() -> None:
    assert actions.ensure_loaded() == 8
    assert actions.ensure_loaded() == 0

    known = queries.calendar()
    assert known.known_years == frozenset(range(2020, 2028))
    assert known.provisional_years == {2027}
    assert sorted((d.month, d.day) for d in known.make_ups if d.year == 2023) == MAKE_UPS_2023
    assert Entry.objects.filter(verb="almanac.load").count() == 8


def test_the_handbooks_test_values_come_out() -> None:
    actions.ensure_loaded()
    known = queries.calendar()
    assert add_workdays(date(2023, 4, 28), 5, known) == date(2023, 5, 9)
    assert workdays_early(date(2023, 11, 30), date(2023, 12, 29), known) == 21
    assert known.is_workday(date(2026, 10, 10))
    assert not known.is_workday(date(2027, 2, 8))


def test_an_unchanged_calendar_costs_one_query(django_assert_num_queries) -> None:
    actions.ensure_loaded()
    queries.calendar()
    with django_assert_num_queries(1):
        assert queries.calendar() is queries.calendar.__globals__["_kept"][1].national


def test_a_page_counting_into_the_provisional_year_is_told() -> None:
    actions.ensure_loaded()
    known = queries.calendar()
    assert "2027 年节假日尚未公布" in queries.doubt_about([date(2026, 12, 31), date(2027, 1, 8), None], known)
    assert "2031" in queries.doubt_about([date(2031, 1, 1)], known)
    assert queries.doubt_about([date(2026, 12, 31)], known) == ""


def test_a_notice_replaces_the_provisional_year(world) -> None:
    actions.ensure_loaded()
    actions.add_local(date(2027, 3, 8), "妇女节", "pm", world.actor("sysadmin"))
    days = [DayOff(date(2027, 10, n), False, "国庆节") for n in range(1, 11)] + [
        DayOff(date(2027, 10, 16), True, "国庆节")
    ]
    actions.import_notice(2027, "国办发明电〔2026〕7号", days, world.actor("sysadmin"))

    known = queries.calendar()
    assert known.provisional_years == frozenset()
    assert known.is_workday(date(2027, 10, 16))
    assert not known.is_workday(date(2027, 10, 8))
    assert AlmanacYear.objects.get(year=2027).days.filter(is_local=True).count() == 1


def test_an_imported_year_is_not_overwritten_by_what_is_shipped(world) -> None:
    actions.ensure_loaded()
    days = [DayOff(date(2026, 10, n), False, "国庆节") for n in range(1, 12)]
    actions.import_notice(2026, "试", days, world.actor("sysadmin"))
    actions.ensure_loaded()
    assert AlmanacYear.objects.get(year=2026).days.count() == 11


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([DayOff(date(2026, 1, 1), False, "")], "不在 2027 年内"),
        ([DayOff(date(2027, 1, 1), False, "")] * 2, "出现了两次"),
        ([DayOff(date(2027, 1, 1), False, "")], "不像一份全年安排"),
        (
            [DayOff(date(2027, 1, n), False, "") for n in range(1, 12)] + [DayOff(date(2027, 1, 13), True, "")],
            "不是周末",
        ),
    ],
)
def test_an_odd_notice_is_refused_with_a_sentence(world, days, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.import_notice(2027, "通知", days, world.actor("sysadmin"))


def test_a_local_half_day_is_kept_and_stays_a_workday(world) -> None:
    actions.ensure_loaded()
    head, county = world.actor("head"), world.regions["county"].path
    actions.add_local(date(2023, 3, 8), "妇女节", "pm", head)
    whole = actions.add_local(date(2023, 3, 9), "县庆", "", head)
    known = queries.calendar(county)
    assert known.is_workday(date(2023, 3, 8))
    assert known.afternoons_off == {date(2023, 3, 8)}
    assert not known.is_workday(date(2023, 3, 9))

    actions.remove_local(whole.pk, head)
    assert queries.calendar(county).is_workday(date(2023, 3, 9))
    with pytest.raises(Refused, match="劳动节"):
        actions.add_local(date(2023, 5, 1), "县庆", "", head)


def test_a_liaison_may_not_change_the_calendar(world) -> None:
    actions.ensure_loaded()
    with pytest.raises(NotYours):
        actions.add_local(date(2023, 3, 9), "县庆", "", world.actor("liaison"))
