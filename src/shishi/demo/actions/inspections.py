"""The year's inspections: one unannounced, a look-back, and the city's verifications in September and December."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.meetings import set_papers
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import at
from shishi.inspections.actions import planning, research, sampling, steps
from shishi.inspections.actions.planning import Plan
from shishi.inspections.actions.visiting import Judged, Seen, keep_visit
from shishi.inspections.kinds import VERIFICATION
from shishi.inspections.models import Inspection, Research
from shishi.orgs.actions.rights import approve
from shishi.orgs.models import RightsChange
from shishi.programmes.models import Programme
from shishi.rules.authority import Role

# mode, title, topic, dates, units, what was found at the first object, the conclusion and the day it was issued
INSPECTIONS = (
    (
        "unannounced", "八月“四不两直”督查", "项目现场进度", date(2023, 8, 22), date(2023, 8, 24),
        ("县民政局", "县住建局"),
        ("现场进度与月报填报不一致", "月报填报已开工，现场尚未进场施工，请核实更正并说明原因。"),
        "多数点位推进有序，个别点位填报与现场不符，已交办整改。", date(2023, 8, 28),
    ),
    (
        "look_back", "建成项目“回头看”", "建成后使用管护", date(2023, 9, 12), date(2023, 9, 22), ("县教育局",),
        ("一处功能室建成后闲置", "设备到位但未安排使用，请制定使用安排并公示开放时间。"),
        "建成项目总体使用正常，一处功能室闲置，已列入整改。", date(2023, 9, 26),
    ),
    (
        "verification", "市级三季度实地核查", "三季度进度核查", date(2023, 9, 13), date(2023, 9, 20), ("县卫健局",),
        None, "抽查点位与月报填报一致，资料齐全。", date(2023, 9, 22),
    ),
    (
        "verification", "市专班实地核查", "年度目标完成情况", date(2023, 12, 18), date(2023, 12, 22),
        ("县教育局", "县卫健局"),
        None, "核查点位与填报一致，资料齐全。", date(2023, 12, 25),
    ),
)  # fmt: skip
RESEARCH = (
    ("field_visit", date(2023, 4, 19), "蒋明漪等", 5, "花石镇农村老年助餐点", "老人反映周末不开餐，用餐登记靠手写。"),
    (
        "walk_the_process",
        date(2023, 7, 6),
        "欧阳楚宁等",
        3,
        "县政务服务大厅",
        "就业补贴申请要跑两个窗口，材料重复提交。",
    ),
)
ONE_DAY = timedelta(days=1)
OUTREACH_ON = date(2023, 9, 20)


def moments(cast: Cast, programme: Programme) -> Iterator[Moment]:
    """Everything about inspections and research visits, in no order."""
    for told in INSPECTIONS:
        _mode, title, _topic, since, until, _units, _found, _said, on = told
        yield Moment(at(since - ONE_DAY, 9, 20), 4, f"plan {title}", partial(plan, cast, programme, told))
        for n, day in enumerate((since + ONE_DAY, until)):
            yield Moment(at(day, 15, 40), 4, f"visit {title}", partial(visit, cast, told, whole=bool(n)))
        yield Moment(at(on, 10, 30), 4, f"conclude {title}", partial(conclude, cast, told))
    yield Moment(at(date(2023, 9, 13), 10), 4, "plan an outreach", partial(go_out, cast, programme))
    yield Moment(at(OUTREACH_ON, 17), 4, "outreach", partial(come_back, cast))
    for mode, on, who, n, place, found in RESEARCH:
        trip = research.Trip(mode=mode, on=on, who=who, n_people=n, place=place, found=found)
        yield Moment(at(on, 18), 4, f"research {place}", partial(go, cast, programme, trip))


def go_out(cast: Cast, programme: Programme) -> None:
    """The civil affairs bureau plans to bring its services to a village."""
    trip = research.Trip(
        mode="outreach",
        on=OUTREACH_ON,
        who="李青云等",
        n_people=3,
        place="花石镇罗家社区",
        services="高龄津贴认证、残疾人证到期换证，现场受理",
    )
    research.keep_research(programme, trip, cast.actor("liqy"))


def come_back(cast: Cast) -> None:
    """It was done: what it came to."""
    row = Research.objects.get(stage=Research.Stage.PLANNED)
    research.carry_out(
        row, "办理高龄津贴认证二十六人、换证五人，两位行动不便的老人约定上门代办。", 3, cast.actor("liqy")
    )


def plan(cast: Cast, programme: Programme, told: tuple) -> None:  # type: ignore[type-arg]
    """Planned, drawn with a seed anybody can use again, and begun; a verification by the city, its reach approved."""
    mode, title, topic, since, until, units, *_rest = told
    of_city = mode == VERIFICATION
    clerk = cast.actor("xiesz") if of_city else cast.holder(Role.OFFICE_STAFF)
    team = [cast.accounts[login].person for login in (("luhezhen",) if of_city else ("qiucj", "pengjb"))]
    wanted = Plan(
        title=title,
        topic=topic,
        mode=mode,
        since=since,
        until=until,
        units=tuple(cast.orgs[name] for name in units),
        team=tuple(team),
        by_whom="湘潭市打好重点民生保障仗工作专班办公室" if of_city else "",
    )
    made = planning.plan(programme, wanted, clerk)
    for change in RightsChange.objects.filter(state=RightsChange.State.WAITING, reason=title):
        approve(change, cast.actor("secadm"), "按核查起止日期开通，到期收回。")
    sampling.draw_sample(made.pk, "", made.version, clerk, seed=f"{since:%Y%m%d}")
    steps.take_step(made.pk, "begin", made.version + 1, clerk)
    set_papers()


def visit(cast: Cast, told: tuple, *, whole: bool) -> None:  # type: ignore[type-arg]
    """The first objects on the second day, the others on the last."""
    row = Inspection.objects.get(title=told[1])
    actor = cast.actor("luhezhen" if row.mode == VERIFICATION else "pengjb")
    waiting = list(row.visits.filter(is_done=False).order_by("-is_drawn", "id"))
    for n, one in enumerate(waiting if whole else waiting[:2]):
        finds = told[6] is not None and not whole and n == 0
        answers = {place: Judged("fail" if finds and place == 0 else "pass") for place in range(len(row.checklist))}
        findings = (told[6],) if finds else ()
        seen = Seen(answers=answers, result="已到现场查看，与台账逐项核对。", findings=findings)
        keep_visit(one.pk, seen, one.version, actor, is_done=True)


def conclude(cast: Cast, told: tuple) -> None:  # type: ignore[type-arg]
    row = Inspection.objects.get(title=told[1])
    head = cast.actor("gaosz") if row.mode == VERIFICATION else cast.holder(Role.OFFICE_ADMIN)
    steps.take_step(row.pk, "conclude", row.version, head, told[7])
    set_papers()


def go(cast: Cast, programme: Programme, trip: research.Trip) -> None:
    row = research.keep_research(programme, trip, cast.holder(Role.OFFICE_STAFF))
    if trip.mode == "walk_the_process":
        research.raise_problem(row, "就业补贴申请材料重复提交", cast.holder(Role.OFFICE_STAFF))
