"""What pages do besides steps programs do too: works, wrong person, wrong place, wrong stage, wrong input."""

from dataclasses import dataclass
from typing import Any

import pytest

from shishi.cases.actions import parts
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Asker, Case, CaseLink, CasePart, Recusal
from tests.api.conftest import Program, give_keys
from tests.cases import stories
from tests.cases.conftest import cast as people  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(people):  # noqa: F811 -- a fixture
    give_keys(people)
    return people


PLAN = {name: str(value) for name, value in stories.PLAN.items()}


@dataclass(frozen=True)
class Door:
    """One operation on a case: who may, who sees the case and may not, and what is refused beside which field."""

    address: str
    body: dict[str, Any]
    may: str
    may_not: str
    wrong: dict[str, Any]
    beside: str = ""
    is_refused_when_over: bool = True
    status: int = 200
    versioned: bool = True


DOORS = {
    "charge": Door(
        "/cases/{case}/parts",
        {"unit_ids": ["housing"], "task": "配合清运"},
        "clerk",
        "liaison",
        {"unit_ids": [987654321]},
        "unit_ids",
        status=201,
    ),
    "release": Door("/cases/{case}/parts/{part}/release", {}, "clerk", "liaison", {}, "", False),
    "split": Door(
        "/cases/{case}/split",
        {"title": "后门也堵", "text": "堆放课桌。"},
        "clerk",
        "liaison",
        {"title": "", "text": "堆放课桌。"},
        "title",
        status=201,
    ),
    "duty": Door("/cases/{case}/duty", {"is_duty": True}, "clerk", "liaison", {"is_duty": "是"}, "is_duty", False),
    "sponsor": Door("/cases/{case}/sponsor", {}, "leader", "clerk", {"leader_id": 987654321}, "leader_id"),
    "repeat": Door(
        "/cases/{case}/repeats",
        {"earlier_id": "earlier"},
        "clerk",
        "liaison",
        {"earlier_id": 987654321},
        "earlier_id",
        False,
        versioned=False,
    ),
    "recusal": Door(
        "/cases/{case}/recusals",
        {"reason": "亲属的单位"},
        "liaison",
        "",
        {"reason": ""},
        "reason",
        False,
        versioned=False,
    ),
}
EVERY = pytest.mark.parametrize("name", DOORS)


class Asked:
    """A door at a case of the education bureau in which health has a part."""

    def __init__(self, cast, name):
        self.cast, self.door = cast, DOORS[name]
        case = stories.assigned(cast)
        parts.charge(case, [cast.orgs["health"]], "", cast.actor("clerk"), case.version)
        self.earlier = stories.problem(cast, title="去年同一处").pk
        self.case = Case.objects.get(pk=case.pk)
        self.part = CasePart.objects.get(case=case, unit=cast.orgs["health"]).pk

    def ask(self, who, body=None, version=None, **headers):
        given = dict(self.door.body if body is None else body)
        if given.get("earlier_id") == "earlier":
            given["earlier_id"] = self.earlier
        given |= {"unit_ids": [self._unit(one) for one in given["unit_ids"]]} if "unit_ids" in given else {}
        if self.door.versioned:
            given["version"] = version or self.case.version
        path = self.door.address.format(case=self.case.pk, part=self.part)
        return Program(who).post(path, given, **headers)

    def _unit(self, one):
        return self.cast.orgs[one].pk if isinstance(one, str) else one


@pytest.fixture
def asked(cast):
    return lambda name: Asked(cast, name)


@EVERY
def test_a_door_works_and_once_only(asked, name):
    found = asked(name)
    first = found.ask(found.door.may, Idempotency_Key=name)
    again = found.ask(found.door.may, Idempotency_Key=name)
    assert (first.status_code, again.content) == (found.door.status, first.content)


@EVERY
def test_a_door_is_shut_to_the_wrong_person_place_stage_and_input(asked, cast, name):
    found = asked(name)
    before = Case.objects.values_list("pk", "version", "is_duty", "sponsor_id").order_by("pk")
    kept = list(before)
    if found.door.may_not:
        assert found.ask(found.door.may_not).status_code == 403
    for stranger in ("stranger", "housing_head", "other_liaison"):
        if stranger in cast.people:
            assert found.ask(stranger).status_code == 404, stranger
    if found.door.beside:
        wrong = found.ask(found.door.may if name != "sponsor" else "head", found.door.wrong)
        assert (wrong.status_code in (400, 422), list(wrong.json()["fields"])) == (True, [found.door.beside])
    if found.door.versioned:
        assert found.ask(found.door.may, version=found.case.version + 1).status_code == 409
    assert list(before.all()) == kept


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door.is_refused_when_over])
def test_a_door_is_shut_when_the_case_is_over(asked, cast, name):
    found = asked(name)
    case = take_step(found.case, "transfer", cast.actor("head"), {"reason": "属刑事案件", "where_to": "县公安局"})
    assert found.ask(found.door.may, version=case.version).status_code == 422


