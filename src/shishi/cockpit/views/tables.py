"""Tables of items and units as boards show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from shishi.cockpit.queries.boards import Place, Team, UnitTable
from shishi.cockpit.queries.programme import Group
from shishi.cockpit.views.addresses import address_of, trace_url
from shishi.reports.queries.rows import Row as Standing
from shishi.reports.queries.standings import ItemLine
from shishi.rules.lights import LIGHT_MARKS, Light
from shishi.rules.ranking import PEER_LABELS
from shishi.ui import figures, marks
from shishi.ui.tables import Cell, Column, Row, Table


def item_columns() -> tuple[Column, ...]:
    return (
        Column("title", _("项目")),
        Column("light", _("灯"), "html"),
        Column("rate", _("完成率"), "html"),
        Column("expected", _("序时"), "percent"),
        Column("deviation", _("偏差"), "points"),
        Column("trend", _("走势"), "html", choice=True),
        Column("unit", _("责任单位"), choice=True),
        Column("owner", _("责任人"), choice=True),
        Column("due", _("时限"), "date", choice=True),
    )


def items_table(
    programme_id: int, month: date, groups: Iterable[Group], caption: str, empty: str, *, presses: bool = False
) -> Table:
    """Groups of items, each under a row of its own that says how many have reached their targets.

    presses  whether the reader may press a unit about a red one
    """
    rows: list[Row] = []
    for group in groups:
        rows.append(_group_row(group))
        rows += [item_row(programme_id, month, line, presses=presses) for line in group.lines]
    return Table(caption, item_columns(), tuple(rows), name="items", empty=empty)


def _group_row(group: Group) -> Row:
    facts = {"name": group.label, "n": len(group.lines), "reached": group.n_reached}
    label = _("%(name)s（%(n)d 项，达标 %(reached)d 项）") % facts
    mean = format_html('<span class="fig">{}</span>', figures.percent(group.mean))
    return Row((label, "", mean, group.expected, group.gap_pp, "", "", "", None), tone="sum")


def item_row(programme_id: int, month: date, line: ItemLine, *, presses: bool = False) -> Row:
    """One item; its rate and deviation lead to where they come from."""
    row = line.row
    figure = trace_url(programme_id, "item", line.item_id, month, "rate")
    return Row(
        (
            line.title,
            light_of(row) + (pressing(line.item_id) if presses and row.light == Light.RED else ""),
            rate_bar(row, figure),
            row.expected,
            Cell(row.deviation_pp, trace_url(programme_id, "item", line.item_id, month, "deviation"), computed=True),
            marks.spark(line.trend, label=spoken(line.trend)),
            line.unit,
            line.owner,
            row.due_on,
        ),
        key=str(line.item_id),
        href=reverse("item", args=[line.item_id]),
        tone="late" if row.light == "red" else "",
    )


def light_of(row: Standing) -> str:
    """A standing's light with the sum behind it."""
    return marks.light(row.status, was_behind=row.was_behind, sum_behind=sum_behind(row))


def sum_behind(row: Standing) -> str:
    """How the light came about, in one line; nothing where there is no rate."""
    if row.rate_capped is None and row.rate is None:
        return ""
    return _("完成率 %(rate)s，序时应达 %(expected)s，偏差 %(gap)s") % {
        "rate": figures.percent(row.rate if row.kind == "indicator" else row.rate_capped, 2),
        "expected": figures.percent(row.expected, 2),
        "gap": figures.points(row.deviation_pp, 2),
    }


def pressing(item_id: int) -> str:
    """The way to a supervision letter about a red item."""
    return format_html(' <a class="btn btn-sm" href="{}?item={}">{}</a>', reverse("letter-new"), item_id, _("督办"))


def rate_bar(row: Standing, href: str) -> str:
    """A bar of the rate with a stroke at the plan, leading to where the rate comes from."""
    bar = marks.bar(row.rate_capped, row.expected, tone=TONES.get(row.light, ""))
    return format_html('<a class="bar-link" href="{}" title="{}">{}</a>', href, _("这个数从哪来"), bar)


TONES = {"green": "green", "yellow": "yellow", "red": "red"}


