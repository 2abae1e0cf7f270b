"""Boundaries an office brings: a GeoJSON file read into areas with code and name, or refused with a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from shishi.lib.refusal import Refused

MB = 1024 * 1024
LARGEST = 8 * MB
MOST_AREAS = 3_000
MOST_POINTS = 400_000
CODES = ("code", "adcode", "ADCODE", "CODE", "区划代码", "代码", "id")
NAMES = ("name", "NAME", "名称", "乡镇", "XZQMC")
# The land and sea of China, with room to spare; a projected file in metres lies far outside.
EAST, NORTH = (70.0, 140.0), (0.0, 56.0)
SHAPES = {"Polygon": 1, "MultiPolygon": 2}

type Outline = dict[str, Any]


def read_outline(content: bytes, source: str, approval: str = "") -> Outline:
    """The areas of a GeoJSON file as maps draw them, each with `code` and `name`.

    Refuses what is too large, no GeoJSON, no areas, without names, and coordinates that are not degrees. Whatever else
    the file says of an area is left out.
    """
    if len(content) > LARGEST:
        raise Refused(_("边界文件有 %(found)d MB，最多 %(limit)d MB，请先简化。") % _sizes(content))
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise Refused(
            _("这个文件不是 UTF-8 编码的 GeoJSON，请用地图软件导出 GeoJSON（FeatureCollection）。")
        ) from problem
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused(_("文件里没有区域（features），请导出 FeatureCollection。"))
    if len(features) > MOST_AREAS:
        raise Refused(_("文件里有 %(n)d 个区域，最多 %(limit)d 个。") % {"n": len(features), "limit": MOST_AREAS})
    areas = [_area(feature, n) for n, feature in enumerate(features, 1)]
    if sum(sum(1 for _p in _points(a["geometry"]["coordinates"])) for a in areas) > MOST_POINTS:
        raise Refused(_("边界的点太多，请先简化（最多 %(limit)d 个点）。") % {"limit": MOST_POINTS})
    return {"type": "FeatureCollection", "source": source, "approval": approval, "features": areas}


def _sizes(content: bytes) -> dict[str, int]:
    return {"found": -(-len(content) // MB), "limit": LARGEST // MB}


def _no_constant(_text: str) -> float:
    raise ValueError("NaN and Infinity are no coordinates")


def _area(feature: object, n: int) -> Outline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict) or geometry.get("type") not in SHAPES:
        raise Refused(_("第 %(n)d 个区域不是面（Polygon 或 MultiPolygon），或没有属性。") % {"n": n})
    name = _first(properties, NAMES)
    if not name:
        raise Refused(_("第 %(n)d 个区域没有名称，请在属性里写 name。") % {"n": n})
    coordinates = geometry.get("coordinates")
    _check(coordinates, SHAPES[geometry["type"]] + 1, n)
    code = _first(properties, CODES) or name
    return {
        "type": "Feature",
        "properties": {"code": code[:20], "name": name[:60]},
        "geometry": {"type": geometry["type"], "coordinates": coordinates},
    }


def _first(properties: dict[str, Any], keys: tuple[str, ...]) -> str:
    values = (properties.get(key) for key in keys)
    return next((str(v).strip() for v in values if isinstance(v, str | int) and str(v).strip()), "")


def _check(part: object, depth: int, n: int) -> None:
    """Rings of at least four points of two degrees each, `depth` lists deep."""
    if not isinstance(part, list) or not part:
        raise Refused(_("第 %(n)d 个区域的坐标不完整。") % {"n": n})
    if depth > 1:
        for inner in part:
            _check(inner, depth - 1, n)
        return
    if len(part) < 4 or not all(_is_place(point) for point in part):
        raise Refused(
            _("第 %(n)d 个区域的坐标不是中国境内的经纬度（度）。请用 CGCS2000 或 WGS84 经纬度导出，不要用投影坐标。")
            % {"n": n}
        )


def _is_place(point: object) -> bool:
    if not isinstance(point, list) or len(point) < 2:
        return False
    east, north = point[0], point[1]
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in (east, north))
    return numbers and EAST[0] <= east <= EAST[1] and NORTH[0] <= north <= NORTH[1]


def _points(part: Any) -> Iterator[Any]:
    if part and isinstance(part[0], list):
        for inner in part:
            yield from _points(inner)
    else:
        yield part
