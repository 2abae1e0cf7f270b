"""The programme's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shishi.cockpit.queries.programme import GROUPINGS, Choice, doubt, programme_page
from shishi.cockpit.queries.reach import sees_whole
from shishi.cockpit.views.addresses import address_of
from shishi.cockpit.views.choosing import Board, board_of
from shishi.cockpit.views.tables import items_table
from shishi.letters.queries.opening import may_open_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.authority import OFFICE
from shishi.ui.frame import Tab
from shishi.ui.tables import choose


@officials_only(reveals="the programme's counts; items within reach")
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """One programme in one month: counts that add up, items in groups."""
    board = board_of(request, pk)
    choice = choice_of(request)
    context = base(board, "programme", request) | {"choice": choice, "groupings": _groupings(choice)}
    if board.month is not None:
        page = programme_page(board.programme, board.month, request.actor, choice)
        empty = _("没有符合条件的项目。") if page.n_visible else _("这里将列出本年度的项目。")
        presses = may_open_at(request.actor, board.programme.office)
        table = items_table(pk, board.month, page.groups, _("项目进度"), empty, presses=presses)
        context |= {
            "page": page,
            "table": choose(table, request.GET),
            "doubt": doubt(board.programme, board.month),
            "whole": sees_whole(board.programme, request.actor),
        }
    return render(request, "cockpit/programme.html", context)


def base(board: Board, active: str, request: OfficialRequest) -> dict[str, object]:
    """What every page of a programme shows: its name, the month, the sides it has."""
    return {
        "board": board,
        "programme": board.programme,
        "month": board.month,
        "tabs": tabs_of(board, active),
        "edit_url": address_of("programme-lists", board.programme.pk) if request.actor.is_any(OFFICE) else "",
    }


def tabs_of(board: Board, active: str) -> tuple[Tab, ...]:
    """The sides of a programme; the month travels along."""
    query = f"?month={board.month:%Y-%m}" if board.is_past and board.month else ""
    sides = (
        ("programme", _("进度")),
        ("heat-map", _("月度灯表")),
        ("units", _("单位榜")),
        ("task-map", _("作战图")),
        ("points", _("点位地图")),
        ("programme-matrix", _("任务分解")),
        ("benchmarks", _("同级与上年")),
        ("team", _("工作专班")),
    )
    found = ((name, label, address_of(name, board.programme.pk)) for name, label in sides)
    return tuple(Tab(label, address + query, name == active) for name, label, address in found if address)


def choice_of(request: OfficialRequest) -> Choice:
    """The grouping and filters in the address; what is not known counts as not asked."""
    asked = request.GET
    by = asked.get("by", "")
    return Choice(
        by if by in GROUPINGS else "matter",
        asked.get("light", ""),
        asked.get("status", ""),
        asked.get("unit", ""),
        asked.get("list", ""),
    )


def _groupings(choice: Choice) -> tuple[tuple[str, str, bool], ...]:
    names = (_("按清单"), _("按件"), _("按类别"), _("按单位"), _("按层级"))
    return tuple((key, name, key == choice.by) for key, name in zip(GROUPINGS, names, strict=True))
