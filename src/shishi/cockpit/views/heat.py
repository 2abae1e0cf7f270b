"""Lights of items over months as one table: a shape and a colour in every field, each leading on."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.cockpit.views.addresses import trace_url
from shishi.reports.queries.rows import Row
from shishi.reports.queries.standings import HeatMap
from shishi.rules.lights import CAUGHT_UP_LABEL, LIGHT_MARKS, Light
from shishi.ui.html import esc, joined


def heat_table(programme_id: int, heat: HeatMap, label: str, chosen: date | None = None) -> str:
    """The map as HTML; fields of months before an item stood are empty, the month chosen is marked in the head."""
    head = "".join(_month(month, chosen) for month in heat.months)
    body = "".join(
        f'<tr><th scope="row"><a href="{esc(reverse("item", args=[line.item_id]))}">{esc(line.title)}</a></th>'
        + "".join(_field(programme_id, line.title, cell) for cell in line.cells)
        + "</tr>"
        for line in heat.lines
    )
    return joined(
        (
            f'<div class="heat" tabindex="0" role="region" aria-label="{esc(label)}"><table>',
            f'<caption class="visually-hidden">{esc(label)}</caption>',
            f'<thead><tr><th scope="col">{esc(_("项目"))}</th>{head}</tr></thead>',
            f"<tbody>{body}</tbody></table></div>",
        )
    )


def _month(month: date, chosen: date | None) -> str:
    mark = ' aria-current="date"' if month == chosen else ""
    return f'<th scope="col"{mark}>{esc(_("%(month)d月") % {"month": month.month})}</th>'


def _field(programme_id: int, title: str, row: Row | None) -> str:
    if row is None:
        return "<td></td>"
    mark = LIGHT_MARKS[Light(row.light)]
    words = _("%(item)s，%(month)d月，%(status)s") % {
        "item": title,
        "month": row.month.month,
        "status": _(row.status_label) + (f"（{_(CAUGHT_UP_LABEL)}）" if row.was_behind else ""),
    }
    href = trace_url(programme_id, "item", row.item_id, row.month, "light")
    return (
        f'<td class="heat-{esc(row.light)}"><a href="{esc(href)}" title="{esc(words)}">'
        f'<span aria-hidden="true">{mark.shape}</span><span class="visually-hidden">{esc(words)}</span></a></td>'
    )
