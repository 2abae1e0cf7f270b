"""Rolling figures up: allocations into an indicator, indicators into items, matters, lists, units and regions.

Alike figures add up by their kind; unlike ones are counted and averaged. Both totals can be merged in any order and
any grouping with the same result. Source: docs/domain/rollup.md.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from shishi.rules.indicators import SUMMED, IndicatorType, Sense
from shishi.rules.rates import EXACT_DIGITS, HUNDRED, ZERO, Measure, is_met, ratio

ONE = Decimal(1)


class NotComparableError(ValueError):
    """Figures of different kinds or scopes were asked to be added."""


@dataclass(frozen=True)
class Part:
    """One leaf: an indicator as one region or unit answers for it.

    numerator, denominator  by kind, see `part_of`; None where unknown
    scope                   what exactly is counted (the metric definition); other scopes are never added
    returned, due           whether its return is there, and whether one was owed
    """

    type: IndicatorType
    numerator: Decimal | None
    denominator: Decimal | None
    met: bool | None
    returned: bool = True
    due: bool = True
    sense: Sense = Sense.AT_LEAST
    scope: str = ""


@dataclass(frozen=True)
class Total:
    """Alike parts added up; `rate` is Σ numerator ÷ Σ denominator, never a mean of rates."""

    type: IndicatorType
    sense: Sense
    scope: str
    numerator: Decimal = ZERO
    denominator: Decimal = ZERO
    n_met: int = 0
    n_total: int = 0
    n_returned: int = 0
    n_due: int = 0

    @property
    def rate(self) -> Decimal | None:
        """Per cent of the target; None without a denominator. A ceiling is turned round: target ÷ actual."""
        if self.sense is Sense.AT_MOST and self.type in SUMMED:
            return ratio(self.denominator, self.numerator)
        return ratio(self.numerator, self.denominator)

    @property
    def is_met(self) -> bool | None:
        """Whether the total keeps the promise: by the sum where sums make sense, else when every part does.

        None without parts, and for a rate, whose target the caller holds.
        """
        if not self.n_total or self.type is IndicatorType.RATE:
            return None
        if self.type in SUMMED and self.denominator:
            if self.sense is Sense.AT_MOST:
                return self.numerator <= self.denominator
            equal = self.numerator == self.denominator
            return equal if self.sense is Sense.EQUAL else self.numerator >= self.denominator
        return self.n_met == self.n_total


@dataclass(frozen=True)
class Row:
    """One assessed indicator among unlike ones: its weight, its rate in per cent, whether it is met."""

    rate: Decimal | None
    met: bool | None
    weight: Decimal = ONE
    returned: bool = True
    due: bool = True


@dataclass(frozen=True)
class Tally:
    """Unlike indicators counted for headlines, and averaged with rates capped at 100 for charts."""

    n_met: int = 0
    n_total: int = 0
    n_returned: int = 0
    n_due: int = 0
    weight: Decimal = ZERO
    weighted: Decimal = ZERO

    @property
    def met_rate(self) -> Decimal | None:
        """Per cent of indicators that are met; None without any."""
        return ratio(Decimal(self.n_met), Decimal(self.n_total))

    @property
    def mean(self) -> Decimal | None:
        """Weighted mean of capped rates in per cent; None when no weight has a rate."""
        return self.weighted / self.weight if self.weight else None


def part_of(measure: Measure, *, returned: bool = True, due: bool = True, scope: str = "") -> Part:
    """Return the part a measure contributes.

    Cumulative, investment, start count: value and target · rate, coverage, recurring: its own two parts ·
    milestone: weight done and weight of all · floor standard and policy: 1 or 0 of 1.
    A target without a value counts in full below the line, so that silence lowers a rate instead of hiding.
    """
    met = is_met(measure)
    above, below = _two_parts(measure, met)
    if measure.type is not IndicatorType.RATE and below is not None:
        above = above or ZERO
    return Part(measure.type, above, below, met, returned, due, measure.sense, scope)


def _two_parts(measure: Measure, met: bool | None) -> tuple[Decimal | None, Decimal | None]:
    """Return what stands above and below the line for the measure's kind."""
    match measure.type:
        case IndicatorType.FLOOR_STANDARD | IndicatorType.POLICY:
            return ONE if met else ZERO, ONE
        case IndicatorType.MILESTONE:
            done = sum((m.weight for m in measure.milestones if m.done), ZERO)
            return done, sum((m.weight for m in measure.milestones), ZERO)
        case IndicatorType.RATE:
            return measure.numerator, measure.denominator
        case IndicatorType.COVERAGE | IndicatorType.RECURRING:
            return measure.parts
        case _:
            return measure.value, measure.target


