"""Hidden risks of the sample county with the leaders who answered for them, and disputes mediated in its townships."""

from __future__ import annotations

from collections.abc import Iterator

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.stories import Story, Teller, Turn

STORIES = (
    Story(
        "risk",
        (
            Turn(
                (5, 8, 9),
                "luoxh",
                "open",
                {"title": "老旧小区改造分包欠薪苗头", "text": "一处工地分包拖欠两个月工资。", "type": "wages"},
            ),
            Turn((5, 8, 15), "luoxh", "assign", {"unit": "县住建局"}),
            Turn((5, 9, 10), "tanyn", "name_sponsor", {"leader": "fengsq"}),
            Turn(
                (5, 10, 10),
                "hanzw",
                "plan",
                {"measure": "总包先行垫付，专户监管。", "duty_person": "韩筑文", "planned_on": (5, 19)},
            ),
            Turn((5, 18, 16), "hanzw", "report", {"done": "三十六名工人工资已由总包垫付发放到卡。"}),
            Turn((5, 19, 10), "fengsq", "resolve", {"opinion": "已化解，后续工程款走专户。"}),
            Turn((5, 22, 10), "pengjb", "confirm", {"finding": "电话抽查八人，均已到账。"}),
        ),
    ),
    Story(
        "risk",
        (
            Turn(
                (9, 1, 9),
                "jiyt",
                "open",
                {"title": "清淤山塘坝体渗漏", "text": "花石镇一口山塘清淤后坝脚渗水，下游有六户。", "type": "safety"},
            ),
            Turn((9, 1, 15), "luoxh", "assign", {"unit": "县水利局", "supporting": ["花石镇"]}),
            Turn((9, 4, 10), "fengsq", "name_sponsor", {"leader": "fengsq"}),
            Turn(
                (9, 5, 10),
                "jiyt",
                "plan",
                {"measure": "降低水位，坝脚反滤压重，汛期值守。", "duty_person": "季雨田", "planned_on": (9, 15)},
            ),
            Turn((9, 11, 10), "jiyt", "note", {"progress": "反滤压重完成一半，渗水量已减小。"}),
        ),
    ),
    Story(
        "risk",
        (
            Turn(
                (9, 12, 9),
                "zhouxw",
                "open",
                {"title": "校车线路临崖路段缺护栏", "text": "新开校车线路有一处临崖弯道没有护栏。", "type": "safety"},
            ),
            Turn((9, 12, 15), "luoxh", "assign", {"unit": "县交通运输局"}),
        ),
    ),
    Story(
        "risk",
        (
            Turn(
                (8, 29, 9),
                "luoxh",
                "open",
                {
                    "title": "养老服务中心选址引发争议",
                    "text": "周边住户担心采光和噪声，拟集体来访。",
                    "type": "stability",
                },
            ),
            Turn((8, 29, 15), "luoxh", "assign", {"unit": "县民政局"}),
            Turn((8, 30, 10), "tanyn", "name_sponsor", {"leader": "jiangmy"}),
        ),
    ),
    Story(
        "dispute",
        (
            Turn(
                (6, 5, 9),
                "hets",
                "open",
                {"title": "修路占用菜地补偿之争", "text": "“三路”建设占菜地半分，两户对补偿有异议。", "type": "works"},
            ),
            Turn((6, 5, 15), "luoxh", "assign", {"unit": "花石镇"}),
            Turn((6, 6, 9), "hets", "accept", {"duty_person": "何潭生"}),
            Turn((6, 8, 15), "hets", "visit", {"finding": "上门丈量，核对占地面积。"}),
            Turn((6, 14, 10), "hets", "mediate", {"agreement": "按青苗标准补偿，村里另划菜地一处。"}),
            Turn((7, 5, 10), "hets", "follow_up", {"finding": "补偿已付，菜地已划。"}),
            Turn((7, 6, 10), "luoxh", "close", {"opinion": "双方满意，结案。"}),
        ),
    ),
    Story(
        "dispute",
        (
            Turn(
                (9, 6, 9),
                "zhusz",
                "open",
                {"title": "加装电梯邻里意见不一", "text": "低层住户担心采光，三次协商未成。", "type": "neighbour"},
            ),
            Turn((9, 6, 15), "luoxh", "assign", {"unit": "易俗河镇", "supporting": ["县司法局"]}),
            Turn((9, 7, 9), "zhusz", "accept", {"duty_person": "朱思筑"}),
            Turn((9, 12, 15), "zhusz", "visit", {"finding": "请司法所一起上门，低层住户愿意再谈。"}),
        ),
    ),
)


def moments(cast: Cast) -> Iterator[Moment]:
    """The moments of the year's risks and disputes."""
    yield from Teller(cast).moments(STORIES)
