"""Rates of closed-loop work: published figures come out, and what is not owed stays out."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from shishi.rules.caserates import (
    ClaimCounts,
    Held,
    Load,
    Owing,
    Share,
    closing,
    on_time_closing,
    open_load,
    overdue_days,
    per_member,
)
from shishi.rules.threerates import CallBack, Exclusion, Voiced, three_rates
from tests.rules.almanac import CALENDAR


def at(month: int, day: int, hour: int = 9) -> datetime:
    """An hour of 2023 in China."""
    return datetime(2023, month, day, hour - 8, tzinfo=UTC)


REACHED = CallBack(reached=True, resolved=True, satisfied=True)
UNHAPPY = CallBack(reached=True, resolved=False, satisfied=False)
MISSED = CallBack(reached=False)
SILENT = CallBack(reached=True)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (ClaimCounts(114, claimed=112).claim, "98.25%"),
        (closing(25_783, 29_186), "88.34%"),
        (Share(24_165, 29_186), "82.80%"),
        (Share(4600, 4700), "97.87%"),
        (Share(0, 0), "—"),
    ],
)
def test_published_figures_come_out(share, shown):
    assert share.shown() == shown


def test_one_place_gives_what_the_papers_printed():
    assert ClaimCounts(114, claimed=112).claim.shown(1) == "98.2%"
    assert Share(24_000, 25_000).shown(1) == "96.0%"


def test_on_time_closing_asks_what_fell_due_in_the_period():
    june, july = at(6, 1), at(7, 1)
    cases = [
        Owing(at(6, 10), at(6, 10)),  # on the moment itself
        Owing(at(6, 10), at(6, 11)),  # late
        Owing(at(6, 20)),  # not closed
        Owing(at(6, 25), at(5, 30)),  # closed in May, due in June
        Owing(july, at(6, 20)),  # due in July, however early it was closed
        Owing(at(5, 31), at(6, 5)),  # due in May
        Owing(at(6, 15), left_out=True),  # merged
        Owing(None, at(6, 15)),  # never had a limit
    ]
    assert on_time_closing(cases, june, july) == Share(2, 4)
    assert on_time_closing([], june, july).rate is None


def test_response_asks_who_was_contacted_within_the_limit():
    asked = Voiced("王", 1, dispatched=True, contact_due_at=at(6, 2), contacted_at=at(6, 2))
    late = replace(asked, contacted_at=at(6, 3))
    never = replace(asked, contacted_at=None)
    unsigned = Voiced("赵", 3, dispatched=True)
    not_dispatched = Voiced("李", 2)
    assert three_rates([asked, late, never, unsigned, not_dispatched]).response == Share(1, 4)


def test_the_unreachable_leave_both_denominators_and_count_in_coverage():
    found = three_rates(
        [
            Voiced("王", 1, call_back=REACHED),
            Voiced("李", 2, call_back=UNHAPPY),
            Voiced("张", 3, call_back=MISSED),
            Voiced("钱", 5),
        ]
    )
    assert (found.resolution, found.satisfaction) == (Share(1, 2), Share(1, 2))
    assert found.coverage == Share(2, 3)


@pytest.mark.parametrize(
    ("exclusion", "n_excluded"),
    [(Exclusion(1, 2), 1), (Exclusion(1, 1), 0), (Exclusion(1), 0), (None, 0)],
)
def test_only_a_second_person_takes_a_request_out(exclusion, n_excluded):
    one = Voiced("王", 1, dispatched=True, call_back=UNHAPPY, exclusion=exclusion)
    found = three_rates([one, Voiced("李", 2, dispatched=True, call_back=REACHED)])
    assert found.n_excluded == n_excluded
    assert {found.response.whole, found.resolution.whole, found.satisfaction.whole} == {2 - n_excluded}


def test_merged_requests_count_once_a_requester_and_once_a_matter():
    found = three_rates(
        [
            Voiced("王", 1, call_back=UNHAPPY),
            Voiced("王", 1, call_back=REACHED),  # the same person again: the last answer counts
            Voiced("李", 1, call_back=REACHED),
            Voiced("王", 2, call_back=REACHED),
        ]
    )
    assert found.satisfaction == Share(3, 3)
    assert found.resolution == Share(2, 2)
    assert found.coverage == Share(3, 3)


def test_one_requester_who_says_no_leaves_a_merged_matter_unresolved():
    found = three_rates([Voiced("王", 1, call_back=UNHAPPY), Voiced("李", 1, call_back=REACHED)])
    assert (found.resolution, found.satisfaction) == (Share(0, 1), Share(1, 2))


def test_consultations_answered_at_once_and_people_who_would_not_say():
    found = three_rates(
        [Voiced("王", 1, at_once=True, call_back=REACHED), Voiced("李", 2, call_back=SILENT)],
    )
    assert (found.resolution, found.satisfaction) == (Share(0, 0), Share(1, 1))
    assert found.resolution.rate is None
    assert found.coverage == Share(2, 2)


def test_claims():
    assert ClaimCounts(114, claimed=112, confirmed=84).fulfil.rate == Decimal(75)
    assert per_member(13_000, 10_000) == Decimal("1.3")
    assert per_member(5, 0) is None


def test_overdue_counts_workdays_and_stops_at_closing():
    due = at(4, 28, 17)
    assert overdue_days(due, at(5, 9), CALENDAR) == 5
    assert overdue_days(due, at(5, 3), CALENDAR) == 0
    assert overdue_days(due, at(4, 28, 9), CALENDAR) == 0


def test_a_liaison_with_more_than_twenty_open_is_warned_of():
    now, since = at(5, 9), at(4, 28)
    one = [Held("谭", since, at(4, 28)), Held("谭", at(5, 8), at(5, 8)), Held("谭", at(5, 9))]
    load = open_load([*one, *[Held("刘", now, at(6, 1))] * 20, *[Held("周", now)] * 21], now, CALENDAR)
    assert load["谭"] == Load(3, 2, longest=5, longest_held=5)
    assert [load[who].is_heavy for who in ("谭", "刘", "周")] == [False, False, True]
    assert open_load([], now, CALENDAR) == {}
