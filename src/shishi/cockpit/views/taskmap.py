"""The task map 作战图 as one table that prints on A3."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.programmes.queries.boards import MapRow, MapTask, TaskMap
from shishi.rules.periods import month_of
from shishi.ui import figures
from shishi.ui.html import esc, joined


def map_table(found: TaskMap, today: date) -> str:
    """Items down, months across: the window tinted, steps in their month, the due month with a flag."""
    now = month_of(today)
    head = "".join(
        f'<th scope="col"{" aria-current=" + chr(34) + "date" + chr(34) if month == now else ""}>'
        f"{esc(_('%(month)d月') % {'month': month.month})}</th>"
        for month in found.months
    )
    labels = (_("编号"), _("项目"), _("责任单位"), _("责任人"), _("经费（万元）"))
    lead = "".join(f'<th scope="col">{esc(label)}</th>' for label in labels)
    body = "".join(_row(row, found.months, now) for row in found.rows)
    return joined(
        (
            f'<div class="war" tabindex="0" role="region" aria-label="{esc(_("作战图"))}"><table>',
            f'<caption class="visually-hidden">{esc(_("作战图"))}</caption>',
            f"<thead><tr>{lead}{head}</tr></thead><tbody>{body}</tbody></table></div>",
        )
    )


def _row(row: MapRow, months: tuple[date, ...], now: date) -> str:
    link = f'<a href="{esc(reverse("item", args=[row.item_id]))}">{esc(row.title)}</a>'
    cells = "".join(
        _cell(row, month, steps, runs, now) for month, steps, runs in zip(months, row.cells, row.running, strict=True)
    )
    return (
        f'<tr><td>{esc(row.code)}</td><th scope="row">{link}</th><td>{esc(row.unit)}</td><td>{esc(row.owner_name)}</td>'
        f'<td class="n">{esc(figures.wan(row.funds_yuan, 0))}</td>{cells}</tr>'
    )


def _cell(row: MapRow, month: date, steps: tuple[MapTask, ...], runs: bool, now: date) -> str:
    kind = "war-past" if runs and month < now else "war-runs" if runs else ""
    due = f'<p class="war-due">{esc(_("%(day)s 完成") % {"day": f"{row.due_on.month}.{row.due_on.day}"})}</p>'
    inside = "".join(_step(step) for step in steps) + (due if month == row.due_month else "")
    return f'<td class="{kind}">{inside}</td>' if kind else f"<td>{inside}</td>"


def _step(step: MapTask) -> str:
    state, shape, word = (
        ("done", "✔", _("已完成"))
        if step.is_done
        else ("late", "■", _("逾期"))
        if step.is_late
        else ("", "◆" if step.is_milestone else "○", _("待完成"))
    )
    day = f"{step.due_on.month}.{step.due_on.day}"
    owner = f"（{step.owner_name}）" if step.owner_name else ""
    tone = f' class="war-{state}"' if state else ""
    return (
        f'<p{tone}><span aria-hidden="true">{shape}</span><span class="visually-hidden">{esc(word)}</span> '
        f"{esc(step.title)}{esc(owner)}<small> {esc(day)}</small></p>"
    )
