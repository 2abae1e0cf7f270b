"""How fast programs may ask: counted in this process's memory, so that reading never writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable


class TooFast(Exception):
    """Too many requests in too short a time; answered 429."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Pace:
    """Counts by key within windows of equal length. The windows follow a clock that never jumps."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._window = -1
        self._counts: dict[Hashable, int] = {}

    def count(self, key: Hashable) -> int:
        """Count one, and say how many that makes in this window."""
        with self._lock:
            self._turn()
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key]

    def seconds_left(self) -> int:
        """How long this window still runs, at least one second."""
        return self.seconds - int(time.monotonic()) % self.seconds

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._counts.clear()

    def _turn(self) -> None:
        window = int(time.monotonic()) // self.seconds
        if window != self._window:
            self._window, self._counts = window, {}
