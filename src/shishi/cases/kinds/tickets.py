"""Tickets of a hotline or an outside board: what the columns of their workbooks are called, and the words in them.

These words are matched against workbooks, which are Chinese whatever language the reader has chosen; so they are not
translated. Source: docs/domain/voices.md, "Tickets from outside".
"""

from __future__ import annotations

from typing import Final

from shishi.imports.kinds import Importer, Intake
from shishi.lib.columns import Field

TICKETS: Final = Importer(
    "tickets",
    "外部工单",
    (
        Field(
            "number",
            "工单号",
            ("工单编号", "热线工单号", "留言编号", "留言id", "来电编号", "受理编号", "诉求编号", "外部编号", "编号"),
            required=True,
        ),
        Field(
            "received_at",
            "受理时间",
            ("来电时间", "留言时间", "登记时间", "转办时间", "派单时间", "受理日期", "来信时间"),
            "day",
            required=True,
        ),
        Field("channel", "渠道", ("来源渠道", "工单来源", "受理渠道", "来源")),
        Field("type", "类型", ("诉求类型", "工单类型", "诉求性质", "留言类型")),
        Field("title", "标题", ("诉求标题", "工单标题", "留言标题", "主题", "事项")),
        Field(
            "text",
            "诉求内容",
            ("内容", "工单内容", "留言内容", "反映内容", "来电内容", "问题描述", "具体诉求"),
            required=True,
        ),
        Field("topic", "类别", ("诉求类别", "事项分类", "所属领域", "事项类别", "热点分类")),
        Field("region", "所在乡镇", ("乡镇（街道）", "所属区域", "所在区划", "镇街", "事发区域")),
        Field("place", "地址", ("事发地址", "地点", "诉求地址", "事发地点", "具体地址")),
        Field("unit", "承办单位", ("办理单位", "责任单位", "主办单位", "派往单位", "处置单位")),
        Field("due_on", "办结期限", ("办理时限", "办理期限", "截止时间", "答复期限", "要求办结时间"), "day"),
        Field("asker_name", "来电人", ("姓名", "诉求人", "联系人", "市民姓名", "留言人", "网民", "来信人")),
        Field("asker_phone", "联系电话", ("来电号码", "电话", "手机", "手机号", "联系方式", "电话号码")),
        Field("secret", "是否保密", ("保密", "匿名", "是否匿名"), "yes_no"),
    ),
    ("工单", "留言", "诉求", "热线"),
    personal=frozenset({"asker_name", "asker_phone"}),
    plain="number",
)  # fmt: skip
INTAKE: Final = Intake("tickets", (TICKETS,))

CHANNEL_WORDS: Final[dict[str, str]] = {
    "12345": "phone_12345",
    "热线": "phone_12345",
    "来电": "phone_12345",
    "电话": "phone_12345",
    "留言": "external_board",
    "人民网": "external_board",
    "红网": "external_board",
    "网上": "external_board",
    "网络": "external_board",
    "信箱": "mailbox",
    "微信": "wechat",
    "扫码": "qr",
    "来访": "visit",
    "窗口": "counter",
    "来信": "letter",
    "信件": "letter",
    "转办": "transfer",
    "交办": "transfer",
}
# The first word that stands in the cell decides; where nothing is said, the same words are looked for in the ticket.
TYPE_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("紧急", "urgent"),
    ("举报", "report"),
    ("投诉", "complain"),
    ("建议", "suggest"),
    ("感谢", "praise"),
    ("表扬", "praise"),
    ("咨询", "consult"),
    ("求助", "help"),
    ("求决", "help"),
)
ASKING_WORDS: Final = ("请问", "怎么办理", "如何办理", "什么时候", "想了解", "咨询")


def channel_of(words: str) -> str:
    """The channel a cell names, the first word that fits; empty where none does."""
    return next((code for word, code in CHANNEL_WORDS.items() if word in words), "")


def type_of(words: str) -> str:
    """The type a cell names; empty where it names none."""
    return next((code for word, code in TYPE_WORDS if word in words), "")


def likely_type(title: str, text: str) -> str:
    """The type to propose for a ticket that names none, by the words in it."""
    said = f"{title} {text[:200]}"
    if found := type_of(said):
        return found
    return "consult" if any(word in said for word in ASKING_WORDS) else "help"


def wishes_secrecy(words: str) -> bool:
    """Whether a cell says 匿名 or 保密 itself, and not that neither is wished for."""
    return any(word in words for word in ("匿名", "保密")) and "不" not in words
