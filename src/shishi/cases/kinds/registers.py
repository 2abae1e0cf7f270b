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
