"""The sides of a programme: heat map, units, task map, work team."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shishi.cockpit.queries import heat as lights
from shishi.cockpit.queries.boards import team, unit_tables
from shishi.cockpit.queries.points import points
from shishi.cockpit.queries.reach import sees_whole
from shishi.cockpit.views.choosing import board_of
from shishi.cockpit.views.heat import heat_table
from shishi.cockpit.views.itemtables import point_map
from shishi.cockpit.views.programme import base
from shishi.cockpit.views.tables import members_table, papers_table, units_table
from shishi.cockpit.views.taskmap import map_table
from shishi.lib import clock
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.queries.boards import task_map


@officials_only(reveals="lights of items within reach")
@require_GET
def heat(request: OfficialRequest, pk: int) -> HttpResponse:
    """Items × months: permanent lights, as each month was."""
    board = board_of(request, pk)
    context = base(board, "heat-map", request) | {"whole": sees_whole(board.programme, request.actor)}
    if board.month is not None:
        found = lights.heat(board.programme, board.months.until(board.month), request.actor)
        context["table"] = heat_table(pk, found, _("各项目逐月亮灯"), board.month)
    return render(request, "cockpit/heat.html", context)


@officials_only(reveals="progress and rank of every unit of the programme")
@require_GET
def units(request: OfficialRequest, pk: int) -> HttpResponse:
    """Both ends and the whole table of each group of equals, with n, ties, and those that cannot be ranked apart."""
    board = board_of(request, pk)
    context = base(board, "units", request)
    if board.month is not None:
        found = unit_tables(board.programme, board.month, request.actor)
        whole = sees_whole(board.programme, request.actor)
        tables = [units_table(board.programme.pk, board.month, group, whole=whole) for group in found]
        context |= {"groups": list(zip(found, tables, strict=True)), "is_grouped": len(found) > 1}
    return render(request, "cockpit/units.html", context)


@officials_only(reveals="tasks of items within reach")
@require_GET
def tasks(request: OfficialRequest, pk: int) -> HttpResponse:
    """作战图: months × items with steps, owners, windows and progress; one A3 sheet when printed."""
    board = board_of(request, pk)
    today = clock.today()
    found = task_map(board.programme, request.actor, today)
    context = base(board, "task-map", request) | {"n": len(found.rows), "table": map_table(found, today)}
    return render(request, "cockpit/task_map.html", context)


@officials_only(reveals="names and posts of the work team")
@require_GET
def members(request: OfficialRequest, pk: int) -> HttpResponse:
    """The work team."""
    board = board_of(request, pk)
    found = team(board.programme, clock.today())
    tables = {"units": members_table(found), "papers": papers_table(board.programme.pk, found)}
    return render(request, "cockpit/team.html", base(board, "team", request) | {"team": found} | tables)


@officials_only(reveals="sites of the programme within reach")
@require_GET
def places(request: OfficialRequest, pk: int) -> HttpResponse:
    """Townships and sites as points over the boundaries; for internal use, with the source line under the map."""
    board = board_of(request, pk)
    found = points(board.programme, board.month, request.actor)
    context = base(board, "points", request) | {"found": found, "map": point_map(board.programme, found)}
    return render(request, "cockpit/points.html", context)
