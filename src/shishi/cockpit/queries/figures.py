"""Where a figure comes from: any figure of any standing, and figures of a cut with the check of their digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shishi.cockpit.queries.reach import sees_whole, whole_view
from shishi.programmes.models import Item, Programme
from shishi.reports.models import Cut, Standing
from shishi.reports.queries.cuts import Figure, figure, is_intact
from shishi.reports.queries.rows import Kind, Row, rows
from shishi.reports.queries.traces import Trace, trace
from shishi.rules.authority import Actor
from shishi.rules.headline import STOPPED
from shishi.rules.rollup import progress_score

# Group rows of a whole programme, which every unit of the programme may read.
SHARED = frozenset({Kind.PROGRAMME, Kind.LIST, Kind.UNIT})


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure's name, how it is computed, and where the office laid it down (`docs/domain`)."""

    name: str | Promise
    words: str | Promise
    source: str
    kind: str = "percent"


FORMULAS: dict[str, Formula] = {
    "rate": Formula(_("完成率"), "", "rates.md"),
    "expected": Formula(
        _("序时进度"), _("序时进度 = 到月末按计划应完成的比例；按各指标自己的进度安排计算"), "schedule.md"
    ),
    "deviation": Formula(_("偏差"), _("偏差 = 完成率 − 序时进度，单位为百分点"), "rates.md", "points"),
    "light": Formula(
        _("亮灯"),
        _("按偏差和办理情况亮灯：达标为蓝，达到序时为绿，偏慢为黄，滞后或逾期为红，未报为灰"),
        "lights.md",
        "light",
    ),
    "accepted": Formula(_("累计完成"), _("累计完成 = 专班办审核通过的最近一次累计数"), "standings.md", "number"),
    "reached": Formula(
        _("达标率"), _("达标率 = 达标项目数 ÷ 项目总数 × 100；已终止的项目不计入"), "rollup.md", "share"
    ),
    "returned": Formula(_("月报报送"), _("已报 ÷ 应报；免报、停报的项目不计入应报"), "standings.md", "returned"),
    "progress": Formula(
        _("进度得分"),
        _("进度得分 = 各项考核指标“完成率 ÷ 序时进度”（每项最高按 100% 计）按权重平均"),
        "rollup.md",
        "progress",
    ),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure opened: its formula, the row, the rows it was counted from as far as the reader reaches.

    n_hidden  rows that count as well and belong to other units
    """

    formula: Formula
    value: Decimal | None
    trace: Trace
    n_hidden: int

    @property
    def row(self) -> Row:
        return self.trace.row


def opened(programme: Programme, kind: str, subject: str, month: date, code: str, actor: Actor) -> Opened | None:
    """The figure of a subject in a month; None out of reach or where there is no such figure. At most seven queries."""
    formula = FORMULAS.get(code)
    eyes = whole_view(programme) if kind in SHARED else actor
    standings = Standing.objects.visible_to(eyes).filter(programme=programme, kind=kind, subject=subject, month=month)
    pk = standings.values_list("pk", flat=True).first()
    found = trace(pk, eyes) if pk is not None and formula is not None else None
    if found is None or formula is None:
        return None
    value = value_of(found.row, code)
    if code == "progress":
        found, value = _progress(programme, found, eyes)
    if eyes is actor or sees_whole(programme, actor):
        return Opened(formula, value, found, 0)
    mine = set(Item.objects.visible_to(actor).filter(programme=programme).values_list("pk", flat=True))
    parts = tuple(p for p in found.parts if p.item_id in mine)
    return Opened(formula, value, replace(found, parts=parts), len(found.parts) - len(parts))


def _progress(programme: Programme, found: Trace, eyes: Actor) -> tuple[Trace, Decimal | None]:
    """A unit's progress is made of its assessed indicators, stopped ones left out. One query."""
    below = rows(programme, eyes, month=found.row.month, kinds=[Kind.INDICATOR], unit_id=found.row.unit_id)
    parts = tuple(r for r in below if r.is_assessed and r.status not in STOPPED)
    score = progress_score((r.rate, r.expected, r.weight) for r in parts)
    return replace(found, parts=parts), None if score is None else score * 100


@dataclass(frozen=True, slots=True)
class CutFigure:
    """A printed figure computed again over its cut.

    is_intact  whether the cut's rows are still those that were frozen
    agrees     whether value and rows are those that were printed; None where nobody says what was printed
    """

    figure: Figure
    is_intact: bool
    agrees: bool | None


def cut_of(pk: int, actor: Actor) -> Cut | None:
    """A cut of a programme within reach. One query."""
    reached = Programme.objects.visible_to(actor).values("pk")
    return Cut.objects.filter(pk=pk, programme__in=reached).select_related("programme").first()


def cut_figure(cut: Cut, code: str, args: Mapping[str, str], printed: str) -> CutFigure:
    """A figure of a cut, run again; `printed` is the digest it was printed with. Four queries at most.

    Raises UnknownFigure for a code or subject the cut does not know.
    """
    found = figure(code, args, cut)
    return CutFigure(found, is_intact(cut), found.digest == printed if printed else None)


def value_of(row: Row, code: str) -> Decimal | None:
    """The figure the code names, in per cent, points or base units."""
    return {
        "rate": row.rate if row.kind in (Kind.INDICATOR, Kind.ALLOCATION) else row.rate_capped,
        "expected": row.expected,
        "deviation": row.deviation_pp,
        "accepted": row.accepted,
        "reached": row.rate,
    }.get(code)