def roll_up(parts: Iterable[Part]) -> Total | None:
    """Return the total of alike parts; None of no parts. Raises NotComparableError for mixed kinds or scopes."""
    return merge(_alone(part) for part in parts)


def merge(totals: Iterable[Total]) -> Total | None:
    """Return the total of totals, so that a city adds its counties without opening them again."""
    whole: Total | None = None
    for total in totals:
        whole = total if whole is None else _plus(whole, total)
    return whole


def _alone(part: Part) -> Total:
    """Return the total of one part; a part with one side unknown adds to neither."""
    known = part.numerator is not None and part.denominator is not None
    above = part.numerator if known and part.numerator is not None else ZERO
    below = part.denominator if known and part.denominator is not None else ZERO
    met, returned = int(part.met is True), int(part.returned and part.due)
    return Total(part.type, part.sense, part.scope, above, below, met, 1, returned, int(part.due))


def _plus(a: Total, b: Total) -> Total:
    """Return two alike totals added, exactly."""
    if (a.type, a.sense, a.scope) != (b.type, b.sense, b.scope):
        raise NotComparableError(f"{a.type}/{a.sense}/{a.scope} and {b.type}/{b.sense}/{b.scope}")
    with localcontext(prec=EXACT_DIGITS):
        above, below = a.numerator + b.numerator, a.denominator + b.denominator
    counts = (a.n_met + b.n_met, a.n_total + b.n_total, a.n_returned + b.n_returned, a.n_due + b.n_due)
    return Total(a.type, a.sense, a.scope, above, below, *counts)


def tally(rows: Iterable[Row]) -> Tally:
    """Return unlike indicators counted and averaged; a row without a rate counts as not met, outside the mean."""
    return merge_tallies(_tally_of(row) for row in rows)


def merge_tallies(tallies: Iterable[Tally]) -> Tally:
    """Return tallies added, in any order and grouping."""
    whole = Tally()
    with localcontext(prec=EXACT_DIGITS):
        for t in tallies:
            counts = (whole.n_met + t.n_met, whole.n_total + t.n_total)
            returns = (whole.n_returned + t.n_returned, whole.n_due + t.n_due)
            whole = Tally(*counts, *returns, whole.weight + t.weight, whole.weighted + t.weighted)
    return whole


def _tally_of(row: Row) -> Tally:
    """Return the tally of one row."""
    counts = (int(row.met is True), 1, int(row.returned and row.due), int(row.due))
    if row.rate is None:
        return Tally(*counts)
    with localcontext(prec=EXACT_DIGITS):
        return Tally(*counts, row.weight, row.weight * min(row.rate, HUNDRED))


def count_once[T](rows: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """Return the rows with each key once, the first of each: an item that answers two lists counts once locally."""
    first: dict[Hashable, T] = {}
    for row in rows:
        first.setdefault(key(row), row)
    return list(first.values())


def progress_score(rows: Iterable[tuple[Decimal | None, Decimal | None, Decimal]]) -> Decimal | None:
    """Return a unit's progress, 0 to 1: the weighted mean of min(rate ÷ expected, 1) over (rate, expected, weight).

    Where nothing is expected yet the row stays out; where something is and nothing is reported it counts 0.
    None when no row is left. Source: docs/domain/rollup.md, "Units".
    """
    with localcontext(prec=EXACT_DIGITS):
        paced = [(w, min((rate or ZERO) / exp, ONE)) for rate, exp, w in rows if exp is not None and exp > 0]
        whole = sum((w for w, _ in paced), ZERO)
        total = sum((w * pace for w, pace in paced), ZERO)
    return total / whole if whole else None
