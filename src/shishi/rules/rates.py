"""Completion rates 完成率 by kind of indicator, whether a target is met, and an item's rate over several indicators.

Rates are per cent and may pass 100; whoever averages caps them first. Source: docs/domain/rates.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from shishi.rules.indicators import IndicatorType, Sense

HUNDRED = Decimal(100)
ZERO = Decimal(0)
# Digits enough that sums of capped rates are exact, so that their order cannot matter.
EXACT_DIGITS = 120


@dataclass(frozen=True)
class Milestone:
    """A step of a milestone plan: its weight in any unit, and whether it is done."""

    weight: Decimal
    done: bool


@dataclass(frozen=True)
class Measure:
    """What is known of one indicator on one day.

    target, value           in the indicator's own unit; for `rate` both are per cent; for `recurring` the target is the
                            number of payments in the whole year
    numerator, denominator  `rate`: what the ratio is made of; `coverage`: covered, and the closed list;
                            `recurring`: payments made, and payments due so far
    milestones, done        of a milestone plan, of a policy
    A coverage or recurring indicator without a numerator and denominator is read from value and target.
    """

    type: IndicatorType
    target: Decimal | None = None
    value: Decimal | None = None
    sense: Sense = Sense.AT_LEAST
    unit: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    milestones: tuple[Milestone, ...] = ()
    done: bool | None = None

    @property
    def parts(self) -> tuple[Decimal | None, Decimal | None]:
        """Numerator and denominator, for the kinds that may be typed as value of target instead."""
        if self.numerator is None and self.denominator is None:
            return self.value, self.target
        return self.numerator, self.denominator

    @property
    def measured(self) -> Decimal | None:
        """The figure that is held against the target: for `rate` the ratio itself, in per cent."""
        if self.type is IndicatorType.RATE and self.denominator is not None:
            return ratio(self.numerator, self.denominator)
        return self.value


@dataclass(frozen=True)
class ItemRate:
    """An item over its assessed indicators: counts for headlines, the mean of capped rates for charts."""

    n_met: int
    n_total: int
    mean: Decimal | None

    @property
    def is_met(self) -> bool:
        """Whether every assessed indicator is met; an item without any is not."""
        return 0 < self.n_total == self.n_met


def ratio(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """Return numerator ÷ denominator in per cent; None when either is unknown or the denominator is zero."""
    if numerator is None or not denominator:
        return None
    return numerator * HUNDRED / denominator


def completion_rate(measure: Measure) -> Decimal | None:
    """Return the per cent of the target reached, by the indicator's kind; above 100 is legal, and common.

    None where there is nothing to divide by or nothing reported. A floor standard is never above 100.
    Source: docs/domain/rates.md, "Nine kinds".
    """
    match measure.type:
        case IndicatorType.COVERAGE | IndicatorType.RECURRING:
            return ratio(*measure.parts)
        case IndicatorType.MILESTONE:
            return _milestone_rate(measure)
        case IndicatorType.POLICY:
            return None if measure.done is None else HUNDRED * measure.done
        case IndicatorType.FLOOR_STANDARD:
            return HUNDRED if is_met(measure) else _sensed(measure)
        case _:
            return _sensed(measure)


def _sensed(measure: Measure) -> Decimal | None:
    """Return the rate of a measured figure against its target, on the side its sense says."""
    value, target = measure.measured, measure.target
    if measure.sense is Sense.AT_MOST:
        return ratio(target, value)
    if measure.sense is Sense.EQUAL and value is not None and target:
        return max(ZERO, HUNDRED - abs(value - target) * HUNDRED / abs(target))
    return ratio(value, target)


def _milestone_rate(measure: Measure) -> Decimal | None:
    """Return the weight done ÷ the weight of all milestones."""
    whole = sum((m.weight for m in measure.milestones), ZERO)
    return ratio(sum((m.weight for m in measure.milestones if m.done), ZERO), whole)


def is_met(measure: Measure) -> bool | None:
    """Whether the figures meet the target on its side; None while that cannot be told.

    A recurring payment is met when the whole year's payments are made, not when those due so far are.
    """
    if measure.type is IndicatorType.POLICY:
        return measure.done
    if measure.type is IndicatorType.MILESTONE:
        return all(m.done for m in measure.milestones) if measure.milestones else None
    value, target = measure.measured, measure.target
    if measure.type is IndicatorType.COVERAGE:
        value, target = measure.parts
    elif measure.type is IndicatorType.RECURRING:
        value, due = measure.parts
        target = due if target is None else target
    if value is None or target is None:
        return None
    return _meets(value, target, measure.sense)


def _meets(value: Decimal, target: Decimal, sense: Sense) -> bool:
    """Whether `value` lies on the side of `target` that `sense` asks for."""
    if sense is Sense.AT_MOST:
        return value <= target
    return value == target if sense is Sense.EQUAL else value >= target


def is_reached(measure: Measure, as_of: date, due: date | None) -> bool | None:
    """Whether the target counts as reached 达标 on `as_of`.

    A ceiling can still be broken until its due day, so `at_most` is reached from then on only.
    """
    met = is_met(measure)
    if met and measure.sense is Sense.AT_MOST and due is not None and as_of < due:
        return False
    return met


def expected_of(measure: Measure, expected: Decimal | None) -> Decimal | None:
    """Return the expected progress an indicator is held against: of payments already due, all are expected."""
    if measure.type is IndicatorType.RECURRING and measure.numerator is not None and expected is not None:
        return HUNDRED
    return expected


def deviation_pp(rate: Decimal | None, expected: Decimal | None) -> Decimal | None:
    """Return completion minus expected progress, in percentage points; None when either is unknown."""
    return None if rate is None or expected is None else rate - expected


def item_rate(indicators: Iterable[tuple[Decimal, Decimal | None, bool | None]]) -> ItemRate:
    """Return an item's rate from (weight, rate, met?) of its assessed indicators.

    An indicator without a rate counts as not met and stays out of the mean; rates are capped at 100 for the mean, so
    that one overshoot does not hide a laggard; a mean without weights is None. Source: docs/domain/rates.md, "Items".
    """
    rows = list(indicators)
    mean = mean_of_capped((weight, rate) for weight, rate, _ in rows)
    return ItemRate(sum(met is True for _, _, met in rows), len(rows), mean)


def mean_of_capped(weighted: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """Return the weighted mean of min(rate, 100) over (weight, rate); None when no weight has a rate."""
    with localcontext(prec=EXACT_DIGITS):
        rows = [(weight, min(rate, HUNDRED)) for weight, rate in weighted if rate is not None]
        whole = sum((weight for weight, _ in rows), ZERO)
        total = sum((weight * rate for weight, rate in rows), ZERO)
    return total / whole if whole else None
