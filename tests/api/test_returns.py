"""A program fills, submits and reviews returns as people do; the same refusals, the same record."""

import pytest

from shishi.journal.models import Entry
from shishi.programmes.models import Allocation, Support
from shishi.reports.models import Return
from shishi.reports.queries.sheet import cards
from tests.api.conftest import Program, give_keys
from tests.reports.builders import build as open_books
from tests.world import TODAY


@pytest.fixture
def county(world):
    give_keys(world)
    return open_books(world)


@pytest.fixture
def august(county):
    """The open August return of an item of 100 with 50 accepted so far."""
    item = county.item("新增公办学位")
    county.indicator(item, "新增学位", 100)
    return county.open(item, previous=50)


def draft(row, value="68", **more):
    return {
        "version": row.version,
        "progress": "主体完工。",
        "lines": [{"id": row.lines.get().pk, "value": value}],
    } | more


def climb(row):
    """Take the return to the office by its right hands, and answer its state there."""
    saved = Program("liaison").send("PUT", f"/returns/{row.pk}", draft(row)).json()
    for who, name in (("liaison", "submit"), ("edu_head", "approve")):
        saved = Program(who).post(f"/returns/{row.pk}/steps/{name}", {"version": saved["version"]}).json()
    return saved


def test_a_return_climbs_its_chain_by_programs_alone(august):
    state = climb(august)
    done = Program("clerk").post(f"/returns/{august.pk}/steps/accept", {"version": state["version"]}).json()
    assert (state["stage"], done["stage"]) == ("unit_approved", "office_accepted")
    found = Program("clerk").get(f"/returns/{august.pk}").json()
    assert [(s["name"], s["person_name"]) for s in found["steps"]] == [
        ("save", "刘小青"), ("submit", "刘小青"), ("approve", "王教林"), ("accept", "陈晓兰"),
    ]  # fmt: skip
    assert [(v["version"], v["value"], v["approved_by"]) for v in found["lines"][0]["versions"]] == [
        (1, "68", "陈晓兰")
    ]
    verbs = list(Entry.objects.filter(subject_id=august.pk).order_by("id").values_list("verb", flat=True))
    assert verbs == ["return.save", "return.submit", "return.approve", "return.accept"]


def test_page_and_program_judge_the_same_figure_alike(august):
    Program("liaison").send("PUT", f"/returns/{august.pk}", draft(august))
    row = Return.objects.with_note().select_related("item", "period", "programme").get(pk=august.pk)
    shown = cards([row], TODAY)[0].rows[0].shown
    [line] = Program("leader").get(f"/returns/{august.pk}").json()["lines"]
    assert line["value"] == "68"
    assert line["status"] == shown.status
    assert line["rate"] == "68"
    assert line["remarks"] == [list(remark) for remark in shown.remarks]


def test_a_draft_writes_only_what_it_names(august):
    liaison = Program("liaison")
    saved = liaison.send("PUT", f"/returns/{august.pk}", draft(august, difficulty="用地未批")).json()
    liaison.send("PUT", f"/returns/{august.pk}", {"version": saved["version"], "next_step": "九月报批"})
    found = liaison.get(f"/returns/{august.pk}").json()
    assert (found["progress"], found["difficulty"], found["next_step"]) == ("主体完工。", "用地未批", "九月报批")
    assert found["lines"][0]["value"] == "68"


def test_whoever_comes_second_is_told_who_was_first(august):
    state = climb(august)
    body = {"version": state["version"]}
    first = Program("clerk").post(f"/returns/{august.pk}/steps/accept", body)
    second = Program("clerk2").post(f"/returns/{august.pk}/steps/accept", body)
    assert (first.status_code, second.status_code) == (200, 409)
    assert "陈晓兰" in second.json()["sentence"]
    assert Entry.objects.filter(verb="return.accept").count() == 1


def test_the_version_may_stand_in_if_match_and_must_stand_somewhere(august):
    liaison, path = Program("liaison"), f"/returns/{august.pk}"
    assert liaison.send("PUT", path, {"progress": "开工"}).status_code == 422
    assert liaison.send("PUT", path, {"progress": "开工"}, If_Match='"x"').status_code == 400
    assert liaison.send("PUT", path, {"progress": "开工"}, If_Match='"1"').status_code == 200
    assert liaison.send("PUT", path, {"progress": "开工"}, If_Match='"1"').status_code == 409


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [("clerk", "submit", 403), ("liaison", "accept", 403), ("edu_head", "approve", 422), ("stranger", "submit", 404)],
)
def test_a_step_of_the_wrong_hands_place_or_stage_is_refused(august, who, name, status):
    answer = Program(who).post(f"/returns/{august.pk}/steps/{name}", {"version": 1})
    assert answer.status_code == status
    assert answer.json()["sentence"]
    assert Return.objects.get(pk=august.pk).version == 1


