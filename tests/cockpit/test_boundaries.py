"""An office's own boundaries: brought by its head, refused with a sentence, drawn on the map."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.journal.models import Entry
from shishi.lib.boundaries import read_outline
from shishi.lib.refusal import Refused
from shishi.programmes.models import Boundary
from tests.marks import shown

RING = [[112.5, 27.5], [112.6, 27.5], [112.6, 27.6], [112.5, 27.5]]


def geojson(*names, ring=RING, kind="Polygon"):
    shape = [ring] if kind == "Polygon" else [[ring]]
    features = [
        {"type": "Feature", "properties": {"name": n, "secret": "x"}, "geometry": {"type": kind, "coordinates": shape}}
        for n in names
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def send(browser, year, content, **more):
    upload = SimpleUploadedFile("towns.geojson", content)
    address = f"/cockpit/{year.programme.pk}/boundaries/"
    form = {"file": upload, "source": "县自然资源局", "approval": ""} | more
    page = browser.get(address)
    return browser.post(address, form | ({"version": page.context["mark"]} if page.status_code == 200 else {}))


def test_the_head_of_the_office_brings_boundaries_and_the_map_is_drawn_with_them(year, sign_in, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    browser = sign_in("head")
    assert send(browser, year, geojson("易水镇", "花石乡")).status_code == 302
    boundary = Boundary.objects.get()
    assert boundary.areas == [["易水镇", "易水镇"], ["花石乡", "花石乡"]]
    assert Entry.objects.get(verb="boundary.load").facts["n_areas"] == 2
    page = browser.get(f"/cockpit/{year.programme.pk}/").content.decode()
    assert f'data-outline="/boundaries/{boundary.pk}/"' in page
    drawn = browser.get(f"/boundaries/{boundary.pk}/").json()
    assert drawn["source"] == "县自然资源局"
    assert drawn["features"][0]["properties"] == {"code": "易水镇", "name": "易水镇"}
    address = f"/cockpit/{year.programme.pk}/boundaries/"
    seen = shown(browser, address)
    assert send(browser, year, geojson("花石乡")).status_code == 302
    assert browser.post(f"/boundaries/{boundary.pk}/remove/", seen).status_code == 409
    assert browser.post(f"/boundaries/{boundary.pk}/remove/", shown(browser, address)).status_code == 302
    assert not Boundary.objects.exists()


def test_boundaries_are_for_whoever_has_a_part_and_changed_by_the_head_alone(year, sign_in, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    send(sign_in("head"), year, geojson("易水镇"))
    address = f"/boundaries/{Boundary.objects.get().pk}/"
    for who, status in (("liaison", 200), ("convener", 200), ("stranger", 404), ("sysadmin", 404)):
        assert sign_in(who).get(address).status_code == status, who
    assert sign_in("clerk").post(address + "remove/").status_code == 403
    assert sign_in("stranger").post(address + "remove/").status_code == 404
    assert send(sign_in("clerk"), year, geojson("x")).status_code == 403
    assert send(sign_in("stranger"), year, geojson("x")).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not json", "不是 UTF-8 编码的 GeoJSON"),
        (b"\xff\xfe", "不是 UTF-8 编码的 GeoJSON"),
        (b"[" * 200_000, "不是 UTF-8 编码的 GeoJSON"),
        (b'{"features": []}', "没有区域"),
        (b'{"features": [{"properties": {"name": "a"}, "geometry": {"type": "Point"}}]}', "不是面"),
        (geojson(""), "没有名称"),
        (geojson("a", ring=[[500_000, 3_000_000]] * 4), "经纬度"),
        (geojson("a", ring=[[112.5, 27.5]]), "经纬度"),
        (geojson("a", ring=[["112", "27"]] * 4), "经纬度"),
        (geojson("a").replace(b"112.5", b"NaN"), "不是 UTF-8 编码的 GeoJSON"),
        (geojson(*(["a"] * 3_001)), "最多 3000 个"),
        (b" " * (8 * 1024 * 1024 + 1), "最多 8 MB"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(content, words):
    with pytest.raises(Refused) as refusal:
        read_outline(content, "来源")
    assert words in refusal.value.sentence


def test_a_file_refused_stands_beside_its_field(year, sign_in):
    answer = send(sign_in("head"), year, b"{}")
    assert answer.status_code == 422
    assert "没有区域" in answer.content.decode()
    assert not Boundary.objects.exists()


def test_parts_of_islands_are_read_too():
    outline = read_outline(geojson("岛", kind="MultiPolygon"), "来源", "湘S(2023)001号")
    assert outline["approval"] == "湘S(2023)001号"
    assert len(outline["features"]) == 1


def test_the_page_costs_one_query_for_its_boundaries(year, sign_in, django_assert_max_num_queries):
    year.go(date(2023, 6, 1))
    browser = sign_in("head")
    browser.get("/desk/")
    with django_assert_max_num_queries(15):
        assert browser.get(f"/cockpit/{year.programme.pk}/").status_code == 200
