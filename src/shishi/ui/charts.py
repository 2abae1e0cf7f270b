"""Charts as plain values; the page draws them, and a table of the same values stands behind each."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.templatetags.static import static
from django.utils.html import json_script
from django.utils.translation import gettext as _

from shishi.ui import figures, marks
from shishi.ui.html import attr, esc, joined

type Values = tuple[Decimal | int | None, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of bars; `kind` is done, plan (dashed, grey) or forecast (dotted)."""

    name: str
    values: Values
    kind: str = "done"


@dataclass(frozen=True, slots=True)
class Curve:
    """Lines over months: plan against accepted, with the forecast."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, first at the top; `lights` colours them, `hrefs` leads from a bar to what stands behind it."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    lights: tuple[str, ...] = ()
    hrefs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """One field of a heat map: the light of a row in a column, both counted from zero."""

    column: int
    row: int
    light: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Lights of rows over columns, items over months for instance."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """One region on a map, by its six-digit code."""

    code: str
    name: str
    value: Decimal | int | None
    light: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A map of areas.

    boundaries   `cn` for provinces, `43` for the cities of a province, `4303` for the counties of a city,
                 `43-counties` for all counties of a province
    outline      the address of an office's own boundaries, which are drawn instead
    """

    boundaries: str
    areas: tuple[Area, ...]
    unit: str = ""
    outline: str = ""


type Chart = Curve | Bars | HeatMap | AreaMap
KINDS: dict[type, str] = {Curve: "curve", Bars: "bars", HeatMap: "heatmap", AreaMap: "map"}


def draw(element_id: str, data: Chart, label: str, *, tall: bool = False) -> str:
    """The element, its values as JSON and its table. Without JavaScript the table alone is there, and open to read."""
    values = asdict(data) | {"tones": _tones(data)}
    outline = _outline(data) if isinstance(data, AreaMap) else ""
    opening = (
        f'<shishi-chart kind="{KINDS[type(data)]}" data-src-id="{esc(element_id)}-values" id="{esc(element_id)}"'
        f'{attr("data-outline", outline)}{attr("class", "chart-tall" if tall else "")} aria-label="{esc(label)}">'
    )
    table = f'<table class="grid"><caption class="visually-hidden">{esc(label)}</caption>{_table(data)}</table>'
    return joined(
        (
            opening,
            json_script(values, f"{element_id}-values"),
            f'<details class="chart-table"><summary>{esc(_("数据表"))}</summary>{table}</details></shishi-chart>',
        )
    )


def _outline(data: AreaMap) -> str:
    return data.outline or static(f"build/geo/{data.boundaries}.json")


def _tones(data: Chart) -> list[str]:
    lights: Iterable[str] = ()
    if isinstance(data, Bars):
        lights = data.lights
    elif isinstance(data, HeatMap):
        lights = (spot.light for spot in data.spots)
    elif isinstance(data, AreaMap):
        lights = (area.light for area in data.areas)
    return [str(marks.LIGHTS[light][0]) if light else "" for light in lights]


def _table(data: Chart) -> str:
    if isinstance(data, Curve | Bars):
        columns = [s.name + (f"（{data.unit}）" if data.unit else "") for s in data.series]
        rows = [[figures.number(s.values[at]) for s in data.series] for at in range(len(data.categories))]
        hrefs = data.hrefs if isinstance(data, Bars) else ()
        return _grid("", columns, data.categories, rows, hrefs)
    if isinstance(data, HeatMap):
        words = {(s.row, s.column): marks.light(s.light) for s in data.spots}
        cells = [[words.get((r, c), figures.NONE) for c in range(len(data.columns))] for r in range(len(data.rows))]
        return _grid("", data.columns, data.rows, cells)
    names = [area.name for area in data.areas]
    shown = [[figures.number(a.value), marks.light(a.light) if a.light else ""] for a in data.areas]
    return _grid(_("地区"), [data.unit or _("数值"), _("亮灯")], names, shown, [a.href for a in data.areas])


def _grid(
    corner: str, columns: Sequence[str], names: Sequence[str], rows: Sequence[Sequence[str]], hrefs: Sequence[str] = ()
) -> str:
    first = f'<th scope="col">{esc(corner)}</th>' if corner else "<td></td>"
    head = first + "".join(f'<th scope="col" class="n">{esc(column)}</th>' for column in columns)
    body = []
    for at, (name, cells) in enumerate(zip(names, rows, strict=True)):
        href = hrefs[at] if hrefs else ""
        title = f'<a href="{esc(href)}">{esc(name)}</a>' if href else esc(name)
        body.append(
            f'<tr><th scope="row">{title}</th>{"".join(f'<td class="n">{esc(cell)}</td>' for cell in cells)}</tr>'
        )
    return f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"
