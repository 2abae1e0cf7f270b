"""What each formula of a printed figure means in words, for whoever opens it. Source: docs/domain/bulletin.md."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a formula is called, and how it computes."""

    label: str | Promise
    words: str | Promise


MEANINGS: dict[str, Meaning] = {
    "items.total": Meaning(_("项目总数"), _("统计口径内项目的个数，已批准终止的不计")),
    "items.by_list": Meaning(_("清单项目数"), _("主清单为该清单的项目个数，一个项目只计一次")),
    "items.reached": Meaning(_("达标项目数"), _("全部考核指标均达到年度目标的项目个数")),
    "items.reached_rate": Meaning(_("完成率"), _("达标项目数 ÷ 项目总数 × 100")),
    "items.behind": Meaning(_("落后项目数"), _("状态为略慢、偏慢、滞后、逾期、应启动未启动的项目个数")),
    "items.early": Meaning(_("提前达标项目数"), _("达标日期早于完成时限的项目个数")),
    "items.first_in_city": Meaning(_("全市率先完成项目数"), _("达标日期早于全市其他县（市、区）同一项目的项目个数")),
    "items.early_workdays": Meaning(_("提前工作日"), _("达标日期至完成时限之间的工作日天数，调休上班日计入")),
    "matters.total": Meaning(_("实事件数"), _("有项目纳入统计的实事（件）个数")),
    "matters.by_list": Meaning(_("清单件数"), _("该清单中有项目纳入统计的实事（件）个数")),
    "units.total": Meaning(_("责任单位数"), _("牵头承担项目的责任单位个数")),
    "lights.count": Meaning(_("亮灯项目数"), _("亮该灯的项目个数；项目亮灯取其考核指标中最差的一个")),
    "status.count": Meaning(_("状态项目数"), _("处于该状态的项目个数")),
    "indicator.value": Meaning(_("累计完成"), _("审核通过的累计完成数")),
    "indicator.target": Meaning(_("年度目标"), _("基准日有效的年度目标")),
    "indicator.rate": Meaning(_("指标完成率"), _("累计完成 ÷ 年度目标 × 100")),
    "indicator.expected": Meaning(_("指标应达进度"), _("按该指标进度安排，基准日应达到的进度")),
    "indicator.deviation": Meaning(_("指标偏差"), _("完成率 − 应达进度，单位为百分点")),
    "indicator.yoy": Meaning(_("同比"), _("与上年同期累计完成相比的增减百分比")),
    "item.rate": Meaning(_("项目完成率"), _("纳入考核的指标完成率按权重平均；只有一个指标的为该指标完成率")),
    "item.expected": Meaning(_("项目应达进度"), _("按该项目进度安排，基准日应达到的进度")),
    "item.deviation": Meaning(_("项目偏差"), _("完成率 − 应达进度，单位为百分点")),
    "programme.mean": Meaning(_("总体平均进度"), _("各项目完成率（每项最高按 100 计）的平均")),
    "programme.expected": Meaning(_("总体应达进度"), _("各项目应达进度的平均")),
    "programme.deviation": Meaning(_("总体偏差"), _("平均进度 − 应达进度，单位为百分点")),
    "returns.due": Meaning(_("应报月报数"), _("本期应报月报的项目个数")),
    "returns.returned": Meaning(_("已报月报数"), _("本期已报月报的项目个数")),
    "returns.on_time_rate": Meaning(_("月报按时率"), _("截止前首次报送的月报 ÷ 应报月报 × 100")),
    "meetings.total": Meaning(_("会议次数"), _("本年度截至基准日已召开的调度会、推进会、专题会等会议次数")),
    "unit.rank": Meaning(
        _("单位名次"),
        _("在同类单位（县市区、功能区、部门、乡镇、村分别比较）中按序时完成比排列，相同者名次并列、其后名次顺延"),
    ),
    "unit.score": Meaning(_("序时完成比"), _("各考核指标完成率 ÷ 应达进度（最高按 100 计）按权重平均")),
    "unit.mean": Meaning(_("单位平均进度"), _("所牵头项目完成率（每项最高按 100 计）的平均")),
}


def meaning_of(code: str) -> Meaning:
    """The meaning of a formula; its code where the house no longer knows it."""
    return MEANINGS.get(code) or Meaning(code, "")
