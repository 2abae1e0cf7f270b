"""Where a figure comes from."""

from __future__ import annotations

from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shishi.cockpit.queries.figures import Opened, cut_figure, cut_of, opened
from shishi.cockpit.queries.reach import sees_whole
from shishi.cockpit.views.addresses import address_of, trace_url
from shishi.cockpit.views.choosing import month_asked
from shishi.cockpit.views.tables import light_of
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.models import Programme
from shishi.reports.queries.cuts import UnknownFigure
from shishi.reports.queries.rows import Kind
from shishi.reports.queries.rows import Row as Standing
from shishi.rules.figures import DASH, quantity
from shishi.ui import figures, marks
from shishi.ui.tables import Cell, Column, Row, Table


@officials_only(reveals="a figure within reach, with the rows and people behind it")
@require_GET
def show(request: OfficialRequest, pk: int, kind: str, subject: str, month: str, code: str) -> HttpResponse:
    """Formula, inputs, rows, who reported, who approved, when."""
    programme = get_object_or_404(Programme.objects.visible_to(request.actor), pk=pk)
    when = month_asked(month)
    found = opened(programme, kind, subject, when, code, request.actor) if when else None
    if found is None:
        raise Http404
    context = {
        "programme": programme,
        "month": when,
        "found": found,
        "value": value_words(found),
        "inputs": inputs(found),
        "parts": parts_table(programme.pk, found, code),
        "sources": sources_table(found),
        "subject_url": subject_url(programme.pk, found.row),
    }
    return render(request, "cockpit/figure.html", context)


@officials_only(reveals="a figure of a cut within reach, computed again over the frozen rows")
@require_GET
def show_cut(request: OfficialRequest, pk: int, code: str) -> HttpResponse:
    """A printed figure: its rows in the cut, and whether they are still those it was printed from."""
    cut = cut_of(pk, request.actor)
    if cut is None:
        raise Http404
    args = {name: str(value) for name, value in request.GET.items() if name != "digest"}
    try:
        found = cut_figure(cut, code, args, request.GET.get("digest", ""))
    except (UnknownFigure, KeyError) as problem:
        raise Http404 from problem
    columns = (Column("label", _("对象")), Column("value", _("计入")))
    shown = found.figure.rows if sees_whole(cut.programme, request.actor) else ()
    rows = tuple(Row((r.label, DASH if r.value is None else str(r.value))) for r in shown)
    table = Table(_("由这些行算出"), columns, rows, name="rows", empty=_("明细行不在您的可见范围内，或没有一行计入。"))
    return render(request, "cockpit/cut_figure.html", {"cut": cut, "found": found, "table": table})


def value_words(found: Opened) -> str:
    """The figure as its kind is written."""
    row, kind = found.row, found.formula.kind
    if kind == "light":
        return light_of(row)
    if kind == "points":
        return figures.points(found.value, 2)
    if kind == "number":
        return quantity(found.value, row.unit_word)
    if kind == "returned":
        return f"{row.n_returned} / {row.n_due}"
    return figures.percent(found.value, 2)


def inputs(found: Opened) -> list[tuple[str, str]]:
    """What went in, as label and value; what a kind of row does not have is left out."""
    row = found.row
    unit = row.unit_word
    counts = row.kind not in (Kind.ITEM, Kind.INDICATOR, Kind.ALLOCATION)
    every = (
        (_("项目总数"), str(row.n_total) if counts else ""),
        (_("达标项目"), str(row.n_met) if counts else ""),
        (_("现行目标"), _amount(row.target, unit)),
        (_("累计完成（审核通过）"), _amount(row.accepted, unit)),
        (_("累计完成（单位上报）"), _amount(row.reported, unit)),
        (_("上级认定"), _amount(row.accepted_parent, unit)),
        (_("完成率"), figures.percent(row.rate if row.kind == Kind.INDICATOR else row.rate_capped, 2)),
        (_("序时进度"), figures.percent(row.expected, 2)),
        (_("按月均衡序时"), figures.percent(row.expected_linear, 2)),
        (_("同级平均"), figures.percent(row.peer_average, 2)),
        (_("偏差"), figures.points(row.deviation_pp, 2)),
    )
    return [(label, value) for label, value in every if value and value != DASH]


def _amount(value: Decimal | None, unit: str) -> str:
    """A figure kept in base units as it is printed, 8000000元 as 800万元; empty where there is none."""
    return "" if value is None else quantity(value, unit)


def subject_url(programme_id: int, row: Standing) -> str:
    """The page of what the figure speaks of."""
    if row.item_id is not None:
        return reverse("item", args=[row.item_id])
    if row.kind == Kind.UNIT:
        return f"{reverse('programme', args=[programme_id])}?unit={row.unit_id}&by=unit"
    return reverse("programme", args=[programme_id])


def parts_table(programme_id: int, found: Opened, code: str) -> Table:
    """The rows the figure was counted from, each leading to where its own figure comes from."""
    columns = (
        Column("label", _("名称")),
        Column("light", _("灯"), "html"),
        Column("reached", _("达标"), "html"),
        Column("rate", _("完成率"), "percent", scale=2),
        Column("expected", _("序时"), "percent", scale=2),
        Column("deviation", _("偏差"), "points", scale=2),
        Column("returned", _("已报/应报")),
    )
    down = code if code in ("rate", "deviation", "light", "expected") else "rate"
    rows = tuple(_part_row(programme_id, part, down) for part in found.trace.parts)
    return Table(_("由这些行算出"), columns, rows, name="parts", empty=_("这个数不由下级行汇总，直接取自月报。"))


def _part_row(programme_id: int, part: Standing, code: str) -> Row:
    href = trace_url(programme_id, part.kind, part.subject, part.month, code)
    rate = part.rate if part.kind == Kind.INDICATOR else part.rate_capped
    reached = marks.chip(_("达标"), "green") if part.is_reached else ""
    returned = f"{part.n_returned}/{part.n_due}" if part.kind == Kind.ITEM else ""
    return Row((part.label, light_of(part), reached, rate, part.expected, part.deviation_pp, returned), href=href)


def sources_table(found: Opened) -> Table:
    """Who reported and who approved, version by version, the latest first; each leads to the return."""
    columns = (
        Column("month", _("月报")),
        Column("indicator", _("指标")),
        Column("value", _("数值")),
        Column("reported", _("填报")),
        Column("approved", _("审核")),
        Column("at", _("通过时间"), "date"),
        Column("why", _("说明")),
    )
    rows = tuple(
        Row(
            (
                Cell(_("%(year)d年%(month)d月") % {"year": s.month.year, "month": s.month.month}),
                s.indicator,
                _with_denominator(s.value, s.denominator, s.unit) or s.text,
                s.reported_by,
                s.approved_by,
                s.at,
                _("更正（第 %(n)d 版）：%(why)s") % {"n": s.version, "why": s.reason} if s.version > 1 else s.reason,
            ),
            href=address_of("return", s.return_id),
        )
        for s in found.trace.sources
    )
    return Table(_("谁报的、谁批的"), columns, rows, name="sources", empty=_("还没有审核通过的数。"))


def _with_denominator(value: Decimal | None, denominator: Decimal | None, unit: str) -> str:
    shown = _amount(value, unit)
    return shown if value is None or denominator is None else f"{shown} / {quantity(denominator, unit)}"
