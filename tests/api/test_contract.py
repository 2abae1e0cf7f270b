"""The contract changes on purpose, and every refusal keeps to it."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from shishi.api.composed import api
from shishi.api.views import contract
from shishi.conf.routes import all_routes

KEPT = Path(__file__).with_name("openapi.json")
HOW = "The contract has changed. If that is meant, delete tests/api/openapi.json and run this test twice."


def test_the_contract_changes_on_purpose():
    now = contract() + "\n"
    if not KEPT.exists():
        KEPT.write_text(now, encoding="utf-8")
        pytest.fail("The contract was written to tests/api/openapi.json; commit it.")
    assert json.loads(now) == json.loads(KEPT.read_text(encoding="utf-8")), HOW


def test_the_contract_is_served_and_listed_without_a_key(client, db):
    found = client.get("/api/openapi.json").json()
    page = client.get("/api/").content.decode()
    assert found["openapi"].startswith("3.1")
    for path in found["paths"]:
        assert path in page
    assert "://" not in page.replace("http://www.w3.org", "")


def test_every_operation_declares_its_refusals_and_is_listed_with_its_guard():
    paths = json.loads(contract())["paths"]
    declared = {(method.upper(), path) for path, one in paths.items() for method in one}
    for one in (operation for path in paths.values() for operation in path.values()):
        assert {"400", "401", "403", "404", "429"} <= set(one["responses"]), one["operationId"]
    routes = [r for r in all_routes() if r.guard.startswith("token")]
    listed = {(method, _plain(r.path)) for r in routes for method in r.methods}
    assert listed == declared
    assert [r.path for r in routes if not r.reveals] == []


def _plain(path: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)


def test_no_two_shapes_share_a_name():
    shapes = {}
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for model in (m for one in view.operations for m in one.response_models.values() if m):
                for name, shape in model.model_json_schema().get("$defs", {}).items():
                    assert shapes.setdefault(name, shape) == shape, name


def test_an_address_that_is_not_there_answers_as_what_is_out_of_reach(db):
    answer = Client().get("/api/nothing/of/the/kind")
    assert answer.status_code == 404
    assert set(answer.json()) == {"code", "sentence", "fields"}


def test_a_parameter_nobody_knows_is_refused(program):
    answer = program("clerk").get("/regions", {"q": "湘水", "lvl": "county"})
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["lvl"]


@pytest.mark.parametrize("hostile", ["\x00", "a\x07", "\ue000", "字" * 31, ""])
def test_a_text_that_cannot_be_stored_is_refused(program, hostile):
    assert program("clerk").get("/regions", {"q": hostile}).status_code == 400
