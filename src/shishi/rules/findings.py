"""What a check on a return can find, and the sentence that says so.

The sentences are Chinese with named places, to be translated by whoever shows them. Source: docs/domain/quality.md.
"""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from shishi.rules.sentences import Sentence


class Severity(StrEnum):
    """Whether a finding stops a submission."""

    WARN = "warn"
    REFUSE = "refuse"


class Check(StrEnum):
    """The code of each check."""

    VALUE_MISSING = "value_missing"
    VALUE_NEGATIVE = "value_negative"
    TOO_MANY_PLACES = "too_many_places"
    NOT_WHOLE = "not_whole"
    MORE_THAN_ALL = "more_than_all"
    UNIT_MISMATCH = "unit_mismatch"
    CUMULATIVE_FALLS = "cumulative_falls"
    JUMP = "jump"
    OVER_REMAINING = "over_remaining"
    FAR_OVER_TARGET = "far_over_target"
    SAME_AS_BEFORE = "same_as_before"
    LAST_MONTH_FULL = "last_month_full"
    SITES_DIFFER = "sites_differ"
    SHARES_DIFFER = "shares_differ"
    SITES_NOT_IN_USE = "sites_not_in_use"
    PAID_OVER_ARRIVED = "paid_over_arrived"
    FUNDS_NEGATIVE = "funds_negative"
    EVIDENCE_MISSING = "evidence_missing"
    EVIDENCE_REUSED = "evidence_reused"
    PHOTO_OUTSIDE_PERIOD = "photo_outside_period"
    TEXT_TOO_LONG = "text_too_long"
    DIFFICULTY_UNSAID = "difficulty_unsaid"


SENTENCES: dict[Check, str] = {
    Check.VALUE_MISSING: "“%(indicator)s”还没有填写累计完成数。请填写；本月没有变化的，可点“零变化”。",
    Check.VALUE_NEGATIVE: "“%(indicator)s”累计完成 %(now)s %(unit)s，是负数。请核对后重填。",
    Check.TOO_MANY_PLACES: "“%(indicator)s”应保留至多 %(places)d 位小数，现为 %(now)s。请核对后重填。",
    Check.NOT_WHOLE: "“%(indicator)s”以“%(unit)s”计，应为整数，现为 %(now)s。请核对后重填。",
    Check.MORE_THAN_ALL: "“%(indicator)s”已完成 %(now)s %(unit)s，多于总数 %(all)s %(unit)s。请核对两个数字。",
    Check.UNIT_MISMATCH: (
        "“%(indicator)s”本月 %(now)s %(unit)s 与对照数 %(before)s %(unit)s 相差约一万倍，"
        "可能把“万”当成了单位。请按“%(unit)s”填写；数字无误的，请说明原因。"
    ),
    Check.CUMULATIVE_FALLS: (
        "“%(indicator)s”本月累计 %(now)s %(unit)s，少于上月累计 %(before)s %(unit)s。"
        "请核对数字；确需调减的，请填写调减原因后再提交。"
    ),
    Check.JUMP: (
        "“%(indicator)s”本月新增 %(step)s %(unit)s，超过此前月均 %(average)s %(unit)s 的 %(times)s 倍。"
        "请核对数字；数字无误的，请说明原因。"
    ),
    Check.OVER_REMAINING: (
        "“%(indicator)s”本月新增 %(step)s %(unit)s，多于剩余任务 %(remaining)s %(unit)s。"
        "请核对数字；超额完成的，请说明原因。"
    ),
    Check.FAR_OVER_TARGET: (
        "“%(indicator)s”累计 %(now)s %(unit)s，超过目标 %(target)s %(unit)s 的 %(limit)s%%。请核对目标与统计口径。"
    ),
    Check.SAME_AS_BEFORE: (
        "“%(indicator)s”已连续 %(months)d 个月为 %(now)s %(unit)s，而亮灯仍为绿色。请确认数字是否已更新。"
    ),
    Check.LAST_MONTH_FULL: (
        "“%(indicator)s”在最后一个月由 %(before)s %(unit)s 升至 %(now)s %(unit)s，恰好完成目标。"
        "请备好佐证，审核时将重点核对。"
    ),
    Check.SITES_DIFFER: "“%(indicator)s”累计 %(now)s %(unit)s，与各点位合计 %(sites)s %(unit)s不一致。请核对。",
    Check.SHARES_DIFFER: (
        "“%(indicator)s”本月累计 %(now)s %(unit)s，按分解填报合计 %(shares)s %(unit)s，相差 %(gap)s %(unit)s。"
        "请核对，或采用合计。"
    ),
    Check.SITES_NOT_IN_USE: "“%(indicator)s”已完成目标，但还有 %(n)d 个点位未投入使用。请说明投用时间。",
    Check.PAID_OVER_ARRIVED: (
        "“%(indicator)s”累计支付 %(paid)s 万元，多于到位资金 %(arrived)s 万元。请核对；属于垫付的，请说明原因。"
    ),
    Check.FUNDS_NEGATIVE: "“%(indicator)s”的资金为负数。请核对后重填。",
    Check.EVIDENCE_MISSING: "“%(indicator)s”本月有进展，按统计口径需要佐证材料。请上传至少一件。",
    Check.EVIDENCE_REUSED: "“%(indicator)s”有 %(n)d 件佐证材料已用于其他项目或月份。请确认是否传错。",
    Check.PHOTO_OUTSIDE_PERIOD: (
        "“%(indicator)s”有 %(n)d 张照片不是本期拍摄（如 %(taken)s；本期为 %(first)s 至 %(last)s）。请确认。"
    ),
    Check.TEXT_TOO_LONG: "“%(indicator)s”的文字有 %(length)d 字，超过 %(limit)d 字。请精简后再提交。",
    Check.DIFFICULTY_UNSAID: "“%(indicator)s”标为需要协调，但没有写困难是什么。请用一句话说明。",
}


@dataclass(frozen=True)
class Finding:
    """One remark: its code, whether it stops a submission, the field it is about, the facts of its sentence."""

    code: Check
    severity: Severity
    field: str
    facts: dict[str, object] = dataclasses.field(default_factory=dict)

    @property
    def sentence(self) -> Sentence:
        """The sentence with its facts, for whoever shows it."""
        return Sentence(SENTENCES[self.code], self.facts)
