"""The office's own forms out of the records: the monthly return 月度报表 and the progress summary 进度汇总表.

Exports are recorded with the number of rows (docs/domain/quality.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.xlsx.write import Column, Sheet, Value, workbook
from shishi.reports.models import Period
from shishi.reports.queries.forms import FormRow, form_rows, summary_rows
from shishi.rules.authority import Actor
from shishi.rules.figures import round_half_up
from shishi.rules.lights import LIGHT_MARKS, STATUS_LABELS, Light, Status

YUAN_PER_WAN = Decimal(10_000)


def monthly_form(period: Period, actor: Actor) -> bytes:
    """The unit's monthly return as a workbook, of the returns within the actor's reach; recorded."""
    rows = form_rows(period, actor, clock.today())
    record(period, "return.export", actor, n_rows=len(rows))
    title = _("%(year)d年%(month)d月民生实事月度报表") % {"year": period.month.year, "month": period.month.month}
    day = timezone.localtime(clock.now()).date().isoformat()
    head = [_("填报单位：%(org)s") % {"org": actor.post.org_name if actor.post else ""}]
    head.append(_("填报人：%(name)s　填报日期：%(day)s") % {"name": actor.name, "day": day})
    columns = (
        Column(_("序号"), "whole"),
        Column(_("项目"), width=24, merged=True),
        Column(_("考核指标"), width=20),
        Column(_("单位")),
        Column(_("工作目标"), "number"),
        Column(_("已完成数"), "number"),
        Column(_("本月完成"), "number"),
        Column(_("占年任务之比"), "percent"),
        Column(_("序时进度"), "percent"),
        Column(_("偏差（百分点）"), "number"),
        Column(_("亮灯")),
        Column(_("到位资金（万元）"), "money"),
        Column(_("支付资金（万元）"), "money"),
        Column(_("责任单位"), width=16),
        Column(_("本月进展"), width=36),
        Column(_("存在困难（是否需协调）"), width=24),
        Column(_("下步措施"), width=24),
        Column(_("预计完成时间"), "day"),
        Column(_("佐证（件）"), "whole"),
        Column(_("状态")),
    )
    body = [_form_line(n, row) for n, row in enumerate(rows, 1)]
    return workbook([Sheet(_("月度报表"), columns, body, title=title, notes=head)])


def _form_line(n: int, row: FormRow) -> Sequence[Value]:
    light = LIGHT_MARKS[Light(row.light)]
    difficulty = row.difficulty + (_("（需协调）") if row.needs_coordination else "")
    return (
        n,
        row.item,
        row.indicator,
        row.unit_word,
        row.target,
        row.value,
        row.step,
        _shown(row.rate),
        _shown(row.expected),
        _shown(row.deviation_pp),
        light.name,
        row.arrived_yuan / YUAN_PER_WAN,
        row.paid_yuan / YUAN_PER_WAN,
        row.unit,
        row.progress,
        difficulty,
        row.next_step,
        row.finish_expected_on,
        row.n_evidence,
        row.stage_label,
    )


def summary(period: Period, actor: Actor) -> bytes:
    """The office's progress summary of a month out of the standings within reach, ranked by rate; recorded."""
    rows = summary_rows(period, actor)
    record(period, "period.export", actor, n_rows=len(rows))
    title = _("%(year)d年%(month)d月民生实事进度汇总表") % {"year": period.month.year, "month": period.month.month}
    columns = (
        Column(_("名次"), "whole"),
        Column(_("指标"), width=28),
        Column(_("责任单位"), width=16),
        Column(_("单位")),
        Column(_("年度目标"), "number"),
        Column(_("累计完成"), "number"),
        Column(_("完成率"), "percent"),
        Column(_("序时"), "percent"),
        Column(_("偏差（百分点）"), "number"),
        Column(_("状态")),
        Column(_("亮灯")),
    )
    body = [
        (
            row.rank,
            row.label,
            row.unit,
            row.unit_word,
            row.target,
            row.accepted,
            _shown(row.rate),
            _shown(row.expected),
            _shown(row.deviation_pp),
            _(STATUS_LABELS[Status(row.status)]) if row.status else "",
            LIGHT_MARKS[Light(row.light)].name if row.light else "",
        )
        for row in rows
    ]
    return workbook([Sheet(_("进度汇总"), columns, body, title=title)])


def _shown(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value)
