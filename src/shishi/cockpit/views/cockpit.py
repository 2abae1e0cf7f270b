"""The cockpit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shishi.cases.queries.lists import kind_label
from shishi.cockpit.queries.boundaries import Drawn, drawn
from shishi.cockpit.queries.cockpit import Cockpit, Loop, Shown, cockpit
from shishi.cockpit.views.addresses import address_of, trace_url
from shishi.cockpit.views.choosing import month_asked
from shishi.cockpit.views.heat import heat_table
from shishi.cockpit.views.itemparts import plan_and_actual
from shishi.lib import clock
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.models import Region
from shishi.programmes.actions.boundary import KEEPERS
from shishi.programmes.models import Programme
from shishi.reports.queries.measures import thresholds_of
from shishi.reports.queries.rows import Row
from shishi.rules.authority import LEADERS, OFFICE, UNIT
from shishi.rules.lights import status_by_deviation
from shishi.ui.charts import Area, AreaMap, Bars, Series

READERS = OFFICE | LEADERS | UNIT
TENTH = Decimal("0.1")
WALLS = {"light": "wall", "dark": "wall wall-dark"}


@dataclass(frozen=True, slots=True)
class LoopLine:
    """An open loop with the words for what waits, who has to move, and the page where it moves."""

    loop: Loop
    what: str
    owner: str
    href: str


@officials_only(roles=READERS, reveals="the programme's counts; items, difficulties and open matters within reach")
@require_GET
def show(request: OfficialRequest, pk: int | None = None) -> HttpResponse:
    """Where are we, who is slow, why, who solves it; with `?wall=` for the big screen."""
    programme = _programme(request, pk)
    if programme is None:
        return render(request, "cockpit/no_cockpit.html", {})
    found = cockpit(programme, month_asked(request.GET.get("month", "")), request.actor, clock.today())
    wall = request.GET.get("wall", "")
    context: dict[str, object] = {
        "programme": programme,
        "board": found,
        "month": found.month,
        "wall": wall if wall in WALLS else "",
        "html_class": WALLS.get(wall, ""),
        "kept": [("wall", wall)] if wall in WALLS else [],
    }
    if found.page is not None:
        context |= _parts(programme, found, found.page, may_draw=request.actor.is_any(KEEPERS))
    return render(request, "cockpit/cockpit.html", context)


def _programme(request: OfficialRequest, pk: int | None) -> Programme | None:
    """The programme in the address (404 out of reach), or the one chosen in this session, or the newest."""
    reached = Programme.objects.visible_to(request.actor).running_first().select_related("region", "office")
    if pk is not None:
        return get_object_or_404(reached, pk=pk)
    chosen = request.session.get("programme")
    known = list(reached[:30])
    return next((p for p in known if p.pk == chosen), known[0] if known else None)


def _parts(programme: Programme, found: Shown, page: Cockpit, *, may_draw: bool) -> dict[str, object]:
    return {
        "page": page,
        "curve": plan_and_actual(page.curve),
        "heat": heat_table(programme.pk, page.heat, _("各项目逐月亮灯"), found.month),
        "area_map": _map(programme, page, drawn(programme)),
        "towns": _towns(programme, page),
        "loops": [_loop_line(loop) for loop in page.loops],
        "boundaries_url": address_of("boundaries", programme.pk) if may_draw else "",
        "units_url": address_of("units", programme.pk),
    }


def _map(programme: Programme, page: Cockpit, own: Drawn | None) -> AreaMap | None:
    """The office's own areas; else counties of a city or cities of a province; a county stands alone in its city."""
    code = programme.region.code.rstrip("0")
    rows = {row.label: row for row, _code in page.regions}
    if own is not None:
        named = tuple(_area(programme, page, key, name, rows.get(name)) for key, name in own.areas)
        return AreaMap(code[:4], named, "%", reverse("boundary", args=[own.id]))
    below = tuple(_area(programme, page, key[:6], row.label, row) for row, key in page.regions if key)
    if below:
        return AreaMap(code[:4], below, "%")
    if programme.region.level == Region.Level.COUNTY:
        href = trace_url(programme.pk, "programme", programme.pk, page.head.month, "rate")
        light = _light_of(programme, page.head.deviation_pp)
        alone = Area(programme.region.code[:6], programme.region.name, _one(page.head.mean), light, href)
        return AreaMap(code[:4], (alone,), "%")
    return None


def _area(programme: Programme, page: Cockpit, code: str, name: str, row: Row | None) -> Area:
    """One area; without a standing of its name it stays blank."""
    if row is None:
        return Area(code, name, None)
    href = trace_url(programme.pk, "region", row.subject, page.head.month, "rate")
    return Area(code, name, _one(row.rate_capped), _light_of(programme, row.deviation_pp), href)


def _light_of(programme: Programme, gap_pp: Decimal | None) -> str:
    """How the mean stands against the plan; a group's own light is that of its worst item, and would always be red."""
    return "" if gap_pp is None else status_by_deviation(gap_pp, thresholds_of(programme))


def _towns(programme: Programme, page: Cockpit) -> Bars | None:
    """The townships by progress, where targets are split to them; the slowest at the top."""
    own = str(programme.region_id)
    below = [r for r, code in page.regions if not code and r.subject != own and r.rate_capped is not None]
    rows = sorted(below, key=lambda r: r.rate_capped or 0)
    if not rows:
        return None
    return Bars(
        tuple(r.label for r in rows),
        (Series(_("完成率"), tuple(_one(r.rate_capped) for r in rows)),),
        "%",
        tuple(_light_of(programme, r.deviation_pp) for r in rows),
        tuple(trace_url(programme.pk, "region", r.subject, page.head.month, "rate") for r in rows),
    )


def _one(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(TENTH)


def _loop_line(loop: Loop) -> LoopLine:
    thing = loop.thing
    words = {
        "returned": (_("月报被退回未重报"), thing.who, "return"),
        "case": (_("%(kind)s超期") % {"kind": kind_label(thing.text)}, thing.who, "case"),
        "missing": (_("月报到期未报"), thing.who, "return"),
        "correction": (_("数据更正待审批"), _("专班办主任"), "return"),
        "asked": (_("调整申请待审核"), _("专班办"), "adjustment"),
        "reviewed": (_("调整申请待批准"), _("召集人"), "adjustment"),
        "urge": (_("已催报"), thing.who, ""),
        "overdue": (_("已过时限未达标"), _("责任单位"), "item"),
    }
    what, owner, route = words[thing.what]
    return LoopLine(loop, what, owner, address_of(route, thing.pk))
