"""The tables of the editing pages, as plain values."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shishi.programmes.actions.hands import keeps
from shishi.programmes.actions.programme import PARAMETERS
from shishi.programmes.models import Item, Programme
from shishi.programmes.queries.adjustments import AdjustmentRow
from shishi.programmes.queries.below import SiteRow, sites_of, tasks_of
from shishi.programmes.queries.boards import Matrix
from shishi.programmes.queries.item import indicators_of
from shishi.programmes.queries.overview import ListNode, ProgrammeRow
from shishi.programmes.views.common import address
from shishi.rules.authority import Actor
from shishi.rules.figures import quantity
from shishi.ui.marks import chip
from shishi.ui.tables import Cell, Column, Row, Table

STAGE_TONES = {"draft": "grey", "issued": "blue", "active": "green", "suspended": "grey", "terminated": "grey"}
ASKED_TONES = {"asked": "yellow", "reviewed": "yellow", "approved": "green", "refused": "red"}
SITE_TONES = {"planned": "grey", "started": "blue", "finished": "green", "accepted": "green", "in_use": "green"}


def programmes(rows: list[ProgrammeRow]) -> Table:
    """The programmes within reach."""
    columns = (
        Column("name", _("清单")),
        Column("year", _("年度")),
        Column("region", _("地区")),
        Column("matters", _("实事（件）"), "number"),
        Column("items", _("项目（项）"), "number"),
        Column("units", _("责任单位（个）"), "number"),
        Column("stage", _("状态"), "html"),
    )
    body = tuple(
        Row(
            (
                r.name,
                str(r.year),
                r.region,
                r.n_matters,
                r.n_items,
                r.n_units,
                chip(r.stage_label, STAGE_TONES.get(r.stage, "")),
            ),
            href=address("programme", r.id, "programme-lists"),
        )
        for r in rows
    )
    return Table(_("清单"), columns, body, empty=_("这里将列出您能看到的民生实事清单。"))


def items(one: ListNode, programme_id: int, *, mine: bool) -> Table:
    """One list's items by matter; a matter without items has a line of its own."""
    columns = (
        Column("code", _("编号")),
        Column("item", _("项目（项）")),
        Column("matter", _("实事（件）")),
        Column("unit", _("责任单位")),
        Column("due", _("完成时限"), "date"),
        Column("stage", _("状态"), "html"),
    )
    body: list[Row] = []
    for matter in one.matters:
        title = Cell(matter.title, reverse("matter-edit", args=[programme_id, matter.id]) if mine else "")
        for item in matter.items:
            name = item.title if item.is_own else _("%(title)s（同时列入）") % {"title": item.title}
            href = reverse("item-edit", args=[item.id]) if mine else address("item", item.id, "item-sites")
            stage = chip(item.stage_label, STAGE_TONES.get(item.stage, ""))
            body.append(Row((item.code, Cell(name, href), title, item.unit, item.due_on, stage), href=href))
        if not matter.items:
            body.append(Row(("", _("还没有项目"), title, "", None, "")))
    return Table(one.label, columns, tuple(body), name=f"{one.level}-{one.list_kind}")


def settings_changes(programme: Programme) -> Table:
    """What was changed in the settings, when, by whom and why. One query."""
    columns = (
        Column("at", _("日期"), "date"),
        Column("who", _("修改人")),
        Column("what", _("前后数值")),
        Column("why", _("理由")),
    )
    labels = {name: str(Programme._meta.get_field(name).verbose_name) for name in PARAMETERS}  # type: ignore[union-attr]
    body = tuple(
        Row(
            (
                localtime(c.at).date(),
                c.by.name,
                "；".join(f"{labels.get(n, n)} {c.before[n]} → {c.after[n]}" for n in c.after),
                c.reason,
            )
        )
        for c in programme.settings_changes.select_related("by").order_by("-id")[:50]
    )
    return Table(_("修改记录"), columns, body, show_caption=True, empty=_("参数还没有修改过。"))


def indicators(item: Item) -> Table:
    """The item's indicators."""
    columns = (
        Column("name", _("考核指标")),
        Column("type", _("类型")),
        Column("target", _("年度目标")),
        Column("schedule", _("进度安排")),
        Column("definition", _("认定口径"), "html"),
        Column("shares", _("分解")),
    )
    body = tuple(
        Row(
            (
                i.name,
                i.type_label,
                quantity(i.target, i.unit_label) if i.target is not None else "—",
                i.schedule_label,
                chip(_("已填写"), "green") if i.definition.strip() else chip(_("未填写"), "red"),
                _("%(n)s处") % {"n": len(i.shares)} if i.shares else "—",
            ),
            href=reverse("indicator-edit", args=[i.id]),
        )
        for i in indicators_of([item.pk])[item.pk]
    )
    return Table(_("考核指标"), columns, body, empty=_("还没有考核指标。请在下方新增。"))


