"""Rolling figures up: the two parts of an indicator's rate, and a unit's progress over its indicators.

Source: docs/domain/rollup.md.
"""

from collections.abc import Iterable
from decimal import Decimal, localcontext

from shishi.rules.indicators import IndicatorType
from shishi.rules.rates import EXACT_DIGITS, ZERO, Measure, is_met

ONE = Decimal(1)


def two_parts(measure: Measure) -> tuple[Decimal | None, Decimal | None]:
    """Return what stands above and below the line, by kind; a rate is one over the other, never a mean of rates.

    Cumulative, investment, start count: value and target · rate, coverage, recurring: its own two parts ·
    milestone: weight done and weight of all · floor standard and policy: 1 or 0 of 1.
    A target without a value counts in full below the line, so that silence lowers a rate instead of hiding.
    """
    above, below = _parts(measure)
    if measure.type is not IndicatorType.RATE and below is not None:
        above = above or ZERO
    return above, below


def _parts(measure: Measure) -> tuple[Decimal | None, Decimal | None]:
    match measure.type:
        case IndicatorType.FLOOR_STANDARD | IndicatorType.POLICY:
            return ONE if is_met(measure) else ZERO, ONE
        case IndicatorType.MILESTONE:
            done = sum((m.weight for m in measure.milestones if m.done), ZERO)
            return done, sum((m.weight for m in measure.milestones), ZERO)
        case IndicatorType.RATE:
            return measure.numerator, measure.denominator
        case IndicatorType.COVERAGE | IndicatorType.RECURRING:
            return measure.parts
        case _:
            return measure.value, measure.target


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
