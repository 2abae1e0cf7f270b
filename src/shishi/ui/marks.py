"""Marks: lights, chips, sparks, bars. A light is colour and shape and word, never colour alone."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from shishi.rules.lights import CAUGHT_UP_LABEL, LIGHT_MARKS, LIGHT_OF, STATUS_LABELS, Light
from shishi.ui import figures
from shishi.ui.html import attr, esc, joined

SHAPES = {
    "tick": '<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M4.5 8.2l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="2"/>',  # noqa: E501
    "dot": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "triangle": '<path d="M8 1.5L15.5 14.5H.5z" fill="currentColor"/>',
    "square": '<path d="M2 2h12v12H2z" fill="currentColor"/>',
    "ring": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "hatch": '<path d="M2 2h12v12H2zM2 9l7-7M2 14L14 2M7 14l7-7" fill="none" stroke="currentColor"/>',
}
# A light's word comes from the statute book; what a screen adds is the shape.
SHAPE_OF = {
    Light.BLUE: "tick",
    Light.GREEN: "dot",
    Light.YELLOW: "triangle",
    Light.RED: "square",
    Light.GREY: "ring",
    Light.HATCHED: "hatch",
}
LIGHTS: dict[str, tuple[Light, str]] = {status: (LIGHT_OF[status], word) for status, word in STATUS_LABELS.items()}
LIGHTS |= {light: (light, mark.word) for light, mark in LIGHT_MARKS.items()}
SPARK_WIDTH, SPARK_HEIGHT = 96, 24


def light(status: str, *, was_behind: bool = False, sum_behind: str = "") -> str:
    """The light of a status; `sum_behind` opens at a click. Unknown codes raise KeyError."""
    colour, word = LIGHTS[status]
    mark = f'<svg viewBox="0 0 16 16" aria-hidden="true">{SHAPES[SHAPE_OF[colour]]}</svg>{esc(_(word))}'
    mark = f'<span class="light light-{colour}">{mark}</span>'
    if was_behind:
        mark += f'<span class="was-behind">{esc(_(CAUGHT_UP_LABEL))}</span>'
    if not sum_behind:
        return joined((mark,))
    return joined(
        (f'<details class="behind"><summary>{mark}</summary><p class="behind-sum">{esc(sum_behind)}</p></details>',)
    )


def chip(label: object, tone: str = "") -> str:
    """A state in a word; the tone is one of blue, green, yellow, red, grey or nothing."""
    return joined((f'<span class="chip{f" chip-{esc(tone)}" if tone else ""}">{esc(label)}</span>',))


def figure(value: object, unit: str = "", *, computed: bool = False, href: str = "", scale: int | None = None) -> str:
    """A figure with its unit; a computed one looks different and leads to where it comes from."""
    text = (
        figures.number(value, scale)
        if isinstance(value, Decimal | int)
        else figures.NONE
        if value is None
        else str(value)
    )
    tail = f'<span class="fig-unit">{esc(unit)}</span>' if unit and value is not None else ""
    if not computed:
        return joined((f'<span class="fig">{esc(text)}{tail}</span>',))
    if not href:
        return joined((f'<span class="fig fig-computed">{esc(text)}{tail}</span>',))
    hint = _("这个数从哪来")
    return joined((f'<a class="fig fig-computed"{attr("href", href)}{attr("title", hint)}>{esc(text)}{tail}</a>',))


def due(days: int | None) -> str:
    """The days left until something is due, late ones in red and with a word, the last two marked."""
    tone = "" if days is None or days > 2 else " due-late" if days < 0 else " due-soon"
    return joined((f'<span class="due{tone}">{esc(figures.days_left(days))}</span>',))


def spark(values: Sequence[Decimal | int | None], plan: Sequence[Decimal | int | None] = (), label: str = "") -> str:
    """A line of values over equal steps, from zero upwards; gaps are left out. `plan` is the dashed line behind it."""
    known = [v for v in (*values, *plan) if v is not None]
    if not known:
        return joined((f'<span class="fig-none">{figures.NONE}</span>',))
    top = max(max(known), Decimal(1))
    line = _line(values, top)
    last = f'<circle cx="{line[-1][0]}" cy="{line[-1][1]}" r="2"/>' if line else ""
    behind = f'<polyline class="spark-plan" points="{_points(_line(plan, top))}"/>' if plan else ""
    spoken = label or "、".join(figures.number(v) for v in values)
    return joined(
        (
            f'<svg class="spark" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" role="img" aria-label="{esc(spoken)}">',
            f'{behind}<polyline points="{_points(line)}"/>{last}</svg>',
        )
    )


def bar(done: Decimal | int | None, plan: Decimal | int | None = None, *, tone: str = "", label: str = "") -> str:
    """A bar of per cent, cut at 100 while the word beside it is not; a stroke marks where the plan stands."""
    shown = label or figures.percent(done)
    stroke = f'<rect class="bar-plan" x="{_width(plan)}" y="0" width="1" height="8"/>' if plan is not None else ""
    return joined(
        (
            f'<span class="bar{f" bar-{esc(tone)}" if tone else ""}">',
            '<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">',
            '<rect class="bar-ground" width="100" height="8"/>',
            f'<rect class="bar-done" width="{_width(done)}" height="8"/>{stroke}</svg>',
            f'<span class="fig">{esc(shown)}</span></span>',
        )
    )


def _width(value: Decimal | int | None) -> str:
    return f"{min(max(value or 0, 0), 100):.1f}"


def _line(values: Sequence[Decimal | int | None], top: Decimal | int) -> list[tuple[str, str]]:
    step = Decimal(SPARK_WIDTH - 4) / max(len(values) - 1, 1)
    room = SPARK_HEIGHT - 4
    return [
        (f"{2 + step * at:.1f}", f"{2 + room - room * v / top:.1f}") for at, v in enumerate(values) if v is not None
    ]


def _points(line: list[tuple[str, str]]) -> str:
    return " ".join(f"{x},{y}" for x, y in line)
