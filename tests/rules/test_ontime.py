"""On-time reporting counts what was really owed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from shishi.rules.ontime import Filing, OnTime, is_on_time, on_time_rate

DUE = datetime(2023, 5, 9, 16, 0, tzinfo=UTC)


def on(*days: int) -> Filing:
    return Filing(DUE, tuple(datetime(2023, 5, day, 9, 0, tzinfo=UTC) for day in days))


@pytest.mark.parametrize(
    ("filing", "in_time"),
    [
        (on(8), True),
        (on(10), False),
        (on(), False),
        (on(8, 12), True),
        (on(8, 10, 12), False),
        (on(5, 6, 7), True),
        (Filing(DUE, (DUE,)), True),
    ],
)
def test_one_resubmission_keeps_the_first_time_and_a_second_does_not(filing, in_time):
    assert is_on_time(filing) is in_time


def test_what_was_not_owed_in_time_stays_out_of_the_rate():
    late = (datetime(2023, 5, 20, tzinfo=UTC),)
    excused = [
        Filing(DUE, late, issued_late=True),
        Filing(DUE, (), suspended=True),
        Filing(DUE, late, extended_for_all=True),
    ]
    assert on_time_rate([on(8), on(10), on(), on(9), *excused]) == OnTime(2, 4)
    assert OnTime(2, 4).rate == Decimal(50)
    assert on_time_rate(excused).rate is None