def test_a_return_goes_back_with_a_reason_or_not_at_all(august):
    state, clerk = climb(august), Program("clerk")
    path, body = f"/returns/{august.pk}/steps/return", {"version": state["version"]}
    assert clerk.post(path, body).status_code == 422
    assert clerk.post(path, body | {"reason": "请核对学位数"}).json()["stage"] == "returned"


def test_single_figures_go_back_each_with_its_reason(august):
    state, line = climb(august), august.lines.get()
    body = {"version": state["version"], "figures": [{"line_id": line.pk, "reason": "与统计不符"}]}
    assert Program("clerk").post(f"/returns/{august.pk}/return-figures", body).json()["stage"] == "returned"
    assert Program("liaison").get(f"/returns/{august.pk}").json()["lines"][0]["returned_reason"] == "与统计不符"


def test_many_go_through_or_are_refused_each_by_itself(county, august):
    state = climb(august)
    item = county.item("新增幼儿园")
    county.indicator(item, "园数", 10)
    untouched = county.open(item)
    body = {"returns": [{"id": august.pk, "version": state["version"]}, {"id": untouched.pk, "version": 1}]}
    answer = Program("clerk").post("/returns/steps/accept", body, Idempotency_Key="many-1")
    assert [bool(one["sentence"]) for one in answer.json()] == [False, True]
    again = Program("clerk").post("/returns/steps/accept", body, Idempotency_Key="many-1")
    assert again.content == answer.content


def test_one_return_out_of_reach_and_nothing_is_done(county, august):
    state = climb(august)
    body = {"returns": [{"id": august.pk, "version": state["version"]}, {"id": 987654, "version": 1}]}
    assert Program("clerk").post("/returns/steps/accept", body).status_code == 404
    assert Return.objects.get(pk=august.pk).stage == "unit_approved"


@pytest.mark.parametrize(
    "body",
    [
        {"version": 1, "stage": "office_accepted"},
        {"version": 1, "lines": [{"id": 1, "accepted": "99"}]},
        {"version": 1, "progress": "a\x00b"},
        {"version": 1, "progress": "\ud800"},
        {"version": 1, "progress": "\ue000"},
        {"version": 1, "progress": "字" * 501},
        {"version": 1, "lines": [{"id": 1, "value": "-1"}]},
        {"version": 1, "lines": [{"id": 1, "value": "1e40"}]},
        {"version": "one"},
        [],
        None,
        b'{"version": NaN}',
        b'{"version": 1',
        b"[" * 50000,
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_not_what_the_operation_takes_is_refused_unread(august, body):
    answer = Program("liaison").send("PUT", f"/returns/{august.pk}", body)
    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"
    assert Return.objects.get(pk=august.pk).version == 1


def test_a_field_nobody_knows_is_named(august):
    answer = Program("liaison").send("PUT", f"/returns/{august.pk}", {"version": 1, "stage": "x"})
    assert answer.json()["fields"] == {"stage": "没有这个字段。"}


def test_a_program_sends_the_parts_and_a_supporting_unit_only_its_own(county, august):
    indicator, world = august.lines.get().indicator, county.world
    Support.objects.create(item=august.item, unit=world.orgs["health"])
    town = Allocation.objects.create(indicator=indicator, target=80, region=world.regions["town"])
    own = Allocation.objects.create(indicator=indicator, target=20, unit=world.orgs["health"])
    lines = [{"id": august.lines.get().pk, "shares": [{"allocation_id": town.pk, "value": "40"}]}]
    saved = Program("liaison").send("PUT", f"/returns/{august.pk}", {"version": august.version, "lines": lines}).json()
    shares, address = [{"allocation_id": own.pk, "value": "12"}], f"/returns/{august.pk}/shares"
    unit = Program("health_liaison")
    assert unit.send("PUT", address, {"version": august.version, "shares": shares}).status_code == 409
    assert unit.send("PUT", address, {"version": saved["version"], "shares": shares}).status_code == 200
    found = Program("clerk").get(f"/returns/{august.pk}").json()["lines"][0]["shares"]
    assert [(s["name"], s["value"], s["is_reported"]) for s in found] == [
        ("易水镇", "40", True),
        ("县卫健局", "12", True),
    ]
    other = [{"allocation_id": town.pk, "value": "1"}]
    assert unit.send("PUT", address, {"version": saved["version"] + 1, "shares": other}).status_code == 403
