"""What leaders of the sample county said in 2023 shall be done, and what its meetings decided."""

from __future__ import annotations

from collections.abc import Iterator

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.stories import Story, Teller, Turn

SAID = {"source": "visit", "said_by": "jiangmy", "said_on": (4, 11), "said_where": "四月十一日调研易俗河镇幼儿园"}
STORIES = (
    Story(
        "instruction",
        (
            Turn(
                (4, 12, 9),
                "jiangmy",
                "open",
                SAID | {"title": "幼儿园门口设置减速带和护学岗", "text": "上下学车流大，四月底前设好，易俗河镇配合。"},
            ),
            Turn((4, 12, 15), "luoxh", "assign", {"unit": "县交警大队", "due_on": (4, 28)}),
            Turn((4, 13, 9), "luhc", "acknowledge", {"duty_person": "陆红成"}),
            Turn((4, 20, 10), "luhc", "note", {"progress": "减速带两道已装，护学岗排班中。"}),
            Turn((4, 26, 10), "longsd", "report", {"done": "减速带两道、护学岗一处均已到位，早晚各一人值守。"}),
            Turn((4, 27, 9), "jiangmy", "confirm", {"opinion": "已看现场，同意办结。"}),
        ),
    ),
    Story(
        "instruction",
        (
            Turn(
                (9, 5, 9),
                "luoxh",
                "open",
                {
                    "title": "中医馆要配足人员不能空转",
                    "text": "提质后的中医馆有房有设备，要有坐诊中医，九月二十日前报方案。",
                    "source": "paper",
                    "said_by": "jiangmy",
                    "said_on": (9, 4),
                    "said_where": "在卫健局专报上批示",
                    "item": "乡镇卫生院中医馆提质",
                },
            ),
            Turn((9, 5, 15), "luoxh", "assign", {"unit": "县卫健局", "due_on": (9, 20)}),
            Turn((9, 6, 9), "ningkx", "acknowledge", {"duty_person": "宁可欣"}),
            Turn((9, 13, 10), "maojy", "report", {"done": "十一个中医馆已配坐诊中医，另有两个由县中医院轮派。"}),
        ),
    ),
    Story(
        "instruction",
        (
            Turn(
                (8, 21, 9),
                "luoxh",
                "open",
                {
                    "title": "老旧小区改造要先公示方案再施工",
                    "text": "有居民反映不知道改什么。凡未公示方案的小区补公示，听取意见。",
                    "source": "call",
                    "said_by": "fengsq",
                    "said_on": (8, 18),
                    "said_where": "专班例会前口头要求",
                    "item": "城镇老旧小区改造",
                },
            ),
            Turn((8, 21, 15), "luoxh", "assign", {"unit": "县住建局", "due_on": (9, 5)}),
            Turn((8, 22, 9), "hanzw", "acknowledge", {"duty_person": "韩筑文"}),
            Turn((9, 4, 10), "zengjm", "report", {"done": "四个小区补了公示，收到意见十九条。"}),
            Turn((9, 6, 10), "fengsq", "redo", {"reason": "十九条意见怎么处理没有说清，逐条答复后再报。"}),
        ),
    ),
    Story(
        "decision",
        (
            Turn(
                (6, 9, 9),
                "luoxh",
                "open",
                {
                    "title": "校园明厨亮灶八月底前全部接入",
                    "text": "教育局、市场监管局逐校对账，未接入的开学前完成。",
                    "held_on": (6, 8),
                    "source": "dispatch",
                    "said_where": "六月调度会",
                    "item": "校园“互联网+明厨亮灶”",
                },
            ),
            Turn((6, 9, 15), "luoxh", "assign", {"unit": "县教育局", "due_on": (8, 31)}),
            Turn((6, 12, 9), "zhouxw", "acknowledge", {"duty_person": "周晓雯"}),
            Turn((8, 30, 10), "chencl", "report", {"done": "全县学校食堂全部接入平台，对账无差异。"}),
            Turn((9, 1, 9), "tanyn", "confirm", {"opinion": "后台核对无误，同意办结。"}),
        ),
    ),
    Story(
        "decision",
        (
            Turn(
                (8, 17, 9),
                "luoxh",
                "open",
                {
                    "title": "零工市场补齐遮雨和饮水设施",
                    "text": "人社局牵头，九月上旬完成，所需经费从工作经费列支。",
                    "held_on": (8, 16),
                    "source": "onsite",
                    "said_where": "零工市场现场办公会",
                    "item": "零工市场和就业驿站建设",
                },
            ),
            Turn((8, 17, 15), "luoxh", "assign", {"unit": "县人社局", "due_on": (9, 8)}),
            Turn((8, 18, 9), "wangxt", "acknowledge", {"duty_person": "王晓彤"}),
        ),
    ),
)


def moments(cast: Cast) -> Iterator[Moment]:
    """The moments of the year's instructions and decisions."""
    yield from Teller(cast).moments(STORIES)
