"""How kinds of case are printed as registers: the columns offices keep them in (docs/domain/cases.md)."""

from __future__ import annotations

from shishi.cases.kinds.base import Ledger

PROBLEMS = Ledger(
    "问题整改台账",
    (
        ("序号", "#"),
        ("问题来源", "source"),
        ("发现时间", "opened_at"),
        ("问题描述", "text"),
        ("点位/地址", "place"),
        ("责任单位", "unit"),
        ("责任人", "duty_person"),
        ("整改措施", "plan.measure"),
        ("整改时限", "due_at"),
        ("整改进展", "report.progress"),
        ("完成时间", "closed_at"),
        ("是否销号", "closed"),
        ("复核人", "verify.who"),
        ("复核时间", "verify.at"),
        ("佐证", "proofs"),
        ("回头看结果", "look_back.finding"),
    ),
)

REQUESTS = Ledger(
    "诉求办理台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("外部工单号", "outside_number"),
        ("渠道", "channel"),
        ("类型", "type"),
        ("来信时间", "opened_at"),
        ("诉求内容", "title"),
        ("承办单位", "unit"),
        ("派单时间", "assigned_at"),
        ("联系时间", "contacted_at"),
        ("办结期限", "due_at"),
        ("答复时间", "replied_at"),
        ("答复内容", "draft.reply"),
        ("是否解决", "resolved"),
        ("满意程度", "rating"),
        ("办结时间", "closed_at"),
        ("重办次数", "n_redone"),
    ),
)

FACTORS = Ledger(
    "要素保障台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("要素类型", "type"),
        ("提出单位", "raiser"),
        ("项目", "item"),
        ("需要什么", "title"),
        ("提出时间", "opened_at"),
        ("最迟需要", "needed_on"),
        ("绿色通道", "is_green"),
        ("承办部门", "unit"),
        ("帮办员", "helper"),
        ("转办时间", "assigned_at"),
        ("办理时限", "due_at"),
        ("办结时间", "replied_at"),
        ("办理结果", "grant.done"),
        ("不能保障的理由", "cannot.reason"),
        ("替代办法", "cannot.instead"),
        ("确认到位", "confirm.at"),
    ),
)

_FOLLOWED = (
    ("责任单位", "unit"),
    ("责任人", "duty_person"),
    ("交办时间", "assigned_at"),
    ("办结期限", "due_at"),
    ("落实情况", "report.done"),
    ("未落实及原因", "report.undone"),
    ("报告时间", "replied_at"),
    ("是否落实", "closed"),
    ("确认人", "confirm.who"),
    ("退回次数", "n_redone"),
)
INSTRUCTIONS = Ledger(
    "领导批示落实台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("批示领导", "sponsor"),
        ("批示日期", "open.said_on"),
        ("出处", "open.said_where"),
        ("批示事项", "title"),
        ("批示内容", "text"),
        *_FOLLOWED,
    ),
)
DECISIONS = Ledger(
    "议定事项落实台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("会议日期", "open.held_on"),
        ("会议", "open.said_where"),
        ("议定事项", "title"),
        ("内容", "text"),
        *_FOLLOWED,
    ),
)

SUGGESTIONS = Ledger(
    "人民建议台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("来源", "source"),
        ("类型", "type"),
        ("收到时间", "opened_at"),
        ("建议主题", "title"),
        ("主要事由", "text"),
        ("对策建议", "open.proposal"),
        ("承办单位", "unit"),
        ("办结期限", "due_at"),
        ("答复时间", "replied_at"),
        ("答复内容", "draft.reply"),
        ("转化形式", "convert.conversion"),
        ("转化成果", "convert.result"),
        ("办结时间", "closed_at"),
    ),
)

