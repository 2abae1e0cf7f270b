"""The way of a small good deed, from collecting to closing; the house lets go what nobody starts."""

from __future__ import annotations

from shishi.cases.kinds.base import ASKER, CLAIMANT, DESK, HOUSE, RAISER, TAKER, TOWNSHIP
from shishi.cases.kinds.shared import noted
from shishi.rules.lifecycle import Lifecycle, Step

# fmt: off
LABELS = {
    "collected": "待审核", "reviewed": "待发布", "published": "待认领", "claimed": "待确认认领", "accepted": "待开始",
    "doing": "服务中", "done": "待确认", "confirmed": "已确认", "rated": "已评价", "closed": "已办结",
    "expired": "已过期", "rejected": "不予发布", "cancelled": "已撤销",
}
# fmt: on
COLLECTORS = (RAISER, TOWNSHIP, DESK)
TAKEN = ("claimed", "accepted", "doing")
UNSTARTED = ("claimed", "accepted")

LIFE = Lifecycle(
    start="collected",
    ends=frozenset({"closed", "expired", "rejected", "cancelled"}),
    labels=LABELS,
    steps=(
        Step("review", ("collected",), "reviewed", (TOWNSHIP, DESK), "审核通过", offers=("opinion",)),
        Step(
            "publish",
            ("collected", "reviewed"),
            "published",
            (TOWNSHIP, DESK),
            "发布",
            offers=("opinion",),
            paper="微实事登记卡",
            stamps="acknowledged_at",
        ),
        Step(
            "reject",
            ("collected", "reviewed", "published"),
            "rejected",
            (TOWNSHIP, DESK),
            "不予发布",
            asks=("reason",),
            aside=True,
        ),
        Step(
            "claim",
            ("published",),
            "claimed",
            (CLAIMANT,),
            "认领",
            offers=("team",),
            paper="认领回执",
            stamps="assigned_at",
            renews=True,
            takes_up=True,
        ),
        Step(
            "join",
            TAKEN,
            "=",
            (CLAIMANT,),
            "一起认领",
            needs=("room_left", "not_taken_up"),
            aside=True,
            joins=True,
        ),
        Step("accept", ("claimed",), "accepted", COLLECTORS, "接受认领", unlike=("claim",), offers=("opinion",)),
        Step(
            "decline",
            ("claimed",),
            "published",
            COLLECTORS,
            "不接受认领",
            asks=("reason",),
            sends_back=True,
            aside=True,
            lets_go=True,
        ),
        Step("start", ("accepted",), "doing", (TAKER,), "开始服务"),
        noted("doing", by=TAKER),
        Step(
            "finish",
            ("accepted", "doing"),
            "done",
            (TAKER,),
            "已完成",
            asks=("done",),
            offers=("proof",),
            stamps="replied_at",
        ),
        Step("not_yet", ("done",), "doing", COLLECTORS, "尚未完成", asks=("reason",), sends_back=True, aside=True),
        Step(
            "confirm",
            ("done",),
            "confirmed",
            (ASKER, *COLLECTORS),
            "确认兑现",
            offers=("rating", "comment"),
            unlike=("finish",),
            stamps="called_at",
        ),
        Step("rate", ("confirmed",), "rated", (ASKER, RAISER, DESK), "评价", asks=("rating",), offers=("comment",)),
        Step("close", ("confirmed", "rated"), "closed", COLLECTORS, "办结"),
        Step("settle", ("confirmed", "rated"), "closed", (HOUSE,), "自动办结", needs=("stage_over",), aside=True),
        Step(
            "release",
            TAKEN,
            "published",
            (TAKER,),
            "放弃认领",
            asks=("reason",),
            sends_back=True,
            aside=True,
            lets_go=True,
        ),
        Step(
            "lapse",
            UNSTARTED,
            "published",
            (HOUSE,),
            "超时未开始，自动释放",
            needs=("stage_over",),
            sends_back=True,
            aside=True,
            lets_go=True,
        ),
        Step("expire", ("published",), "expired", (HOUSE,), "过期下架", needs=("stage_over",), aside=True),
        Step(
            "redispatch",
            ("published", *TAKEN),
            "accepted",
            (DESK,),
            "转派",
            asks=("unit", "reason"),
            stamps="assigned_at",
            renews=True,
            aside=True,
            lets_go=True,
        ),
        Step(
            "cancel",
            ("collected", "reviewed", "published", *TAKEN, "done"),
            "cancelled",
            (DESK,),
            "撤销",
            asks=("reason",),
            aside=True,
        ),
    ),
)
