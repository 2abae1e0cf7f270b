"""The year's meetings: planned and announced three days before, held, and for some of them decisions followed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial

from shishi.cases.actions.steps import take_step as take
from shishi.cases.models import Case
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import at
from shishi.demo.files import FileRow, rows
from shishi.jobs.worker import run_one
from shishi.meetings.actions import agenda, holding, planning, steps
from shishi.meetings.actions.holding import Came
from shishi.meetings.actions.planning import Plan
from shishi.meetings.models import Meeting
from shishi.orgs.models import Org
from shishi.programmes.models import Item, Programme
from shishi.rules.authority import Role

BEFORE, AFTER = timedelta(days=3), timedelta(days=1)
KINDS = {"启动": "other", "部署": "other", "推广": "promotion", "推进": "promotion", "调度": "dispatch"}
MINUTES = (
    "会议听取了各责任单位关于项目进展、存在困难和下步打算的汇报，逐项研究了滞后项目和提请协调的事项。\n"
    "会议要求，各责任单位对照年度目标倒排工期，专班办公室按月核实、按月通报。"
)
# By the meeting's day: what was decided, who does it, until when, and how far it came (date done, or none).
DECISIONS: dict[date, tuple[tuple[str, str, date, date | None], ...]] = {
    date(2023, 5, 16): (
        ("县住建局会同供电、燃气单位，明确老旧小区管线迁改的时间。", "县住建局", date(2023, 6, 15), date(2023, 6, 9)),
    ),
    date(2023, 8, 15): (
        ("县民政局逐个核实农村老年助餐点选址，未落实的一周内提出调整意见。", "县民政局", date(2023, 9, 8), None),
        ("县教育局牵头，商县自然资源局办结公办园学位扩充项目用地手续。", "县教育局", date(2023, 9, 28), None),
    ),
    date(2023, 11, 15): (
        ("各责任单位按验收标准整理台账，县住建局先行。", "县住建局", date(2023, 12, 8), date(2023, 12, 6)),
    ),
}  # fmt: skip


def set_papers() -> None:
    """Let the worker set what was sent for issue, before the clock moves on and gives it up as stuck."""
    while run_one("demo"):
        pass


class Meetings:
    """The meetings of the register, each as a few moments."""

    def __init__(self, cast: Cast, programme: Programme) -> None:
        self.cast, self.programme = cast, programme

    def moments(self) -> Iterator[Moment]:
        """Everything about meetings, in no order."""
        for row in rows("registers.csv"):
            if row["kind"] != "meeting":
                continue
            on = date.fromisoformat(row["date"])
            announced = max(on - BEFORE, date(on.year, 1, 5))
            yield Moment(at(announced, 15, 30), 3, f"announce {on}", partial(self.announce, row, on))
            yield Moment(at(on, 17, 20), 3, f"hold {on}", partial(self.hold, on))
            for n, (_text, _unit, _due, done) in enumerate(DECISIONS.get(on, ())):
                yield Moment(at(on + AFTER, 14), 3 + n, "acknowledge", partial(self.acknowledge, on, n))
                if done:
                    yield Moment(at(done, 16, 10), 3 + n, "carry out", partial(self.carry_out, on, n))

    def announce(self, row: FileRow, on: date) -> None:
        clerk, title = self.cast.holder(Role.OFFICE_STAFF), row["title"]
        units = Item.objects.filter(programme=self.programme).values("unit")
        plan = Plan(
            kind=next((kind for word, kind in KINDS.items() if word in title), "dispatch"),
            title=title,
            on=on,
            time=time(15),
            place="县政府三楼会议室",
            chair=self.cast.accounts["hezy"].person,
            orgs=tuple(Org.objects.filter(pk__in=units)),
        )
        made = planning.plan(self.programme, plan, clerk)
        built = agenda.build_agenda(made.pk, made.version, clerk)
        agenda.add_point(built.pk, "下一阶段工作安排", "由专班办公室汇报。", None, built.version, clerk)
        steps.take_step(built.pk, "notify", built.version + 1, clerk)
        set_papers()

    def hold(self, on: date) -> None:
        """Everybody came but one, who sent somebody; decisions are issued where there were any."""
        made, clerk = self._of(on), self.cast.holder(Role.OFFICE_STAFF)
        rows = list(made.attendees.all())
        came = {row.pk: Came("attended") for row in rows} | {rows[-1].pk: Came("substitute", "吴替会")}
        made = holding.keep_record(made.pk, came, MINUTES, made.version, clerk)
        made = steps.take_step(made.pk, "hold", made.version, clerk)
        decided = DECISIONS.get(on, ())
        for text, unit, due, _done in decided:
            holding.decide(made.pk, text, self.cast.orgs[unit], due, made.version, clerk)
            made.refresh_from_db()
        if decided:
            made = steps.take_step(made.pk, "issue", made.version, self.cast.holder(Role.OFFICE_ADMIN))
            steps.take_step(made.pk, "track", made.version, clerk)
            set_papers()

    def acknowledge(self, on: date, n: int) -> None:
        case = self._case(on, n)
        take(case, "acknowledge", self.cast.liaison(case.unit_id or 0), {"planned_on": DECISIONS[on][n][2]})

    def carry_out(self, on: date, n: int) -> None:
        """The unit reports, the office's head confirms, and the meeting is closed."""
        case, head = self._case(on, n), self.cast.holder(Role.OFFICE_ADMIN)
        done = {"done": f"已按会议要求办结：{DECISIONS[on][n][0][:40]}"}
        case = take(case, "report", self.cast.approver(case.unit_id or 0), done)
        take(case, "confirm", head, {"opinion": "已核实，同意办结。"})
        made = self._of(on)
        steps.take_step(made.pk, "close", made.version, head)

    def _of(self, on: date) -> Meeting:
        return Meeting.objects.get(programme=self.programme, on=on)

    def _case(self, on: date, n: int) -> Case:
        found = self._of(on).decisions.order_by("id")[n].case
        assert found is not None
        return found
