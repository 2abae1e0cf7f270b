"""The vocabulary of the register: kinds of indicator, senses, schedules, items, urgency and units.

Source: docs/domain/rates.md (kinds), docs/domain/schedule.md (schedules).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class IndicatorType(StrEnum):
    """What sort of promise a figure is; decides how its rate is computed and how it adds up."""

    CUMULATIVE = "cumulative"
    FLOOR_STANDARD = "floor_standard"
    RATE = "rate"
    COVERAGE = "coverage"
    MILESTONE = "milestone"
    START_COUNT = "start_count"
    INVESTMENT = "investment"
    POLICY = "policy"
    RECURRING = "recurring"


class Sense(StrEnum):
    """On which side of the target the promise is kept."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"


class ScheduleKind(StrEnum):
    """Which expected progress an indicator is held against."""

    LINEAR_MONTH = "linear_month"
    LINEAR_DAY = "linear_day"
    OWN_WINDOW = "own_window"
    MILESTONES = "milestones"
    CUSTOM_CURVE = "custom_curve"
    PEER_AVERAGE = "peer_average"


class ProjectType(StrEnum):
    """What an item mainly consists of."""

    CONSTRUCTION = "construction"
    SUBSIDY = "subsidy"
    SERVICE = "service"
    POLICY = "policy"
    MIXED = "mixed"


class Urgency(StrEnum):
    """How soon an item can and must be done."""

    QUICK = "quick"
    URGENT_HARD = "urgent_hard"
    LONG_TERM = "long_term"


INDICATOR_TYPE_LABELS: dict[IndicatorType, str] = {
    IndicatorType.CUMULATIVE: "累计数量",
    IndicatorType.FLOOR_STANDARD: "底线标准",
    IndicatorType.RATE: "比率",
    IndicatorType.COVERAGE: "覆盖面",
    IndicatorType.MILESTONE: "节点进度",
    IndicatorType.START_COUNT: "开工数量",
    IndicatorType.INVESTMENT: "投资额",
    IndicatorType.POLICY: "政策出台",
    IndicatorType.RECURRING: "按期发放",
}
SENSE_LABELS: dict[Sense, str] = {Sense.AT_LEAST: "不低于", Sense.AT_MOST: "不高于", Sense.EQUAL: "等于"}
SCHEDULE_KIND_LABELS: dict[ScheduleKind, str] = {
    ScheduleKind.LINEAR_MONTH: "按月均衡序时",
    ScheduleKind.LINEAR_DAY: "按日均衡序时",
    ScheduleKind.OWN_WINDOW: "按本项目起止时间",
    ScheduleKind.MILESTONES: "按节点计划",
    ScheduleKind.CUSTOM_CURVE: "按自定月度计划",
    ScheduleKind.PEER_AVERAGE: "按同级平均进度",
}
PROJECT_TYPE_LABELS: dict[ProjectType, str] = {
    ProjectType.CONSTRUCTION: "工程类",
    ProjectType.SUBSIDY: "补助类",
    ProjectType.SERVICE: "服务类",
    ProjectType.POLICY: "政策类",
    ProjectType.MIXED: "综合类",
}
URGENCY_LABELS: dict[Urgency, str] = {
    Urgency.QUICK: "立行立改",
    Urgency.URGENT_HARD: "急难攻坚",
    Urgency.LONG_TERM: "长期推进",
}
# By class, because two classes may hold the same code: a policy is a kind of figure and a kind of item.
LABELS: dict[type[StrEnum], dict[str, str]] = {
    IndicatorType: {str(code): label for code, label in INDICATOR_TYPE_LABELS.items()},
    Sense: {str(code): label for code, label in SENSE_LABELS.items()},
    ScheduleKind: {str(code): label for code, label in SCHEDULE_KIND_LABELS.items()},
    ProjectType: {str(code): label for code, label in PROJECT_TYPE_LABELS.items()},
    Urgency: {str(code): label for code, label in URGENCY_LABELS.items()},
}

# Sums of these run over children; the other kinds are counted, weighted or divided anew.
SUMMED = frozenset({IndicatorType.CUMULATIVE, IndicatorType.INVESTMENT, IndicatorType.START_COUNT})

ONE = Decimal(1)
WAN = Decimal(10_000)
YI = Decimal(100_000_000)
YUAN = "元"


@dataclass(frozen=True)
class Unit:
    """A unit as printed: a base unit and how many of it one printed unit holds (万 and 亿 are scale, not unit)."""

    base: str
    scale: Decimal = ONE

    @property
    def label(self) -> str:
        """The unit as an official writes it: 万元, 亿元, 人."""
        return {ONE: "", WAN: "万", YI: "亿"}[self.scale] + self.base

    @property
    def is_whole(self) -> bool:
        """Whether the base unit comes in whole pieces only, so that half a 户 is a slip."""
        return self.base in WHOLE


# Pieces come whole; the measures below may carry decimals.
_PIECES = "个 项 件 次 人 人次 户 张 处 起 条 封 篇 份 家 所 场 笔 套 栋 台 辆 座 名 批次 工作日"
_MEASURES = "月 元 公里 米 平方米 亩 公顷 吨 % 个百分点"
_UNSCALED = frozenset({"%", "个百分点", "工作日", "月"})
WHOLE = frozenset(_PIECES.split())
BASE_UNITS = (*_PIECES.split(), *_MEASURES.split())
UNITS: dict[str, Unit] = {base: Unit(base) for base in BASE_UNITS} | {
    prefix + base: Unit(base, scale)
    for base in BASE_UNITS
    if base not in _UNSCALED
    for prefix, scale in (("万", WAN), ("亿", YI))
}


def unit_of(label: str) -> Unit:
    """Return the unit a label names; an unlisted word is a base unit of its own, split from a leading 万 or 亿.

    Source: docs/domain/rates.md, "Units".
    """
    text = label.strip()
    if text in UNITS:
        return UNITS[text]
    for prefix, scale in (("万", WAN), ("亿", YI)):
        if text.startswith(prefix) and len(text) > 1:
            return Unit(text[1:], scale)
    return Unit(text)
