"""The tables of a draft: by list, by unit, and what is behind. Every number in a cell is a chip."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from shishi.bulletins.queries.desk import Desk
from shishi.documents.queries.runs import Run, text
from shishi.reports.queries.standings import UnitLine
from shishi.rules.lights import LIGHT_MARKS, Light
from shishi.rules.ranking import PEER_LABELS, Peers

type Block = dict[str, Any]
type Cells = list[list[Run]]


def table(caption: str, columns: list[tuple[str, int, str]], rows: list[Cells], **more: Any) -> Block:
    """A table block. `columns` are (heading, share of the width, how it lies); each cell of `rows` is runs."""
    return {
        "kind": "table",
        "caption": [text(caption)],
        "header": [heading for heading, _share, _align in columns],
        "columns": [{"share": share, "align": align} for _heading, share, align in columns],
        "rows": rows,
        **more,
    }


def counts(desk: Desk) -> list[Block]:
    """Matters, items and what is reached by list; the last row is the whole, and each column must add up to it."""
    rows = [_count_row(desk, row.label, list=row.list_code) for row in desk.lists]
    rows.append(_count_row(desk, _("合计")))
    columns = [
        (_("清单"), 4, "left"),
        (_("件数"), 2, "right"),
        (_("项目数"), 2, "right"),
        (_("已达标"), 2, "right"),
        (_("完成率"), 3, "right"),
    ]
    return [table(_("各清单完成情况"), columns, rows, adds_up=[1, 2, 3])]


def _count_row(desk: Desk, label: str, **args: str) -> Cells:
    many = "by_list" if args else "total"
    return [
        [text(label)],
        [desk.figure(f"matters.{many}", "n:", **args)],
        [desk.figure(f"items.{many}", "n:", **args)],
        [desk.figure("items.reached", "n:", **args)],
        [desk.figure("items.reached_rate", "percent2", **args)],
    ]


def ranking(desk: Desk) -> list[Block]:
    """Units by their progress against the plan, a table for each group of equals; those level share a rank."""
    columns = [
        (_("名次"), 2, "center"),
        (_("责任单位"), 5, "left"),
        (_("项目数"), 2, "right"),
        (_("已达标"), 2, "right"),
        (_("平均进度"), 3, "right"),
        (_("序时完成比"), 3, "right"),
    ]
    groups = [(peers, list(lines)) for peers, lines in groupby(desk.ranked, key=lambda line: line.peers)]
    return [
        table(_caption(peers, is_alone=len(groups) == 1), columns, [_rank_row(desk, line) for line in lines])
        for peers, lines in groups
    ]


def _caption(peers: Peers, *, is_alone: bool) -> str:
    if is_alone:
        return _("各责任单位完成情况（名次相同的不分先后）")
    return _("各责任单位完成情况：%(peers)s（名次相同的不分先后）") % {"peers": _(PEER_LABELS[peers])}


def _rank_row(desk: Desk, unit: UnitLine) -> Cells:
    args = {"unit": unit.unit_id}
    return [
        [text("—") if unit.rank is None else desk.figure("unit.rank", "n:", **args)],
        [text(unit.name)],
        [desk.figure("items.total", "n:", **args)],
        [desk.figure("items.reached", "n:", **args)],
        [desk.figure("unit.mean", "percent2", subject=unit.row.subject)],
        [desk.figure("unit.score", "percent2", **args)],
    ]


def laggards(desk: Desk) -> list[Block]:
    """What is behind: unit, rate, what was due, the difference in points, and what help was asked for."""
    if not desk.laggards:
        return []
    rows: list[Cells] = []
    for item in desk.laggards:
        args = {"subject": item.subject}
        rows.append(
            [
                [text(item.label)],
                [text(desk.unit_name(item))],
                [text(LIGHT_MARKS[Light(item.light)].name)],
                [desk.figure("item.rate", "percent2", **args)],
                [desk.figure("item.expected", "percent2", **args)],
                [desk.figure("item.deviation", "signed", **args)],
                [text(desk.asked(item) or _("未提出"))],
            ]
        )
    columns = [
        (_("项目"), 5, "left"),
        (_("责任单位"), 4, "left"),
        (_("亮灯"), 2, "center"),
        (_("完成率"), 3, "right"),
        (_("应达进度"), 3, "right"),
        (_("差距（百分点）"), 3, "right"),
        (_("需协调事项"), 5, "left"),
    ]
    return [table(_("进度滞后项目清单"), columns, rows, red=True)]
