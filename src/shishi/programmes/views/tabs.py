"""The sides of a programme's and an item's editing pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.programmes.models import Item, Programme
from shishi.ui.frame import Tab


def tabs_of(programme: Programme, active: str, mine: bool) -> list[Tab]:
    """The programme's sides; settings and categories only for its own office."""
    sides = (
        ("lists", _("清单编制"), "programme-lists", True),
        ("matrix", _("任务分解"), "programme-matrix", True),
        ("issue", _("下达"), "programme-issue", True),
        ("adjustments", _("调整"), "programme-adjustments", True),
        ("documents", _("方案文件"), "programme-documents", True),
        ("import", _("导入导出"), "programme-import", True),
        ("categories", _("类别"), "programme-categories", mine),
        ("settings", _("设置"), "programme-settings", mine),
    )
    return [
        Tab(label, reverse(route, args=[programme.pk]), active == code) for code, label, route, shown in sides if shown
    ]


def item_tabs(item: Item, active: str, mine: bool) -> list[Tab]:
    """The item's sides; what only the office edits is shown to the office."""
    sides = (
        ("edit", _("基本信息"), "item-edit", mine),
        ("indicators", _("考核指标"), "item-indicators", mine),
        ("allocations", _("任务分解"), "item-allocations", mine),
        ("tasks", _("任务节点"), "item-tasks", True),
        ("sites", _("点位"), "item-sites", True),
        ("practices", _("好做法"), "item-practices", True),
    )
    return [Tab(label, reverse(route, args=[item.pk]), active == code) for code, label, route, shown in sides if shown]
