"""The closed loop as programs work it: the same sentences as the pages, one effect, nothing out of reach."""

import json

import pytest

from shishi.cases.models import Asker, Case, CaseFile
from shishi.journal.models import Once
from tests.api.conftest import Program, give_keys
from tests.cases import stories
from tests.cases.conftest import cast as people  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(people):  # noqa: F811 -- a fixture
    give_keys(people)
    return people


def assign(cast, **more):
    return {"answers": {"unit": cast.orgs["education"].pk, "type": "short", **more}}


def test_a_case_is_opened_read_and_assigned(cast):
    clerk = Program("clerk")
    given = {"title": "楼道堆物", "text": "三楼堆放纸箱。", "source": "inspection", "found_on": "2023-09-05"}
    opened = clerk.post("/cases", {"kind": "problem", "answers": given})
    assert opened.status_code == 201
    case = opened.json()["case"]
    sheet = clerk.get(f"/cases/{case['id']}").json()
    step = next(one for one in sheet["open_steps"] if one["name"] == "assign")
    assert {one["name"] for one in step["asks"] if one["is_required"]} == {"unit", "type"}
    units = clerk.get(f"/cases/{case['id']}/choices/unit").json()
    assert str(cast.orgs["education"].pk) in {one["value"] for one in units}
    answer = clerk.post(f"/cases/{case['id']}/steps/assign", {"version": sheet["version"], **assign(cast)})
    assert (answer.status_code, answer.json()["stage"]) == (200, "assigned")


def refused(cast, who, case, name, body):
    answer = Program(who).post(f"/cases/{case.pk}/steps/{name}", body)
    assert Case.objects.get(pk=case.pk).version == case.version
    return answer.status_code, answer.json()


def test_a_step_is_refused_as_on_the_page(cast):
    case = stories.problem(cast)
    at = {"version": case.version}
    assert refused(cast, "liaison", case, "assign", at)[0] == 404
    mine = stories.assigned(cast)
    assert refused(cast, "liaison", mine, "close", {"version": mine.version})[0] == 403
    assert refused(cast, "head", mine, "close", {"version": mine.version})[0] == 422
    assert refused(cast, "clerk", case, "fly", at)[0] == 404
    status, body = refused(cast, "clerk", case, "assign", at | {"answers": {"unit": cast.orgs["education"].pk}})
    assert (status, body["fields"]) == (422, {"type": "请填写类型。"})
    assert refused(cast, "clerk", case, "assign", {"version": case.version + 1, **assign(cast)})[0] == 409
    assert "version" in refused(cast, "clerk", case, "assign", assign(cast))[1]["fields"]


@pytest.mark.parametrize(
    "wrong",
    [{"unit": "教育局"}, {"unit": 987654321}, {"type": 3}, {"due_on": "2023/9/9"}, {"colour": "红"}],
)
def test_an_answer_of_another_kind_is_refused_beside_its_name(cast, wrong):
    case = stories.problem(cast)
    status, body = refused(cast, "clerk", case, "assign", {"version": case.version, **assign(cast, **wrong)})
    assert (status, list(body["fields"])) == (422, list(wrong))


def test_files_go_along_with_a_step_and_come_back(cast):
    case, liaison = stories.rectifying(cast), Program("liaison")
    body = json.dumps({"version": case.version, "answers": {"done": "九月十日已清理完毕，并划设黄线。"}})
    path = f"/cases/{case.pk}/steps/self_check/with-files"
    files = {"before": stories.photo("前.jpg"), "after": stories.photo("后.jpg")}
    first = liaison.upload(path, body, files, Idempotency_Key="f1")
    for one in files.values():
        one.seek(0)
    again = liaison.upload(path, body, files, Idempotency_Key="f1")
    assert (first.status_code, again.content) == (200, first.content)
    kept = CaseFile.objects.get(case=case, answer="after")
    assert Program("clerk").get(f"/cases/{case.pk}/files/{kept.pk}").status_code == 200
    assert Program("stranger").get(f"/cases/{case.pk}/files/{kept.pk}").status_code == 404


def test_a_form_with_parts_that_says_nothing_readable_is_malformed(cast):
    case, clerk = stories.problem(cast), Program("clerk")
    for body in ("", "{", "[]", '{"versio": 1}', '{"answers": {"opinion": "\\u0000"}}'):
        assert clerk.upload(f"/cases/{case.pk}/steps/assign/with-files", body, {}).status_code == 400, body
    sent = {"version": case.version, **assign(cast)}
    answer = clerk.upload(f"/cases/{case.pk}/steps/assign/with-files", json.dumps(sent), {"type": stories.photo()})
    assert answer.status_code == 422


