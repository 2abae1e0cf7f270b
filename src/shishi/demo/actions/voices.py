"""What citizens of the sample county wrote in 2023, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shishi.cases.models import Case
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.stories import Story, Teller, Turn
from shishi.portal.actions import letters
from shishi.rules.authority import citizen

CITIZEN = "群众"
OFFICE = "县专班办公室"
HAPPY = {"resolved": "resolved", "rating": "5"}
SAD = {"resolved": "not_resolved", "rating": "2"}
BUREAUS: Mapping[str, tuple[str, str]] = {
    "县教育局": ("zhouxw", "chencl"),
    "县人社局": ("wangxt", "liuzt"),
    "县卫健局": ("ningkx", "wenrj"),
    "县住建局": ("hanzw", "zengjm"),
    "县交警大队": ("luhc", "longsd"),
    "县民政局": ("liqy", "huangrl"),
}
type Day = tuple[int, int]


class Voices(Teller):
    """Tells stories in which citizens write, rate and add from the portal."""

    def open(self, story: Story, turn: Turn) -> Case:
        if turn.who != CITIZEN:
            return super().open(story, turn)
        network = f"10.20.{len(self.known)}.9"
        opened = letters.send_letter(story.kind, self.answers(turn), (), self.cast.orgs[OFFICE], network, "")
        self.known[id(story)] = opened.case.pk
        return opened.case

    def act(self, story: Story, turn: Turn) -> object:
        if turn.who != CITIZEN:
            return super().act(story, turn)
        case = self.case_of(story)
        actor = citizen(case.pk)
        if turn.step == "rate":
            return letters.rate(case, turn.answers, actor, "")
        return letters.supplement(case, turn.answers["supplement"], (), actor, "")


def _letter(on: Day, title: str, text: str, phone: str = "", **more: Any) -> Turn:
    """Somebody writes to the mailbox in the evening."""
    about = {"title": title, "text": text, "channel": "mailbox"} | ({"asker_phone": phone} if phone else {})
    return Turn((*on, 8), CITIZEN, "open", about | more)


def _taken(on: Day, type_: str, topic: str, unit: str, **more: Any) -> tuple[Turn, ...]:
    """The desk takes it on and dispatches it the same morning."""
    return (
        Turn((*on, 10), "luoxh", "register", {"type": type_, "topic": topic}),
        Turn((*on, 11), "luoxh", "dispatch", {"unit": unit, **more}),
    )


def worked(unit: str, on: Day, then: Day, reply: str) -> tuple[Turn, ...]:
    """The unit signs for it, calls, and answers: one drafts, another signs."""
    liaison, head = BUREAUS[unit]
    return (
        Turn((*on, 14), liaison, "acknowledge"),
        Turn((*on, 16), liaison, "contact", {"contact": "电话联系来信人，核实时间、地点和诉求。"}),
        Turn((*then, 10), liaison, "draft", {"reply": reply}),
        Turn((*then, 15), head, "reply"),
    )


def _called(on: Day, **said: str) -> Turn:
    return Turn((*on, 9), "pengjb", "call_back", HAPPY | said)


STORIES = (
    Story(
        "request",
        (
            _letter((2, 7), "春季幼儿园什么时候报名", "想让孩子上公办园，不知道报名时间和要带什么。", type="consult"),
            Turn((2, 7, 11), "luoxh", "answer_now", {"reply": "三月一日至十日在县政务网报名，带户口簿和预防接种证。"}),
            Turn((2, 7, 20), CITIZEN, "rate", HAPPY),
        ),
    ),
    Story(
        "request",
        (
            _letter((3, 13), "社区老年食堂周末不开", "独居老人周末没处吃饭。", "13900001101", asker_name="李四"),
            *_taken((3, 13), "help", "养老助餐", "县民政局"),
            *worked("县民政局", (3, 13), (3, 17), "三月二十五日起，食堂周六周日中午供餐，已在社区公示栏张贴。"),
            _called((3, 20), rating="5"),
            Turn((3, 28, 10), "luoxh", "thank", {"thanks": True}),
        ),
    ),
    Story(
        "request",
        (
            _letter((5, 8), "一中南门路灯不亮", "晚自习放学看不清路，孩子摔过跤。", "13900001102", place="一中南门"),
            *_taken((5, 8), "help", "校门交通", "县住建局", supporting=["县教育局"]),
            *worked("县住建局", (5, 8), (5, 12), "已联系路灯管护单位，三日内修复。")[:2],
            Turn((5, 11, 10), "zhouxw", "part", {"report": "学校已在南门加派值守到二十二点。"}),
            *worked("县住建局", (5, 8), (5, 12), "已联系路灯管护单位，三日内修复。")[2:],
            Turn((5, 15, 9), "pengjb", "redo", SAD | {"reason": "来信人说灯还是不亮，请到现场看。"}),
            Turn((5, 17, 10), "hanzw", "draft", {"reply": "五月十六日夜间更换灯头两只、电缆四十米，当晚亮灯。"}),
            Turn((5, 17, 15), "zengjm", "reply"),
            _called((5, 18), rating="4"),
            Turn((5, 19, 20), CITIZEN, "rate", HAPPY),
        ),
    ),
    Story(
        "request",
        (
            _letter((6, 5), "工地夜间施工扰民", "凌晨还在打桩。", "13900001103", secret=True, place="滨江路北段"),
            *_taken((6, 5), "complain", "施工噪声", "县住建局"),
            *worked("县住建局", (6, 5), (6, 9), "已责令该工地二十二点后停工，并派员夜查三晚，未再发现。"),
            _called((6, 12), rating="3"),
        ),
    ),
    Story(
        "request",
        (
            _letter((7, 10), "对法院判决不服", "判决书说我败诉，请县里主持公道。"),
            Turn(
                (7, 11, 9),
                "luoxh",
                "decline",
                {
                    "reason": "已经法院判决，不属于信箱受理范围。",
                    "where_to": "可在判决书送达之日起十五日内向上一级法院上诉；需要法律援助，请到县公共法律服务中心。",
                },
            ),
        ),
    ),
    Story(
        "request",
        (
            _letter((8, 28), "实验小学门口放学堵车", "接送车停满两条车道，孩子在车缝里走。", "13900001104"),
            *_taken((8, 28), "help", "校门交通", "县交警大队"),
            *worked("县交警大队", (8, 28), (9, 1), "开学起放学时段派两名民警疏导，划设即停即走区。"),
            Turn((9, 4, 9), "pengjb", "try_call", {"contact": "无人接听。"}),
            Turn((9, 5, 9), "pengjb", "call_back", HAPPY),
            Turn((9, 6, 20), CITIZEN, "rate", {"resolved": "not_resolved", "rating": "1", "comment": "只管了两天。"}),
        ),
    ),
    Story(
        "request",
        (
            _letter((9, 6), "云龙小学门口没有斑马线", "老人接孩子要横穿大路。", "13900001105"),
            *_taken((9, 6), "help", "校门交通", "县交警大队"),
            *worked("县交警大队", (9, 6), (9, 12), "已现场勘查，九月二十日前施划斑马线并设警示牌。"),
            Turn((9, 13, 9), "pengjb", "try_call", {"contact": "关机。"}),
        ),
    ),
    Story(
        "request",
        (
            _letter((9, 12), "职业中专门口货车太多", "上学时段大货车不绕行。", "13900001104"),
            *_taken((9, 12), "complain", "校门交通", "县交警大队"),
            Turn((9, 13, 9), "luhc", "acknowledge"),
            Turn((9, 13, 21), CITIZEN, "supplement", {"supplement": "早上七点到七点半最多，多是渣土车。"}),
        ),
    ),
    Story(
        "request",
        (
            _letter((9, 4), "技能培训补贴还没到账", "六月培训合格，三个月没有发。", "13900001106", asker_name="王五"),
            *_taken((9, 4), "help", "就业补贴", "县人社局"),
            *worked("县人社局", (9, 4), (9, 14), "")[:2],
        ),
    ),
    Story(
        "request",
        (
            _letter((9, 11), "村卫生室常常没有人", "去了三次都锁门。", "13900001107", addressee="县卫健局"),
            *_taken((9, 11), "complain", "村卫生室", "县民政局"),
            Turn((9, 12, 9), "liqy", "return", {"reason": "村卫生室由卫健部门管理，建议改派县卫健局。"}),
            Turn((9, 12, 15), "luoxh", "dispatch", {"unit": "县卫健局"}),
            Turn((9, 13, 9), "ningkx", "acknowledge"),
        ),
    ),
    Story("request", (_letter((9, 15), "公交站牌没有时刻", "老人不会用手机查车，站牌上应写时刻。"),)),
    Story(
        "request",
        (
            Turn(
                (10, 10, 9),
                "luoxh",
                "open",
                {
                    "title": "老旧小区改造后漏水",
                    "text": "外墙刚做完保温，下雨渗水。",
                    "channel": "phone_12345",
                    "outside_number": "12345-2310100087",
                    "asker_phone": "13900001108",
                },
            ),
            *_taken((10, 10), "complain", "老旧小区改造", "县住建局"),
            *worked("县住建局", (10, 10), (10, 16), "施工单位已返工，十月十五日淋水试验合格，质保两年。"),
            _called((10, 17)),
        ),
    ),
    Story(
        "suggestion",
        (
            _letter(
                (3, 20),
                "闲置校舍改成村里的老年食堂",
                "撤并后的村小空着，老人吃饭没着落。",
                proposal="由村集体运营，县里补助设备。",
                source="masses",
            ),
            Turn((3, 21, 10), "luoxh", "register", {"source": "masses", "topic": "养老助餐"}),
            Turn((3, 22, 10), "luoxh", "screen", {"type": "daily"}),
            Turn((3, 22, 15), "luoxh", "forward", {"unit": "县民政局", "supporting": ["县教育局"]}),
            Turn((3, 23, 9), "liqy", "take"),
            Turn((4, 4, 10), "zhouxw", "part", {"report": "可用校舍三处，产权清楚。"}),
            Turn(
                (4, 6, 10),
                "liqy",
                "draft",
                {"reply": "建议可行，先在三个村试点，由镇村运营，设备由县级补助。", "opinion": "建议采纳"},
            ),
            Turn((4, 7, 10), "huangrl", "reply"),
            Turn((4, 11, 10), "luoxh", "adopted", {"opinion": "采纳，列入试点。"}),
            Turn(
                (8, 25, 10),
                "liqy",
                "convert",
                {"conversion": "measure", "result": "三个村老年食堂已开餐。"},
            ),
            Turn((8, 26, 20), CITIZEN, "rate", HAPPY),
        ),
    ),
    Story(
        "suggestion",
        (
            Turn(
                (9, 4, 9),
                "luoxh",
                "open",
                {
                    "title": "零工市场早市开放夜间等候区",
                    "text": "凌晨四点就有人等活，冬天冷。",
                    "source": "grassroots",
                    "proposal": "门厅通宵开放，配饮水机和取暖器。",
                    "channel": "visit",
                },
            ),
            Turn((9, 4, 15), "luoxh", "register"),
            Turn((9, 5, 10), "luoxh", "screen", {"type": "policy"}),
            Turn((9, 5, 15), "luoxh", "forward", {"unit": "县人社局"}),
            Turn((9, 6, 9), "wangxt", "take"),
        ),
    ),
    Story(
        "suggestion",
        (
            _letter(
                (9, 14),
                "实事清单先让群众投票排序",
                "每年定什么，想让大家先选。",
                proposal="村村通广播公布候选项目。",
                source="masses",
            ),
        ),
    ),
    Story(
        "petition",
        (
            Turn(
                (7, 3, 9),
                "luoxh",
                "open",
                {"title": "某安置区办证历史遗留问题", "outside_number": "XF-2023-0703-018", "representatives": 4},
            ),
            Turn((7, 5, 9), "luoxh", "forward", {"unit": "县住建局"}),
            Turn((7, 12, 9), "hanzw", "tell", {"held_on": (7, 12)}),
            Turn((8, 30, 15), "zengjm", "answer", {"held_on": (8, 30), "result": "已出具处理意见书，分三批办证。"}),
        ),
    ),
)


def moments(cast: Cast) -> Iterator[Moment]:
    """The moments of the year's letters, suggestions and the petition."""
    yield from Voices(cast).moments(STORIES)
