"""The house's dictionary of answers: everything a step or an opening may ask, each with its type, once.

An answer with a `column` is kept on the case itself, because it is searched, counted or decides who holds the case; the
others stay with the step that asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    """The type of an answer."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    YES = "yes"
    CHOICE = "choice"
    TYPE = "type"
    SOURCE = "source"
    UNIT = "unit"
    UNITS = "units"
    LEADER = "leader"
    ITEM = "item"
    SITE = "site"
    REGION = "region"
    CASE = "case"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `most` is characters for words, the largest value for numbers; `column` where the case keeps it;
    `usual` stands in the form to begin with; `capitals` where a number is kept as one however it was typed;
    `recalled` offers the words that were used before.
    """

    name: str
    label: str
    sort: Sort = Sort.TEXT
    help: str = ""
    most: int = 1000
    column: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    personal: bool = False
    usual: int | None = None
    recalled: bool = False
    capitals: bool = False


SEVERITIES = {"minor": "轻微", "general": "一般", "major": "较大", "critical": "重大"}
CHANNELS = {
    "web": "网上来信",
    "qr": "扫码",
    "phone_12345": "12345热线",
    "mailbox": "局长信箱",
    "wechat": "微信",
    "visit": "来访",
    "letter": "来信",
    "counter": "窗口",
    "external_board": "网上留言板",
    "transfer": "上级转办",
}
RESOLVED = {"resolved": "已解决", "explained": "已解释说明", "not_resolved": "未解决"}
VERDICTS = {
    "done": "已落实，予以办结",
    "basic": "基本落实，余下事项转入日常跟踪",
    "excused": "未落实的理由成立，予以了结",
}
RATINGS = {"5": "非常满意", "4": "满意", "3": "基本满意", "2": "不满意", "1": "非常不满意"}
EXCLUSIONS = {"unreasonable": "诉求明显不合理", "not_competent": "不属于本级职责范围"}
CONVERSIONS = {
    "measure": "工作举措",
    "policy": "政策文件",
    "congress_suggestion": "代表建议、政协提案",
    "project": "实事项目",
}
HELPED = {
    "low_income": "低保",
    "destitute": "特困（五保）",
    "disabled": "残障",
    "lost_child": "失独",
    "orphan": "孤儿",
    "alone": "空巢老人",
    "left_behind": "留守儿童",
    "other": "其他",
}
ENDINGS = {"lifted": "已不需要帮扶", "moved": "迁出", "died": "去世", "changed": "调整帮扶方式", "other": "其他"}


def _line(
    name: str,
    label: str,
    most: int = 120,
    column: str = "",
    help: str = "",
    *,
    personal: bool = False,
    recalled: bool = False,
) -> Answer:
    return Answer(name, label, Sort.LINE, help, most, column, personal=personal, recalled=recalled)


_ALL = (
    _line("title", "标题", 120, column="title"),
    Answer("text", "内容", help="写清时间、地点、情况。", most=4000, column="text"),
    Answer("type", "类型", Sort.TYPE, column="type"),
    Answer("source", "来源", Sort.SOURCE, column="source"),
    Answer("severity", "严重程度", Sort.CHOICE, choices=SEVERITIES, column="severity"),
    _line(
        "topic",
        "类别",
        30,
        column="topic",
        recalled=True,
        help="如教育、医疗、交通；同类事项用同一个词，便于汇总分析。",
    ),
    _line(
        "enterprise",
        "涉及企业",
        60,
        column="enterprise",
        recalled=True,
        help="企业全称；同一家企业的事项归在一处，一企一策。",
    ),
    Answer("region", "所在区划", Sort.REGION, column="region"),
    Answer("item", "关联项目", Sort.ITEM, column="item"),
    Answer("site", "关联点位", Sort.SITE, column="site"),
    _line("place", "地址", 120, column="place"),
    Answer("unit", "责任单位", Sort.UNIT, column="unit"),
    Answer("supporting", "配合单位", Sort.UNITS),
    _line("duty_person", "责任人", 30, column="duty_person", help="写岗位上的具体负责人。"),
    _line("helper", "帮办员", 30, column="helper", help="替提出单位跑审批的同志：姓名、电话。"),
    Answer("green", "走绿色通道（时限减半）", Sort.YES, column="is_green"),
    Answer("missing", "需补材料", most=500, help="一次告知全部所缺材料；补齐前停止计时。"),
    Answer("supplied", "补充说明", most=500),
    Answer("instead", "替代办法或建议途径", most=500, help="不能保障的，说明可以怎么办、由谁办。"),
    Answer("duty", "同时列入履职清单", Sort.YES, column="is_duty"),
    Answer("leader", "包案领导", Sort.LEADER, column="sponsor"),
    Answer("said_by", "作出批示的领导", Sort.LEADER, column="sponsor"),
    Answer("said_on", "批示日期", Sort.DAY),
    _line("said_where", "出处", 120, help="批示所在文件的名称和文号，或调研、会议的名称。"),
    Answer("points", "逐项要求", help="有几项要求的，一行写一项：每项单独立为一件，分别交办、分别销号。"),
    Answer("due_on", "办结期限", Sort.DAY, help="留空的，按规定时限自动计算。"),
    Answer("notice_until", "公示截止日期", Sort.DAY, help="公示期满之前不能销号；办结期限不因公示改变。"),
    Answer("needed_on", "最迟需要日期", Sort.DAY, help="最迟哪一天到位，工程才不受影响。", column="needed_on"),
    Answer("planned_on", "计划完成日期", Sort.DAY),
    Answer("found_on", "发现日期", Sort.DAY),
    Answer("held_on", "日期", Sort.DAY),
    Answer("recheck_on", "下次复查日期", Sort.DAY),
    Answer("agreement", "协议内容", help="双方约定了什么、何时履行；不写身份证号、银行账号。", most=2000),
    Answer("reason", "理由", most=500),
    Answer("opinion", "意见", most=500),
    Answer("measure", "整改措施"),
    Answer("target_state", "整改目标", most=500),
    Answer("progress", "进展"),
    Answer("done", "办理情况", help="做了什么、结果如何。", most=2000),
    Answer("undone", "未完成事项及原因"),
    Answer("next_step", "下步措施与时间"),
    Answer("finding", "核查情况"),
    Answer("process", "办理过程", help="何时、由谁、采取了哪些措施。", most=2000),
    Answer("finished", "已完成事项", most=2000),
    Answer("verdict", "审结结论", Sort.CHOICE, choices=VERDICTS),
    Answer("before", "整改前照片", Sort.FILES, help="与整改后同一角度。"),
    Answer("after", "整改后照片", Sort.FILES, help="与整改前同一角度。"),
    Answer("proof", "佐证材料", Sort.FILES),
    Answer("scan", "盖章扫描件", Sort.FILES, help="PDF 或图片。"),
    Answer("contact", "联系情况", most=500, help="何时、以何种方式联系，对方怎么说。"),
    Answer("reply", "答复内容", most=3000),
    Answer("public_reply", "公开答复（不含个人信息）", most=2000),
    Answer("resolved", "是否解决", Sort.CHOICE, choices=RESOLVED, column="resolved"),
    Answer("rating", "满意程度", Sort.CHOICE, choices=RATINGS, column="rating"),
    Answer("comment", "评价意见", help="请不要写姓名、电话等个人信息。", most=500),
    Answer("thanks", "收到感谢信", Sort.YES, column="thanks"),
    Answer("channel", "渠道", Sort.CHOICE, choices=CHANNELS, column="channel"),
    _line("asker_name", "姓名", 30, personal=True),
    _line("asker_phone", "联系电话", 30, personal=True),
    Answer("secret", "要求为来信人保密", Sort.YES),
    Answer("into", "并入的事项编号", Sort.CASE),
    _line("where_to", "告知的办理途径", 200),
    Answer("addressee", "写给", Sort.UNIT, column="addressee"),
    Answer(
        *("outside_number", "外部编号", Sort.LINE, "热线工单号、网上留言编号等。", 60, "outside_number"), capitals=True
    ),
    Answer("supplement", "补充说明", most=1000),
    Answer("exclusion", "不计入的情形", Sort.CHOICE, choices=EXCLUSIONS),
    Answer("excluded", "确认不计入三率", Sort.YES, column="is_excluded"),
    Answer("proposal", "对策建议", most=2000),
    Answer("conversion", "转化形式", Sort.CHOICE, choices=CONVERSIONS),
    Answer("representatives", "代表人数", Sort.NUMBER, help="集体来访推选的代表，不超过 5 人。", most=5),
    Answer("category", "帮扶对象类别", Sort.CHOICE, choices=HELPED, column="category"),
    _line("helped_name", "受助人姓名", 60, help="加密保存，认领被接受前只显示“张*”。几个人用顿号分开。", personal=True),
    _line("helped_phone", "受助人电话", 30, personal=True),
    _line("helped_place", "详细住址", 120, help="加密保存，门牌号写在这里，不要写进内容。", personal=True),
    Answer("amount", "限额（元）", Sort.NUMBER, most=100_000),
    Answer("n_wanted", "认领人数", Sort.NUMBER, help="几个人一起做；一般是 1。", most=50, column="n_wanted", usual=1),
    _line("team", "帮帮团（团队）", 60, column="team", help="以团队认领的填写队名；个人认领留空。"),
    Answer("diary", "民情日记", help="看到什么、听到什么、要办什么，几句话即可。", most=2000),
    _line("where", "走访地点", 60),
    Answer("ending", "结束原因", Sort.CHOICE, choices=ENDINGS),
    Answer("basis", "依据", most=500),
    Answer("result", "结果", most=1000),
)
ANSWERS: dict[str, Answer] = {answer.name: answer for answer in _ALL}
