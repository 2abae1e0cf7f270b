"""Small wishes and pairings of the sample county in 2023: taken up, done, let go, visited. Every name is made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from shishi.cases.actions.lapsing import lapse
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import at
from shishi.demo.actions.stories import YEAR, Story, Teller, Turn

VILLAGE, TOWN = "luhy", "zhusz"
PLACE = "易俗河镇凤凰社区"
# Days after which the house lets go what was not begun, takes down what nobody claimed, and settles what is confirmed.
HOUSE_DAYS = ((3, 20), (4, 20), (6, 30), (7, 12), (8, 8), (9, 14), (10, 20), (11, 20), (12, 22))


def _wish(on: tuple[int, int], title: str, text: str, kind: str, category: str, who: str, *turns: Turn) -> Story:
    month, day = on
    given: dict[str, Any] = {
        "title": title, "text": text, "type": kind, "category": category, "n_wanted": 1, "place": PLACE,
        "helped_name": who, "helped_phone": "139****0000", "helped_place": "（示例）一栋某单元",
    }  # fmt: skip
    opened = Turn((month, day, 9), VILLAGE, "open", given)
    return Story("micro", (opened, Turn((month, day, 15), TOWN, "publish"), *turns))


def _taken(who: str, month: int, day: int, team: str = "") -> tuple[Turn, Turn, Turn]:
    answers = {"team": team} if team else {}
    return (
        Turn((month, day, 10), who, "claim", answers),
        Turn((month, day, 16), VILLAGE, "accept"),
        Turn((month, day + 1, 9), who, "start"),
    )


def _finished(who: str, month: int, day: int, words: str, rating: str) -> tuple[Turn, Turn]:
    return (
        Turn((month, day, 17), who, "finish", {"done": words}),
        Turn((month, day + 1, 10), VILLAGE, "confirm", {"rating": rating}),
    )


WISHES = (
    _wish(
        (3, 6), "一张学习桌", "上小学的孩子趴在床边写作业，想要一张小书桌。", "goods", "left_behind", "示小禾",
        *_taken("shimy", 3, 7), *_finished("shimy", 3, 9, "书桌和台灯已送到并装好。", "5"),
    ),
    _wish(
        (4, 10), "楼道灯换一只", "老人夜里下楼看不清，楼道灯坏了半个月。", "service", "alone", "示长庚",
        *_taken("hexq", 4, 11, "教育局帮帮团"), *_finished("hexq", 4, 12, "换了声控灯，试亮三次正常。", "5"),
    ),
    _wish(
        (5, 15), "代办残疾人证换证", "行动不便，证件到期要换。", "task", "disabled", "示平安",
        *_taken("fuxy", 5, 16), *_finished("fuxy", 5, 24, "上门拍照、代交材料，新证已送到家。", "4"),
    ),
    _wish((6, 5), "借一台轮椅", "术后三个月要用，用完归还。", "goods", "low_income", "示有余"),
    _wish(
        (7, 6), "陪老人体检一次", "独居，想去县医院做一次体检。", "service", "alone", "示寿康",
        Turn((7, 7, 10), "hexq", "claim"), Turn((7, 7, 16), VILLAGE, "accept"),
    ),
    _wish(
        (8, 21), "暑假作业辅导两周", "父母在外务工，数学跟不上。", "service", "left_behind", "示晓晨",
        *_taken("shimy", 8, 22), Turn((8, 25, 18), "shimy", "report", {"progress": "已辅导三次，分数应用题有进步。"}),
        Turn((8, 30, 10), "shimy", "finish", {"done": "辅导十次，假期作业全部完成。"}),
        Turn((9, 14, 10), VILLAGE, "confirm", {"rating": "5"}),
    ),
    _wish(
        (9, 4), "修一扇漏风的窗", "窗框变形，下雨进水。", "service", "low_income", "示安居", *_taken("hanzw", 9, 12),
    ),
    _wish((9, 8), "一床厚被子", "入秋了，被褥旧薄。", "goods", "destitute", "示如春"),
    _wish((9, 11), "教会用手机缴医保", "第一次在手机上缴费，不会操作。", "task", "alone", "示知新"),
    _wish(
        (9, 12), "送一次家庭药箱", "常用药过期，需要清理补齐。", "goods", "lost_child", "示福临",
        Turn((9, 15, 9), "hexq", "claim", {"team": "教育局帮帮团"}),
    ),
    Story(
        "micro",
        (
            Turn(
                (9, 14, 9), VILLAGE, "open",
                {
                    "title": "院落大扫除", "text": "落叶堵了排水沟，要三个人干半天。", "type": "service",
                    "category": "alone", "n_wanted": 3, "place": PLACE, "helped_name": "示同乐",
                },
            ),
        ),
    ),
)  # fmt: skip

PAIRINGS = (
    Story(
        "pairing",
        (
            Turn(
                (2, 13, 9), VILLAGE, "open",
                {
                    "title": "县教育局结对凤凰社区一户", "type": "one_to_one", "category": "left_behind",
                    "unit": "县教育局", "duty_person": "周晓雯", "helped_name": "示小禾",
                },
            ),
            Turn((2, 15, 10), "zhouxw", "begin", {"measure": "每季度家访，协调课后服务和学习用品。"}),
            Turn((3, 4, 15), "zhouxw", "visit", {"held_on": (3, 4), "diary": "孩子没有书桌。", "where": "家中"}),
            Turn((5, 27, 15), "zhouxw", "visit", {"held_on": (5, 27), "diary": "书桌用上了；祖母血压偏高。"}),
            Turn((8, 26, 15), "zhouxw", "visit", {"held_on": (8, 26), "diary": "秋季学费减免已办妥。"}),
        ),
    ),
    Story(
        "pairing",
        (
            Turn(
                (3, 6, 9), VILLAGE, "open",
                {
                    "title": "民政局、残联共同结对一户", "type": "many_to_one", "category": "disabled",
                    "unit": "县民政局", "supporting": ["县残联"],
                    "duty_person": "李青云、符心怡", "helped_name": "示平安",
                },
            ),
            Turn((3, 8, 10), "liqy", "begin", {"measure": "低保、两项补贴应享尽享，适配辅具。"}),
            Turn((4, 15, 15), "fuxy", "visit", {"held_on": (4, 15), "diary": "轮椅轮胎老化，需要更换；证件快到期。"}),
        ),
    ),
    Story(
        "pairing",
        (
            Turn(
                (4, 3, 9), "tanyn", "open",
                {
                    "title": "卫健局结对两位独居老人", "type": "one_to_many", "category": "alone", "unit": "县卫健局",
                    "duty_person": "宁可欣", "helped_name": "示长庚、示寿康",
                },
            ),
            Turn((4, 6, 10), "ningkx", "begin", {"measure": "签约家庭医生，每季度上门随访。"}),
            Turn((6, 20, 15), "ningkx", "visit", {"held_on": (6, 20), "diary": "一位老人想去做体检，没有人陪。"}),
            Turn((9, 7, 15), "ningkx", "visit", {"held_on": (9, 7), "diary": "体检结果已解释，药量调整。"}),
            Turn((11, 15, 10), "ningkx", "end", {"ending": "moved", "reason": "两位老人随子女迁居。"}),
        ),
    ),
)  # fmt: skip


def moments(cast: Cast) -> Iterator[Moment]:
    """Every act of every story, and the mornings on which the house did its part."""
    yield from Teller(cast).moments((*WISHES, *PAIRINGS))
    for month, day in HOUSE_DAYS:
        yield Moment(at(date(YEAR, month, day), 7), 6, "lapse", partial(lapse))
