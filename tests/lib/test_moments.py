"""Days with the time of day, as other systems write them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from shishi.lib.moments import Said, moment
from shishi.lib.unreadable import UnreadableError

DAY = date(2023, 9, 14)


@pytest.mark.parametrize(
    ("found", "clock"),
    [
        ("2023-09-14 16:45:10", time(16, 45)),
        ("2023/9/14 8:05", time(8, 5)),
        ("2023-09-14T16:45:00", time(16, 45)),
        ("2023年9月14日 16时45分", time(16, 45)),
        ("2023年9月14日下午4点", time(16, 0)),
        ("２０２３-０９-１４　１６：４５", time(16, 45)),
        ("2023-09-14", None),
        ("20230914", None),
        (datetime(2023, 9, 14, 16, 45, 59), time(16, 45)),  # noqa: DTZ001
        (datetime(2023, 9, 14), None),  # noqa: DTZ001
        (Decimal("45183.697916667"), time(16, 45)),
        (DAY, None),
    ],
)
def test_a_moment_is_read_as_other_systems_write_it(found, clock):
    assert moment(found) == Said(DAY, clock)


@pytest.mark.parametrize("found", ["", None, "无"])
def test_nothing_is_no_moment(found):
    assert moment(found) is None


@pytest.mark.parametrize("found", ["昨天下午", "16:45", "2023-09-14 25:10", "2023-13-01 10:00", "9" * 80])
def test_what_is_no_moment_is_refused_with_an_example(found):
    with pytest.raises(UnreadableError, match="例如"):
        moment(found)
