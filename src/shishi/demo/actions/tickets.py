"""Two workbooks of outside tickets the sample county's desk brought in in 2023, and what became of some of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from shishi.cases.actions.tickets import import_tickets
from shishi.cases.models import Case
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import at
from shishi.demo.actions.stories import YEAR, Story, Teller, Turn
from shishi.demo.actions.voices import HAPPY, worked
from shishi.lib.xlsx.write import Column, Sheet, workbook

DESK = "pengjb"
HEADS = ("工单编号", "来电时间", "类型", "标题", "内容", "类别", "地址", "承办单位", "来电人", "联系电话")
HOTLINE = (
    *("phone_12345", (9, 7), "12345热线工单（9月6日）.xlsx"),
    (
        (
            *("RX2309060011", "2023-09-06 09:12", "咨询", "灵活就业人员怎么参保"),
            *("自由职业，想在县里参加养老保险，请问带什么材料。", "社会保险", "", "县人社局", "赵六", "13900001201"),
        ),
        (
            *("RX2309060024", "2023-09-06 10:40", "投诉", "公交站台顶棚漏雨"),
            *("下雨天站台里外一样湿，反映过两次。", "公交设施", "城关镇解放路", "县住建局", "", "13900001202"),
        ),
        (
            *("RX2309060037", "2023-09-06 16:52", "求助", "小区二次供水水压不足"),
            *("六楼早晚没有水，物业说要等改造。", "老旧小区改造", "滨江小区", "", "孙七", "13900001203"),
        ),
        (
            *("RX2309060041", "2023-09-06 17:35", "", "村里的健身器材坏了"),
            *("单杠松动，孩子在玩，怕出事。", "健身设施", "", "", "", ""),
        ),
    ),
)
BOARD = (
    *("external_board", (6, 13), "网上留言（6月上旬）.xlsx"),
    (
        (
            *("LY-20230609-118", "2023-06-09 21:05", "建议", "乡镇卫生院周末能不能看儿科"),
            *("孩子周末发烧只能跑县城，希望乡镇卫生院周末有儿科医生。", "基层医疗", "", "县卫健局", "", ""),
        ),
        (
            *("LY-20230610-073", "2023-06-10 08:30", "表扬", "感谢云龙小学的课后服务"),
            *("老师辅导作业很耐心，给我们双职工解决了大问题。", "课后服务", "", "", "周女士", ""),
        ),
    ),
)
REPLY = "县人民医院每周六、周日派一名儿科医生到三个中心卫生院坐诊，六月二十四日起实行，排班表贴在各院大厅。"


class Outside(Teller):
    """Goes on with tickets that were brought in from outside."""

    def open(self, story: Story, turn: Turn) -> Case:
        case = Case.objects.get(outside_number=turn.answers["outside_number"])
        self.known[id(story)] = case.pk
        return case


def _found(on: tuple[int, int], number: str) -> Turn:
    return Turn((*on, 10), DESK, "open", {"outside_number": number})


STORIES = (
    Story(
        "request",
        (
            _found((6, 13), "LY-20230609-118"),
            *worked("县卫健局", (6, 13), (6, 19), REPLY),
            Turn((6, 20, 9), DESK, "call_back", HAPPY),
        ),
    ),
    Story(
        "request",
        (
            _found((6, 13), "LY-20230610-073"),
            Turn((6, 13, 11), DESK, "answer_now", {"reply": "感谢来信，已转告学校和老师。"}),
        ),
    ),
    Story(
        "request",
        (
            _found((9, 7), "RX2309060011"),
            *worked("县人社局", (9, 7), (9, 11), "带身份证到就近的人社窗口办理，按年或按季缴费都可以。"),
            Turn((9, 12, 10), DESK, "call_back", HAPPY),
        ),
    ),
    Story("request", (_found((9, 7), "RX2309060024"), *worked("县住建局", (9, 7), (9, 14), "")[:2])),
)


def moments(cast: Cast) -> Iterator[Moment]:
    """The two imports, and what was done with the tickets."""
    for channel, on, name, rows in (BOARD, HOTLINE):
        content = workbook([Sheet("工单", [Column(head) for head in HEADS], rows)])
        run = partial(_bring, cast, content, channel, name)
        yield Moment(at(date(YEAR, *on), 9), 4, f"tickets of {name}", run)
    yield from Outside(cast).moments(STORIES)


def _bring(cast: Cast, content: bytes, channel: str, name: str) -> None:
    import_tickets(content, cast.actor(DESK), channel, name)