def test_a_citizens_code_is_answered_once_and_kept_nowhere(cast):
    given = {"title": "路灯不亮", "text": "看不清路。", "channel": "mailbox", "asker_phone": "13800001111"}
    body = {"kind": "request", "answers": given}
    first = Program("hotline").post("/cases", body, Idempotency_Key="c1")
    again = Program("hotline").post("/cases", body, Idempotency_Key="c1")
    code = first.json()["code"]
    assert (first.status_code, again.status_code, again.json()["code"]) == (201, 201, "")
    assert code
    assert Case.objects.count() == Asker.objects.count() == 1
    assert not Once.objects.filter(answer__contains=code).exists()


def test_who_asked_is_read_only_by_those_who_may_know(cast):
    case, _code = stories.dispatched(cast, secret=True)
    seen = {who: Program(who).get(f"/cases/{case.pk}").json()["asker"]["name"] for who in ("hotline", "liaison")}
    assert seen == {"hotline": "张三", "liaison": ""}


def test_many_take_a_step_with_a_word_about_each_that_did_not(cast):
    found = [stories.problem(cast, title=f"问题{n}") for n in range(3)]
    at = [{"id": one.pk, "version": one.version + (one is found[2])} for one in found]
    answer = Program("clerk").post("/cases/steps/assign", {"cases": at, **assign(cast)})
    assert answer.json()["done"] == [found[0].pk, found[1].pk]
    assert [one["id"] for one in answer.json()["left"]] == [found[2].pk]
    assert Program("liaison").post("/cases/steps/assign", {"cases": at}).status_code == 404


def test_a_later_date_is_asked_and_decided_by_others(cast):
    case = stories.rectifying(cast)
    body = {"version": case.version, "until": "2023-12-01", "reason": "要等设备到货"}
    asked = Program("edu_head").post(f"/cases/{case.pk}/extensions", body)
    row = Program("head").get(f"/cases/{case.pk}").json()["extensions"][0]
    path = f"/cases/{case.pk}/extensions/{row['id']}"
    statuses = [Program(who).post(path, {"approve": True}).status_code for who in ("edu_head", "head", "head")]
    assert (asked.status_code, statuses) == (201, [403, 200, 409])


def test_a_supporting_unit_reports_its_own_part(cast):
    charged = {"supporting": [cast.orgs["health"].pk], "unit": cast.orgs["education"].pk, "type": "short"}
    case = stories.problem(cast)
    Program("clerk").post(f"/cases/{case.pk}/steps/assign", {"version": case.version, "answers": charged})
    path = f"/cases/{case.pk}/parts/report"
    statuses = {
        who: Program(who).post(path, {"report": "已配合清理。"}).status_code for who in ("liaison", "health_liaison")
    }
    assert statuses == {"liaison": 403, "health_liaison": 200}


def test_a_list_goes_on_where_it_ended(cast):
    found = [stories.problem(cast, title=f"问题{n}").pk for n in range(5)]
    clerk, seen, after = Program("clerk"), [], ""
    while after is not None:
        page = clerk.get("/cases", {"kind": "problem", "limit": 2, "after": after}).json()
        seen += [row["id"] for row in page["rows"]]
        after = page["next"]
    assert sorted(seen) == found
    for wrong in ({"after": "x"}, {"set": "none"}, {"set": "found"}, {"kind": "nothing"}, {"by": "colour"}):
        assert clerk.get("/cases", wrong).status_code == 400, wrong


@pytest.mark.parametrize("by", ["unit", "region", "type", "kind"])
def test_every_figure_of_the_rates_opens_to_its_rows(cast, by):
    stories.problem(cast)
    stories.assigned(cast)
    stories.closed(cast)
    clerk, span = Program("clerk"), {"since": "2023-01-01", "until": "2024-01-01"}
    sheet = clerk.get("/case-rates", {"kind": "problem", "by": by, **span}).json()
    for line in sheet["rows"]:
        for cell in line["figures"]:
            for name, n in ((cell["part_set"], cell["part"]), (cell["whole_set"], cell["whole"])):
                asked = {"kind": "problem", "state": "all", "set": name, "by": by, "key": line["key"], **span}
                assert len(clerk.get("/cases", asked).json()["rows"]) == n, (line, cell)
    assert sum(line["n"] for line in sheet["rows"]) == sheet["total"]["n"] == 3