def spoken(values: Iterable[Decimal | None]) -> str:
    """A trend for those who hear it."""
    return "、".join(figures.percent(v) for v in values)


def units_table(programme_id: int, month: date, found: UnitTable, *, whole: bool) -> Table:
    """Units with their place, progress and lights; a unit's reader follows only their own."""
    columns = (
        Column("unit", _("责任单位")),
        Column("rank", _("名次")),
        Column("progress", _("进度得分"), "percent", scale=2),
        Column("n", _("项目"), "number"),
        Column("reached", _("达标"), "number"),
        Column("rate", _("平均完成率"), "percent"),
        Column("deviation", _("偏差"), "points"),
        Column("lights", _("灯"), "html"),
        Column("returns", _("按时报送")),
    )
    rows = [_unit_row(programme_id, month, place, whole=whole) for place in (*found.ranked, *found.apart)]
    caption = _("单位榜：%(peers)s") % {"peers": _(PEER_LABELS[found.peers])}
    return Table(caption, columns, tuple(rows), name=f"units-{found.peers}")


def _unit_row(programme_id: int, month: date, place: Place, *, whole: bool) -> Row:
    line, row = place.line, place.line.row
    progress = None if line.progress is None else line.progress * 100
    links = whole or place.is_own
    trace = trace_url(programme_id, "unit", line.unit_id, month, "progress")
    href = f"{reverse('programme', args=[programme_id])}?unit={line.unit_id}&by=unit&month={month:%Y-%m}"
    return Row(
        (
            line.name,
            rank_words(place),
            Cell(progress, trace if links else "", computed=True),
            row.n_total,
            row.n_met,
            row.rate_capped,
            row.deviation_pp,
            light_counts(row),
            f"{row.n_on_time}/{row.n_due}",
        ),
        href=href if links else "",
        tone="sum" if place.is_own and not whole else "",
    )


def rank_words(place: Place) -> str:
    """The place as a table says it: 3, 并列第3, or why there is none."""
    if place.line.rank is None:
        return _("不参加排名")
    shown = _("并列第%(rank)d") if place.is_tied else _("第%(rank)d")
    return shown % {"rank": place.line.rank}


def light_counts(row: Standing) -> str:
    """How many items carry each light, those at zero left out."""
    counts = (
        ("blue", row.n_blue),
        ("green", row.n_green),
        ("yellow", row.n_yellow),
        ("red", row.n_red),
        ("grey", row.n_grey),
        ("hatched", row.n_hatched),
    )
    shown = format_html_join(" ", '{}<span class="fig">{}</span>', ((small_light(c), n) for c, n in counts if n))
    return format_html("<span>{}</span>", shown)


def small_light(light: str) -> str:
    """A light's shape alone, its word for those who hear it."""
    mark = LIGHT_MARKS[Light(light)]
    return format_html(
        '<span class="dot dot-{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        light,
        _(mark.word),
        mark.shape,
        _(mark.word),
    )


def members_table(found: Team) -> Table:
    """The units of the work team and who answers for them today."""
    columns = (
        Column("unit", _("单位")),
        Column("led", _("牵头"), "number", _("项")),
        Column("supported", _("配合"), "number", _("项")),
        Column("heads", _("主要负责人")),
        Column("deputies", _("分管负责人")),
        Column("liaisons", _("联络员")),
    )
    rows = [
        Row((u.unit, u.n_led, u.n_supported, "、".join(u.heads), "、".join(u.deputies), "、".join(u.liaisons)))
        for u in found.units
    ]
    return Table(_("成员单位"), columns, tuple(rows), name="members", empty=_("清单列入项目后，这里是成员单位。"))


def papers_table(programme_id: int, found: Team) -> Table:
    """The plans the programme follows; those with a file lead to it."""
    columns = (Column("title", _("名称")), Column("number", _("文号")), Column("on", _("印发日期"), "date"))
    rows = [
        Row(
            (p.title, p.number or "—", p.issued_on),
            href=address_of("plan-document", programme_id, p.id) if p.has_file else "",
        )
        for p in found.papers
    ]
    return Table(_("方案文件"), columns, tuple(rows), name="papers", empty=_("还没有登记方案文件。"))
