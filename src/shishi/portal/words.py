"""What a letter's stages and steps are called when a citizen reads them: plainly, and naming no official."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

type Words = Mapping[str, object]

STAGES: Mapping[str, Words] = {
    "request": {
        "submitted": _("已收到，等待受理。一个工作日内告知是否受理。"),
        "registered": _("已受理，正在确定承办单位。"),
        "dispatched": _("已转给承办单位，等待签收。"),
        "returned": _("正在重新确定承办单位。"),
        "acknowledged": _("承办单位已签收。留了电话的，会与您联系。"),
        "handling": _("承办单位正在办理。"),
        "to_sign": _("承办单位正在形成答复。"),
        "replied": _("已经答复。请看答复并评价，我们也会回访您。"),
        "redo": _("您反映没有解决，承办单位正在重新办理。"),
        "resolved": _("已经办结。"),
        "not_accepted": _("这件事不属于信箱受理的范围，办理途径见下。"),
        "merged": _("已与反映同一件事的来信合并办理。"),
        "terminated": _("已经终止办理。"),
        "converted": _("您的来信是一条建议，已转为人民建议办理。"),
    },
    "suggestion": {
        "submitted": _("已收到，两个工作日内登记。"),
        "registered": _("已登记，正在筛选。"),
        "screened": _("已通过筛选，正在确定研究单位。"),
        "forwarded": _("已转给有关单位研究。"),
        "returned": _("正在重新确定研究单位。"),
        "handling": _("有关单位正在研究。"),
        "to_sign": _("有关单位正在形成答复。"),
        "replied": _("已经答复，正在认定是否采纳。"),
        "adopted": _("已采纳，正在转化为具体工作。"),
        "partly": _("已部分采纳，正在转化为具体工作。"),
        "reserved": _("留作参考。条件具备时会再研究。"),
        "not_adopted": _("经研究没有采纳，理由见答复。谢谢您的建议。"),
        "converted": _("已采纳并转化。"),
        "closed": _("已经办结。"),
        "answered": _("这次征集已集中反馈，见下。"),
        "declined": _("没有登记为建议，理由见下。"),
        "merged": _("已与内容相同的建议合并办理。"),
        "to_request": _("您反映的是个人诉求，已转为诉求办理。"),
    },
}
STEPS: Mapping[str, object] = {
    "open": _("收到您的来信"),
    "register": _("受理登记"),
    "screen": _("通过筛选"),
    "decline": _("告知不予受理"),
    "dispatch": _("转给%(unit)s办理"),
    "forward": _("转给%(unit)s研究"),
    "rule": _("确定由%(unit)s办理"),
    "acknowledge": _("承办单位签收"),
    "take": _("承办单位签收"),
    "contact": _("承办单位与您联系"),
    "reply": _("作出答复"),
    "answer_now": _("作出答复"),
    "answer_together": _("集中反馈"),
    "try_call": _("回访电话没有接通"),
    "call_back": _("电话回访"),
    "close_unreached": _("三次回访没有接通，办结"),
    "redo": _("您反映没有解决，退回重办"),
    "reopen": _("您不满意，退回重办"),
    "close_unsolved": _("说明情况后办结"),
    "rate": _("您作出评价"),
    "supplement": _("您补充了情况"),
    "merge": _("合并办理"),
    "convert": _("转化或转办"),
    "to_request": _("转为诉求办理"),
    "adopted": _("认定采纳"),
    "partly": _("认定部分采纳"),
    "reserved": _("留作参考"),
    "not_adopted": _("没有采纳"),
    "take_up": _("重新采纳"),
    "close": _("办结"),
    "terminate": _("终止办理"),
}
"""Steps that are not here are the office's own affair and are not shown."""