def test_a_part_that_answered_is_not_taken_back(asked):
    found = asked("release")
    Program("health_liaison").post(f"/cases/{found.case.pk}/parts/report", {"report": "已配合。"})
    assert found.ask("clerk", version=found.case.version + 1).status_code == 422
    assert CasePart.objects.filter(pk=found.part).exists()


def test_what_came_of_each_is_what_the_page_does(cast, asked):
    found = asked("charge")
    found.ask("clerk")
    assert CasePart.objects.filter(case=found.case, unit=cast.orgs["housing"], task="配合清运").exists()
    found.door = DOORS["split"]
    opened = found.ask("clerk", version=found.case.version + 1).json()["case"]["id"]
    assert CaseLink.objects.get(case=opened).kind == CaseLink.Kind.SPLIT
    found.door = DOORS["recusal"]
    found.ask("liaison")
    assert Recusal.objects.get().person_id == cast.people["liaison"].pk
    path, body = f"/cases/{found.case.pk}/steps/plan", {"version": found.case.version + 3}
    refused = Program("liaison").post(path, body | {"answers": PLAN})
    assert (refused.status_code, "回避" in refused.json()["sentence"]) == (422, True)


def test_the_office_names_a_leader_and_takes_a_case_off_the_duty_list(cast, asked):
    found = asked("sponsor")
    named = found.ask("head", {"leader_id": cast.people["leader"].pk})
    assert (named.status_code, Case.objects.get(pk=found.case.pk).sponsor_id) == (200, cast.people["leader"].pk)
    assert found.ask("head", {"leader_id": cast.people["clerk"].pk}, version=named.json()["version"]).status_code == 422
    found.door, version = DOORS["duty"], named.json()["version"]
    for is_duty in (True, True, False):
        version = found.ask("clerk", {"is_duty": is_duty}, version=version).json()["version"]
        assert Case.objects.get(pk=found.case.pk).is_duty is is_duty


def test_letters_become_one_problem_and_a_split_letter_stays_its_writers(cast):
    letters = [stories.request(cast, title=f"路灯{n}", topic="照明")[0] for n in range(2)]
    body = {"case_ids": [one.pk for one in letters], "title": "照明治理", "text": "多处不亮。", "topic": "照明"}
    assert Program("clerk").post("/case-clusters", body | {"case_ids": [letters[0].pk, 987654321]}).status_code == 404
    assert Program("clerk").post("/case-clusters", body | {"case_ids": [letters[0].pk]}).status_code == 422
    assert Program("clerk").post("/case-clusters", body).status_code == 201
    assert CaseLink.objects.filter(kind=CaseLink.Kind.CLUSTER).count() == 2
    split = {"version": letters[0].version, "title": "井盖", "text": "松动。"}
    answer = Program("hotline").post(f"/cases/{letters[0].pk}/split", split).json()
    assert answer["code"] == ""
    digests = Asker.objects.filter(case__in=[letters[0].pk, answer["case"]["id"]]).values_list("code_digest")
    assert len(set(digests)) == 1


def test_a_unit_reports_its_figures_in_a_campaign(cast):
    given = {"title": "食堂自查", "text": "逐校自查。", "type": "self_check"}
    case = Case.objects.get(
        pk=Program("clerk").post("/cases", {"kind": "self_check", "answers": given}).json()["case"]["id"]
    )
    take_step(case, "start", cast.actor("clerk"), {"supporting": [cast.orgs["health"]]})
    path, said = f"/cases/{case.pk}/parts/report", {"report": "已自查。"}
    assert set(Program("health_liaison").post(path, said).json()["fields"]) == {"n_checked", "n_found"}
    assert Program("health_liaison").post(path, said | {"n_checked": 12, "n_found": 0}).status_code == 200
    part = CasePart.objects.get(case=case, unit=cast.orgs["health"])
    assert (part.n_checked, part.n_found) == (12, 0)
