"""Days with the time of day as other systems write them: 2023-09-14 16:45:10, 2023年9月14日下午4点45分, 45183.7."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from shishi.lib.days import MAX_LENGTH, day, serial_day
from shishi.lib.unreadable import UnreadableError

EXAMPLE: Final = "2023-09-14 16:45"
MINUTES: Final = 24 * 60
_CLOCK: Final = re.compile(
    r"(?:\s+|T|(?<=日)|^)(上午|中午|下午|晚上)?\s*([0-9]{1,2})\s*[:时点]\s*([0-9]{1,2})?分?(?::?[0-9]{1,2}(?:\.[0-9]{1,6})?秒?)?$",
    re.ASCII,
)
_LATER: Final = frozenset({"下午", "晚上"})


@dataclass(frozen=True, slots=True)
class Said:
    """A day, and the time of day where one was said; midnight says none."""

    day: date
    clock: time | None


def moment(found: object) -> Said | None:
    """The day and time in a cell, None where there is none. Raises UnreadableError for anything else."""
    if isinstance(found, datetime):
        return Said(found.date(), _said(found.hour, found.minute))
    if isinstance(found, Decimal) and (on := serial_day(found)):
        minutes = round(found % 1 * MINUTES) % MINUTES
        return Said(on, _said(*divmod(minutes, 60)))
    if not isinstance(found, str):
        plain = day(found)
        return Said(plain, None) if plain else None
    if len(found) > MAX_LENGTH:
        raise _unreadable(found)
    typed = unicodedata.normalize("NFKC", found).strip()
    clock = _CLOCK.search(typed)
    on = day(typed[: clock.start()] if clock else typed)
    if on is None:
        if clock:
            raise _unreadable(found)
        return None
    return Said(on, _read(clock, found) if clock else None)


def _read(clock: re.Match[str], found: str) -> time | None:
    half, hour, minute = clock[1] or "", int(clock[2]), int(clock[3] or 0)
    if half in _LATER and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise _unreadable(found)
    return _said(hour, minute)


def _said(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour or minute else None


def _unreadable(found: object) -> UnreadableError:
    return UnreadableError(found, _("不是日期和时间"), EXAMPLE)
