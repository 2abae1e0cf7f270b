"""Tables of an item's places, steps and changes."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.cockpit.queries.itemsides import Changes, Places
from shishi.cockpit.queries.points import Points
from shishi.cockpit.views.addresses import address_of
from shishi.programmes.models import Item, Programme
from shishi.programmes.queries.below import SiteRow
from shishi.rules.figures import DASH, quantity
from shishi.rules.lights import Light
from shishi.ui import marks
from shishi.ui.points import Point, PointMap
from shishi.ui.tables import Column, Row, Table

SITE_LIGHTS = {
    "planned": Light.GREY,
    "started": Light.YELLOW,
    "finished": Light.GREEN,
    "accepted": Light.GREEN,
    "in_use": Light.BLUE,
    "idle": Light.RED,
    "cancelled": Light.HATCHED,
}


def sites(found: Places) -> Table:
    """The sites with their stage and days."""
    columns = (
        Column("name", _("点位")),
        Column("region", _("乡镇（街道）")),
        Column("village", _("村（社区）"), choice=True),
        Column("quantity", _("数量"), "number"),
        Column("stage", _("状态"), "html"),
        Column("planned", _("计划完工"), "date", choice=True),
        Column("started", _("开工"), "date", choice=True),
        Column("finished", _("完工"), "date"),
        Column("used", _("投用"), "date"),
        Column("people", _("受益人数"), "number", choice=True),
    )
    rows = [_site_row(s) for s in found.sites]
    return Table(
        _("点位"), columns, tuple(rows), name="sites", total=found.n_sites, empty=_("登记点位后，这里列出每一处。")
    )


def _site_row(s: SiteRow) -> Row:
    stage = marks.chip(s.stage_label, TONE_OF_STAGE.get(s.stage, ""))
    days = (s.finish_planned_on, s.started_on, s.finished_on, s.in_use_on)
    return Row((s.name, s.region, s.village, s.quantity, stage, *days, s.beneficiaries))


TONE_OF_STAGE = {"started": "yellow", "finished": "green", "accepted": "green", "in_use": "blue", "idle": "red"}


def site_map(item: Item, found: Places) -> PointMap | None:
    """The sites that have coordinates, over the counties of the city."""
    points = tuple(
        Point(s.name, s.longitude, s.latitude, SITE_LIGHTS.get(s.stage, ""), f"{s.region} · {s.stage_label}")
        for s in found.sites
        if s.longitude is not None and s.latitude is not None
    )
    return PointMap(item.programme.region.code[:4], points) if points else None


def point_map(programme: Programme, found: Points) -> PointMap | None:
    """Townships and sites of a whole programme; each site leads to its item."""
    towns = tuple(
        Point(t.name, t.east, t.north, t.row.status if t.row else "", _("%(n)d 处点位") % {"n": t.n_sites})
        for t in found.townships
    )
    spots = tuple(
        Point(
            s.name,
            s.east,
            s.north,
            SITE_LIGHTS.get(s.stage, ""),
            f"{s.item} · {s.region} · {s.stage_label}",
            reverse("item-places", args=[s.item_id]),
        )
        for s in found.spots
    )
    return PointMap(programme.region.code[:4], towns + spots) if spots else None


def tasks(found: Places, today: date) -> Table:
    """The steps with who and when."""
    columns = (
        Column("title", _("任务")),
        Column("owner", _("责任人")),
        Column("due", _("时限"), "date"),
        Column("weight", _("权重"), "number"),
        Column("funds", _("经费"), "money"),
        Column("state", _("状态"), "html"),
    )
    rows = []
    for t in found.tasks:
        late = t.done_on is None and t.due_on < today
        done = t.done_on is not None
        words = _("%(month)d月%(day)d日完成") % {"month": t.done_on.month, "day": t.done_on.day} if t.done_on else ""
        state = marks.chip(words or (_("逾期") if late else _("待完成")), "green" if done else "red" if late else "")
        rows.append(
            Row((t.title, t.owner_name, t.due_on, t.weight or None, t.funds_yuan, state), tone="late" if late else "")
        )
    return Table(_("任务"), columns, tuple(rows), name="tasks", empty=_("这个项目没有分解任务。"))


def targets(found: Changes) -> Table:
    """Every target an indicator ever had; the first promise never changes."""
    columns = (
        Column("indicator", _("考核指标")),
        Column("version", _("版本")),
        Column("target", _("目标")),
        Column("due", _("时限"), "date"),
        Column("since", _("自"), "date"),
        Column("why", _("依据")),
    )
    rows = []
    for i in found.indicators:
        for t in i.targets:
            first = t.version == 1
            name = _("首次承诺") if first else _("第 %(n)d 次调整") % {"n": t.version - 1}
            target = DASH if t.value is None else quantity(t.value, i.unit_label)
            rows.append(Row((i.name, name, target, t.due_on, t.since, " ".join(filter(None, (t.reason, t.number))))))
    return Table(_("承诺与调整"), columns, tuple(rows), name="targets", empty=_("清单下达后，首次承诺记在这里。"))


def adjustments(found: Changes) -> Table:
    """The changes asked for, each leading to its page."""
    columns = (
        Column("what", _("申请")),
        Column("indicator", _("指标")),
        Column("reason", _("事由")),
        Column("stage", _("状态"), "html"),
        Column("by", _("申请人")),
        Column("at", _("申请时间"), "date"),
    )
    rows = [
        Row(
            (a.effect_label, a.indicator or DASH, a.reason_label, marks.chip(a.stage_label), a.asked_by, a.asked_at),
            href=address_of("adjustment", a.id),
        )
        for a in found.adjustments
    ]
    return Table(_("调整"), columns, tuple(rows), name="adjustments", empty=_("这个项目没有调整过。"))
