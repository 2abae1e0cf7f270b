"""The sheets of an office's own workbook: what they are called, which columns they have, and the words in them.

These words are matched against workbooks, which are Chinese whatever language the reader has chosen; so they are not
translated. Source: docs/domain/import.md.
"""

from __future__ import annotations

from typing import Final

from shishi.imports.kinds import Importer, Intake
from shishi.lib.columns import Field
from shishi.rules.indicators import (
    INDICATOR_TYPE_LABELS,
    PROJECT_TYPE_LABELS,
    SCHEDULE_KIND_LABELS,
    SENSE_LABELS,
    URGENCY_LABELS,
)

ITEM: Final = ("项目", "项目名称", "实事项目", "项", "具体项目", "工作任务", "项目内容")

LIST: Final = Importer(
    "items",
    "清单",
    (
        Field("seq", "序号", ("编号", "项目序号"), "number"),
        Field("code", "项目编号", ("项目编码", "项目代码")),
        Field("list_kind", "清单类别", ("清单类型", "类型（省、市）", "任务来源", "来源", "清单", "层级类别")),
        Field("level", "清单层级", ("层级", "级别")),
        Field("matter", "件（实事）", ("件", "实事", "实事名称", "民生实事", "大项", "任务名称")),
        Field("title", "项目名称", ITEM, required=True),
        Field("category", "类别", ("分类", "领域", "民生类别")),
        Field("unit", "责任单位", ("牵头单位", "主管单位", "牵头部门", "责任部门", "牵头责任单位", "实施单位")),
        Field("supports", "配合单位", ("配合部门", "参与单位", "协办单位", "协同单位")),
        Field("owner_name", "责任人", ("责任领导", "负责人", "牵头人", "分管领导")),
        Field("liaison_name", "联络员", ("联系人", "联络人", "经办人")),
        Field("name", "考核指标", ("指标", "指标名称", "考核内容", "指标内容", "主要指标")),
        Field("unit_word", "计量单位", ("单位", "指标单位"), "unit"),
        Field("target", "年度目标", ("目标任务", "目标", "目标值", "任务数", "年度任务", "计划数"), "number"),
        Field("type", "指标类型", ("指标性质",)),
        Field("last_year", "上年完成", ("去年完成", "上年完成数", "上年实绩", "去年同期"), "number"),
        Field("definition", "认定口径", ("口径", "指标解释", "指标口径", "认定标准", "统计口径")),
        Field("start_on", "开始时间", ("开工时间", "启动时间", "开始日期"), "day"),
        Field("due_on", "完成时限", ("完成时间", "时限", "截止时间", "完成期限", "办结时限"), "day"),
        Field("schedule", "进度安排", ("序时安排", "进度计划", "月度计划")),
        Field("evidence_asked", "佐证要求", ("佐证材料", "印证材料", "佐证资料")),
        Field(
            "funds_planned_yuan",
            "计划资金",
            ("计划投资", "投资计划", "资金安排", "预算资金", "资金", "总投资"),
            "number",
        ),
        Field("project_type", "项目类型", ("项目性质",)),
        Field("urgency", "缓急", ("轻重缓急", "缓急程度")),
        Field("standard", "验收标准", ("验收要求", "完成标准")),
        Field("also", "同时列入", ("同时列入清单", "其他清单")),
        Field("sense", "目标方向", ("指标方向",)),
        Field("is_assessed", "纳入考核", ("是否考核",), "yes_no"),
        Field("weight", "权重", ("指标权重",), "number"),
        Field("beneficiaries", "受益人数", ("惠及人数", "受益群众"), "number"),
        Field("is_cross_year", "跨年项目", ("是否跨年",), "yes_no"),
        Field("stage_target", "年度阶段目标", ("阶段目标",)),
        Field("note", "备注", ("说明",)),
    ),
    ("清单", "任务目标", "责任分解"),
)
SITES: Final = Importer(
    "sites",
    "点位",
    (
        Field("item", "项目名称", ITEM, required=True),
        Field("indicator", "考核指标", ("指标", "指标名称")),
        Field("region", "乡镇（街道）", ("乡镇", "镇街", "街道", "乡镇街道", "所在乡镇", "建设地点"), required=True),
        Field("village", "村（社区）", ("村", "社区", "村居", "所在村")),
        Field("name", "点位名称", ("点位", "站点名称", "工程名称", "建设点", "实施地点"), required=True),
        Field("address", "地址", ("详细地址", "具体地址")),
        Field("works", "建设内容", ("建设规模", "实施内容", "建设内容及规模")),
        Field("quantity", "数量", ("任务数", "工程量", "规模"), "number"),
        Field("unit", "责任单位", ("实施单位", "主管单位")),
        Field("owner_name", "责任人", ("负责人", "点位责任人")),
        Field("contractor", "承建单位", ("施工单位",)),
        Field("start_planned_on", "开工", ("计划开工", "开工时间", "计划开工时间"), "day"),
        Field("finish_planned_on", "完工", ("计划完工", "完工时间", "计划完工时间", "竣工时间"), "day"),
        Field("beneficiaries", "受益人数", ("惠及人数",), "number"),
        Field("capacity", "设计能力", ("床位数", "容量"), "number"),
        Field("longitude", "经度", ("东经",), "number"),
        Field("latitude", "纬度", ("北纬",), "number"),
    ),
    ("分布", "点位", "项目点"),
)
TASKS: Final = Importer(
    "tasks",
    "任务",
    (
        Field("item", "项目名称", ITEM, required=True),
        Field("indicator", "考核指标", ("指标", "指标名称")),
        Field("title", "任务", ("任务名称", "节点", "节点名称", "工作任务", "工作节点", "具体任务"), required=True),
        Field("owner_name", "责任人", ("负责人",)),
        Field("due_on", "完成时限", ("完成时间", "时限", "截止时间", "时间节点"), "day", required=True),
        Field("weight", "权重", ("节点权重",), "number"),
        Field("funds_yuan", "经费", ("资金", "任务经费", "所需资金"), "number"),
        Field("depends_on", "前置任务", ("前置节点", "紧前任务")),
    ),
    ("任务清单", "节点"),
)
SHARES: Final = Importer(
    "allocations",
    "任务分解",
    (
        Field("item", "项目名称", ITEM, required=True),
        Field("indicator", "考核指标", ("指标", "指标名称")),
        Field(
            "to",
            "乡镇（街道）或单位",
            ("乡镇（街道）", "乡镇", "分解单位", "承担单位", "镇街", "分解对象"),
            required=True,
        ),
        Field("target", "分解数", ("分解目标", "分解任务数", "任务数", "目标"), "number", required=True),
        Field("number", "下达文号", ("文号",)),
    ),
    ("分解",),
)
INTAKE: Final = Intake("programme", (LIST, SITES, TASKS, SHARES))