def tasks(item: Item) -> Table:
    """The item's steps."""
    columns = (
        Column("title", _("任务")),
        Column("owner", _("责任人")),
        Column("due", _("完成时限"), "date"),
        Column("weight", _("权重"), "number"),
        Column("funds", _("经费（万元）"), "money"),
        Column("done", _("完成日期"), "date"),
    )
    body = tuple(
        Row(
            (t.title, t.owner_name, t.due_on, t.weight if t.is_milestone else None, t.funds_yuan, t.done_on),
            href=reverse("task-edit", args=[t.id]),
        )
        for t in tasks_of(item)
    )
    return Table(
        _("任务节点"), columns, body, empty=_("还没有任务。把项目拆成有责任人、有时限的几步，作战图就有内容了。")
    )


def sites(item: Item) -> Table:
    """The item's sites, the first two hundred."""
    columns = (
        Column("name", _("点位名称")),
        Column("region", _("乡镇（街道）")),
        Column("unit", _("实施单位"), choice=True),
        Column("quantity", _("数量"), "number"),
        Column("start", _("开工"), "date"),
        Column("finish", _("完工"), "date"),
        Column("stage", _("状态"), "html"),
    )
    body = tuple(
        Row(
            (s.name, f"{s.region}{s.village}", s.unit, s.quantity, s.started_on, s.finished_on, _site_chip(s)),
            href=reverse("site-edit", args=[s.id]),
        )
        for s in sites_of(item)
    )
    return Table(
        _("点位"), columns, body, total=item.sites.count(), empty=_("还没有点位。可逐个新增，或用工作簿导入。")
    )


def _site_chip(s: SiteRow) -> str:
    return chip(s.stage_label, SITE_TONES.get(s.stage, ""))


def matrix(found: Matrix, *, mine: bool) -> Table:
    """Indicators × places with sums and what remains."""
    columns = (
        Column("item", _("项目 · 指标")),
        Column("target", _("年度目标"), "number"),
        *(Column(place.key, place.name, "number") for place in found.places),
        Column("total", _("分解合计"), "number"),
        Column("rest", _("差额"), "html"),
    )
    body = []
    for row in found.rows:
        rest = chip(_("未分解"), "grey")
        if row.is_split and row.remainder is not None:
            short = quantity(abs(row.remainder), row.unit_label)
            rest = chip(_("还差 %(n)s") % {"n": short}, "red") if row.is_short else chip(_("已闭合"), "green")
            if row.remainder < 0:
                rest = chip(_("超出 %(n)s") % {"n": short}, "green")
        name = f"{row.item} · {row.indicator}（{row.unit_label or '—'}）"
        href = reverse("item-allocations", args=[row.item_id]) if mine else ""
        cells = (row.target, *row.shares, row.total if row.is_split else None)
        shown = tuple(None if value is None else value / row.scale for value in cells)
        body.append(Row((name, *shown, rest), href=href, tone="late" if row.is_short else ""))
    return Table(_("任务分解表"), columns, tuple(body), empty=_("还没有指标。先在清单编制中录入项目和指标。"))


def adjustments(rows: Iterable[AdjustmentRow]) -> Table:
    """Changes asked for."""
    columns = (
        Column("item", _("项目")),
        Column("unit", _("责任单位")),
        Column("what", _("调整内容")),
        Column("reason", _("事由")),
        Column("asked", _("申请日期"), "date"),
        Column("stage", _("状态"), "html"),
    )
    body = tuple(
        Row(
            (
                r.item,
                r.unit,
                what_of(r),
                r.reason_label,
                localtime(r.asked_at).date(),
                chip(r.stage_label, ASKED_TONES.get(r.stage, "")),
            ),
            href=reverse("adjustment", args=[r.id]),
        )
        for r in rows
    )
    return Table(
        _("调整申请"), columns, body, empty=_("还没有调整申请。责任单位在项目页提出，经专班办审核、召集人批准后生效。")
    )


def what_of(r: AdjustmentRow) -> str:
    """What an adjustment changes, in words."""
    parts = []
    if r.new_target is not None:
        old = quantity(r.old_target, r.unit_label) if r.old_target is not None else "—"
        parts.append(f"{r.indicator} {old} → {quantity(r.new_target, r.unit_label)}")
    if r.new_due_on is not None:
        parts.append(f"{_('时限')} {r.old_due_on:%Y-%m-%d} → {r.new_due_on:%Y-%m-%d}")
    return "；".join(parts) or r.effect_label


def mine(actor: Actor, item: Item) -> bool:
    """Whether the actor keeps the item's list."""
    return keeps(actor, item.programme)


def may_write_practice(actor: Actor, item: Item) -> bool:
    """Whether the good-practice form is shown: the office, and the units of the item."""
    return mine(actor, item) or actor.serves_unit(
        item.unit_id, *item.supports.order_by("id").values_list("unit_id", flat=True)
    )
