"""How somebody is told: at once, in the day's digest, or not at all; and the hours in which nobody is.

Source: docs/domain/telling.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from shishi.rules.deadlines import CHINA, local
from shishi.rules.workdays import ONE_DAY

LONGEST_QUIET = timedelta(hours=14)
DIGEST_HOUR = 8


class Way(StrEnum):
    """What somebody chose for one reason."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NEVER = "never"


WAY_LABELS: dict[Way, str] = {Way.AT_ONCE: "立即提醒", Way.DIGEST: "并入每日汇总", Way.NEVER: "不提醒"}


@dataclass(frozen=True)
class QuietHours:
    """The hours of a day in which nothing counts as unread; they may pass midnight. Equal ends: none."""

    since: time = time(22, 0)
    until: time = time(7, 0)

    @property
    def length(self) -> timedelta:
        """How long they are, under a day."""
        minutes = _minutes(self.until) - _minutes(self.since)
        return timedelta(minutes=minutes % (24 * 60))

    def cover(self, moment: datetime) -> bool:
        """Whether `moment`, in China's time, lies within them; the last minute is not quiet any more."""
        now = local(moment).time()
        if self.since <= self.until:
            return self.since <= now < self.until
        return now >= self.since or now < self.until

    def over_after(self, moment: datetime) -> datetime:
        """Return the first moment from `moment` on that is not quiet."""
        if not self.cover(moment):
            return moment
        here = local(moment)
        ends = datetime.combine(here.date(), self.until, CHINA)
        return ends if ends > here else ends + ONE_DAY


USUAL_QUIET = QuietHours()


@dataclass(frozen=True)
class Delivery:
    """How one message is dealt with. `told_at` is None for what waits for the digest, or is not told at all."""

    way: Way
    told_at: datetime | None


def deliver(chosen: Way, quiet: QuietHours, now: datetime) -> Delivery:
    """Return what becomes of a message now.

    What comes in the quiet hours counts as unread when they are over, and joins the next digest unless it has been
    read by then. Source: docs/domain/telling.md.
    """
    if chosen is not Way.AT_ONCE:
        return Delivery(chosen, None)
    if quiet.cover(now):
        return Delivery(Way.DIGEST, quiet.over_after(now))
    return Delivery(Way.AT_ONCE, now)


def way_for(chosen: Way | None, *, asks: bool) -> Way:
    """Return the way a reason is told in: as chosen, else at once; what asks something of people is never kept back."""
    if chosen is None or (asks and chosen is Way.NEVER):
        return Way.AT_ONCE
    return chosen


def _minutes(of: time) -> int:
    return of.hour * 60 + of.minute
