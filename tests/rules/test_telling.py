"""Quiet hours pass midnight, and a choice is kept unless something is asked."""

from datetime import datetime, time

import pytest

from shishi.rules.deadlines import CHINA
from shishi.rules.telling import USUAL_QUIET, Delivery, QuietHours, Way, deliver, way_for


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2023-09-{text}").replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("hours", "moment", "quiet", "over"),
    [
        (USUAL_QUIET, "04 21:59", False, "04 21:59"),
        (USUAL_QUIET, "04 22:00", True, "05 07:00"),
        (USUAL_QUIET, "05 06:59", True, "05 07:00"),
        (USUAL_QUIET, "05 07:00", False, "05 07:00"),
        (QuietHours(time(12), time(14)), "05 13:00", True, "05 14:00"),
        (QuietHours(time(12), time(14)), "05 23:00", False, "05 23:00"),
        (QuietHours(time(7), time(7)), "05 07:00", False, "05 07:00"),
    ],
)
def test_quiet_hours(hours, moment, quiet, over):
    assert hours.cover(at(moment)) is quiet
    assert hours.over_after(at(moment)) == at(over)


def test_what_becomes_of_a_message():
    noon, night = at("04 12:00"), at("04 23:00")
    assert deliver(Way.AT_ONCE, USUAL_QUIET, noon) == Delivery(Way.AT_ONCE, noon)
    assert deliver(Way.AT_ONCE, USUAL_QUIET, night) == Delivery(Way.DIGEST, at("05 07:00"))
    assert deliver(Way.DIGEST, USUAL_QUIET, noon) == Delivery(Way.DIGEST, None)
    assert deliver(Way.NEVER, USUAL_QUIET, night) == Delivery(Way.NEVER, None)


@pytest.mark.parametrize(
    ("chosen", "asks", "way"),
    [
        (None, False, Way.AT_ONCE),
        (Way.NEVER, False, Way.NEVER),
        (Way.NEVER, True, Way.AT_ONCE),
        (Way.DIGEST, True, Way.DIGEST),
    ],
)
def test_what_asks_something_is_never_kept_back(chosen, asks, way):
    assert way_for(chosen, asks=asks) is way
