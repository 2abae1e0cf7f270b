"""The sample county's problems on their way to being crossed off: in time, late, sent back, given back, come again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.stories import Story, Teller, Turn

type Day = tuple[int, int]


def found(on: Day, who: str, title: str, text: str, source: str, **more: Any) -> Turn:
    """Somebody registers what they found."""
    return Turn((*on, 9), who, "open", {"title": title, "text": text, "source": source, "found_on": on, **more})


def assigned(on: Day, unit: str, type: str, **more: Any) -> Turn:
    """The office assigns it."""
    return Turn((*on, 15), "luoxh", "assign", {"unit": unit, "type": type, **more})


def planned(on: Day, who: str, measure: str, target: str, person: str, until: Day) -> Turn:
    """The unit says what it will do, until when."""
    said = {"measure": measure, "target_state": target, "duty_person": person, "planned_on": until}
    return Turn((*on, 10), who, "plan", said)


def rectified(on: Day, who: str, done: str, place: str) -> Turn:
    """The unit has put it right, with a photograph of before and of after."""
    return Turn((*on, 16), who, "self_check", {"done": done, "before": (place,), "after": (place,)})


def crossed_off(who: str, applied: Day, reviewed: Day, verified: Day, closed: Day, seen: str) -> tuple[Turn, ...]:
    """Applied for, reviewed, verified on site and crossed off, each by somebody else."""
    return (
        Turn((*applied, 10), who, "apply", {"opinion": "已按方案整改到位，申请销号。"}),
        Turn((*reviewed, 10), "luoxh", "review", {"opinion": "资料齐全，同意现场复核。"}),
        Turn((*verified, 15), "pengjb", "verify", {"finding": seen, "held_on": verified}),
        Turn((*closed, 9), "tanyn", "close", {"opinion": "同意销号。"}),
    )


FIRE_LANE, LANE = "养老服务中心消防通道被占用", "养老服务中心消防通道"
STORIES = (
    Story(
        "problem",
        (
            found(
                (3, 20), "luoxh", FIRE_LANE, "云湖桥镇养老服务中心一楼消防通道堆放杂物，疏散门打不开。", "inspection",
                severity="major", topic="消防安全", item="乡镇综合养老服务中心建设", place="云湖桥镇",
                enterprise="云湖桥镇颐养服务有限公司（示例）",
            ),
            assigned((3, 20), "县民政局", "at_once", supporting=["云湖桥镇"]),
            planned((3, 21), "liqy", "当日清空通道，张贴禁放标识。", "通道畅通，疏散门常闭可开。", "李青云", (3, 24)),
            Turn((3, 22, 15), "yanys", "part", {"report": "镇里派人协助清理，逐床告知老人和家属。"}),
            rectified((3, 23), "liqy", "清出杂物两车，疏散门检修完好，划了禁放区。", LANE),
            *crossed_off("huangrl", (3, 24), (3, 27), (3, 29), (3, 30), "通道畅通，门能打开，标识清楚。"),
            Turn((5, 16, 15), "pengjb", "relapse", {"finding": "通道又停放轮椅和床架，禁放区形同虚设。"}),
            rectified((5, 18), "liqy", "另设轮椅存放间，通道每日巡查并签字，纳入护理员考核。", LANE),
            *crossed_off("huangrl", (5, 19), (5, 22), (5, 24), (5, 25), "存放间已用，巡查簿连续，通道畅通。"),
            Turn((8, 25, 15), "pengjb", "look_back", {"finding": "三个月后再查，通道保持畅通。"}),
            Turn((8, 28, 9), "luoxh", "archive"),
        ),
    ),
    Story(
        "problem",
        (
            found(
                (5, 10), "zhusz", "改造小区井盖松动异响", "易俗河镇一处改造小区主路三个井盖松动，夜间车过有响声。",
                "citizen",
                severity="general", topic="老旧小区", item="城镇老旧小区改造", place="易俗河镇",
            ),
            assigned((5, 11), "县住建局", "short", duty_person="韩筑文"),
            planned(
                (5, 16), "hanzw", "更换井座并加防响垫，举一反三排查全部改造小区。",
                "井盖平稳无异响。", "韩筑文", (6, 8),
            ),
            Turn((5, 26, 10), "hanzw", "report", {"progress": "三处已换，另排查出十一处，正在更换。"}),
            rectified((6, 5), "hanzw", "共更换十四处井座，现场试车无异响。", "小区主路井盖"),
            *crossed_off("zengjm", (6, 6), (6, 8), (6, 12), (6, 13), "夜间到场试听，三处均无异响。"),
            Turn((9, 7, 15), "pengjb", "look_back", {"finding": "雨季后再查，井盖平稳。"}),
        ),
    ),
    Story(
        "problem",
        (
            found(
                (7, 3), "pengjb", "平交路口警示桩缺损", "一处平交路口八根警示桩缺三根，夜间看不清路口。", "inspection",
                severity="general", topic="道路安全", item="平交路口提质改造", place="花石镇",
            ),
            assigned((7, 4), "县交警大队", "short"),
            planned((7, 6), "luhc", "补齐警示桩，加装反光标识。", "警示桩齐全，夜间五十米可见。", "陆红成", (7, 28)),
            rectified((7, 19), "luhc", "缺损的三根已补齐。", "平交路口警示桩"),
            Turn((7, 20, 10), "longsd", "apply", {"opinion": "已补齐，申请销号。"}),
            Turn((7, 21, 10), "pengjb", "redo", {"reason": "照片上没有反光标识，请按方案加装后再报。"}),
            rectified((7, 26), "luhc", "八根警示桩均已加贴反光膜，夜间拍照留存。", "平交路口反光标识"),
            *crossed_off("longsd", (7, 27), (7, 31), (8, 3), (8, 4), "夜间开车通过，五十米外看得清。"),
        ),
    ),
    Story(
        "problem",
        (
            found(
                (8, 4), "duanlf", "急弯处凸面镜破损", "花石镇一处急弯凸面镜被撞坏，会车看不见来车。", "monthly_report",
                severity="major", topic="道路安全", item="农村公路安全生命防护工程", place="花石镇",
            ),
            assigned((8, 7), "县交警大队", "short"),
            Turn((8, 8, 10), "luhc", "return", {"reason": "村道附属设施不由交警管养。"}),
            assigned((8, 8), "花石镇", "short"),
            Turn((8, 9, 10), "hets", "return", {"reason": "属县道路段，应由公路管养单位更换。"}),
            Turn(
                (8, 10, 10), "tanyn", "rule",
                {"unit": "县交通运输局", "reason": "该路段列入县道管养，由县交通运输局更换。"},
            ),
            planned((8, 14), "duanlf", "定制凸面镜并加防撞墩。", "视距恢复，镜面牢固。", "段路帆", (9, 5)),
            Turn(
                (9, 4, 10), "tangtl", "ask_extension",
                {"until": (9, 13), "reason": "定制镜面运输延误，已先设临时标志。"},
            ),
            Turn((9, 5, 10), "tanyn", "grant_extension", {"opinion": "同意，务必先保证临时警示。"}),
            rectified((10, 9), "duanlf", "凸面镜和防撞墩已装好，会车视距恢复。", "急弯凸面镜"),
            *crossed_off("tangtl", (10, 10), (10, 12), (10, 16), (10, 17), "两头试车，来车看得清。"),
        ),
    ),
    Story(
        "problem",
        (
            found(
                (6, 12), "hets", "清淤后山塘无人管护", "三口清淤山塘没有落实管护人，闸门锈蚀。", "research",
                severity="general", topic="水利管护", item="山塘清淤增蓄", place="花石镇",
            ),
            assigned((6, 13), "县水利局", "mid", supporting=["花石镇"]),
            planned(
                (6, 19), "jiyt", "逐塘落实管护人，闸门除锈上油，建管护台账。",
                "一塘一人一册。", "季雨田", (11, 30),
            ),
            Turn((7, 10, 10), "jiyt", "report", {"progress": "二十四口山塘已落实管护人十九口。"}),
            Turn((8, 15, 10), "tanyn", "keep_on", {"reason": "管护须常年坚持，转为长期。", "recheck_on": (12, 15)}),
            Turn(
                (12, 14, 15), "pengjb", "recheck",
                {"finding": "抽查六口山塘，管护人在岗。", "recheck_on": (12, 29)},
            ),
        ),
    ),
    Story(
        "problem",
        (
            assigned((7, 10), "县人社局", "short"),
            Turn((7, 10, 16), "luoxh", "duty"),
            planned(
                (7, 13), "wangxt", "两窗口并为一窗，材料只收一次，部门间自行流转。",
                "一窗受理、一次提交。", "王晓彤", (8, 4),
            ),
            rectified((8, 1), "wangxt", "八月起一窗受理，申请材料由七份减为三份。", "政务大厅就业窗口"),
            *crossed_off("liuzt", (8, 2), (8, 4), (8, 8), (8, 9), "到窗口走了一遍，一次办成。"),
        ),
        title="就业补贴申请材料重复提交",
    ),
    Story(
        "problem",
        (
            assigned((8, 30), "县民政局", "at_once"),
            planned((9, 4), "liqy", "现场核实开工情况，更正月报并说明原因。", "填报与现场一致。", "李青云", (9, 6)),
            rectified((9, 6), "liqy", "核实为材料进场、尚未动工，已申请更正，九月五日开工。", "项目现场"),
            *crossed_off("huangrl", (9, 12), (9, 18), (9, 20), (9, 21), "现场已进场施工，月报已更正。"),
        ),
        title="现场进度与月报填报不一致",
    ),
    Story(
        "problem",
        (
            assigned((9, 1), "县教育局", "at_once"),
            planned(
                (9, 4), "zhouxw", "配齐留样柜，专人留样，每餐登记。",
                "留样满四十八小时、每样一百二十五克。", "周晓雯", (9, 7),
            ),
            rectified((9, 6), "zhouxw", "两校留样柜到位，留样登记连续三天无误。", "学校食堂留样柜"),
            *crossed_off("chencl", (9, 7), (9, 11), (9, 18), (9, 19), "两校留样柜温度、克数、时间均合要求。"),
        ),
        title="两所学校食堂留样不足四十八小时",
    ),
    Story(
        "problem",
        (
            assigned((9, 4), "县教育局", "short", duty_person="周晓雯"),
            planned((9, 8), "zhouxw", "补登开学以来进货，供货商索证入册。", "进货台账逐日可查。", "周晓雯", (9, 28)),
            Turn((9, 13, 16), "zhouxw", "report", {"progress": "已补登两周，索证差三家供货商。"}),
            rectified((9, 27), "zhouxw", "进货台账补齐，三家供货商证照已入册。", "幼儿园进货台账"),
            *crossed_off("chencl", (9, 28), (10, 9), (10, 12), (10, 13), "抽查五日台账，票证相符。"),
        ),
        title="一所幼儿园进货台账不全",
    ),
    Story(
        "problem",
        (
            assigned((9, 18), "县民政局", "at_once"),
            planned((9, 20), "liqy", "补建消毒记录，明确专人。", "餐具每餐消毒并登记。", "李青云", (9, 25)),
            rectified((9, 22), "liqy", "消毒柜检修，记录上墙，每餐登记。", "助餐点消毒柜"),
            *crossed_off("huangrl", (9, 25), (9, 26), (9, 27), (9, 28), "现场查看，登记连续。"),
        ),
        title="一处助餐点消毒记录缺失",
    ),
    Story(
        "problem",
        (
            assigned((9, 27), "县教育局", "short"),
            planned(
                (10, 8), "zhouxw", "排出功能室使用课表，课后和周末开放。",
                "功能室每周使用不少于十课时。", "周晓雯", (10, 20),
            ),
            rectified((10, 18), "zhouxw", "课表已公示，两周使用二十三课时。", "学校功能室"),
            *crossed_off("chencl", (10, 19), (10, 23), (10, 26), (10, 27), "到校查看，正在上科学课。"),
        ),
        title="一处功能室建成后闲置",
    ),
)  # fmt: skip


def moments(cast: Cast) -> Iterator[Moment]:
    """The moments of the year's problems."""
    yield from Teller(cast).moments(STORIES)
