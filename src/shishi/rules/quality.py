"""Checks on one line of a return: what is refused, and what is only asked about.

Every check looks at one line and what is known about its past; none looks anything up. The sentences stand in
`findings`. Source: docs/domain/quality.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shishi.rules.figures import number
from shishi.rules.findings import Check, Finding, Severity
from shishi.rules.indicators import SUMMED, IndicatorType, unit_of
from shishi.rules.money import wan_text
from shishi.rules.periods import month_end, month_of


@dataclass(frozen=True)
class Bounds:
    """Where the checks draw their lines; a programme may set its own."""

    jump_times: Decimal = Decimal(3)
    far_over_percent: Decimal = Decimal(130)
    same_months: int = 3
    text_length: int = 500


USUAL = Bounds()


@dataclass(frozen=True)
class Line:
    """One line of a return, and what is known of its past.

    value, target  cumulative, in the indicator's own unit; for `coverage` the number covered and the closed list
    history        cumulative values at the end of the months before, oldest first
    reason         what the liaison wrote to explain an unusual figure
    text           progress, difficulty and next step together, as their length counts
    funds          in 元; None where the item has none
    """

    name: str
    type: IndicatorType
    month: date
    value: Decimal | None
    target: Decimal | None = None
    unit: str = ""
    history: tuple[Decimal, ...] = ()
    reason: str = ""
    decimal_places: int | None = None
    is_green: bool = False
    is_last_month: bool = False
    text: str = ""
    difficulty: str = ""
    needs_coordination: bool = False
    funds_arrived: Decimal | None = None
    funds_paid: Decimal | None = None
    needs_evidence: bool = False
    n_evidence: int = 0
    n_reused: int = 0
    photo_days: tuple[date, ...] = ()
    sites_sum: Decimal | None = None
    n_sites_not_in_use: int = 0
    shares_sum: Decimal | None = None

    @property
    def before(self) -> Decimal | None:
        """Last month's cumulative value."""
        return self.history[-1] if self.history else None

    @property
    def changed(self) -> bool:
        """Whether the figure moved since last month; the first figure of the year moves from zero."""
        return self.value is not None and self.value != (self.before or Decimal(0))


# Kinds whose figure is typed as a number; the others are ticked or follow from milestones.
NUMERIC = frozenset(IndicatorType) - {IndicatorType.MILESTONE, IndicatorType.POLICY}
# Kinds whose cumulative figure cannot go down by itself.
GROWING = SUMMED | {IndicatorType.COVERAGE, IndicatorType.RECURRING}


def check_line(line: Line, bounds: Bounds = USUAL) -> tuple[Finding, ...]:
    """Return every finding on the line, refusals first; what a reason explains is a warning for the reviewer."""
    findings = [finding for check in CHECKS for finding in check(line, bounds)]
    return tuple(sorted(findings, key=lambda finding: finding.severity is Severity.WARN))


