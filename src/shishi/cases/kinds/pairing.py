"""结对帮扶: helpers bound to somebody who needs them, for as long as it is needed; visits are short notes."""

from __future__ import annotations

from shishi.cases.kinds.base import HELPING, OFFICE_HEAD, RAISER, UNIT_PEOPLE, CaseKind, Side, Type
from shishi.cases.kinds.registers import PAIRINGS
from shishi.rules.authority import RESTRICTED
from shishi.rules.deadlines import Limit, LimitUnit
from shishi.rules.lifecycle import Lifecycle, Step

LABELS = {"paired": "已结对", "active": "帮扶中", "ended": "已结束"}

LIFE = Lifecycle(
    start="paired",
    ends=frozenset({"ended"}),
    labels=LABELS,
    steps=(
        Step(
            "begin",
            ("paired",),
            "active",
            (UNIT_PEOPLE, OFFICE_HEAD),
            "开始帮扶",
            offers=("measure",),
            needs=("mode_fits",),
            stamps="assigned_at",
            paper="结对帮扶登记表",
        ),
        Step(
            "visit",
            ("active",),
            "=",
            (HELPING,),
            "记一笔",
            asks=("held_on", "diary"),
            offers=("where",),
            needs=("not_ahead",),
            counts="n_visits",
            restarts=True,
            aside=True,
        ),
        Step(
            "review",
            ("active",),
            "=",
            (HELPING, OFFICE_HEAD),
            "年度复核",
            asks=("finding",),
            offers=("measure",),
            renews=True,
        ),
        Step(
            "hand_over",
            ("active",),
            "paired",
            (OFFICE_HEAD, RAISER),
            "调整帮扶单位",
            asks=("unit", "reason"),
            aside=True,
        ),
        Step(
            "end",
            ("paired", "active"),
            "ended",
            (UNIT_PEOPLE, RAISER, OFFICE_HEAD),
            "结束帮扶",
            asks=("ending", "reason"),
            aside=True,
        ),
    ),
)

PAIRING = CaseKind(
    code="pairing",
    label="结对帮扶",
    prefix="JD",
    life=LIFE,
    opens=(UNIT_PEOPLE, OFFICE_HEAD),
    holds={"paired": Side.UNIT, "active": Side.UNIT},
    limits={"paired": Limit(5), "active": Limit(3, LimitUnit.MONTH)},
    whole=Limit(12, LimitUnit.MONTH),
    types={"one_to_one": Type("一帮一"), "many_to_one": Type("多帮一"), "one_to_many": Type("一帮多")},
    fields=("title", "type", "category", "unit", "duty_person", "helped_name"),
    offers=("supporting", "helped_phone", "helped_place", "region", "text"),
    done=frozenset({"ended"}),
    secrecy=RESTRICTED,
    parts=True,
    ledger=PAIRINGS,
    knows=(HELPING, RAISER, OFFICE_HEAD),
    asker_label="帮扶对象",
    board="pairings",
)
