"""What projects of the sample county lacked in 2023, and how it came."""

from __future__ import annotations

from collections.abc import Iterator

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.stories import Story, Teller, Turn

STORIES = (
    Story(
        "factor",
        (
            Turn(
                (3, 6, 9),
                "zhouxw",
                "open",
                {
                    "title": "公办幼儿园扩建用地预审",
                    "text": "三所幼儿园扩建需办用地预审与选址意见，材料已备齐，请协调一次办结。",
                    "type": "land",
                    "needed_on": (3, 31),
                    "item": "公办幼儿园学位扩充",
                },
            ),
            Turn((3, 6, 14), "luoxh", "route", {"unit": "县自然资源局", "green": True, "opinion": "列入绿色通道。"}),
            Turn((3, 7, 9), "guyq", "accept", {"duty_person": "谷雨青", "helper": "政务小莲管家团 苏易行"}),
            Turn((3, 8, 10), "guyq", "ask_more", {"missing": "缺两所幼儿园的地形图，请一次补齐。"}),
            Turn((3, 9, 15), "zhouxw", "supply", {"supplied": "两份地形图已补交窗口。"}),
            Turn((3, 13, 11), "guyq", "help", {"progress": "帮办员代办选址意见书，已送规划股。"}),
            Turn((3, 15, 16), "guyq", "grant", {"done": "三所幼儿园用地预审与选址意见书已核发。"}),
            Turn((3, 16, 10), "zhouxw", "confirm", {"opinion": "证书已收到，扩建可以按期开工。"}),
        ),
    ),
    Story(
        "factor",
        (
            Turn(
                (8, 14, 10),
                "hanzw",
                "open",
                {
                    "title": "老旧小区改造项目竣工联合验收",
                    "text": "首批六个小区完工，请消防、供电、燃气等并联验收，一次出具意见。",
                    "type": "joint",
                    "needed_on": (8, 31),
                    "item": "城镇老旧小区改造",
                },
            ),
            Turn(
                (8, 14, 15),
                "luoxh",
                "route",
                {"unit": "县行政审批局", "supporting": ["县公安局", "县交通运输局"], "opinion": "八个工作日内办结。"},
            ),
            Turn((8, 15, 9), "suyx", "accept", {"helper": "政务小莲管家团 苏易行"}),
            Turn((8, 18, 10), "xiaoan", "part", {"report": "技防设施现场核验合格，同意通过。"}),
            Turn((8, 22, 10), "duanlf", "part", {"report": "出入口与公交站台衔接符合要求，同意通过。"}),
            Turn((8, 23, 16), "suyx", "grant", {"done": "联合验收意见书已出具，用时七个工作日。"}),
            Turn((8, 24, 9), "hanzw", "confirm", {"opinion": "意见书已收到。"}),
        ),
    ),
    Story(
        "factor",
        (
            Turn(
                (9, 4, 9),
                "liqy",
                "open",
                {
                    "title": "养老服务中心用电增容",
                    "text": "云湖桥镇综合养老服务中心厨房改造，需由八十千伏安增容到二百千伏安。",
                    "type": "energy",
                    "needed_on": (9, 28),
                    "enterprise": "云湖桥镇颐养服务有限公司（示例）",
                    "item": "乡镇综合养老服务中心建设",
                },
            ),
            Turn((9, 4, 15), "luoxh", "route", {"unit": "县行政审批局", "green": True}),
            Turn((9, 5, 9), "suyx", "accept", {"helper": "政务小莲管家团 苏易行", "duty_person": "苏易行"}),
            Turn((9, 7, 10), "suyx", "report", {"progress": "供电公司已现场勘查，方案设计中。"}),
            Turn((9, 12, 10), "suyx", "help", {"progress": "帮办员代交设计委托书，免跑一趟。"}),
        ),
    ),
    Story(
        "factor",
        (
            Turn(
                (8, 28, 9),
                "duanlf",
                "open",
                {
                    "title": "危桥改造河道占用许可",
                    "text": "两座危桥枯水期施工需临时占用河道，请办理涉河建设许可。",
                    "type": "approval",
                    "needed_on": (10, 10),
                    "item": "农村公路危桥改造",
                },
            ),
            Turn((8, 28, 15), "luoxh", "route", {"unit": "县水利局"}),
            Turn((8, 29, 9), "jiyt", "accept", {"duty_person": "季雨田"}),
            Turn((9, 6, 16), "jiyt", "grant", {"done": "涉河建设许可已批复，有效期至年底。"}),
        ),
    ),
    Story(
        "factor",
        (
            Turn(
                (7, 10, 9),
                "jiyt",
                "open",
                {
                    "title": "山塘清淤弃土场用地",
                    "text": "花石镇三口山塘清淤弃土约两万方，缺临时堆放用地。",
                    "type": "land",
                    "needed_on": (8, 10),
                    "item": "山塘清淤增蓄",
                },
            ),
            Turn((7, 10, 15), "luoxh", "route", {"unit": "县自然资源局"}),
            Turn((7, 11, 9), "guyq", "accept", {"duty_person": "谷雨青"}),
            Turn(
                (7, 18, 10),
                "jiangyuan",
                "cannot",
                {"reason": "所选地块为永久基本农田，不能临时占用。", "instead": "改用镇属砖厂旧址堆放，镇政府同意。"},
            ),
            Turn(
                (7, 19, 16),
                "tanyn",
                "turn_down",
                {"reason": "所选地块不能占用。", "instead": "改用镇属砖厂旧址，由花石镇协助。"},
            ),
        ),
    ),
    Story(
        "factor",
        (
            Turn(
                (9, 13, 10),
                "tianmq",
                "open",
                {
                    "title": "农村户厕改造补助资金缺口",
                    "text": "第四季度改造任务提前，补助资金缺口四十万元，请协调预拨。",
                    "type": "funds",
                    "needed_on": (10, 20),
                    "item": "农村户厕改造",
                },
            ),
        ),
    ),
    Story(
        "factor",
        (
            Turn(
                (11, 6, 9),
                "liqy",
                "open",
                {
                    "title": "助餐点食品经营许可",
                    "text": "五个农村老年助餐点需办食品经营许可，请集中受理。",
                    "type": "approval",
                    "needed_on": (11, 24),
                    "item": "农村老年助餐点建设",
                },
            ),
            Turn((11, 6, 15), "luoxh", "route", {"unit": "县行政审批局", "green": True}),
            Turn((11, 7, 9), "suyx", "accept", {}),
            Turn((11, 9, 15), "suyx", "grant", {"done": "五家许可证已集中核发。"}),
            Turn((11, 10, 9), "liqy", "confirm", {"opinion": "许可证已领取。"}),
        ),
    ),
)


def moments(cast: Cast) -> Iterator[Moment]:
    """The moments of the year's requests for factors."""
    yield from Teller(cast).moments(STORIES)
