"""Drafting a bulletin from a cut, and moving a draft to a newer one."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.bulletins.actions.locking import check_editable, locked
from shishi.bulletins.chain import OFFICE, Stage
from shishi.bulletins.kinds import layout_of
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.compose import blocks_of, title_of
from shishi.bulletins.queries.desk import Desk
from shishi.bulletins.queries.figures import figure
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.models import Programme
from shishi.reports.models import Cut
from shishi.reports.queries.chips import Book, rebound
from shishi.reports.queries.cuts import frozen, is_intact
from shishi.rules.authority import HOUSE, Actor
from shishi.rules.lifecycle import Place


@transaction.atomic
def draft(programme: Programme, cut: Cut, actor: Actor, layout: str = "full") -> Bulletin:
    """Write a bulletin of the programme from a cut; words to be edited, figures as chips that are not.

    layout  a code of `kinds.LAYOUTS`. Refused while another draft of the programme is under way, for a cut of another
    programme, and for a cut whose rows have changed. About fifteen queries, whatever the size of the programme.
    """
    if not (OFFICE.admits(actor, Place(programme.region_path)) or actor == HOUSE):
        raise NotYours
    _check_cut(programme, cut)
    Programme.objects.select_for_update().get(pk=programme.pk)
    open_one = Bulletin.objects.filter(programme=programme, stage__in=UNDER_WAY).first()
    if open_one is not None:
        facts = {"stage": open_one.get_stage_display()}
        raise Refused(_("已有一期通报正在办理（%(stage)s），请先办结或作废，再生成下一期。") % facts)
    rows = frozen(cut)
    desk = Desk(programme, cut, rows, Book(rows, compute=figure))
    if not desk.items:
        raise Refused(_("这个基准日没有项目数据，不能生成通报。"))
    blocks = blocks_of(desk, layout_of(layout))
    now = clock.now()
    bulletin = Bulletin.objects.create(
        programme=programme,
        region_path=programme.region_path,
        cut=cut,
        title=title_of(desk)[:120],
        recipient=_("各县直责任单位"),
        blocks=blocks,
        figures=desk.book.kept,
        layout=layout_of(layout).code,
        drafted_at=now,
        stage_since=now,
    )
    record(
        bulletin,
        "bulletin.draft",
        actor,
        cut=cut.pk,
        on=cut.on,
        layout=bulletin.layout,
        n_figures=len(bulletin.figures),
    )
    return bulletin


UNDER_WAY = (Stage.DRAFTED, Stage.REVIEWING, Stage.REVIEWED, Stage.ISSUING)


@transaction.atomic
def rebind(pk: int, cut: Cut, version: int, actor: Actor) -> Bulletin:
    """Compute every chip of a draft again over another cut of the same programme; the words stay.

    What the words say about names and order is the clerk's to read again; the checks then run over the new figures.
    """
    bulletin = locked(pk, version)
    check_editable(bulletin, actor)
    _check_cut(bulletin.programme, cut)
    before = bulletin.figures
    bulletin.figures = rebound(before, frozen(cut), figure)
    bulletin.cut, bulletin.version = cut, bulletin.version + 1
    n = sum(before[key]["value"] != new["value"] for key, new in bulletin.figures.items())
    bulletin.save()
    record(bulletin, "bulletin.rebind", actor, cut=cut.pk, on=cut.on, n_changed=n)
    return bulletin


@transaction.atomic
def rewrite(pk: int, version: int, actor: Actor, layout: str) -> Bulletin:
    """Write a draft anew from its cut, in the same or another layout; what was edited is lost."""
    bulletin = locked(pk, version)
    check_editable(bulletin, actor)
    rows = frozen(bulletin.cut)
    desk = Desk(bulletin.programme, bulletin.cut, rows, Book(rows, compute=figure))
    bulletin.blocks = blocks_of(desk, layout_of(layout))
    bulletin.title, bulletin.figures = title_of(desk)[:120], desk.book.kept
    bulletin.layout, bulletin.version = layout_of(layout).code, bulletin.version + 1
    bulletin.save()
    record(bulletin, "bulletin.rewrite", actor, cut=bulletin.cut_id, layout=bulletin.layout)
    return bulletin


def _check_cut(programme: Programme, cut: Cut) -> None:
    if cut.programme_id != programme.pk:
        raise Refused(_("所选基准日不属于这个年度清单。"))
    if not is_intact(cut):
        raise Refused(_("该基准日的冻结数据与生成时的校验值不一致，不能用于通报。请立即报告系统管理员。"))
