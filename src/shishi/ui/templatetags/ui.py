"""The components of a page. `docs/ui.md` shows each with an example."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext as _

from shishi.ui import charts, drawing, fields, figures, icons, life, marks, points
from shishi.ui.frame import Frame, NavEntry, Tab
from shishi.ui.html import attr, esc, joined
from shishi.ui.tables import Table

register = template.Library()
type Number = Decimal | int | None

LOOKS = frozenset({"large"})


@register.simple_tag(takes_context=True)
def look(context: template.Context) -> str:
    """Classes for <html>: `large` when the reader asked for large text."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get("look", "") if request else ""
    return chosen if chosen in LOOKS else ""


@register.simple_tag(takes_context=True)
def frame(context: template.Context) -> Frame:
    """What the top bar shows; an empty frame where no middleware put one on the request."""
    return getattr(context.get("request"), "frame", None) or Frame()


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> str:
    """The left navigation out of `request.nav`."""
    entries: Iterable[NavEntry] = getattr(context.get("request"), "nav", None) or ()
    items = [
        f'<li><a href="{esc(e[2])}"{attr("aria-current", "page" if e[3] else "")} data-key="{esc(e[0])}">'
        f"{icons.icon(e[0])}<span>{esc(e[1])}</span></a></li>"
        for e in entries
    ]
    if not items:
        return ""
    return joined((f'<nav class="side" aria-label="{esc(_("主导航"))}"><ul>', *items, "</ul></nav>"))


@register.simple_tag
def breadcrumb(*pairs: str) -> str:
    """`{% breadcrumb "清单" "/lists/" "2023 年" "" %}`: label, address, label, address; an empty address is no link."""
    steps = zip(pairs[::2], pairs[1::2], strict=True)
    items = [
        f'<li><a href="{esc(url)}">{esc(label)}</a></li>' if url else f"<li>{esc(label)}</li>" for label, url in steps
    ]
    return joined((f'<nav aria-label="{esc(_("所在位置"))}"><ol class="crumbs">', *items, "</ol></nav>"))


@register.simple_tag
def tabs(entries: Iterable[Tab], label: str = "") -> str:
    """The sides of a thing; each is an address of its own."""
    items = []
    for entry in entries:
        count = f'<span class="badge">{entry.n}</span>' if entry.n is not None else ""
        current = attr("aria-current", "page" if entry.active else "")
        items.append(f'<li><a href="{esc(entry.url)}"{current}>{esc(entry.label)}{count}</a></li>')
    return joined((f'<nav aria-label="{esc(label or _("本页分栏"))}"><ul class="tabs">', *items, "</ul></nav>"))


@register.simple_tag
def icon(name: str) -> str:
    """A line icon; the word stands beside it."""
    return icons.icon(name)


@register.simple_tag
def light(status: str, was_behind: bool = False, sum: str = "") -> str:
    """The light of a status code; `sum` opens at a click and says how it came about."""
    return marks.light(status, was_behind=was_behind, sum_behind=sum)


@register.simple_tag
def chip(label: object, tone: str = "") -> str:
    """A state in a word."""
    return marks.chip(label, tone)


@register.simple_tag
def figure(value: object, unit: str = "", kind: str = "typed", href: str = "", scale: int | None = None) -> str:
    """A typed or computed figure with its unit; a computed one leads to where it comes from."""
    return marks.figure(value, unit, computed=kind == "computed", href=href, scale=scale)


@register.simple_tag
def quantity(value: Number, unit: str = "", scale: int | None = None) -> str:
    """A figure with its unit."""
    return marks.figure(value, unit, scale=scale)


@register.simple_tag
def money(amount_yuan: Number, scale: int = 2) -> str:
    """Yuan shown in 万元."""
    return marks.figure(None if amount_yuan is None else figures.wan(amount_yuan, scale), _("万元"))


@register.simple_tag
def percent(value: Number, scale: int = 1) -> str:
    """Per cent; `None` is a dash."""
    return joined((f'<span class="fig">{figures.percent(value, scale)}</span>',))


@register.simple_tag
def pp(value: Number, scale: int = 1) -> str:
    """A difference of rates in percentage points, with its sign."""
    tone = "" if not value else " fig-up" if value > 0 else " fig-down"
    return joined((f'<span class="fig{tone}">{esc(figures.points(value, scale))}</span>',))


@register.simple_tag
def days_left(days: int | None) -> str:
    """How many workdays are left, or late."""
    return marks.due(days)


@register.simple_tag
def spark(values: Sequence[Number], plan: Sequence[Number] = (), label: str = "") -> str:
    """A small line of values."""
    return marks.spark(values, plan, label)


@register.simple_tag
def data_table(table: Table) -> str:
    """A whole table."""
    return drawing.draw(table)


@register.simple_tag
def form_field(field: BoundField, **attrs: Any) -> str:
    """Label, widget, help and error of one field; further arguments become attributes (`data_cell` is `data-cell`)."""
    return fields.field(field, {name.replace("_", "-"): value for name, value in attrs.items()})


@register.simple_tag
def form_errors(form: Any) -> str:
    """What is wrong with the form as a whole, and how many fields are to be mended."""
    return fields.errors(form)


@register.simple_tag
def timeline(moments: Iterable[life.Moment], label: str = "") -> str:
    """What happened, latest first."""
    return life.line(moments, label)


@register.simple_tag
def chart(element_id: str, data: charts.Chart, label: str, tall: bool = False) -> str:
    """A chart with its table behind it; the page also needs `{% chart_scripts %}`."""
    return charts.draw(element_id, data, label, tall=tall)


@register.simple_tag
def points_map(element_id: str, data: points.PointMap, label: str) -> str:
    """Points on a map with a list of them behind it; the page also needs `{% points_files %}`."""
    return points.draw(element_id, data, label)


@register.simple_tag
def points_files() -> str:
    """What points need, once a page, in the block `head`."""
    sheet = f'<link rel="stylesheet" href="{esc(static("build/points.css"))}">'
    files = (static("build/points.js"), static("ui/points.js"))
    return joined((sheet, *(f'<script src="{esc(file)}" defer></script>' for file in files)))


@register.simple_tag
def chart_scripts() -> str:
    """The two files charts need, once a page, in the block `scripts`."""
    files = (static("build/charts.js"), static("ui/chart.js"))
    return joined(f'<script src="{esc(file)}" defer></script>' for file in files)
