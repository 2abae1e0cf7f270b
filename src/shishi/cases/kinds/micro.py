"""微实事: a small good deed somebody needs, put out for anybody of the county to take up."""

from __future__ import annotations

from shishi.cases.kinds.base import DESK, GRASSROOTS_UNIT, RAISER, TOWNSHIP, CaseKind, Side, Type
from shishi.cases.kinds.micro_steps import LIFE
from shishi.cases.kinds.registers import DEEDS
from shishi.rules.deadlines import Limit, LimitUnit

MICRO = CaseKind(
    code="micro",
    label="微实事",
    prefix="WS",
    life=LIFE,
    opens=(GRASSROOTS_UNIT, DESK),
    holds={
        "collected": Side.TOWNSHIP,
        "reviewed": Side.TOWNSHIP,
        "published": Side.ANYBODY,
        "claimed": Side.RAISER,
        "accepted": Side.TAKER,
        "doing": Side.TAKER,
        "done": Side.RAISER,
        "confirmed": Side.RAISER,
        "rated": Side.RAISER,
    },
    limits={
        "collected": Limit(1),
        "reviewed": Limit(1),
        "published": Limit(30, LimitUnit.DAY),
        "claimed": Limit(48, LimitUnit.HOUR),
        "accepted": Limit(48, LimitUnit.HOUR),
        "done": Limit(3, LimitUnit.DAY),
        "confirmed": Limit(3, LimitUnit.DAY),
        "rated": Limit(3, LimitUnit.DAY),
    },
    whole=Limit(15, LimitUnit.DAY),
    clock_starts="claim",
    types={"goods": Type("实物"), "service": Type("服务"), "task": Type("办事")},
    fields=("title", "text", "type", "category", "n_wanted", "helped_name"),
    offers=("helped_phone", "helped_place", "region", "place", "amount"),
    met=frozenset({"collected", "reviewed", "published", "done", "confirmed", "rated"}),
    done=frozenset({"closed"}),
    coded=True,
    ledger=DEEDS,
    offered=frozenset({"published", "claimed", "accepted", "doing"}),
    lapses={
        "published": "expire",
        "claimed": "unanswered",
        "accepted": "lapse",
        "confirmed": "settle",
        "rated": "settle",
    },
    knows=(RAISER, TOWNSHIP, DESK),
    taker_knows=frozenset({"accepted", "doing", "done"}),
    asker_label="受助人",
    board="wishes",
)
