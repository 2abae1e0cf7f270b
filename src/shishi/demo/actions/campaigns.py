"""The sample county's campaigns of self-check, and a clue handed to its discipline organisation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from shishi.cases.actions.links import raise_case, transfer_clue
from shishi.cases.actions.parts import report_part
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import at
from shishi.demo.actions.stories import Story, Teller, Turn

KITCHENS = Story(
    "self_check",
    (
        Turn(
            (8, 21, 9),
            "luoxh",
            "open",
            {
                "title": "开学前校园食堂和助餐点自查自纠",
                "text": "逐处检查留样、进货台账和消毒，边查边改。",
                "type": "self_check",
                "basis": "八月调度会议定",
            },
        ),
        Turn((8, 21, 15), "luoxh", "start", {"supporting": ["县教育局", "县民政局", "县卫健局"], "due_on": (9, 20)}),
    ),
)
# Who reported on which day, how much was checked and found, and what was registered.
REPORTS = (
    ((8, 31), "zhouxw", 64, 2, ("两所学校食堂留样不足四十八小时", "一所幼儿园进货台账不全")),
    ((9, 8), "liqy", 23, 1, ("一处助餐点消毒记录缺失",)),
)
CLUE = {
    "title": "食堂设备采购疑似指定供应商",
    "text": "自查中职工反映，材料附后。",
    "type": "integrity",
}


class Campaigns:
    """What units found of themselves."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.teller = cast, Teller(cast)

    def moments(self) -> Iterator[Moment]:
        """The announcement, each unit's report, the clue."""
        yield from self.teller.moments((KITCHENS,))
        for on, who, n_checked, n_found, problems in REPORTS:
            when = at(date(2023, *on), 10, 20)
            act = partial(self.report, who, {"n_checked": n_checked, "n_found": n_found}, problems)
            yield Moment(when, 6, f"self-check of {who}", act)
        yield Moment(at(date(2023, 9, 11), 16), 6, "a clue", self.hand_over)

    def report(self, who: str, figures: dict[str, int | None], problems: tuple[str, ...]) -> None:
        """The unit's liaison registers what was found and reports."""
        case, actor = self.teller.case_of(KITCHENS), self.cast.actor(who)
        for title in problems:
            given = {"title": title, "text": "自查发现，立即整改。", "source": "self_check"}
            raise_case(case, "problem", given, actor)
        report_part(case, "逐处检查完毕，发现的问题已逐件登记。", actor, figures)

    def hand_over(self) -> None:
        """The office's head hands a clue over."""
        answers = {**CLUE, "unit": self.cast.orgs["县纪委监委"]}
        transfer_clue(self.teller.case_of(KITCHENS), answers, self.cast.actor("tanyn"))


def moments(cast: Cast) -> Iterator[Moment]:
    """The moments of the year's campaigns."""
    yield from Campaigns(cast).moments()
