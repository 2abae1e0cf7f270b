"""What every change to an inspection begins with: the row locked, the version held, the hands asked for."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from shishi.inspections.chain import DESK
from shishi.inspections.models import Inspection
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.rules.authority import Actor


def locked(pk: int, version: int | None = None) -> Inspection:
    """The inspection, locked. Raises Overtaken when it has moved on since `version` was read."""
    row = Inspection.objects.select_for_update(of=("self",)).select_related("programme", "office").get(pk=pk)
    if version is not None and row.version != version:
        raise Overtaken(
            _("这次督查刚才已被他人办理，当前为“%(stage)s”。没有办理您的操作，请刷新页面查看后再办理。")
            % {"stage": row.get_stage_display()}
        )
    return row


def opened(pk: int, version: int, actor: Actor, stages: Collection[str]) -> Inspection:
    """The inspection, locked for the office to change. Raises NotYours, or Refused outside `stages`."""
    row = locked(pk, version)
    if not DESK.admits(actor, row.place):
        raise NotYours
    if row.stage not in stages:
        raise Refused(_("督查当前为“%(stage)s”，不能再修改。") % {"stage": row.get_stage_display()})
    return row


def save(row: Inspection) -> None:
    """Keep the inspection under its next version."""
    row.version += 1
    row.save()