LEVELS: Final = {"省": "province", "市": "city", "县": "county", "区": "county", "乡": "township", "镇": "township"}
LIST_KINDS: Final = (
    ("监测", "monitored"),
    ("自选", "self_selected"),
    ("自定", "self_selected"),
    ("自主", "self_selected"),
    ("重点", "key"),
    ("民生实事", "key"),
)
LEVEL_WORDS: Final = {"province": "省", "city": "市", "county": "县", "township": "乡镇"}
KIND_WORDS: Final = {"key": "重点", "monitored": "重点监测", "self_selected": "自选"}

CHOICES: Final[dict[str, dict[str, str]]] = {
    "type": {str(code): label for code, label in INDICATOR_TYPE_LABELS.items()},
    "sense": {str(code): label for code, label in SENSE_LABELS.items()},
    "schedule": {str(code): label for code, label in SCHEDULE_KIND_LABELS.items()},
    "project_type": {str(code): label for code, label in PROJECT_TYPE_LABELS.items()},
    "urgency": {str(code): label for code, label in URGENCY_LABELS.items()},
}
MEASURED: Final = frozenset({"公里", "千米", "米", "平方米", "亩", "公顷", "吨"})
"""Units that come in parts, so that a new indicator shows at least one decimal."""


def list_kind_of(words: str, level: str = "") -> tuple[str, str] | None:
    """Level and kind of a list by its words: 省重点 → province, key; 省重点监测 → province, monitored; else None.

    level   the code that a column of its own gave, "" where there is none
    """
    plain = words.replace("级", "").replace("定", "").replace("清单", "").strip()
    named = next((code for word, code in LEVELS.items() if plain.startswith(word)), level)
    kind = next((code for word, code in LIST_KINDS if word.replace("定", "") in plain and word in words), "")
    return (named, kind) if named and kind else None


def list_words(level: str, kind: str) -> str:
    """The words for a list: province, monitored → 省重点监测."""
    return LEVEL_WORDS.get(level, "") + KIND_WORDS.get(kind, "")


NOTHING: Final = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无"})
YUAN: Final = "元"
PER_CENT: Final = frozenset({"%", "个百分点", "百分点"})
CURVE_MARKS: Final = "：:"
ALSO_MARKS: Final = "：:"
