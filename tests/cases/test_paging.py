"""Pages of a list follow each other by key: every case once, those without a date last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shishi.cases.models import Case
from shishi.cases.queries.lists import Wanted, cases_for
from shishi.cases.queries.paging import reached
from shishi.lib import clock
from tests.cases import stories

pytestmark = pytest.mark.django_db
N, DATED = 7, 4


@pytest.fixture
def many(cast) -> list[int]:
    """Seven problems of one day: two share their due moment, three have none."""
    made = [stories.problem(cast, title=f"问题{n}") for n in range(N)]
    for n, case in enumerate(made):
        due = clock.now() + timedelta(days=5 - n // 2) if n < DATED else None
        opened = clock.at(clock.today() - timedelta(days=n // 2))
        Case.objects.filter(pk=case.pk).update(next_due_at=due, opened_at=opened)
    return [case.pk for case in made]


def walked(cast, state: str) -> list[int]:
    """The ids of all pages, two cases a page."""
    found, after = [], ""
    for _page in range(N):
        page = cases_for(cast.actor("clerk"), Wanted(state=state, after=after), limit=2)
        found += [row.id for row in page.rows]
        after = page.after
        if not after:
            return found
    raise AssertionError("the pages do not end")


def test_open_cases_come_soonest_first_and_those_without_a_date_last(cast, many):
    assert walked(cast, "open") == [many[2], many[3], many[0], many[1], *many[DATED:]]


def test_all_cases_come_latest_first(cast, many):
    assert walked(cast, "all") == [many[1], many[0], many[3], many[2], many[5], many[4], many[6]]


@pytest.mark.parametrize("after", ["|", "x|1", "2023-09-04|", "|٣", "2023-13-40T00:00|5", "|99999999999999999999"])
def test_an_address_nobody_can_read_begins_at_the_beginning_or_shows_nothing(cast, many, after):
    for state in ("open", "all", "late"):
        assert len(cases_for(cast.actor("clerk"), Wanted(state=state, after=after)).rows) <= N


def test_a_number_is_found_by_its_beginning_and_a_word_by_the_words(cast, many):
    case = Case.objects.get(pk=many[3])
    ask = lambda text: [row.id for row in cases_for(cast.actor("clerk"), Wanted(state="all", text=text)).rows]  # noqa: E731
    assert ask(case.number.lower()) == [case.pk]
    assert set(ask(case.number[:-2])) == set(many)
    assert ask("问题3") == [case.pk]
    assert ask(case.number + "9") == []


def test_a_page_that_loses_what_is_out_of_reach_still_leads_on(cast, many, monkeypatch):
    monkeypatch.setattr("shishi.cases.queries.lists.reached", lambda cases, actor: reached(cases[1:], actor))
    page = cases_for(cast.actor("clerk"), Wanted(mine=True), limit=2)
    assert len(page.rows) == 1
    onward = cases_for(cast.actor("clerk"), Wanted(mine=True, after=page.after), limit=2)
    assert page.after
    assert not {row.id for row in onward.rows} & {row.id for row in page.rows}
