"""Modes of inspection and of research visits, the result of a visit, and the checklist each topic begins with."""

from __future__ import annotations

MODES: dict[str, str] = {
    "scheduled": "定期督查",
    "unannounced": "四不两直",
    "mystery": "暗访",
    "accompanied": "陪同办理",
    "joint": "联合督查",
    "look_back": "回头看",
    "verification": "上级核查",
}
# The only one a tier above may plan in another's region.
VERIFICATION = "verification"
# Not known to whoever is inspected until the conclusion is out.
HIDDEN = frozenset({"unannounced", "mystery"})
VISIT_MODES: dict[str, str] = {
    "field_visit": "实地调研",
    "accompanied": "陪同办理",
    "mystery": "暗访",
    "walk_the_process": "走流程",
    "outreach": "送服务上门",
}
OUTREACH = "outreach"
VERDICTS: dict[str, str] = {"pass": "符合", "fail": "不符合", "na": "不适用"}
CHECKLIST = (
    "进度与月报填报一致",
    "现场建设（服务）内容符合认定口径",
    "台账资料齐全",
    "资金按规定使用、及时支付",
    "群众知晓、反映良好",
)
LOOK_BACK = (
    "仍在正常使用",
    "管理和服务人员到位",
    "设施维护到位",
    "工程款、补助款已付清",
    "受益群众当面确认",
)
