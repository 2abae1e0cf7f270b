"""An achievement in words, as the cell of a table says it.

Source: docs/domain/rates.md, "In words".
"""

from decimal import Decimal

from shishi.rules.figures import number, percent_in_text, points
from shishi.rules.indicators import IndicatorType
from shishi.rules.rates import Measure, completion_rate, is_met
from shishi.rules.sentences import Sentence

UNREPORTED = Sentence("未报")
SUMMED_WORDS = "完成%(value)s%(unit)s，占目标%(target)s%(unit)s的%(rate)s"
FLOOR_MET = "达到目标%(target)s%(unit)s"
FLOOR_MISSED = "未达标：目标%(target)s%(unit)s，实际%(value)s%(unit)s"
ABOVE_MET = "%(value)s，高于目标%(target)s %(gap)s"
ABOVE_MISSED = "%(value)s，高于目标%(target)s %(gap)s，未达标"
BELOW_MET = "%(value)s，低于目标%(target)s %(gap)s"
BELOW_MISSED = "%(value)s，低于目标%(target)s %(gap)s，未达标"
LEVEL = "%(value)s，与目标持平"
PARTS_WORDS = {
    IndicatorType.COVERAGE: "%(whole)s%(unit)s覆盖%(value)s%(unit)s，覆盖率%(rate)s",
    IndicatorType.RECURRING: "应发%(whole)s%(unit)s，已发%(value)s%(unit)s，发放率%(rate)s",
}


def in_words(measure: Measure) -> Sentence:
    """Return the achievement as a table cell says it: 达到目标60元, 完成171.7公里，占目标168公里的102.20%.

    A floor standard and a policy never show a per cent figure; nothing reported is 未报.
    """
    met = is_met(measure)
    match measure.type:
        case IndicatorType.POLICY:
            return UNREPORTED if met is None else Sentence("已出台" if met else "未出台")
        case IndicatorType.MILESTONE:
            return _milestone_words(measure)
        case IndicatorType.COVERAGE | IndicatorType.RECURRING:
            return _parts_words(measure)
    value, target = measure.measured, measure.target
    if value is None:
        return UNREPORTED
    if target is None or met is None:
        return Sentence("%(value)s%(unit)s", {"value": number(value), "unit": measure.unit})
    if measure.type is IndicatorType.RATE:
        return _ratio_words(value, target, met)
    facts = {"value": number(value), "target": number(target), "unit": measure.unit}
    if measure.type is IndicatorType.FLOOR_STANDARD:
        return Sentence(FLOOR_MET if met else FLOOR_MISSED, facts)
    return Sentence(SUMMED_WORDS, facts | {"rate": percent_in_text(completion_rate(measure))})


def _milestone_words(measure: Measure) -> Sentence:
    """Return how many milestones are done and what they weigh."""
    steps = measure.milestones
    if not steps:
        return UNREPORTED
    facts = {"n": len(steps), "done": sum(m.done for m in steps), "rate": percent_in_text(completion_rate(measure))}
    return Sentence("%(n)d个节点完成%(done)d个，进度%(rate)s", facts)


def _parts_words(measure: Measure) -> Sentence:
    """Return covered of all, or paid of due."""
    value, whole = measure.parts
    if value is None or whole is None:
        return UNREPORTED
    facts = {"value": number(value), "whole": number(whole), "unit": measure.unit}
    return Sentence(PARTS_WORDS[measure.type], facts | {"rate": percent_in_text(completion_rate(measure))})


def _ratio_words(value: Decimal, target: Decimal, met: bool) -> Sentence:
    """Return how a ratio stands to its target, in percentage points."""
    facts = {
        "value": percent_in_text(value),
        "target": percent_in_text(target),
        "gap": points(abs(value - target), signed=False),
    }
    if value == target:
        return Sentence(LEVEL, facts)
    if value > target:
        return Sentence(ABOVE_MET if met else ABOVE_MISSED, facts)
    return Sentence(BELOW_MET if met else BELOW_MISSED, facts)
