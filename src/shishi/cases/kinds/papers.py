"""The forms steps leave behind, each a list of lines: what is printed at the left, and where it comes from.

Where: a column of the case, `step.answer` for what was answered last, `step.answer!` for the same with who signed it
and when, `files:name` for the files handed in under an answer (docs/domain/cases.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

type Lines = tuple[tuple[str, str], ...]

ABOUT: Lines = (("编号", "number"), ("事项", "title"), ("内容", "text"))
CHARGED: Lines = (("责任单位", "unit"), ("责任人", "duty_person"), ("办结期限", "due_at"))
CLOSING: Lines = (
    ("问题", "text"),
    ("整改目标", "plan.target_state"),
    ("整改措施", "plan.measure"),
    ("整改结果", "self_check.done"),
    ("整改前照片", "files:before"),
    ("整改后照片", "files:after"),
    ("责任单位意见", "apply.opinion!"),
    ("审核意见", "review.opinion!"),
    ("现场复核意见", "verify.finding!"),
    ("销号意见", "close.opinion!"),
)
DEED: Lines = (
    *ABOUT,
    ("类型", "type"),
    ("帮扶对象类别", "category"),
    ("村（社区）", "place"),
    ("限额（元）", "open.amount"),
)
FORMS: dict[str, Lines] = {
    "微实事登记卡": (*DEED, ("征集", "open.who"), ("认领人数", "n_wanted"), ("发布意见", "publish.opinion!")),
    "认领回执": (
        *DEED,
        ("认领人", "claim.who"),
        ("认领单位", "unit"),
        ("帮帮团", "team"),
        ("认领时间", "assigned_at"),
        ("兑现期限", "due_at"),
    ),
    "结对帮扶登记表": (
        ("编号", "number"),
        ("方式", "type"),
        ("帮扶对象类别", "category"),
        ("帮扶单位", "unit"),
        ("帮扶人", "duty_person"),
        ("帮扶措施", "begin.measure!"),
        ("下次复核", "due_at"),
    ),
    "问题交办单": (*ABOUT, ("问题来源", "source"), ("点位/地址", "place"), *CHARGED, ("交办意见", "assign.opinion!")),
    "整改方案": (
        *ABOUT,
        *CHARGED,
        ("整改目标", "plan.target_state"),
        ("整改措施", "plan.measure"),
        ("计划完成日期", "plan.planned_on!"),
    ),
    "销号申请表": (("编号", "number"), *CHARGED, *CLOSING),
    "销号单": (("编号", "number"), *CHARGED, *CLOSING),
    "现场复核记录": (*ABOUT, *CHARGED, ("整改结果", "self_check.done"), ("复核情况", "verify.finding!")),
    "反弹问题通知": (*ABOUT, *CHARGED, ("回头看情况", "relapse.finding!"), ("反弹次数", "n_relapses")),
    "工单": (
        *ABOUT,
        ("渠道", "channel"),
        ("类型", "type"),
        ("承办单位", "unit"),
        ("办结期限", "due_at"),
        ("派单意见", "dispatch.opinion!"),
    ),
    "答复": (*ABOUT, ("承办单位", "unit"), ("答复内容", "draft.reply"), ("签发", "reply.opinion!")),
    "回访记录": (
        *ABOUT,
        ("承办单位", "unit"),
        ("答复内容", "draft.reply"),
        ("是否解决", "resolved"),
        ("满意程度", "rating"),
        ("回访", "call_back.resolved!"),
    ),
    "重办单": (
        *ABOUT,
        ("承办单位", "unit"),
        ("原答复", "draft.reply"),
        ("重办理由", "redo.reason!"),
        ("期限", "due_at"),
    ),
    "要素保障交办单": (
        *ABOUT,
        ("要素类型", "type"),
        ("提出单位", "raiser"),
        ("最迟需要", "needed_on"),
        ("承办部门", "unit"),
        ("办理时限", "due_at"),
        ("转办意见", "route.opinion!"),
    ),
    "要素保障办结单": (
        *ABOUT,
        ("提出单位", "raiser"),
        ("承办部门", "unit"),
        ("帮办员", "helper"),
        ("办理结果", "grant.done!"),
        ("提出单位确认", "confirm.opinion!"),
    ),
    "包案登记表": (
        *ABOUT,
        ("风险类型", "type"),
        ("地点", "place"),
        *CHARGED,
        ("包案领导", "sponsor"),
        ("化解措施", "plan.measure!"),
    ),
    "化解报告": (
        *ABOUT,
        *CHARGED,
        ("包案领导", "sponsor"),
        ("化解措施", "plan.measure"),
        ("化解情况", "report.done!"),
        ("审定意见", "resolve.opinion!"),
        ("复核情况", "confirm.finding!"),
    ),
    "人民建议登记表": (
        ("编号", "number"),
        ("来源", "source"),
        ("渠道", "channel"),
        ("收到时间", "opened_at"),
        ("建议主题", "title"),
        ("主要事由", "text"),
        ("对策建议", "open.proposal"),
        ("类别", "topic"),
        ("所涉项目", "item"),
        ("登记人", "register.who"),
        ("登记时间", "register.at"),
    ),
    "人民建议转办单": (
        ("编号", "number"),
        ("建议主题", "title"),
        ("主要事由", "text"),
        ("对策建议", "open.proposal"),
        ("类型", "type"),
        ("筛选意见", "screen.opinion!"),
        ("主办单位", "unit"),
        ("会办单位", "forward.supporting"),
        ("答复期限", "due_at"),
        ("转办意见", "forward.opinion!"),
    ),
    "调解登记表": (
        *ABOUT,
        ("纠纷类型", "type"),
        ("调解单位", "unit"),
        ("调解员", "duty_person"),
        ("走访次数", "n_visits"),
        ("协议内容", "mediate.agreement!"),
        ("履行情况", "follow_up.finding!"),
    ),
}

# Which photographs stand side by side behind the form, and what stands under each.
PICTURED: dict[str, tuple[tuple[str, str], tuple[str, str]]] = dict.fromkeys(
    ("销号申请表", "销号单"), (("整改前", "before"), ("整改后", "after"))
)
NOTES: dict[str, str] = {
    "人民建议登记表": "建议人姓名、联系方式加密保存，不随表流转",
    "信访告知书": "本页只记办理时限；正式告知书由国家信访信息系统出具",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A form that is written as a letter rather than as a table: paragraphs with places for facts.

    facts   where each comes from, as in the tables; `reply` alone in its paragraph keeps its own lines
    signs   the column of the organisation that signs
    """

    recipient: str
    paragraphs: tuple[str, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    signs: str = "unit"


_SUGGESTED = {"number": "number", "title": "title", "since": "opened_at"}
WORDED: dict[str, Wording] = {
    "人民建议答复函": Wording(
        "尊敬的建议人",
        (
            "您于%(since)s提出的人民建议“%(title)s”（编号%(number)s）收悉。经研究，答复如下：",
            "%(reply)s",
            "感谢您对民生实事的关心和支持。对本答复有意见的，可凭编号和查询码在网上评价或补充说明。",
        ),
        {**_SUGGESTED, "reply": "draft.reply"},
    ),
    "采纳证明": Wording(
        "建议人",
        (
            "您于%(since)s提出的人民建议“%(title)s”（编号%(number)s），经%(unit)s研究，本办公室%(stage)s。",
            "认定意见：%(opinion)s",
            "特此证明。",
        ),
        {**_SUGGESTED, "unit": "unit", "stage": "here.label", "opinion": "here.opinion"},
        "office",
    ),
    "信访告知书": Wording(
        "信访人",
        (
            "信访系统编号%(outside)s的信访事项“%(title)s”，由%(unit)s于%(told)s书面告知受理。",
            "自受理之日起六十日内办结，即%(due)s前；情况复杂的，经批准可以延长，最多三十日，并告知理由。",
            "对处理意见不服的，可以自收到书面答复之日起三十日内请求复查；对复查意见不服的，可以自收到之日起三十日内请求复核。",
        ),
        {"outside": "outside_number", "title": "title", "unit": "unit", "told": "tell.held_on", "due": "due_at"},
    ),
}


def form_of(paper: str) -> Lines:
    """The lines of a form; a paper without its own has what every case has, and the answers of its step."""
    return FORMS.get(paper, (*ABOUT, *CHARGED, ("本环节", "*")))