PETITIONS = Ledger(
    "信访事项时限台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("信访系统编号", "outside_number"),
        ("事项", "title"),
        ("登记时间", "opened_at"),
        ("转送时间", "assigned_at"),
        ("有权处理机关", "unit"),
        ("告知时间", "acknowledged_at"),
        ("办理期限", "due_at"),
        ("答复时间", "replied_at"),
        ("办结时间", "closed_at"),
    ),
)
RISKS = Ledger(
    "风险隐患包案台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("类型", "type"),
        ("发现时间", "opened_at"),
        ("风险隐患", "title"),
        ("地点", "place"),
        ("交办时间", "assigned_at"),
        ("责任单位", "unit"),
        ("责任人", "duty_person"),
        ("包案领导", "sponsor"),
        ("确定包案时间", "name_sponsor.at"),
        ("化解措施", "plan.measure"),
        ("化解期限", "due_at"),
        ("化解情况", "report.done"),
        ("审定意见", "resolve.opinion"),
        ("复核人", "confirm.who"),
        ("是否化解", "closed"),
    ),
)
DISPUTES = Ledger(
    "矛盾纠纷排查化解台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("类型", "type"),
        ("登记时间", "opened_at"),
        ("纠纷", "title"),
        ("地点", "place"),
        ("调解单位", "unit"),
        ("调解员", "duty_person"),
        ("受理时间", "acknowledged_at"),
        ("排查走访次数", "n_visits"),
        ("协议内容", "mediate.agreement"),
        ("达成时间", "replied_at"),
        ("履行情况", "follow_up.finding"),
        ("引导途径", "guide.where_to"),
        ("结案时间", "closed_at"),
        ("是否化解", "closed"),
    ),
)
DEEDS = Ledger(
    "微实事台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("微实事", "title"),
        ("类型", "type"),
        ("帮扶对象类别", "category"),
        ("村（社区）", "place"),
        ("限额（元）", "open.amount"),
        ("征集时间", "opened_at"),
        ("发布时间", "acknowledged_at"),
        ("认领时间", "assigned_at"),
        ("认领单位", "unit"),
        ("帮帮团", "team"),
        ("认领人数", "n_takers"),
        ("兑现期限", "due_at"),
        ("完成时间", "replied_at"),
        ("确认时间", "called_at"),
        ("满意程度", "rating"),
        ("办结时间", "closed_at"),
    ),
)

# Whom it is about stands in no register: number, category and helpers only.
PAIRINGS = Ledger(
    "结对帮扶台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("方式", "type"),
        ("帮扶对象类别", "category"),
        ("帮扶单位", "unit"),
        ("帮扶人", "duty_person"),
        ("结对时间", "opened_at"),
        ("走访次数", "n_visits"),
        ("最近走访", "visit.held_on"),
        ("最近复核", "review.at"),
        ("下次复核", "due_at"),
        ("结束原因", "end.ending"),
        ("结束时间", "closed_at"),
    ),
)

SELF_CHECKS = Ledger(
    "自查自纠（检视整改）台账",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("类型", "type"),
        ("名称", "title"),
        ("依据", "open.basis"),
        ("部署时间", "assigned_at"),
        ("完成期限", "due_at"),
        ("汇总情况", "sum_up.result"),
        ("审定意见", "close.opinion"),
        ("结束时间", "closed_at"),
    ),
)
CLUES = Ledger(
    "线索移交登记表",
    (
        ("序号", "#"),
        ("编号", "number"),
        ("类型", "type"),
        ("线索", "title"),
        ("移交时间", "opened_at"),
        ("移交人", "opened_by_name"),
        ("接收单位", "unit"),
        ("接收人", "receive.who"),
        ("接收时间", "acknowledged_at"),
        ("处置结果", "handle.result"),
        ("处置时间", "replied_at"),
    ),
)

LETTERS = Ledger(
    "督办台账",
    (
        ("序号", "#"),
        ("事项编号", "number"),
        ("督查内容", "title"),
        ("任务来源", "source"),
        ("级别", "level"),
        ("发文时间", "assigned_at"),
        ("承办单位", "unit"),
        ("签收时间", "acknowledged_at"),
        ("办复期限", "due_at"),
        ("延期次数", "n_extensions"),
        ("回函时间", "replied_at"),
        ("审结意见", "accept.opinion"),
        ("审结时间", "closed_at"),
    ),
)
