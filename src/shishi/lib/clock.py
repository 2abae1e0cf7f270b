"""The one clock of the house. A rehearsal in demo mode may set it; nothing else asks the machine for the time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")

_offset = timedelta()
_followed: Path | None = None
_followed_as_of = 0


def now() -> datetime:
    """The present moment in UTC, moved by the rehearsal's offset where one is set."""
    if _followed is not None:
        _read_followed(_followed)
    return datetime.now(UTC) + _offset


def today() -> date:
    """Today's date in China, which is the date every limit and every paper uses."""
    return now().astimezone(CHINA).date()


def rehearse(moment: datetime) -> None:
    """Let the clock start again from `moment` and run on. Only demo mode and tests call this."""
    global _offset
    _offset = moment - datetime.now(UTC)


def stop_rehearsing() -> None:
    """Return to the machine's time."""
    global _offset
    _offset = timedelta()


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """The moment of `hour:minute` in China on `day`, as UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA).astimezone(UTC)


def follow(path: Path) -> None:
    """Let a demonstration's processes share one rehearsed clock: the offset in seconds stands in the file at `path`."""
    global _followed
    _followed = path


def write_followed(path: Path, moment: datetime) -> None:
    """Set the shared clock of a demonstration to `moment`, for every process that follows `path`."""
    path.write_text(str((moment - datetime.now(UTC)).total_seconds()))


def _read_followed(path: Path) -> None:
    global _offset, _followed_as_of
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return
    if changed != _followed_as_of:
        _offset, _followed_as_of = timedelta(seconds=float(path.read_text())), changed
