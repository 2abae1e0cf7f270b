"""Headline counts that always add up, the two ends 抓两头, and checks on what others have added up.

Percentages printed together come from the same counts. Source: docs/domain/rollup.md, "Headlines".
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shishi.rules.figures import round_half_up, share_of
from shishi.rules.lights import Light, Status, Verdict

REACHED = frozenset({Status.COMPLETED_EARLY, Status.COMPLETED, Status.REACHED})
ON_OR_AHEAD = frozenset({Status.AHEAD, Status.ON_SCHEDULE})
BEHIND = frozenset(
    {Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.SEVERELY_BEHIND, Status.OVERDUE, Status.NOT_STARTED_DUE}
)
STOPPED = frozenset({Status.SUSPENDED, Status.TERMINATED})
FAST = REACHED | {Status.AHEAD}
MIDDLE = frozenset({Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND})
SLOW = BEHIND - MIDDLE


@dataclass(frozen=True)
class Headline:
    """How many items stand where; reached + on schedule + behind + unreported + stopped is the total."""

    total: int
    by_light: Mapping[Light, int]
    by_status: Mapping[Status, int]
    n_reached: int
    n_early: int
    n_on_or_ahead: int
    n_behind: int
    n_no_data: int
    n_stopped: int
    n_caught_up: int


@dataclass(frozen=True)
class Bands[K: Hashable]:
    """Three bands for 抓两头, each best first, and what cannot be placed."""

    fast: tuple[K, ...]
    middle: tuple[K, ...]
    slow: tuple[K, ...]
    apart: tuple[K, ...]


@dataclass(frozen=True)
class SumCheck:
    """A total and the parts somebody says it has."""

    total: Decimal
    parts: tuple[Decimal, ...]

    @property
    def difference(self) -> Decimal:
        """Parts minus total; zero when they agree."""
        return sum(self.parts, Decimal(0)) - self.total

    @property
    def holds(self) -> bool:
        """Whether the parts make the whole."""
        return self.difference == 0


@dataclass(frozen=True)
class ShareError:
    """A printed percentage that its own counts contradict."""

    index: int
    printed: Decimal
    true: Decimal | None


def headline(verdicts: Iterable[Verdict]) -> Headline:
    """Return the counts over items; every code and every light appears, at zero where there is none."""
    rows = list(verdicts)
    lights, statuses = Counter(v.light for v in rows), Counter(v.status for v in rows)
    return Headline(
        total=len(rows),
        by_light={light: lights[light] for light in Light},
        by_status={status: statuses[status] for status in Status},
        n_reached=sum(statuses[s] for s in REACHED),
        n_early=statuses[Status.COMPLETED_EARLY],
        n_on_or_ahead=sum(statuses[s] for s in ON_OR_AHEAD),
        n_behind=sum(statuses[s] for s in BEHIND),
        n_no_data=statuses[Status.NO_DATA],
        n_stopped=sum(statuses[s] for s in STOPPED),
        n_caught_up=sum(v.caught_up for v in rows),
    )


def both_ends[K: Hashable](rows: Iterable[tuple[K, Verdict, Decimal | None]]) -> Bands[K]:
    """Return the fast, the middle and the slow from (key, verdict, deviation in points); every key in one band.

    Unreported and stopped ones stand apart. Within a band the larger deviation comes first, unknown ones last, and
    equal ones stay in the order given.
    """
    bands: tuple[list[tuple[Decimal, K]], ...] = ([], [], [], [])
    for key, verdict, deviation in rows:
        place = next((i for i, codes in enumerate((FAST, MIDDLE, SLOW)) if verdict.status in codes), 3)
        bands[place].append((Decimal("Infinity") if deviation is None else -deviation, key))
    return Bands(*(tuple(key for _, key in sorted(band, key=lambda pair: pair[0])) for band in bands))


def check_shares(total: int, printed: Iterable[tuple[int, Decimal]]) -> tuple[ShareError, ...]:
    """Return the printed percentages that are not count ÷ total at the number of places they are printed with.

    printed  (count, per cent as printed); 3 of 15 printed as 27 is an error, 7 of 17 printed as 41.2 is not
    """
    errors = []
    for index, (count, text) in enumerate(printed):
        exponent = text.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        true = share_of(count, total)
        if true is None or round_half_up(true, places) != text:
            errors.append(ShareError(index, text, true))
    return tuple(errors)
