import importlib.util
import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).parents[2]


@pytest.fixture
def boundaries():
    """The build script as a module."""
    spec = importlib.util.spec_from_file_location("boundaries", ROOT / "frontend/boundaries.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outlines(name: str) -> dict:
    return json.loads(Path(str(finders.find(f"build/geo/{name}.json"))).read_text())


def test_points_near_the_chord_go_and_corners_stay(boundaries):
    ring = [[0.0, 0.0], [1.0, 0.001], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]
    assert boundaries.simplified(ring, 0.01) == [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]


def test_an_island_too_small_to_see_goes_but_never_the_whole_area(boundaries):
    small = [[0.0, 0.0], [0.001, 0.0], [0.001, 0.001], [0.0, 0.0]]
    large = [[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 1.0]]
    both = boundaries.lines({"type": "MultiPolygon", "coordinates": [[small], [large]]}, 0.01)
    assert both["coordinates"] == [[large]]
    alone = boundaries.lines({"type": "Polygon", "coordinates": [small]}, 0.01)
    assert alone["coordinates"] == [[small]]


@pytest.mark.parametrize(("name", "n"), [("43", 14), ("43-counties", 122), ("4303", 5)])
def test_every_area_has_a_six_digit_code(name, n):
    codes = [area["properties"]["code"] for area in outlines(name)["features"]]
    assert len(codes) == n
    assert all(len(code) == 6 and code.startswith(name[:4].partition("-")[0]) for code in codes)


def test_the_country_is_whole_with_its_border_lines_and_its_source():
    country = outlines("cn")
    kinds = [area["geometry"]["type"] for area in country["features"]]
    assert (kinds.count("MultiPolygon"), kinds.count("MultiLineString")) == (34, 8)
    assert "天地图" in country["source"]
    assert country["approval"] == ""
