"""Points on a map, for the one page that shows sites where they stand; a table of them stands behind."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.templatetags.static import static
from django.utils.html import json_script
from django.utils.translation import gettext as _

from shishi.ui import marks
from shishi.ui.html import attr, esc, joined


@dataclass(frozen=True, slots=True)
class Point:
    """One site. Degrees east and north in CGCS2000, as the outlines are; `light` is a status or a light."""

    name: str
    east: Decimal
    north: Decimal
    light: str = ""
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class PointMap:
    """Points over the outlines of `boundaries`, named as in `charts.AreaMap`, or over an office's own `outline`."""

    boundaries: str
    points: tuple[Point, ...]
    outline: str = ""


def draw(element_id: str, data: PointMap, label: str) -> str:
    """The element, its points as JSON and a list of them, which is all there is without JavaScript."""
    tones = [str(marks.LIGHTS[point.light][0]) if point.light else "" for point in data.points]
    values = {"points": [asdict(point) for point in data.points], "tones": tones}
    opening = (
        f'<shishi-points id="{esc(element_id)}" data-src-id="{esc(element_id)}-values" aria-label="{esc(label)}"'
        f"{attr('data-outline', data.outline or static(f'build/geo/{data.boundaries}.json'))}"
        f"{attr('data-worker', static('build/points-worker.js'))}>"
    )
    rows = "".join(f"<li>{_line(point)}</li>" for point in data.points)
    return joined(
        (
            opening,
            json_script(values, f"{element_id}-values"),
            f'<details class="chart-table"><summary>{esc(_("点位清单"))}</summary>',
            f"<ul>{rows}</ul></details></shishi-points>",
        )
    )


def _line(point: Point) -> str:
    name = f'<a href="{esc(point.href)}">{esc(point.name)}</a>' if point.href else esc(point.name)
    light = f" {marks.light(point.light)}" if point.light else ""
    return f"{name}{light}{f' {esc(point.note)}' if point.note else ''}"