def refusals(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that stop a submission."""
    return tuple(finding for finding in findings if finding.severity is Severity.REFUSE)


def _finding(line: Line, code: Check, severity: Severity, on: str = "value", **facts: object) -> Finding:
    """Return a finding with the facts every sentence may use."""
    common = {"indicator": line.name, "unit": line.unit, "now": number(line.value), "before": number(line.before)}
    return Finding(code, severity, on, common | facts)


def _unless_explained(line: Line) -> Severity:
    """Return how much an unusual figure weighs: a reason turns a refusal into something the reviewer sees."""
    return Severity.WARN if line.reason.strip() else Severity.REFUSE


def _check_value(line: Line, _bounds: Bounds) -> Iterator[Finding]:
    """The figure itself: there, not negative, with no more places than the definition allows."""
    if line.type not in NUMERIC:
        return
    if line.value is None:
        yield _finding(line, Check.VALUE_MISSING, Severity.REFUSE)
        return
    if line.value < 0:
        yield _finding(line, Check.VALUE_NEGATIVE, Severity.REFUSE)
    if line.decimal_places is not None and line.value != round(line.value, line.decimal_places):
        yield _finding(line, Check.TOO_MANY_PLACES, Severity.REFUSE, places=line.decimal_places)
    elif _comes_whole(line) and line.value != line.value.to_integral_value():
        yield _finding(line, Check.NOT_WHOLE, Severity.REFUSE)
    if line.type is IndicatorType.COVERAGE and line.target is not None and line.value > line.target:
        yield _finding(line, Check.MORE_THAN_ALL, Severity.REFUSE, all=number(line.target))


def _comes_whole(line: Line) -> bool:
    """Whether the figure is a number of pieces, the definition not saying otherwise."""
    unit = unit_of(line.unit)
    return line.decimal_places is None and line.type is not IndicatorType.RATE and unit.is_whole and unit.scale == 1


def _mistaken_scale(line: Line) -> Decimal | None:
    """Return the figure against which the value looks ten thousand times too large or small; None when it does not.

    Without a past only a value a thousand times the target is strange; a small beginning is not.
    """
    if line.value is None or line.type not in SUMMED or line.value <= 0:
        return None
    if line.before:
        times = max(line.value / line.before, line.before / line.value)
        return line.before if Decimal(5000) <= times <= Decimal(20000) else None
    return line.target if line.target and line.value / line.target >= 1000 else None


def _check_movement(line: Line, bounds: Bounds) -> Iterator[Finding]:
    """The figure against last month: scale, falling, jumping, more than is left."""
    if line.value is None or line.type not in GROWING:
        return
    compared = _mistaken_scale(line)
    if compared is not None:
        yield _finding(line, Check.UNIT_MISMATCH, _unless_explained(line), before=number(compared))
        return
    if line.before is not None and line.value < line.before:
        yield _finding(line, Check.CUMULATIVE_FALLS, _unless_explained(line))
        return
    if line.type in SUMMED:
        yield from _check_step(line, bounds)


def _check_step(line: Line, bounds: Bounds) -> Iterator[Finding]:
    """The month's step against the average step so far, and against what is left of the target."""
    value, before = line.value or Decimal(0), line.before or Decimal(0)
    step, severity = value - before, _unless_explained(line)
    average = before / len(line.history) if line.history else Decimal(0)
    if average > 0 and step > average * bounds.jump_times:
        shown = {"step": number(step), "average": number(average, 2), "times": number(bounds.jump_times)}
        yield _finding(line, Check.JUMP, severity, **shown)
    if line.target is not None and before < line.target and step > line.target - before:
        remaining = number(line.target - before)
        yield _finding(line, Check.OVER_REMAINING, severity, step=number(step), remaining=remaining)
    if line.target and value * 100 > line.target * bounds.far_over_percent:
        shown = {"target": number(line.target), "limit": number(bounds.far_over_percent)}
        yield _finding(line, Check.FAR_OVER_TARGET, Severity.WARN, **shown)


def _check_pattern(line: Line, bounds: Bounds) -> Iterator[Finding]:
    """What looks copied or arranged: the same figure for months, or exactly the target in the last month."""
    if line.value is None or line.type not in GROWING:
        return
    open_still = line.target is None or line.value < line.target
    recent = line.history[-bounds.same_months :]
    stuck = len(recent) == bounds.same_months and all(past == line.value for past in recent)
    if stuck and line.is_green and open_still:
        yield _finding(line, Check.SAME_AS_BEFORE, Severity.WARN, months=bounds.same_months + 1)
    if line.is_last_month and line.changed and line.value == line.target:
        yield _finding(line, Check.LAST_MONTH_FULL, Severity.WARN, before=number(line.before or Decimal(0)))


def _check_sites(line: Line, _bounds: Bounds) -> Iterator[Finding]:
    """The figure against its sites, and against the parts reported by townships and units."""
    if line.value is None:
        return
    if line.sites_sum is not None and line.sites_sum != line.value:
        yield _finding(line, Check.SITES_DIFFER, Severity.WARN, sites=number(line.sites_sum))
    if line.shares_sum is not None and line.shares_sum != line.value:
        gap = number(abs(line.shares_sum - line.value))
        yield _finding(line, Check.SHARES_DIFFER, Severity.WARN, shares=number(line.shares_sum), gap=gap)
    if line.n_sites_not_in_use and line.target is not None and line.value >= line.target:
        yield _finding(line, Check.SITES_NOT_IN_USE, Severity.WARN, n=line.n_sites_not_in_use)


def _check_funds(line: Line, _bounds: Bounds) -> Iterator[Finding]:
    """Money: not negative, and not more paid than arrived."""
    arrived, paid = line.funds_arrived, line.funds_paid
    for amount, on in ((arrived, "funds_arrived"), (paid, "funds_paid")):
        if amount is not None and amount < 0:
            yield _finding(line, Check.FUNDS_NEGATIVE, Severity.REFUSE, on)
    if paid is not None and paid > (arrived or Decimal(0)):
        shown = {"paid": wan_text(paid), "arrived": wan_text(arrived or Decimal(0))}
        yield _finding(line, Check.PAID_OVER_ARRIVED, _unless_explained(line), "funds_paid", **shown)


def _check_evidence(line: Line, _bounds: Bounds) -> Iterator[Finding]:
    """Evidence: there where the definition asks and something moved, not used before, taken in the period."""
    if line.needs_evidence and line.changed and not line.n_evidence:
        yield _finding(line, Check.EVIDENCE_MISSING, Severity.REFUSE, "evidence")
    if line.n_reused:
        yield _finding(line, Check.EVIDENCE_REUSED, Severity.WARN, "evidence", n=line.n_reused)
    first, last = month_of(line.month), month_end(line.month)
    outside = sorted(day for day in line.photo_days if not first <= day <= last)
    if outside:
        shown = {"taken": outside[0].isoformat(), "first": first.isoformat(), "last": last.isoformat()}
        yield _finding(line, Check.PHOTO_OUTSIDE_PERIOD, Severity.WARN, "evidence", n=len(outside), **shown)


def _check_words(line: Line, bounds: Bounds) -> Iterator[Finding]:
    """Words: short enough, and there where help is asked for."""
    length = len(line.text)
    if length > bounds.text_length:
        shown = {"length": length, "limit": bounds.text_length}
        yield _finding(line, Check.TEXT_TOO_LONG, Severity.REFUSE, "text_progress", **shown)
    if line.needs_coordination and not line.difficulty.strip():
        yield _finding(line, Check.DIFFICULTY_UNSAID, Severity.REFUSE, "difficulty")


CHECKS: tuple[Callable[[Line, Bounds], Iterator[Finding]], ...] = (
    _check_value,
    _check_movement,
    _check_pattern,
    _check_sites,
    _check_funds,
    _check_evidence,
    _check_words,
)
