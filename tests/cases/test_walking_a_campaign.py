"""A campaign in which every unit checks itself, and its figures."""

import pytest
from django.urls import reverse

from shishi.cases.actions.links import raise_case
from shishi.cases.actions.opening import open_case
from shishi.cases.actions.parts import report_part
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.cases.queries.campaign import campaign
from shishi.cases.queries.waiting import waiting_for
from shishi.journal.models import Telling
from shishi.lib.refusal import NotYours, Refused
from tests.cases import stories

pytestmark = pytest.mark.django_db
FOUND = {"n_checked": 12, "n_found": 1}
CLEAN = {"n_checked": 8, "n_found": 0}


def checking(cast):
    given = {"title": "校园食品安全自查自纠", "text": "逐校自查。", "type": "self_check", "basis": "县专班〔2023〕2号"}
    case = open_case("self_check", given, cast.actor("clerk")).case
    units = [cast.orgs["education"], cast.orgs["health"]]
    return take_step(case, "start", cast.actor("clerk"), {"supporting": units})


def raised(cast, case, **more):
    given = {"title": "一所学校留样不足", "text": "自查发现。", "source": "self_check", **more}
    return raise_case(case, "problem", given, cast.actor("liaison")).case


def test_the_units_are_told_and_have_it_on_their_desks(cast):
    case = checking(cast)
    assert Telling.objects.filter(person_id=cast.people["liaison"].pk, reason="case_part").exists()
    assert case in Case.objects.filter(waiting_for(cast.actor("health_liaison")))
    assert not Case.objects.visible_to(cast.actor("housing_liaison")).exists()


def test_it_ends_when_all_have_reported_and_the_head_has_looked(cast):
    case = checking(cast)
    report_part(case, "自查十二所。", cast.actor("liaison"), FOUND)
    with pytest.raises(Refused, match="县卫健局"):
        take_step(case, "sum_up", cast.actor("clerk"), {"result": "全部完成"})
    report_part(case, "未发现问题。", cast.actor("health_liaison"), CLEAN)
    case = take_step(case, "sum_up", cast.actor("clerk"), {"result": "共查二十处"})
    with pytest.raises(NotYours):
        take_step(case, "close", cast.actor("clerk2"), {"opinion": "好"})
    assert take_step(case, "close", cast.actor("head"), {"opinion": "同意"}).outcome == "closed"


def test_the_figures_follow_from_the_problems_that_came_out_of_it(cast, django_assert_num_queries):
    case = checking(cast)
    report_part(case, "自查十二所。", cast.actor("liaison"), FOUND | {"n_found": 2})
    raised(cast, case)
    stories.problem(cast)
    clerk = cast.actor("clerk")
    with django_assert_num_queries(2):
        seen = campaign(case, clerk)
    assert (seen.n_checked, seen.n_found, seen.n_problems, seen.n_rectified) == (12, 2, 1, 0)
    assert [row.differs for row in seen.rows] == [True, False]
    assert [row.unit for row in campaign(case, cast.actor("health_liaison")).rows] == ["县卫健局"]
    Case.objects.filter(kind="problem").update(outcome="closed", closed_at=case.opened_at)
    assert campaign(case, clerk).n_rectified == 1


def test_a_unit_reports_its_figures_from_the_page(client, cast):
    case = checking(cast)
    client.force_login(cast.account("liaison"))
    address = reverse("case-part-report", args=[case.pk])
    answer = client.post(address, {"report": "自查十二所。", "n_checked": "12"})
    assert answer.status_code == 422
    assert "没有的填 0" in answer.content.decode()
    assert client.post(address, {"report": "自查。", "n_checked": "12", "n_found": "0"}).status_code == 302
    page = client.get(reverse("case", args=[case.pk])).content.decode()
    assert '<th scope="row">县卫健局' not in page
    assert "1／1" in page
    assert client.get(reverse("case-raise", args=[case.pk, "problem"])).status_code == 200
